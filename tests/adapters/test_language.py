"""The file of counts agrees with its pack and is quick to load."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from phongtrao.adapters.language import PACK, load_language
from phongtrao.adapters.packs import load_all
from phongtrao.core.text.repair import BadLanguage, Language
from phongtrao.core.text.repair.grams import UNKNOWN
from phongtrao.core.text.repair.language import pack_columns, read_columns


def counts() -> bytes:
    pack = load_all().get(PACK)
    return (Path(pack.file).parent / str(pack.data["file"])).read_bytes()


def test_the_pack_names_its_file() -> None:
    assert hashlib.sha256(counts()).hexdigest() == load_all().get(PACK).data["sha256"]


def test_the_file_answers_as_the_pack_says() -> None:
    language = load_language()
    for example in load_all().get(PACK).examples:
        word = language.grams.number(example["word"])
        assert word != UNKNOWN
        assert (language.channel.whole(example["read"]).get(word, 0) > 0) is example["known"]


def test_columns_come_back_as_they_were_packed() -> None:
    columns = read_columns(counts())
    assert pack_columns(columns) == counts()


@pytest.mark.parametrize("data", [b"", b"PTLANG1\n", counts()[:-40], b"x" + counts()])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(BadLanguage):
        Language.from_bytes(data)


def test_abbreviations_and_symbols_come_from_the_packs() -> None:
    language = load_language()
    assert {"UBND", "MTTQ", "HĐND"} <= language.abbreviations
    assert {"QĐ", "KH", "NĐ-CP", "QĐ-BCA-V05"} <= language.symbols
