"""Children that are forked from one loaded program, so that they share its memory, and that end with their parent."""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

logger = logging.getLogger(__name__)

STOP_SIGNALS = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
WATCHED = STOP_SIGNALS | {signal.SIGCHLD}
GRACE_SECONDS = 15.0  # for requests and jobs that are under way when a person stops the server
RESTART_PAUSE_SECONDS = 1.0
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass
class Child:
    """One kind of child. `main` runs in it and returns its exit code; `restarts` says whether its end is replaced."""

    name: str
    main: Callable[[], int]
    restarts: bool
    pid: int = 0
    due_at: float = field(default=0.0)


def run_in_child(main: Callable[[], int], *, meanwhile: Callable[[], None]) -> int:
    """Run `main` in a forked child: what it imports and opens leaves with it. Returns its exit code.

    `meanwhile` runs here at the same time, on the other core.
    """
    pid = _fork(main)
    meanwhile()
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def supervise(children: list[Child]) -> int:
    """Start the children and keep them until a stop signal (0) or until one ends that is not replaced (1).

    Ends every child before it returns: SIGTERM first, SIGKILL after GRACE_SECONDS. No connection and no thread may be
    open when this is called, since the children are copies.
    """
    gc.collect()
    gc.freeze()  # the collector would touch, and so copy, every shared page
    signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
    try:
        for child in children:
            child.pid = _fork(child.main)
        return _watch(children)
    finally:
        _end(children)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, WATCHED)


def _watch(children: list[Child]) -> int:
    while True:
        received = signal.sigtimedwait(WATCHED, RESTART_PAUSE_SECONDS)
        if received is not None and received.si_signo in STOP_SIGNALS:
            return 0
        for child in children:
            code = _reap(child)
            if code is None:
                continue
            if not child.restarts:
                logger.error("%s ended with code %s", child.name, code)
                return 1
            if code:
                logger.error("%s ended with code %s, starting it again", child.name, code)
            child.due_at = time.monotonic() + (RESTART_PAUSE_SECONDS if code else 0)
        for child in children:
            if not child.pid and time.monotonic() >= child.due_at:
                child.pid = _fork(child.main)


def _reap(child: Child) -> int | None:
    """The exit code of a child that has ended since the last look, else None."""
    if not child.pid:
        return None
    pid, status = os.waitpid(child.pid, os.WNOHANG)
    if not pid:
        return None
    child.pid = 0
    return os.waitstatus_to_exitcode(status)


def _end(children: list[Child]) -> None:
    for child in children:
        if child.pid:
            os.kill(child.pid, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while any(child.pid for child in children):
        for child in children:
            _reap(child)
            if child.pid and time.monotonic() >= deadline:
                logger.error("%s did not end in %s seconds", child.name, GRACE_SECONDS)
                os.kill(child.pid, signal.SIGKILL)
        signal.sigtimedwait({signal.SIGCHLD}, 0.05)


def _fork(main: Callable[[], int]) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        end_with_parent(parent)
        for number in WATCHED:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, WATCHED)
        code = main()
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else int(bool(ending.code))
    except BaseException:
        logger.exception("a child ended by an error")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # Never back into the parent's stack: what stands there belongs to the parent.
        os._exit(code)


def end_with_parent(parent: int) -> None:
    """Ask the kernel for SIGTERM when the parent dies, however it dies. Where there is no prctl, nothing happens."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
    if os.getppid() != parent:
        # It died before the kernel knew.
        os._exit(1)
