"""Rows of `phongtrao corrections export` as tests: their form, and whether the reader reads today what a person put.

The form is described in docs/how-to/export-corrections.md.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from phongtrao.core.text import fold
from tests.core.reader_lexicon import read_text

FORM = "phongtrao/correction/1"
DECISIONS = {  # decision → how many items were read, how many a person put
    "corrected": (1, 1),
    "redrawn": (1, 1),
    "dropped": (1, 0),
    "added": (0, 1),
    "merged": (2, 1),
    "split": (1, 2),
}
_DUTIES = ("task", "general_task", "deadline")


def load(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of one file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def faults(row: dict[str, Any]) -> list[str]:
    """What is wrong with the form of a row; empty when nothing is."""
    found = [] if row.get("form") == FORM else [f"form {row.get('form')!r}"]
    expected = DECISIONS.get(row["decision"])
    if expected != (len(row["read"]), len(row["corrected"])):
        found.append(f"{row['decision']}: {len(row['read'])} read, {len(row['corrected'])} corrected")
    for item in (*row["read"], *row["corrected"]):
        if not item["text"].strip():
            found.append("an item without words")
        if item["span"] is not None:
            start, end = item["span"]
            if not 0 <= start < end <= len(row["passage"]):
                found.append(f"span {item['span']} outside a passage of {len(row['passage'])}")
    for item in row["read"]:
        if item["span"] and item["kind"] in _DUTIES and not _quotes(row["passage"], item):
            found.append(f"« {item['text'][:60]} » is not what stands at {item['span']}")
    return found


def _quotes(passage: str, item: dict[str, Any]) -> bool:
    start, end = item["span"]
    return _letters(item["text"])[:40] in _letters(passage[start:end])


def holds(row: dict[str, Any]) -> bool:
    """Whether the reader, given the passage alone under its heading, reads the items that a person put: each duty's
    words once, and nothing of what was dropped."""
    heads = [item["heading"] for item in (*row["corrected"], *row["read"]) if item["heading"]]
    opening = f"PHÂN CÔNG NHIỆM VỤ\n1. {heads[0]}\n" if heads else "NHIỆM VỤ\n"
    reading = read_text(f"KẾ HOẠCH\nThử một chỗ sửa\n\nI. {opening}{row['passage']}").as_json()
    read = [_letters(task["text"]) for unit in reading["assignments"] for task in unit["tasks"]]
    read += [_letters(item["text"]) for key in ("general_tasks", "targets", "deadlines") for item in reading[key]]
    wanted = [_letters(item["text"]) for item in row["corrected"]]
    unwanted = [_letters(item["text"]) for item in row["read"]] if row["decision"] in ("dropped", "split") else []
    return all(words in read for words in wanted) and not any(words in read for words in unwanted)


def _letters(text: str) -> str:
    return "".join(fold(text).split()).rstrip(".;,")
