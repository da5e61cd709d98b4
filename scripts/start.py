"""`./run`: prepare the clone, then become `phongtrao serve`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from phongtrao.cli.arguments import Parser, port_number
from scripts.environment import Environment, Level
from scripts.machine import PYTHON_VENV, RUN_PACKAGES, CannotContinue, install_packages, require_python


def say(line: str) -> None:
    """Print a line at once, also into a pipe."""
    print(line, flush=True)


def main(argv: Sequence[str]) -> int:
    """Prepare and serve; returns only when something stopped it or with `--setup`."""
    options = _parser().parse_args(argv)
    environment = Environment(say=say)
    try:
        require_python()
        missing = install_packages(RUN_PACKAGES, say=say)
        if PYTHON_VENV in missing:
            raise CannotContinue("Chưa có python3-venv nên chưa thể chạy. Cài gói trên rồi gõ lại ./run")
        environment.prepare(Level.RUN)
    except CannotContinue as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    command = str(environment.venv / "bin" / "phongtrao")
    arguments = ["setup"] if options.setup else ["serve", "--host", options.host, "--port", str(options.port)]
    if not options.setup:
        arguments.append("--first-administrator" if options.empty else "--demo")
    return _become([command, *arguments])


def _become(command: list[str]) -> NoReturn:
    """Replace this process, so that signals reach the server itself."""
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606  the path is our own, no shell is wanted


def _parser() -> Parser:
    parser = Parser(
        usage_line="./run [--empty] [--setup] [--host ĐỊA_CHỈ] [--port CỔNG]",
        description="Chuẩn bị máy, dựng dữ liệu và mở Phong Trào trên trình duyệt. Dừng bằng Ctrl-C.",
    )
    parser.add_argument("--empty", action="store_true", help="bắt đầu trống để dùng thật, không tạo dữ liệu minh họa")
    parser.add_argument("--setup", action="store_true", help="chỉ chuẩn bị; sau đó dùng lệnh .venv/bin/phongtrao")
    parser.add_argument("--host", default="127.0.0.1", metavar="ĐỊA_CHỈ", help="địa chỉ lắng nghe (mặc định 127.0.0.1)")
    parser.add_argument("--port", type=port_number, default=8000, metavar="CỔNG", help="cổng (mặc định 8000)")
    return parser
