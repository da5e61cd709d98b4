"""`phongtrao serve`: pages and background work of one installation, under one supervisor.

The program is loaded once, then forked: a gunicorn master with its workers, and the job worker, share its memory.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import ipaddress
import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from phongtrao.cli.arguments import Parser, port_number
from phongtrao.cli.processes import Child, run_in_child, supervise
from phongtrao.cli.setup import Beginning, prepare
from phongtrao.cli.work import load_topics

PAGE_WORKERS = 2
REQUEST_SECONDS = 60  # a page that takes longer is ended; long work is a job
REQUESTS_PER_WORKER = 2000  # then it is replaced, so that memory freed late is given back
OLD_SERVER_SECONDS = 5.0  # for the children of a killed server to end
# Enough of a plan to wake every part of the reader; kept nowhere.
FIRST_WORDS = """KẾ HOẠCH
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;
1. Công an xã: chủ trì, phối hợp với các thôn phấn đấu đạt 90% trước ngày 15/12/2026, báo cáo định kỳ hằng tháng.
"""


class CannotServe(Exception):
    """Carries one sentence for the person."""


def run(argv: Sequence[str]) -> int:
    """Serve until SIGTERM, SIGHUP or Ctrl-C (0). 1: it could not start, or the pages' master died."""
    options = _parser().parse_args(argv)
    beginning = Beginning.NOTHING
    if options.demo:
        beginning = Beginning.DEMO
    elif options.first_administrator:
        beginning = Beginning.ADMINISTRATOR
    try:
        listener = open_listener(options.host, options.port)
        is_open_to_others = not is_loopback(options.host)
        if is_open_to_others:
            if beginning is Beginning.DEMO:
                # A demo has known names; whoever opens the door to others starts from nothing.
                beginning = Beginning.ADMINISTRATOR
            os.environ.setdefault("PHONGTRAO_HOSTS", ",".join(answered_names(options.host)))
        return _serve(listener, beginning, is_open_to_others=is_open_to_others)
    except CannotServe as reason:
        print(reason, file=sys.stderr)
        return 1


def _serve(listener: socket.socket, beginning: Beginning, *, is_open_to_others: bool) -> int:
    import django
    from django.core.servers.basehttp import get_internal_wsgi_application

    from phongtrao.cli import installation

    django.setup()
    folder = installation.var_folder()
    try:
        with installation.hold(folder, wait_seconds=OLD_SERVER_SECONDS):
            if is_open_to_others and installation.is_demo():
                raise CannotServe(
                    f"Dữ liệu ở {folder} là dữ liệu minh họa, chỉ mở trên máy này. Để máy khác vào được, đặt"
                    " PHONGTRAO_VAR là một thư mục mới rồi chạy lại với --host."
                )
            code = run_in_child(lambda: prepare(beginning), meanwhile=load_pages)
            if code:
                return code
            application = get_internal_wsgi_application()  # lists the page assets that were gathered just now
            address = _address_of(listener)
            if is_open_to_others:
                print("Máy khác vào được: hãy đặt sau HTTPS (PHONGTRAO_HTTPS=1) và đặt PHONGTRAO_HOSTS là tên miền.")
            return supervise(
                [
                    Child("pages", lambda: _serve_pages(application, listener, address), restarts=False),
                    Child("jobs", _work, restarts=True),
                ]
            )
    except installation.Occupied:
        raise CannotServe(
            f"Dữ liệu ở {folder} đang được một máy chủ khác mở. Dừng máy chủ đó trước, hoặc đặt PHONGTRAO_VAR khác."
        ) from None


def load_pages() -> None:
    """Import and read once what the first request and the first job would, so that the children share it.

    Asks no table: they may be just in the making.
    """
    from django.db import connections
    from django.template.loader import get_template
    from django.urls import get_resolver

    from phongtrao.apps.documents import reader
    from phongtrao.apps.documents.gate import read_checked

    get_resolver().url_patterns  # noqa: B018  reading it imports every view
    get_template("base.html")
    for dotted in load_topics().values():
        importlib.import_module(dotted.partition(":")[0])
    read_checked(FIRST_WORDS.encode(), name="mo-dau.txt", vouched=False)
    reader.read_text(FIRST_WORDS, name="mo-dau.txt", media_type="text/plain", route="text", sha256="")
    connections.close_all()


