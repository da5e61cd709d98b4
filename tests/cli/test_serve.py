"""`phongtrao serve`: starts once, answers, and leaves no process behind however it ends."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from phongtrao.cli.serve import answered_names, is_loopback
from tests.cli.installations import Installation, group_members, wait_for_end, wait_until


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/static/app.css", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


@pytest.fixture
def server(installation: Installation) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = _free_port()
    process = installation.start("serve", "--port", str(port))
    try:
        wait_until(lambda: process.poll() is not None or _answers(port))
        assert process.poll() is None, process.communicate()[0]
        yield process, port
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_ends_every_process_with_code_0(server: tuple[subprocess.Popen[str], int], number: int) -> None:
    process, port = server
    wait_until(lambda: len(group_members(process.pid)) == 5)  # supervisor, pages' master, two page workers, job worker
    os.killpg(process.pid, number)
    output = wait_for_end(process)
    assert process.returncode == 0, output
    assert f"http://127.0.0.1:{port}/" in output
    assert "Traceback" not in output
    assert group_members(process.pid) == []


def test_children_of_a_killed_supervisor_end_and_the_next_start_succeeds(
    server: tuple[subprocess.Popen[str], int], installation: Installation
) -> None:
    process, port = server
    process.kill()
    process.communicate()
    again = installation.start("serve", "--port", str(port))
    try:
        wait_until(lambda: again.poll() is not None or _answers(port))
        assert again.poll() is None, again.communicate()[0]
        wait_until(lambda: group_members(process.pid) == [])
    finally:
        os.killpg(again.pid, signal.SIGTERM)
        wait_for_end(again)


def test_a_dead_job_worker_is_replaced(server: tuple[subprocess.Popen[str], int]) -> None:
    process, _ = server
    supervised = _children(process.pid)
    worker = max(supervised)  # forked last
    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: len(_children(process.pid)) == 2 and worker not in _children(process.pid))
    assert process.poll() is None


def _children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_a_port_in_use_is_one_sentence(installation: Installation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = installation.run("serve", "--port", str(port), expect=1).stderr
    assert said == f"Cổng {port} đang có chương trình khác dùng. Chọn cổng khác, ví dụ: --port {port + 1}\n"


def test_two_servers_do_not_share_one_installation(
    server: tuple[subprocess.Popen[str], int], installation: Installation
) -> None:
    said = installation.run("serve", "--port", "0", expect=1).stderr
    assert "đang được một máy chủ khác mở" in said


def test_a_restore_is_refused_while_the_server_runs(
    server: tuple[subprocess.Popen[str], int], installation: Installation
) -> None:
    archive = installation.var.parent / "sao-luu.tar"
    installation.run("backup", str(archive))
    assert "Máy chủ đang chạy" in installation.run("restore", str(archive), expect=1).stderr


def test_demo_data_are_never_served_to_other_machines(installation: Installation) -> None:
    (installation.var / "demo").write_text("DỮ LIỆU MINH HỌA\n")
    said = installation.run("serve", "--host", "0.0.0.0", "--port", "0", expect=1).stderr
    assert "chỉ mở trên máy này" in said


def test_an_open_door_starts_with_an_administrator_instead_of_a_demo(installation: Installation) -> None:
    process = installation.start("serve", "--demo", "--host", "0.0.0.0", "--port", "0")
    try:
        wait_until(lambda: process.poll() is not None or len(group_members(process.pid)) == 5)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        said = wait_for_end(process)
    assert "Người quản trị đầu tiên" in said
    assert "MINH HỌA" not in said


def test_the_key_is_readable_by_its_owner_alone(installation: Installation) -> None:
    assert stat.S_IMODE((installation.var / "secret-key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("127.8.0.1", True), ("0.0.0.0", False), ("::", False)],
)
def test_loopback_is_told_from_an_open_door(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_an_address_of_its_own_is_answered_by_name() -> None:
    assert "192.0.2.7" in answered_names("192.0.2.7")
    assert "[2001:db8::1]" in answered_names("2001:db8::1")


def test_a_setup_that_is_there_changes_nothing(installation: Installation) -> None:
    installation.run("setup")
    before = {path: path.stat().st_mtime_ns for path in (installation.var / "static").rglob("*")}
    said = installation.run("setup").stdout
    assert len(before) > 100
    assert {path: path.stat().st_mtime_ns for path in (installation.var / "static").rglob("*")} == before
    assert "Đã nạp" not in said
