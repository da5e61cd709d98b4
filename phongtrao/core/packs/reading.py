"""YAML text → plain values with the line of each, and nothing that surprises.

YAML 1.1 reads « NO » as false, « 00073 » as octal 59 and « 12:30 » as 750. A pack holds
codes and abbreviations, so only these plain scalars are not text here: ``null`` (``~``,
empty), ``true``/``false``, decimal numbers without leading zero, and ``YYYY-MM-DD``.
Duplicated keys, keys that are not text, tags, anchors and impossible dates are errors.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar

import yaml

from phongtrao.core.packs.values import PackError, Path

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_SCALARS = (
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("bool", r"^(?:true|false)$", ["t", "f"]),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", list("-0123456789")),
    ("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$", list("-0123456789")),
    ("timestamp", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", list("0123456789")),
)
_KNOWN_TAGS = {_TAG + name for name, _, _ in _SCALARS} | {
    _TAG + "str",
    _TAG + "seq",
    _TAG + "map",
}


class _PackLoader(_BASE):  # type: ignore[misc]  # the C loader, when built, is untyped
    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for _name, _pattern, _first in _SCALARS:
    _PackLoader.add_implicit_resolver(_TAG + _name, re.compile(_pattern), _first)


class ReadValues:
    """Result of one reading: ``value``, ``lines`` by path, ``errors`` in file order."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.value: Any = None
        self.lines: dict[Path, int] = {(): 1}
        self.errors: list[PackError] = []
        self._seen: set[int] = set()

    def refuse(self, line: int, message: str) -> None:
        self.errors.append(PackError(self.file, line, message))

    def convert(self, node: yaml.Node, path: Path) -> Any:
        """Plain value of ``node``; its line is noted under ``path``."""
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        if id(node) in self._seen:
            self.refuse(line, "giá trị này được dùng lại bằng neo « &, * » của YAML; hãy viết ra đủ ở mỗi nơi.")
            return None
        self._seen.add(id(node))
        if node.tag not in _KNOWN_TAGS:
            self.refuse(line, f"nhãn kiểu « {node.tag} » không được dùng; hãy bỏ nhãn.")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(n, (*path, i)) for i, n in enumerate(node.value)]
        return self._scalar(node, line)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if key_node.tag != _TAG + "str" or not isinstance(key_node.value, str):
                self.refuse(
                    line,
                    f'khóa « {_shown(key_node)} » không phải chữ; hãy đặt trong dấu nháy, ví dụ "01":',
                )
                continue
            key = key_node.value
            if key in found:
                first = self.lines[(*path, key)]
                self.refuse(line, f"khóa « {key} » lặp lại, đã có ở dòng {first}.")
                continue
            self.lines[(*path, key)] = line
            found[key] = self.convert(value_node, (*path, key))
        return found

    def _scalar(self, node: yaml.Node, line: int) -> Any:
        text: str = node.value
        kind = node.tag.removeprefix(_TAG)
        if kind == "null":
            return None
        if kind == "bool":
            return text == "true"
        if kind == "int":
            return int(text)
        if kind == "float":
            return float(text)
        if kind == "timestamp":
            return self._date(text, line)
        return text

    def _date(self, text: str, line: int) -> date | None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.refuse(line, f"« {text} » không phải ngày có thật; ví dụ 2026-03-31.")
            return None


def read_values(text: str, *, file: str) -> ReadValues:
    """Values of the one YAML document in ``text``; never raises for what it holds."""
    read = ReadValues(file)
    try:
        node = yaml.compose(text, Loader=_PackLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        read.refuse(mark.line + 1 if mark else 1, f"YAML sai cú pháp: {error.problem}.")
    except yaml.YAMLError as error:
        read.refuse(1, f"YAML không đọc được: {str(error).splitlines()[0]}.")
    except RecursionError:
        read.refuse(1, "YAML lồng quá sâu, không đọc được.")
    else:
        if node is not None:
            read.value = read.convert(node, ())
    return read


def _shown(node: yaml.Node) -> str:
    return node.value if isinstance(node.value, str) else "danh sách hoặc bảng"