def open_listener(host: str, port: int) -> socket.socket:
    """A listening socket on the address. Raises CannotServe with what is in the way."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise CannotServe(f"Không có địa chỉ “{host}” trên máy này; ví dụ đúng: 127.0.0.1 hoặc 0.0.0.0.") from error
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise CannotServe(_in_the_way(error, host, port)) from error
    return listener


def _in_the_way(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        example = port + 1 if port < 65535 else 8000
        return f"Cổng {port} đang có chương trình khác dùng. Chọn cổng khác, ví dụ: --port {example}"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Không có quyền mở cổng {port}. Chọn cổng từ 1024 trở lên, ví dụ: --port 8000"
    return f"Không mở được {host}, cổng {port}: {error.strerror}."


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def answered_names(host: str) -> list[str]:
    """The names that a browser may call this server by when nobody has set them."""
    names = ["localhost", "127.0.0.1", "[::1]", socket.gethostname()]
    if host in ("0.0.0.0", "::"):  # noqa: S104  compared, not bound
        with contextlib.suppress(OSError):
            names += socket.gethostbyname_ex(socket.gethostname())[2]
    else:
        names.append(f"[{host}]" if ":" in host else host)
    return list(dict.fromkeys(names))


def _address_of(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _serve_pages(application: Any, listener: socket.socket, address: str) -> int:
    from gunicorn.app.base import BaseApplication

    class Pages(BaseApplication):  # type: ignore[misc]  # gunicorn carries no types
        def load_config(self) -> None:
            for name, value in _gunicorn_settings(listener, address).items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return application

    Pages().run()
    return 0


def _gunicorn_settings(listener: socket.socket, address: str) -> dict[str, Any]:
    shared_memory = Path("/dev/shm")  # noqa: S108  heartbeats of the workers: never written to a disk
    return {
        "bind": f"fd://{listener.fileno()}",
        "workers": PAGE_WORKERS,
        "preload_app": True,
        "timeout": REQUEST_SECONDS,
        "graceful_timeout": 10,
        "max_requests": REQUESTS_PER_WORKER,
        "max_requests_jitter": REQUESTS_PER_WORKER // 10,
        "loglevel": "warning",
        "control_socket_disable": True,
        "worker_tmp_dir": str(shared_memory) if os.access(shared_memory, os.W_OK) else None,
        "when_ready": lambda _: _announce(address),
        "post_worker_init": lambda _: _leave_stopping_to_the_supervisor(),
    }


def _announce(address: str) -> None:
    _leave_stopping_to_the_supervisor()
    print(f"Phong Trào đang chạy tại {address}  (dừng: Ctrl-C)", flush=True)


def _leave_stopping_to_the_supervisor() -> None:
    """A terminal sends Ctrl-C to every process of the group; gunicorn would drop the pages that are being answered.
    The supervisor answers it by SIGTERM, on which they are finished first."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _work() -> int:
    from phongtrao.cli.work import work

    return work(name="serve")


def _parser() -> Parser:
    parser = Parser(
        usage_line="phongtrao serve [--host ĐỊA_CHỈ] [--port CỔNG] [--demo | --first-administrator]",
        description="Mở máy chủ trang và việc chạy nền. Dừng bằng Ctrl-C.",
    )
    parser.add_argument("--host", default="127.0.0.1", metavar="ĐỊA_CHỈ", help="địa chỉ lắng nghe (mặc định 127.0.0.1)")
    parser.add_argument("--port", type=port_number, default=8000, metavar="CỔNG", help="cổng (mặc định 8000)")
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--demo", action="store_true", help="khi chưa có tài khoản nào: tạo dữ liệu minh họa")
    start.add_argument(
        "--first-administrator", action="store_true", help="khi chưa có tài khoản nào: tạo người quản trị đầu tiên"
    )
    return parser
