"""Old .doc, .rtf and .odt as .docx, by LibreOffice where it stands on the machine. It is no part of the installation.

LibreOffice runs with a profile of its own in a temporary folder: no macros, no links that fetch, no Java; without the
network where the system can take it away (unshare); under limits of time, memory and disk; one conversion at a time on
the machine. What comes out is opened like any .docx from outside. Any failure is one `FileRefused`.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from phongtrao.adapters.file_kind import FileKind
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.zip_package import open_package

_SECONDS = 45  # a plan takes 2 to 4; whoever uploads waits for it
_WAIT = 60  # seconds for the conversion before this one
_MEMORY = 2_000_000  # KiB of address space; a plan needs under 1,500,000
_DISK = 200_000  # blocks of 512 bytes that one file may have

# Kind → (ending, the one filter that may open it, what people call it, media type).
_KINDS: dict[FileKind, tuple[str, str, str, str]] = {
    FileKind.DOC: ("doc", "MS Word 97", "Word cũ (.doc)", "application/msword"),
    FileKind.RTF: ("rtf", "Rich Text Format", "RTF (.rtf)", "application/rtf"),
    FileKind.ODF: ("odt", "writer8", "LibreOffice (.odt)", "application/vnd.oasis.opendocument.text"),
}

_FAILED = (
    "Không mở được tệp {name} này: tệp bị hỏng, có mật khẩu hoặc không phải văn bản chữ. "
    "Hãy mở bằng Word, bỏ mật khẩu nếu có, chọn Lưu thành (Save As) kiểu “Word Document (*.docx)” rồi gửi lại."
)
_TOO_SLOW = (
    "Tệp {name} này quá phức tạp, mở quá lâu nên đã dừng. "
    "Hãy mở bằng Word, chọn Lưu thành (Save As) kiểu “Word Document (*.docx)” rồi gửi lại."
)
_BUSY = "Máy đang mở nhiều tệp kiểu cũ. Hãy chờ vài phút rồi gửi lại, hoặc gửi tệp .docx."
_NOTE = "Tệp {name} được LibreOffice chuyển sang .docx trước khi đọc; hãy so với bản gốc nếu thấy chỗ lạ."

# Path in the configuration, name, value: what a document may not make LibreOffice do.
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableOLEAutomation", "true"),
    ("Common/Load", "UpdateDocMode", "0"),
    ("Writer/Content/Update", "Link", "0"),
    ("Java/VirtualMachine", "Enable", "false"),
)


def is_here() -> bool:
    """Whether this machine can convert."""
    return _office() is not None


def converts(kind: FileKind) -> bool:
    """Whether `to_docx` takes this kind."""
    return kind in _KINDS


def media_type(kind: FileKind) -> str:
    """Of a kind that `to_docx` takes."""
    return _KINDS[kind][3]


def endings(kind: FileKind) -> tuple[str, ...]:
    """What the name of such a file may end in; many a « .doc » is RTF, and Word opens it alike."""
    return {FileKind.DOC: ("doc", "dot"), FileKind.RTF: ("rtf", "doc"), FileKind.ODF: ("odt", "ott")}[kind]


def shown(kind: FileKind) -> str:
    """What people call such a file."""
    return f"tệp {_KINDS[kind][2]}"


def note(kind: FileKind) -> str:
    """What to tell about a document that came this way."""
    return _NOTE.format(name=_KINDS[kind][2])


def to_docx(data: bytes, kind: FileKind) -> bytes:
    """The document as .docx. Ask `is_here` and `converts` first. Raises `FileRefused` and nothing else."""
    suffix, opener, name, _ = _KINDS[kind]
    if kind is FileKind.ODF and not _is_written_text(data):
        raise FileRefused("office-failed", _FAILED.format(name=name))
    with tempfile.TemporaryDirectory(prefix="phongtrao-office-", ignore_cleanup_errors=True) as folder, _turn():
        source = Path(folder) / f"a.{suffix}"
        source.write_bytes(data)
        _write_profile(Path(folder) / "profile")
        if not _run(_command(Path(folder), source, opener), Path(folder)):
            raise FileRefused("office-too-slow", _TOO_SLOW.format(name=name))
        made = Path(folder) / "out" / "a.docx"
        if not made.is_file():
            raise FileRefused("office-failed", _FAILED.format(name=name))
        return made.read_bytes()


def _is_written_text(data: bytes) -> bool:
    package = open_package(data)
    return package.has("mimetype") and package.read("mimetype").strip() in (
        b"application/vnd.oasis.opendocument.text",
        b"application/vnd.oasis.opendocument.text-template",
    )


def _office() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _command(folder: Path, source: Path, opener: str) -> list[str]:
    """A shell sets the limits and becomes LibreOffice: nothing of ours runs between fork and exec."""
    limits = f'ulimit -v {_MEMORY}; ulimit -t {_SECONDS}; ulimit -f {_DISK}; ulimit -c 0; exec "$@"'
    return [
        *_without_network(),
        *("/bin/sh", "-c", limits, "sh", _office() or "soffice"),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        f"--infilter={opener}",
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source)),
    ]


@lru_cache(maxsize=1)
def _without_network() -> tuple[str, ...]:
    """The words that take the network away, where the system lets an ordinary user do so."""
    unshare = shutil.which("unshare")
    words = () if unshare is None else (unshare, "--net", "--map-root-user")
    try:
        answer = subprocess.run((*words, "true"), capture_output=True, timeout=10, check=False)  # noqa: S603  found on PATH
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return words if answer.returncode == 0 else ()


def _run(command: list[str], folder: Path) -> bool:
    """Whether it ended in time; with it ends all that it started."""
    surroundings = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        # Where the network could not be taken away: nothing answers at this port.
        **dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9"),
    }
    child = subprocess.Popen(  # noqa: S603  the program found on PATH; the shell gets nothing of the file's
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=surroundings,
        start_new_session=True,
    )
    try:
        child.wait(timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    return True


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    """One conversion at a time for this user of the machine."""
    path = Path(tempfile.gettempdir()) / f"phongtrao-office-{os.getuid()}.lock"
    until = time.monotonic() + _WAIT
    try:
        held = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise FileRefused("office-busy", _BUSY) from error
    try:
        while not _locks(held):
            if time.monotonic() > until:
                raise FileRefused("office-busy", _BUSY)
            time.sleep(0.1)
        yield
    finally:
        os.close(held)


def _locks(held: int) -> bool:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{"" if path.startswith("Java") else "Office."}{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    target = folder / "user" / "registrymodifications.xcu"
    target.parent.mkdir(parents=True)
    target.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>',
        encoding="utf-8",
    )
