"""`phongtrao work`: the background worker, alone or as a child of `phongtrao serve`."""

from __future__ import annotations

import importlib
import signal
import socket
import threading
from collections.abc import Mapping, Sequence

from phongtrao.cli.arguments import Parser

# Named by a string, as settings are: config stands above this room.
TOPICS_MODULE = "phongtrao.config.topics"


def run(argv: Sequence[str]) -> int:
    """Work until SIGTERM or Ctrl-C; the job at hand is finished first."""
    parser = Parser(usage_line="phongtrao work [--name TÊN]", description=__doc__ or "")
    parser.description = "Chạy việc nền cho một cơ sở dữ liệu mà máy chủ trang ở nơi khác dùng chung."
    parser.add_argument("--name", default="work", metavar="TÊN", help="tên riêng khi một máy chạy nhiều tiến trình")
    options = parser.parse_args(argv)
    import django

    django.setup()
    return work(name=options.name)


def work(*, name: str) -> int:
    """Take up jobs until told to stop. Two workers at the same time need two names: at its start a worker takes back
    what an earlier one of its name, now dead, had claimed."""
    from phongtrao.apps.jobs.jobs import run_forever

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run_forever(worker=f"{socket.gethostname()}:{name}", topics=load_topics(), stop=stop)
    return 0


def load_topics() -> Mapping[str, str]:
    """Topic of the outbox → “module:function” that takes it up."""
    topics: Mapping[str, str] = importlib.import_module(TOPICS_MODULE).TOPICS
    return topics
