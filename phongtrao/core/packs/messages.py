"""Schema and values of ``packs/messages/*``: one sentence per code, in both languages.

A sentence may hold placeholders in braces, filled by the program: « Còn {count} mục chưa xem. »
Both languages must hold the same ones; they are plain names, no formats and no attributes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import Formatter

from phongtrao.core.packs.schema import ListOf, Record, Text, check_data, check_examples
from phongtrao.core.packs.values import Pack, PackError

CODE = r"[a-z][a-z0-9]*([_-][a-z0-9]+)*"
SCHEMA = ListOf(Record({"code": Text(CODE), "vi": Text(), "en": Text()}), unique=("code", "vi"))
EXAMPLE = Record({"code": Text(CODE)})


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentence of one code; ``{name}`` are placeholders."""

    code: str
    vi: str
    en: str


def check_pack(pack: Pack) -> list[PackError]:
    """Errors of the pack: its shape, and placeholders that differ or are not plain names."""
    errors = check_data(pack, SCHEMA) + check_examples(pack, EXAMPLE)
    if errors:
        return errors
    for index, row in enumerate(pack.data):
        errors.extend(
            pack.error(("data", index, language), message)
            for language in ("vi", "en")
            for message in _placeholder_errors(row[language], row["vi"])
        )
    codes = {row["code"] for row in pack.data}
    for index, example in enumerate(pack.examples):
        if example["code"] not in codes:
            errors.append(pack.error(("examples", index), f"mã « {example['code']} » không có trong data."))
    return errors


def read_wordings(pack: Pack) -> dict[str, Wording]:
    """Wordings of one message pack by code; each pack is a table of its own, so codes may meet across packs."""
    return {row["code"]: Wording(**row) for row in pack.data}


def _placeholder_errors(text: str, vi: str) -> list[str]:
    try:
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        expected = {name for _, name, _, _ in Formatter().parse(vi) if name is not None}
    except ValueError:
        return ["dấu { } không khớp; viết {tên} cho chỗ điền."]
    if not all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names):
        return ["chỗ điền phải là tên thường, ví dụ {count}."]
    if names != expected:
        return [f"chỗ điền {sorted(names)} khác câu tiếng Việt {sorted(expected)}."]
    return []
