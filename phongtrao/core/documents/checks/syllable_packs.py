"""Schema of « statistics/* »: which file holds the table of syllables, and what it must answer."""

from __future__ import annotations

from phongtrao.core.packs.schema import Flag, Record, Text, Whole, check_data, check_examples
from phongtrao.core.packs.values import Pack, PackError

SCHEMA = Record(
    {
        "file": Text(r"[a-z]+\.bin", example="vietnamese.bin"),
        "sha256": Text(r"[0-9a-f]{64}"),
        "syllables": Whole(1),
        "pairs": Whole(1),
    }
)
EXAMPLE = Record({"pair": Text(r"\S+ \S+", example="an ninh"), "known": Flag()})


def check_pack(pack: Pack) -> list[PackError]:
    """Errors of the pack's shape; whether the file agrees is tested where files are read."""
    return check_data(pack, SCHEMA) + check_examples(pack, EXAMPLE)
