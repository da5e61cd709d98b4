"""`phongtrao places import FILE --from dd/mm/yyyy`: the official list of provinces and communes comes in."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from phongtrao.cli.arguments import Parser


def run(argv: Sequence[str]) -> int:
    """Import and say what changed. 1: the list was not taken, and every wrong line is named."""
    parser = Parser(
        usage_line="phongtrao places import TỆP --from NGÀY",
        description="Nạp danh mục đơn vị hành chính chính thức (tệp CSV có các cột province_code, province,"
        " commune_code, commune, type). Đơn vị mới, đổi tên, đổi loại có hiệu lực từ ngày nêu; chạy lại vô hại.",
    )
    parser.add_argument("word", choices=["import"], metavar="import", help="nạp vào bản cài này")
    parser.add_argument("file", type=Path, metavar="TỆP", help="tệp .csv")
    parser.add_argument(
        "--from", dest="valid_from", type=_day, required=True, metavar="NGÀY", help="ngày danh mục có hiệu lực"
    )
    options = parser.parse_args(argv)
    import django

    django.setup()
    from django.utils import timezone

    from phongtrao.adapters.areas import InvalidAreaList, rows_of_official_list
    from phongtrao.adapters.packs import load_all
    from phongtrao.apps.base.actors import SYSTEM
    from phongtrao.apps.base.refusals import Refused
    from phongtrao.apps.orgs.operations import import_areas
    from phongtrao.cli.refusals import sentence

    try:
        rows = rows_of_official_list(options.file, load_all(), valid_from=options.valid_from)
        result = import_areas(by=SYSTEM, now=timezone.now(), rows=rows, source=options.file.name)
    except (InvalidAreaList, OSError) as error:
        print(f"{error}\nChưa nạp dòng nào.", file=sys.stderr)
        return 1
    except Refused as refused:
        print(f"{sentence(refused)}\nChưa nạp dòng nào.", file=sys.stderr)
        return 1
    print(
        f"Đã nạp {options.file.name}: {result.created} đơn vị mới, {result.changed} thay đổi,"
        f" {result.unchanged} giữ nguyên; {result.missing} đơn vị đang có mà danh mục không nêu, để nguyên."
    )
    return 0


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007  a day, not a moment
    except ValueError:
        message = f"ngày nhận được là “{text}”, cần dạng ngày/tháng/năm, ví dụ 01/07/2026"
        raise argparse.ArgumentTypeError(message) from None
