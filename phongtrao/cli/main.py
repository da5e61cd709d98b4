"""The `phongtrao` command: finds the subcommand, loads it alone and returns its exit code."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Subcommand:
    """`module` below phongtrao.cli brings `run(argv) -> int`; `summary` is its line in the help."""

    module: str
    summary: str
    is_passed_its_name: bool = False


# A name of two words stands before its one-word prefix would: the longest that fits is taken.
SUBCOMMANDS: dict[tuple[str, ...], Subcommand] = {
    ("serve",): Subcommand("serve", "mở máy chủ trang và việc chạy nền"),
    ("work",): Subcommand("work", "chỉ chạy việc nền (khi máy chủ trang ở nơi khác)"),
    ("setup",): Subcommand("setup", "dựng bảng dữ liệu, nạp các gói, gom tệp giao diện"),
    ("read",): Subcommand("read", "đọc một văn bản và in kết quả"),
    ("check",): Subcommand("check", "soát một văn bản và nêu chỗ cần sửa"),
    ("corrections",): Subcommand("corrections", "xuất các chỗ người rà soát đã sửa, đã che tên"),
    ("packs", "check"): Subcommand("packs_check", "kiểm tra các gói dữ liệu"),
    ("places", "import"): Subcommand("places", "nạp danh mục đơn vị hành chính", is_passed_its_name=True),
    ("demo",): Subcommand("demo", "tạo dữ liệu minh họa"),
    ("load-packs",): Subcommand("load_packs", "nạp các gói dữ liệu và danh mục đơn vị hành chính"),
    ("administrator",): Subcommand("administrator", "tạo tài khoản quản trị đầu tiên"),
    ("backup",): Subcommand("backup", "sao lưu dữ liệu và tệp vào một tệp"),
    ("restore",): Subcommand("restore", "khôi phục từ tệp sao lưu"),
    ("messages",): Subcommand("messages", "bản tiếng Anh của các trang, dành cho người phát triển"),
    ("django",): Subcommand("django", "lệnh quản trị của Django, dành cho người phát triển"),
}
HELP_WORDS = frozenset({"-h", "--help", "help"})


def main(argv: Sequence[str] | None = None) -> int:
    """Run `phongtrao WORDS…`. 2 = the line was wrong, 130 = interrupted; else the subcommand's own code."""
    words = list(sys.argv[1:] if argv is None else argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phongtrao.config.settings")
    if not words or words[0] in HELP_WORDS:
        print(_help_text())
        return 0 if words else 2
    found = _find(words)
    if found is None:
        print(f"Không có lệnh “{' '.join(words[:2])}”.\n{_help_text()}", file=sys.stderr)
        return 2
    name, subcommand = found
    module_name = f"phongtrao.cli.{subcommand.module}"
    if importlib.util.find_spec(module_name) is None:
        print(f"Lệnh “{' '.join(name)}” chưa có trong bản cài này.", file=sys.stderr)
        return 2
    rest = words[len(name) - 1 :] if subcommand.is_passed_its_name else words[len(name) :]
    try:
        code: int = importlib.import_module(module_name).run(rest)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has left (`| head`): nothing more to say, and nothing to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return code


def _find(words: Sequence[str]) -> tuple[tuple[str, ...], Subcommand] | None:
    for length in (2, 1):
        name = tuple(words[:length])
        if name in SUBCOMMANDS:
            return name, SUBCOMMANDS[name]
    return None


def _help_text() -> str:
    width = max(len(" ".join(name)) for name in SUBCOMMANDS)
    lines = [f"  {' '.join(name):<{width}}  {subcommand.summary}" for name, subcommand in SUBCOMMANDS.items()]
    return "\n".join(
        ["Cách dùng: phongtrao LỆNH [tham số]", "", "Lệnh:", *lines, "", "phongtrao LỆNH --help nói rõ từng lệnh."]
    )


if __name__ == "__main__":
    sys.exit(main())
