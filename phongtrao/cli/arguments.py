"""Command lines that speak Vietnamese; standard library only, also used before anything is installed."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """An argument parser whose headings and errors are Vietnamese.

    `usage_line` is shown as written; a wrong line ends with exit code 2 and one sentence.
    """

    def __init__(self, *, usage_line: str, description: str) -> None:
        super().__init__(
            prog=usage_line.split()[0],
            usage=usage_line,
            description=description,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Formatter,
        )
        self._positionals.title = "Tham số"
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="hiện phần này")

    def error(self, message: str) -> NoReturn:
        """End with what came and where to read on."""
        print(f"Dòng lệnh chưa đúng: {_in_vietnamese(message)}.\nCách dùng: {self.usage}", file=sys.stderr)
        raise SystemExit(2)


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix="Cách dùng: ")  # type: ignore[arg-type]  # passed on unread


def port_number(text: str) -> int:
    """A TCP port from 0 (the system chooses) to 65535."""
    if text.isascii() and text.isdigit() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"cổng nhận được là “{text}”, cần một số từ 1 đến 65535, ví dụ 8000")


_PHRASES = (
    ("unrecognized arguments:", "không có tùy chọn"),
    ("the following arguments are required:", "còn thiếu"),
    ("expected one argument", "cần kèm một giá trị"),
    ("not allowed with argument", "không dùng cùng"),
    ("invalid choice:", "không nhận giá trị"),
    ("choose from", "hãy chọn"),
    ("invalid int value:", "cần một số, nhận được"),
    ("argument ", ""),
)


def _in_vietnamese(message: str) -> str:
    for english, vietnamese in _PHRASES:
        message = message.replace(english, vietnamese)
    return message
