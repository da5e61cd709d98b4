"""Wordings, clauses and word lists of the findings, from the pack « findings/findings », and the pack's schema.

A message may hold `{names}` that its check fills. `clause` None is shown as « không có điều khoản ». `form` marks
rules of Nghị định 30/2020/NĐ-CP on the form of papers: they bind State bodies, so for a paper of the Party or the
Front they are notes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from string import Formatter
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

NO_CLAUSE = "không có điều khoản"
SEVERITIES = ("error", "warning", "note")
FRAMES = ("commune", "ward", "province", "party", "bare")
CODE = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
_WORDS = ListOf(Text())
_LISTS = (
    "general_abbreviations",
    "claimed_abbreviations",
    "reduplications",
    "bound_syllables",
    "after_repeat",
    "repeated_verbs",
    "cycle_words",
    "party_issuers",
    "collective_bodies",
    "measure_openings",
    "general_bodies",
)
SCHEMA = Record(
    {
        "rules": ListOf(
            Record(
                {
                    "code": Text(CODE, example="missing-number"),
                    "title": Text(),
                    "severity": OneOf(SEVERITIES),
                    "form": Flag(),
                    "clause": Nullable(Text()),
                    "messages": ListOf(Record({"case": Text(IDENTIFIER), "vi": Text()}), minimum=1, unique=("case",)),
                    "advice": Text(),
                    "silent": Text(),
                }
            ),
            minimum=1,
            unique=("code",),
        ),
        "names": ListOf(Record({"stem": Text(), "abbreviation": Text(), "full": Text(), "words": Text()}), minimum=1),
        "doubled_verbs": Record({"first": _WORDS, "second": _WORDS}),
        "one_off": ListOf(
            Record(
                {"code": Text(IDENTIFIER), "label": Text(), "words": _WORDS, "dated": _WORDS, "not_behind": _WORDS},
                optional={"behind": _WORDS, "periodic": Flag(), "one_for_all": Flag()},
            ),
            unique=("code",),
        ),
        "things": ListOf(Record({"code": Text(IDENTIFIER), "label": Text(), "words": _WORDS}), unique=("code",)),
        "unit_types": ListOf(
            Record({"own": Text(), "right": Text(), "wrong": _WORDS, "bodies": _WORDS}), unique=("own",)
        ),
        "abolished": ListOf(Record({"since": Day(), "words": _WORDS, "what": Text()})),
        "closing_days": ListOf(
            Record({"cycle": OneOf(("year", "half", "quarter", "month")), "days": _WORDS, "clause": Text()})
        ),
        **dict.fromkeys(_LISTS, _WORDS),
    }
)
EXAMPLE = Record({"code": Text(CODE), "in": OneOf(FRAMES), "text": Text(), "quotes": ListOf(Text())})


@dataclass(frozen=True, slots=True)
class Rule:
    """What is said when a check raises its code."""

    code: str
    title: str
    severity: str
    form: bool
    clause: str
    messages: Mapping[str, str]
    advice: str
    silent: str

    def message(self, case: str, values: Mapping[str, str]) -> str:
        """The sentence of one case, its places filled."""
        return self.messages[case].format(**values)


@dataclass(frozen=True, slots=True)
class OneOff:
    """A kind of duty that is done once or reported. `periodic`: only when it is said to be « định kỳ »;
    `one_for_all`: one body's day is taken for the others'; `behind`: one of these stands before."""

    code: str
    label: str
    words: tuple[str, ...]
    dated: tuple[str, ...]
    not_behind: tuple[str, ...]
    behind: tuple[str, ...] = ()
    periodic: bool = False
    one_for_all: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that has one day in a plan."""

    code: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitType:
    """In a place of type `own` people live in `right`, not in `wrong`; `bodies`: bodies of another type of place."""

    own: str
    right: str
    wrong: tuple[str, ...]
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Abolished:
    """Bodies that no longer exist from the day `since` on."""

    since: date
    words: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True)
class FixedName:
    """« toàn dân bảo vệ » + « ANTQ » or « an ninh Tổ quốc »; `words`: the whole name, no syllable of which may miss."""

    stem: str
    abbreviation: str
    full: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClosingDay:
    """The standard day (« 12-14 » = month-day, « 14 » = day) on which a period of reporting closes."""

    cycle: str
    days: tuple[str, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The whole pack. `rules` by code; `lists` by the names of the pack."""

    rules: Mapping[str, Rule] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[FixedName, ...] = ()
    first_verbs: tuple[str, ...] = ()
    second_verbs: tuple[str, ...] = ()
    one_off: tuple[OneOff, ...] = ()
    things: tuple[Thing, ...] = ()
    unit_types: tuple[UnitType, ...] = ()
    abolished: tuple[Abolished, ...] = ()
    closing_days: tuple[ClosingDay, ...] = ()

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words; empty when the pack is missing."""
        return self.lists.get(name, ())

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Rules:
        """The rules of a pack's `data`, which must have passed `check_pack`; of nothing when `data` is empty."""
        if not data:
            return cls()
        return cls(
            rules={row["code"]: _rule(row) for row in data["rules"]},
            lists={name: tuple(data[name]) for name in _LISTS},
            names=tuple(
                FixedName(n["stem"], n["abbreviation"], n["full"], tuple(n["words"].split())) for n in data["names"]
            ),
            first_verbs=tuple(data["doubled_verbs"]["first"]),
            second_verbs=tuple(data["doubled_verbs"]["second"]),
            one_off=tuple(OneOff(**_tuples(row)) for row in data["one_off"]),
            things=tuple(Thing(**_tuples(row)) for row in data["things"]),
            unit_types=tuple(UnitType(**_tuples(row)) for row in data["unit_types"]),
            abolished=tuple(Abolished(**_tuples(row)) for row in data["abolished"]),
            closing_days=tuple(ClosingDay(**_tuples(row)) for row in data["closing_days"]),
        )


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _rule(row: Mapping[str, Any]) -> Rule:
    messages = {message["case"]: message["vi"] for message in row["messages"]}
    return Rule(**{**row, "clause": row["clause"] or NO_CLAUSE, "messages": messages})


def check_pack(pack: Pack) -> list[PackError]:
    """Errors of the pack: its shape, places in braces that are no names, examples of a code that no rule has."""
    errors = check_data(pack, SCHEMA) + check_examples(pack, EXAMPLE)
    if errors:
        return errors
    codes = {row["code"] for row in pack.data["rules"]}
    for index, row in enumerate(pack.data["rules"]):
        for place, message in enumerate(row["messages"]):
            if not _sound(message["vi"]):
                path = ("data", "rules", index, "messages", place, "vi")
                errors.append(pack.error(path, "chỗ điền phải là tên thường trong dấu { }, ví dụ {word}."))
    for index, example in enumerate(pack.examples):
        if example["code"] not in codes:
            errors.append(pack.error(("examples", index), f"mã « {example['code']} » không có trong rules."))
    return errors


def _sound(text: str) -> bool:
    try:
        return all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(text))
    except ValueError:
        return False
