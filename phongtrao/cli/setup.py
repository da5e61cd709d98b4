"""`phongtrao setup`: tables, packs and page assets of this installation; safe to repeat."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from phongtrao.cli.arguments import Parser


class Beginning(Enum):
    """What an installation without accounts begins with."""

    NOTHING = "nothing"
    DEMO = "demo"
    ADMINISTRATOR = "administrator"


def run(argv: Sequence[str]) -> int:
    """Prepare and say where the data are."""
    parser = Parser(
        usage_line="phongtrao setup", description="Dựng bảng dữ liệu, nạp các gói, gom tệp giao diện. Chạy lại vô hại."
    )
    parser.parse_args(argv)
    import django

    django.setup()
    from phongtrao.cli.installation import var_folder

    code = prepare(Beginning.NOTHING)
    if code == 0:
        print(f"Đã chuẩn bị xong. Dữ liệu nằm ở {var_folder()}. Mở bằng: phongtrao serve")
    return code


def prepare(beginning: Beginning) -> int:
    """Everything that must be there before a page is served; quick where it is there already. Returns an exit code."""
    from phongtrao.cli import installation
    from phongtrao.cli.load_packs import run as load_packs

    installation.migrate()
    code = load_packs([])
    if code:
        return code
    installation.collect_static_files()
    if installation.has_people():
        if beginning is Beginning.DEMO and installation.is_demo():
            print(
                "Dữ liệu minh họa: mật khẩu của các tài khoản (tonghop, lanhdao, kinhte …) đã hiện ở lần chạy đầu."
                f" Quên thì dừng lại, xóa thư mục {installation.var_folder()} rồi chạy lại để tạo mới."
            )
        return 0
    if beginning is Beginning.DEMO:
        from phongtrao.cli.demo import run as make_demo

        return make_demo([])
    if beginning is Beginning.ADMINISTRATOR:
        from phongtrao.cli.administrator import run as make_administrator

        return make_administrator([])
    return 0
