"""What the operating system must carry, and how it is installed: apt as root or by `sudo -n`, never by a prompt.

Standard library only: this runs before the virtual environment exists.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

OLDEST_PYTHON = (3, 11)
APT_OPTIONS = ("-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120")


class CannotContinue(Exception):
    """Carries one sentence for the person; nothing after it makes sense."""


@dataclass(frozen=True)
class Package:
    """A Debian package, why it is needed, and how to see that what it brings is there (by whatever way it came)."""

    name: str
    reason: str
    is_present: Callable[[], bool]


def _has_command(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def _has_file(*patterns: str) -> Callable[[], bool]:
    """Each pattern is absolute; Path.glob wants it relative to the root."""
    return lambda: any(any(Path("/").glob(pattern.lstrip("/"))) for pattern in patterns)


def _has_venv() -> bool:
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


PYTHON_VENV = Package("python3-venv", "môi trường Python riêng", _has_venv)
RUN_PACKAGES: tuple[Package, ...] = (
    PYTHON_VENV,
    Package("tesseract-ocr", "đọc bản quét, ảnh chụp văn bản", _has_command("tesseract")),
    Package(
        "tesseract-ocr-vie",
        "tiếng Việt cho tesseract",
        _has_file("/usr/share/tesseract-ocr/*/tessdata/vie.traineddata"),
    ),
)
TEST_PACKAGES: tuple[Package, ...] = (
    Package("chromium", "trình duyệt cho kiểm thử", _has_command("chromium", "chromium-browser")),
    # The driver of the browser (node inside playwright's wheel) is linked to it; a bare Debian does not carry it.
    Package("libatomic1", "thư viện mà trình điều khiển trình duyệt cần", _has_file("/usr/lib/*/libatomic.so.1")),
    Package(
        "postgresql",
        "bộ máy dữ liệu thứ hai",
        lambda: bool(shutil.which("initdb")) or _has_file("/usr/lib/postgresql/*/bin/initdb")(),
    ),
    Package(
        "libreoffice-writer-nogui",
        "mở tệp .docx như Word",
        _has_file("/usr/lib/libreoffice/program/libswlo.so", "/opt/libreoffice*/program/libswlo.so"),
    ),
    Package(
        "libreoffice-calc-nogui",
        "mở tệp .xlsx như Excel",
        _has_file("/usr/lib/libreoffice/program/libsclo.so", "/opt/libreoffice*/program/libsclo.so"),
    ),
    Package(
        "fonts-croscore",
        "phông chữ đủ dấu tiếng Việt cho ảnh chụp trang",
        _has_file("/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf"),
    ),
)


def list_missing(packages: Sequence[Package]) -> list[Package]:
    """The packages whose content is not on this machine."""
    return [package for package in packages if not package.is_present()]


def require_python() -> None:
    """Raises CannotContinue when the interpreter is older than the program supports."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        came = ".".join(str(part) for part in sys.version_info[:3])
        raise CannotContinue(
            f"Python trên máy là {came}, cần từ 3.11 trở lên (Debian 12 có sẵn 3.11). Cài bản mới hơn rồi chạy lại."
        )


def install_packages(packages: Sequence[Package], *, say: Callable[[str], None]) -> list[Package]:
    """Install what is missing and return what is still missing.

    Root uses apt-get, a user whose `sudo -n true` succeeds uses sudo; anybody else gets one line to pass on to whoever
    looks after the machine, and the caller decides whether it can go on. Never asks for a password.
    """
    missing = list_missing(packages)
    if not missing:
        return []
    names = [package.name for package in missing]
    elevate = _elevation()
    if elevate is None or not shutil.which("apt-get"):
        say("Máy còn thiếu phần sau; nhờ người quản trị máy chạy một lần:")
        say(f"    apt-get install --no-install-recommends {' '.join(names)}")
        return missing
    say(f"Cài gói hệ thống: {', '.join(f'{package.name} ({package.reason})' for package in missing)}")
    if "postgresql" in names:
        _keep_postgresql_from_making_a_cluster(elevate)
    apt = [*elevate, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    _run_quietly([*apt, "update", "-q", "-o", "DPkg::Lock::Timeout=120"], say=say)
    _run_quietly([*apt, "install", "-q", *APT_OPTIONS, *names], say=say)
    importlib.invalidate_caches()
    return list_missing(missing)


def _elevation() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def _keep_postgresql_from_making_a_cluster(elevate: Sequence[str]) -> None:
    """Debian's package starts a server on port 5432 by itself unless told not to; the tests start their own."""
    script = (
        "set -e; mkdir -p /etc/postgresql-common/createcluster.d;"
        " echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.d/no-main-cluster.conf"
    )
    subprocess.run([*elevate, "sh", "-c", script], check=True)


def _run_quietly(command: Sequence[str], *, say: Callable[[str], None]) -> None:
    """Show the output of a package command only when it failed; what it left out is found by looking again."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    if done.returncode:
        say("\n".join(done.stdout.splitlines()[-15:]))
        say(f"Lệnh không thành công (mã {done.returncode}): {' '.join(command)}")
