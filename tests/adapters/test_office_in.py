"""Old office files through LibreOffice (Debian: libreoffice-writer-nogui): made at test time, read, bounded."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from phongtrao.adapters import documents_in, office_in
from phongtrao.adapters.documents_in import read_source
from phongtrao.adapters.file_kind import FileKind, sniff
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.core.documents import read
from phongtrao.core.text import SourceText
from tests.adapters.docx_samples import p, word_package, zipped
from tests.core.reader_lexicon import lexicon
from tests.corpus import old_fonts, typed
from tests.corpus.old_fonts import W
from tests.corpus.test_docx_ways import PLANS
from tests.corpus.test_metamorphic import headline

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def with_grids(data: bytes) -> bytes:
    """Tables as Word writes them, with columns and a paragraph behind: without them LibreOffice's .doc loses cells."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(members["word/document.xml"])
    for table in root.iter(f"{W}tbl"):
        grid = etree.Element(f"{W}tblGrid")
        columns = max(len(row.findall(f"{W}tc")) for row in table.iter(f"{W}tr"))
        for _ in range(columns):
            etree.SubElement(grid, f"{W}gridCol").set(f"{W}w", str(9_600 // columns))
        properties = table.find(f"{W}tblPr")
        assert properties is not None
        properties.addnext(grid)
        for borders in properties.findall(f"{W}tblBorders"):
            for side in ("left", "bottom", "right", "insideH", "insideV"):
                etree.SubElement(borders, f"{W}{side}").set(f"{W}val", "single")
        table.addnext(etree.Element(f"{W}p"))
    return zipped({**members, "word/document.xml": etree.tostring(root)})


def saved_as(data: bytes, ending: str, folder: Path) -> bytes:
    """A .docx saved by LibreOffice as an older kind."""
    office = shutil.which("soffice")
    if office is None:
        pytest.fail("soffice is missing; apt-get install libreoffice-writer-nogui")
    (folder / "a.docx").write_bytes(with_grids(data))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    words = ["--headless", "--convert-to", ending, "--outdir", str(folder), str(folder / "a.docx")]
    subprocess.run([office, profile, *words], capture_output=True, check=True, timeout=120)
    return (folder / f"a.{ending}").read_bytes()


@pytest.mark.parametrize(("ending", "kind"), [("doc", FileKind.DOC), ("rtf", FileKind.RTF), ("odt", FileKind.ODF)])
def test_an_old_file_is_read(ending: str, kind: FileKind, tmp_path: Path) -> None:
    data = saved_as(word_package(p("Kế hoạch năm 2026") + p("1. Tuần tra ban đêm.")), ending, tmp_path)
    assert sniff(data, name="") is kind
    source = read_source(data, name="ke-hoach.doc" if ending == "rtf" else f"ke-hoach.{ending}")
    assert source.text.split("\n") == ["Kế hoạch năm 2026", "1. Tuần tra ban đêm."]
    assert (source.kind, source.route, source.media_type) == (kind, "docx", office_in.media_type(kind))
    assert len(source.notes) == 1 and "LibreOffice" in source.notes[0]


@pytest.mark.parametrize(("plan", "gold"), PLANS)
def test_a_plan_in_an_old_word_file_of_an_old_font_is_read(plan: Path, gold: Path, tmp_path: Path) -> None:
    data = saved_as(old_fonts.in_vntime(typed.by_hand(plan.read_text(encoding="utf-8"))), "doc", tmp_path)
    source = read_source(data, name="ke-hoach.doc")
    reading = read(SourceText(source.text), lexicon(), route=source.route).as_json()
    figure, misses = headline(reading, json.loads(gold.read_text(encoding="utf-8")))
    assert figure >= 0.95, "\n".join([f"{figure:.3f}", *misses])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "office-failed"),
        (OLE + b"\x00" * 5_000 + "WordDocument".encode("utf-16-le") + os.urandom(5_000), "office-failed"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "office-failed"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a>"}), "office-failed"),
    ],
)
def test_broken_files_give_one_sentence(data: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read_source(data, name="ke-hoach.doc")
    assert caught.value.code == code and "gửi lại" in caught.value.message_vi


def test_a_file_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "soffice"
    slow.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nsleep 60 & wait\n")
    slow.chmod(0o755)
    monkeypatch.setattr(office_in, "_office", lambda: str(slow))
    monkeypatch.setattr(office_in, "_SECONDS", 1)
    with pytest.raises(FileRefused) as caught:
        read_source(b"{\\rtf1 x}", name="a.rtf")
    assert caught.value.code == "office-too-slow"
    assert not Path(f"/proc/{(tmp_path / 'pid').read_text().strip()}").exists(), "nothing is left running"


def test_nothing_is_fetched_and_no_macro_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of the command and the profile say so; a real document would need a network to show more."""
    words = office_in._command(tmp_path, tmp_path / "a.doc", "MS Word 97")
    assert f"-env:UserInstallation=file://{tmp_path}/profile" in words and "--infilter=MS Word 97" in words
    office_in._write_profile(tmp_path / "profile")
    profile = (tmp_path / "profile" / "user" / "registrymodifications.xcu").read_text(encoding="utf-8")
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true' in profile


def test_without_libreoffice_the_advice_is_to_save_as_docx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_in, "_office", lambda: None)
    for data in (b"{\\rtf1 x}", OLE + "WordDocument".encode("utf-16-le")):
        with pytest.raises(FileRefused) as caught:
            documents_in.read_source(data, name="a.doc")
        assert caught.value.code.startswith("kind-") and "*.docx" in caught.value.message_vi


def test_an_rtf_without_words_is_empty() -> None:
    with pytest.raises(FileRefused) as caught:
        read_source(b"{\\rtf1\\ansi }", name="a.rtf")
    assert caught.value.code == "file-empty"
