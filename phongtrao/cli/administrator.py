"""`phongtrao administrator`: the first account of a new installation, with a code printed once."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from phongtrao.cli.arguments import Parser

USERNAME = "quantri"
FULL_NAME = "Người quản trị"


def run(argv: Sequence[str]) -> int:
    """Make the administrator and print how to come in. 1 when anybody has an account already."""
    parser = Parser(
        usage_line="phongtrao administrator [--username TÊN] [--name HỌ_VÀ_TÊN]",
        description="Tạo người quản trị đầu tiên khi chưa có tài khoản nào và in mã dùng một lần.",
    )
    parser.add_argument("--username", default=USERNAME, metavar="TÊN", help=f"tên đăng nhập (mặc định {USERNAME})")
    parser.add_argument("--name", default=FULL_NAME, metavar="HỌ_VÀ_TÊN", help="họ và tên")
    options = parser.parse_args(argv)

    import django

    django.setup()
    from django.utils import timezone

    from phongtrao.apps.accounts.operations import create_first_administrator
    from phongtrao.apps.base.actors import SYSTEM
    from phongtrao.apps.base.refusals import Refused
    from phongtrao.cli.refusals import sentence

    try:
        user, code = create_first_administrator(
            username=options.username, full_name=options.name, by=SYSTEM, now=timezone.now()
        )
    except Refused as refused:
        print(sentence(refused), file=sys.stderr)
        return 1
    print(
        f"Người quản trị đầu tiên: tên đăng nhập {user.username}, mã dùng một lần {code[:4]}-{code[4:]}"
        " (dùng trong 14 ngày).\nMở trang đăng nhập, chọn “Vào lần đầu bằng mã”, rồi đặt mật khẩu của mình."
    )
    return 0
