"""`phongtrao demo`: a province that does not exist, with people of every role and work in every state.

Built through the operations that the pages use, in one transaction, with days around today. Its folder is marked, so
that every page bears “DỮ LIỆU MINH HỌA”.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Sequence
from datetime import date, datetime

from phongtrao.cli.arguments import Parser

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike on paper


def run(argv: Sequence[str]) -> int:
    """Make the demo and print its accounts once. 0 also when it is there; 1 when the installation is in use."""
    parser = Parser(
        usage_line="phongtrao demo [--password MẬT_KHẨU]",
        description="Tạo dữ liệu minh họa khi chưa có tài khoản nào: một tỉnh không có thật, đủ vai trò và tình trạng.",
    )
    parser.add_argument(
        "--password", metavar="MẬT_KHẨU", default="", help="một mật khẩu cho mọi tài khoản (mặc định: mỗi người một mã)"
    )
    options = parser.parse_args(argv)

    import django

    django.setup()
    from django.utils import timezone

    from phongtrao.apps.accounts.queries import has_any_user
    from phongtrao.cli.installation import DEMO_MARK, var_folder

    mark = var_folder() / DEMO_MARK
    if has_any_user():
        if mark.exists():
            print("Dữ liệu minh họa đã có.")
            return 0
        print("Bản cài này đã có tài khoản nên không tạo dữ liệu minh họa.", file=sys.stderr)
        return 1
    accounts = build(today=timezone.localdate(), now=timezone.now(), password=options.password)
    mark.write_text("DỮ LIỆU MINH HỌA\n", encoding="utf-8")
    _print(accounts)
    return 0


def build(*, today: date, now: datetime, password: str = "") -> list[tuple[str, str, str]]:
    """Everything of the demo, or nothing. Gives back (log-in name, password, who) in the order to show them."""
    from django.db import transaction

    from phongtrao.cli.demo.people import make_people
    from phongtrao.cli.demo.places import make_places
    from phongtrao.cli.demo.work import make_work

    with transaction.atomic():
        places = make_places(now=now)
        people = make_people(places, now=now, new_password=lambda: password or _password())
        make_work(places, people, today=today, now=now)
    return [(person.username, person.password, person.shown) for person in people.values()]


def _password() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def _print(accounts: Sequence[tuple[str, str, str]]) -> None:
    name_width = max(len(name) for name, _, _ in accounts)
    password_width = max(len(password) for _, password, _ in accounts)
    print("Đã tạo DỮ LIỆU MINH HỌA. Tài khoản để vào thử (mật khẩu chỉ hiện lần này):")
    for name, password, shown in accounts:
        print(f"  {name:<{name_width}}  {password:<{password_width}}  {shown}")
