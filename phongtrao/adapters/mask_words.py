"""The words of masking from the installed packs, and the check of their pack."""

from __future__ import annotations

from functools import cache

from phongtrao.adapters.packs import load_all
from phongtrao.core.documents.lexicon import Lexicon
from phongtrao.core.documents.masking import MaskWords, NameWords, mask, names_in
from phongtrao.core.packs import Pack, PackError
from phongtrao.core.packs.schema import ListOf, Record, Text, check_data

PACK_ID = "lexicons/person-names"
SCHEMA = Record({name: ListOf(Text(), minimum=1) for name in NameWords.__slots__})


@cache
def _lexicon() -> Lexicon:
    return Lexicon.from_packs({pack.id: pack.data for pack in load_all()})


@cache
def mask_words() -> MaskWords:
    """The installed words, read once per process."""
    return MaskWords(NameWords.from_pack(load_all().data(PACK_ID)), _lexicon())


def check_pack(pack: Pack) -> list[PackError]:
    """What is wrong with the words, and every example that is masked otherwise than it says."""
    errors = check_data(pack, SCHEMA)
    if errors:
        return errors
    words = MaskWords(NameWords.from_pack(pack.data), _lexicon())
    for index, example in enumerate(pack.examples):
        if not isinstance(example, dict) or not {"text", "masked"} <= example.keys():
            errors.append(pack.error(("examples", index), "mỗi ví dụ cần text và masked."))
            continue
        text = str(example["text"])
        found = mask(text, names_in([text], words), words).text
        if found != example["masked"]:
            errors.append(pack.error(("examples", index), f"ví dụ cho « {found} », khác điều ghi trong gói."))
    return errors
