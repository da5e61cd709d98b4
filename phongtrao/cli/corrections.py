"""`phongtrao corrections export [FILE] [--since DAY]`: what people put right in readings, masked, as rows for tests."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from phongtrao.cli.arguments import Parser

REFUSED = 1


def run(argv: Sequence[str]) -> int:
    """Print or write JSON Lines. 1: the file is there already or cannot be written; nothing is left behind then."""
    parser = Parser(
        usage_line="phongtrao corrections export [TỆP] [--since NGÀY]",
        description="Xuất các chỗ người rà soát đã sửa (đọc được gì, sửa thành gì), tên người, địa danh, số văn bản, số"
        " điện thoại đã được che, mỗi dòng một JSON. Không nêu TỆP thì in ra màn hình.",
    )
    parser.add_argument("word", choices=["export"], metavar="export", help="xuất từ bản cài này")
    parser.add_argument("file", nargs="?", type=Path, metavar="TỆP", help="tệp mới, chỉ chủ tệp đọc được (0600)")
    parser.add_argument("--since", type=_day, metavar="NGÀY", help="chỉ những chỗ sửa từ ngày này, ví dụ 01/09/2026")
    options = parser.parse_args(argv)
    import django

    django.setup()
    from phongtrao.apps.base.actors import SYSTEM
    from phongtrao.apps.documents.exports import corrections_masked, left_out

    rows = list(corrections_masked(by=SYSTEM, since=options.since))
    try:
        _deliver(_lines(rows), options.file)
    except FileExistsError:
        return _say(f"Tệp “{options.file}” đã có, không ghi đè. Hãy chọn tên khác hoặc chuyển tệp cũ đi.", REFUSED)
    except OSError as error:
        return _say(f"Không ghi được “{options.file}” ({error.strerror}). Hãy chọn thư mục khác.", REFUSED)
    _say(f"Đã xuất {len(rows)} chỗ sửa. Hãy đọc lại trước khi gửi đi: máy che tên theo quy tắc, có thể sót.")
    skipped = left_out(by=SYSTEM)
    if skipped:
        _say(f"Bỏ qua {skipped} văn bản mất dấu tiếng Việt, vì tên trong đó không che được.")
    return 0


def _lines(rows: Iterable[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _deliver(shown: bytes, file: Path | None) -> None:
    """To standard output, or into a new file that its owner alone may read. Raises OSError."""
    if file is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(shown)
        sys.stdout.buffer.flush()
        return
    number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(number, "wb") as target:
            target.write(shown)
    except OSError:
        file.unlink(missing_ok=True)
        raise


def _say(sentence: str, code: int = 0) -> int:
    print(sentence, file=sys.stderr)
    return code


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007  a day, not a moment
    except ValueError:
        message = f"ngày nhận được là “{text}”, cần dạng ngày/tháng/năm, ví dụ 01/07/2026"
        raise argparse.ArgumentTypeError(message) from None
