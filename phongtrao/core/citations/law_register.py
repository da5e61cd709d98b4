"""Schema and values of ``packs/law/register.yaml``: the papers that plans cite.

A paper is known by key *and* date: two decrees can bear one number. What nobody has read stays null.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from phongtrao.core.packs.schema import (
    IDENTIFIER,
    Day,
    Flag,
    ListOf,
    Nullable,
    OneOf,
    Record,
    Text,
    check_data,
    check_examples,
)
from phongtrao.core.packs.values import Pack, PackError

STATUSES = ("verified", "secondary", "plan")
"""verified: the words were read; secondary: another page reports it; plan: a plan cites it."""

_POINTER = Record({"key": Text(), "date": Nullable(Day())})
SCHEMA = Record(
    {
        "kinds": ListOf(
            Record({"code": Text(IDENTIFIER), "vi": Text(), "en": Text()}), minimum=1, unique=("code", "vi")
        ),
        "works": ListOf(
            Record(
                {
                    "key": Text(),
                    "kind": Text(IDENTIFIER),
                    "number": Text(r"[0-9]+(/[0-9]{4})?", example='"124/2021"'),
                    "symbol": Text(),
                    "date": Nullable(Day()),
                    "issuer": Text(),
                    "title": Text(),
                    "effective_from": Nullable(Day()),
                    "effective_to": Nullable(Day()),
                    "status": OneOf(STATUSES),
                    "section": Text(r"[0-9]+(\.[0-9]+)?", example='"2.7"'),
                    "url": Nullable(Text(r"https://\S+", example="https://vanban.chinhphu.vn")),
                },
                optional={"replaces": ListOf(_POINTER), "amends": ListOf(_POINTER), "note": Text()},
            ),
            minimum=1,
        ),
    }
)
EXAMPLE = Record({"key": Text(), "date": Day(), "known": Flag()})


@dataclass(frozen=True, slots=True)
class WorkRef:
    """Pointer to a paper; ``date`` None = not known."""

    key: str
    date: datetime.date | None


@dataclass(frozen=True, slots=True)
class CitedWork:
    """One paper of the register.

    ``key`` = number/symbol. ``date``, ``effective_from``, ``effective_to`` None = « chưa nhập », never guessed.
    ``effective_to`` is the first day on which it no longer holds. ``title`` is our short wording.
    ``section`` is the section of the project's facts, ``url`` a public page or None.
    """

    key: str
    kind: str
    number: str
    symbol: str
    date: datetime.date | None
    issuer: str
    title: str
    effective_from: datetime.date | None
    effective_to: datetime.date | None
    status: str
    section: str
    url: str | None
    replaces: tuple[WorkRef, ...] = ()
    amends: tuple[WorkRef, ...] = ()
    note: str = ""


def check_pack(pack: Pack) -> list[PackError]:
    """Errors of the pack: its shape, keys that do not fit, papers that stand twice, dates out of order, examples."""
    errors = check_data(pack, SCHEMA) + check_examples(pack, EXAMPLE)
    if errors:
        return errors
    kinds = {row["code"] for row in pack.data["kinds"]}
    seen: set[tuple[str, datetime.date | None]] = set()
    for index, row in enumerate(pack.data["works"]):
        for field, message in _row_errors(row, kinds, seen):
            errors.append(pack.error(("data", "works", index, field), message))
        seen.add((row["key"], row["date"]))
    for index, example in enumerate(pack.examples):
        if ((example["key"], example["date"]) in seen) != example["known"]:
            message = f"{example['key']} ngày {example['date']}: sổ trả lời khác ví dụ."
            errors.append(pack.error(("examples", index), message))
    return errors


def read_works(pack: Pack) -> tuple[CitedWork, ...]:
    """The papers in the order of the pack, which must have passed :func:`check_pack`."""
    return tuple(
        CitedWork(**{**row, "replaces": _refs(row.get("replaces")), "amends": _refs(row.get("amends"))})
        for row in pack.data["works"]
    )


def find_works(key: str, works: tuple[CitedWork, ...]) -> tuple[CitedWork, ...]:
    """Papers whose key is ``key`` or begins with it and a dash: « 3554/QĐ-BCA » finds « 3554/QĐ-BCA-V05 »."""
    return tuple(work for work in works if work.key == key or work.key.startswith(f"{key}-"))


def _refs(rows: list[dict[str, Any]] | None) -> tuple[WorkRef, ...]:
    return tuple(WorkRef(**row) for row in rows or ())


def _row_errors(
    row: dict[str, Any], kinds: set[str], seen: set[tuple[str, datetime.date | None]]
) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    expected = f"{row['number']}/{row['symbol']}"
    if row["key"] != expected:
        found.append(("key", f"« {row['key']} » khác số và ký hiệu; cần « {expected} »."))
    if row["kind"] not in kinds:
        found.append(("kind", f"loại « {row['kind']} » không có trong kinds."))
    if (row["key"], row["date"]) in seen:
        found.append(("key", f"« {row['key']} » ngày {row['date']} đã có."))
    if row["date"] is None and "chưa nhập" not in row.get("note", ""):
        found.append(("date", "ngày để trống thì note phải ghi điều chưa nhập, ví dụ “Ngày ban hành: chưa nhập.”."))
    start, end = row["effective_from"], row["effective_to"]
    if start and row["date"] and start < row["date"]:
        found.append(("effective_from", f"hiệu lực {start} trước ngày ban hành {row['date']}."))
    if start and end and end <= start:
        found.append(("effective_to", f"hết hiệu lực {end} không sau {start}."))
    return found
