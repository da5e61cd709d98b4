"""Declarative specs with which every room writes the schema of its packs.

A room declares once and checks with :func:`check_data`::

    SCHEMA = Record(
        required={"terms": ListOf(Record({"vi": Text(), "code": Text(IDENTIFIER)}))},
    )

    def check_pack(pack: Pack) -> list[PackError]:
        return check_data(pack, SCHEMA)

Every error is collected, each with its line. Unknown keys are refused, so a misspelt
key never passes silently. Specs are values: frozen, without state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from phongtrao.core.packs.values import Pack, PackError, Path

IDENTIFIER = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
"""Pattern of codes in data: « commune_police »."""

Issue = tuple[Path, str]


@dataclass(frozen=True, slots=True)
class Text:
    """A text without blank ends, not empty; ``pattern`` must match it wholly."""

    pattern: str | None = None
    example: str = ""

    def issues(self, value: Any, path: Path) -> Iterator[Issue]:
        if not isinstance(value, str):
            yield path, _wrong(value, "chữ", self.example or '"…"')
        elif not value.strip() or value != value.strip():
            yield path, f"{_shown(value)} để trống hoặc thừa dấu cách ở đầu, cuối."
        elif self.pattern and not re.fullmatch(self.pattern, value):
            yield path, _wrong(value, f"đúng dạng {self.pattern}", self.example)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between ``minimum`` and ``maximum``, both included."""

    minimum: int | None = None
    maximum: int | None = None

    def issues(self, value: Any, path: Path) -> Iterator[Issue]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield path, _wrong(value, "số nguyên", "3")
        else:
            yield from _bounds(value, self.minimum, self.maximum, path)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, whole or with decimals, between the bounds, both included."""

    minimum: float | None = None
    maximum: float | None = None

    def issues(self, value: Any, path: Path) -> Iterator[Issue]:
        if not isinstance(value, int | float) or isinstance(value, bool):
            yield path, _wrong(value, "số", "87.5")
        else:
            yield from _bounds(value, self.minimum, self.maximum, path)


@dataclass(frozen=True, slots=True)
class Flag:
    """``true`` or ``false``."""

    def issues(self, value: Any, path: Path) -> Iterator[Issue]:
        if not isinstance(value, bool):
            yield path, _wrong(value, "true hoặc false", "true")


@dataclass(frozen=True, slots=True)
class Day:
    """A date written ``YYYY-MM-DD`` without quotes."""

    def issues(self, value: Any, path: Path) -> Iterator[Issue]:
        if not isinstance(value, date):
            yield path, _wrong(value, "ngày dạng năm-tháng-ngày", "2026-03-31")


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of the listed codes."""

    values: tuple[str, ...]

    def issues(self, value: Any, path: Path) -> Iterator[Issue]:
        if value not in self.values:
            yield path, _wrong(value, "một trong " + ", ".join(self.values), "")


@dataclass(frozen=True, slots=True)
class Nullable:
    """``null`` (« chưa nhập ») or what ``spec`` asks."""

    spec: Spec

    def issues(self, value: Any, path: Path) -> Iterator[Issue]:
        if value is not None:
            yield from self.spec.issues(value, path)


@dataclass(frozen=True, slots=True)
class Anything:
    """Any plain value: its room checks it by its own rules."""

    def issues(self, value: Any, path: Path) -> Iterator[Issue]:
        return iter(())


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What at least one of the ``specs`` accepts; errors are those of the first."""

    specs: tuple[Spec, ...]

    def issues(self, value: Any, path: Path) -> Iterator[Issue]:
        found = [list(spec.issues(value, path)) for spec in self.specs]
        if all(found):
            yield from found[0]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of ``item``; no two may share the value of a key in ``unique``.

    ``unique=("",)`` compares the items themselves.
    """

    item: Spec
    minimum: int = 0
    unique: tuple[str, ...] = ()

    def issues(self, value: Any, path: Path) -> Iterator[Issue]:
        if not isinstance(value, list):
            yield path, _wrong(value, "danh sách", "- …")
            return
        if len(value) < self.minimum:
            yield path, f"danh sách có {len(value)} mục, cần ít nhất {self.minimum}."
        for index, item in enumerate(value):
            yield from self.item.issues(item, (*path, index))
        for key in self.unique:
            yield from _repeated(value, key, path)


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping from free keys, matched wholly by ``key``, to ``item``."""

    item: Spec
    key: str = r".+"

    def issues(self, value: Any, path: Path) -> Iterator[Issue]:
        if not isinstance(value, dict):
            yield path, _wrong(value, "bảng khóa: giá trị", "khóa: …")
            return
        for key, item in value.items():
            if not re.fullmatch(self.key, key):
                yield (*path, key), _wrong(key, f"khóa đúng dạng {self.key}", "")
            yield from self.item.issues(item, (*path, key))


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with exactly the ``required`` keys and, if present, the ``optional``."""

    required: Mapping[str, Spec]
    optional: Mapping[str, Spec] = field(default_factory=dict)

    def issues(self, value: Any, path: Path) -> Iterator[Issue]:
        if not isinstance(value, dict):
            yield path, _wrong(value, "bảng khóa: giá trị", "khóa: …")
            return
        known = {**self.required, **self.optional}
        for key in self.required:
            if key not in value:
                yield path, f"thiếu khóa « {key} »; hãy thêm vào mục này."
        for key, item in value.items():
            if key in known:
                yield from known[key].issues(item, (*path, key))
            else:
                expected = ", ".join(known)
                yield (*path, key), f"khóa « {key} » không có; các khóa: {expected}."


Spec = Text | Whole | Number | Flag | Day | OneOf | Nullable | Anything | AnyOf | ListOf | MapOf | Record


def check_data(pack: Pack, spec: Spec) -> list[PackError]:
    """Errors of ``pack.data`` against ``spec``, each with its line, in file order."""
    return check_value(pack, spec, ("data",), pack.data)


def check_examples(pack: Pack, spec: Spec) -> list[PackError]:
    """Errors of every entry of ``pack.examples`` against ``spec``."""
    return check_value(pack, ListOf(spec), ("examples",), list(pack.examples))


def check_value(pack: Pack, spec: Spec, path: Path, value: Any) -> list[PackError]:
    """Errors of ``value``, found in ``pack`` at ``path`` from the root of the file."""
    return sorted(pack.error(*issue) for issue in spec.issues(value, path))


def _bounds(value: float, minimum: float | None, maximum: float | None, path: Path) -> Iterator[Issue]:
    if minimum is not None and value < minimum:
        yield path, f"{value} nhỏ hơn {minimum}."
    if maximum is not None and value > maximum:
        yield path, f"{value} lớn hơn {maximum}."


def _repeated(items: list[Any], key: str, path: Path) -> Iterator[Issue]:
    seen: set[str] = set()
    for index, item in enumerate(items):
        value = item if not key else item.get(key) if isinstance(item, dict) else None
        if value is None:
            continue
        mark = repr(value)
        if mark in seen:
            where = (*path, index, key) if key else (*path, index)
            yield where, f"{_shown(value)} lặp lại; mỗi giá trị chỉ được có một lần."
        seen.add(mark)


def _wrong(value: Any, expected: str, example: str) -> str:
    tail = f", ví dụ {example}" if example else ""
    return f"{_shown(value)} không đúng: cần {expected}{tail}."


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "một bảng" if isinstance(value, dict) else "một danh sách"
    if value is None:
        return "giá trị trống"
    text = str(value)
    return f"« {text if len(text) <= 60 else text[:57] + '…'} »"
