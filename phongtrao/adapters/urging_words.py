"""The words of urging, from `packs/forms/urging`: a message to be pasted, and an official letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from phongtrao.adapters.packs import load_all
from phongtrao.core.packs import Pack, PackError
from phongtrao.core.packs.schema import ListOf, Record, Text, Whole, check_data, check_examples

PACK = "forms/urging"
_FIELDS = {
    "message_head": ("body", "day"),
    "message_line": ("due", "days"),
    "message_more": ("count",),
    "message_foot": (),
    "letter_about": (),
    "letter_to": ("bodies",),
    "letter_to_many": (),
    "letter_opening": ("day", "count", "body"),
    "letter_closing": (),
    "letter_signer": (),
}
SCHEMA = Record(
    {
        **{name: Text(example="lời có chỗ điền {…}") for name in _FIELDS},
        "letter_columns": ListOf(Text(), minimum=5),
        "letter_recipients": ListOf(Text(), minimum=1),
    }
)
EXAMPLE = Record({"key": Text(), "days": Whole(0, 999), "words": Text()})


@dataclass(frozen=True, slots=True)
class UrgingWords:
    """`said(key, …)` fills the places of a wording."""

    words: Mapping[str, Any]

    def said(self, key: str, **values: object) -> str:
        """The wording with its places filled; KeyError when one is missing."""
        return str(self.words[key]).format(**values)

    def listed(self, key: str) -> tuple[str, ...]:
        """A wording that is a list."""
        return tuple(str(word) for word in self.words[key])


@cache
def urging_words() -> UrgingWords:
    """The installed wording, read once per process."""
    return UrgingWords(load_all().data(PACK))


def check_pack(pack: Pack) -> list[PackError]:
    """Errors of the shape, and places that no program fills."""
    errors = check_data(pack, SCHEMA) + check_examples(pack, EXAMPLE)
    if errors:
        return errors
    for name, places in _FIELDS.items():
        try:
            str(pack.data[name]).format(**dict.fromkeys(places, ""))
        except (KeyError, IndexError, ValueError):
            expected = ", ".join(f"{{{place}}}" for place in places) or "không có chỗ điền"
            errors.append(pack.error(("data", name), f"chỗ điền không đúng; chỉ dùng: {expected}."))
    return errors
