"""ZIP packages (.docx, .xlsx) under limits, so that no archive can fill memory.

Nothing nested is ever opened. Sizes are checked as declared before a byte is inflated; reading then stops at the
declared size, so a header that lies gains nothing (`zipfile` cuts at the declared size and compares the checksum).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

from phongtrao.adapters.file_refused import FileRefused

MAX_MEMBERS = 2_000
MAX_TOTAL_BYTES = 100 * 1024 * 1024
MAX_MEMBER_BYTES = 50 * 1024 * 1024
# Deflate reaches about 1,030 : 1; office XML stays below 100 : 1, a blank bitmap does not. Small members are free.
MAX_RATIO = 200
RATIO_FREE_BYTES = 1024 * 1024

_DAMAGED = (
    "Tệp bị hỏng hoặc tải lên chưa trọn: không mở được phần nén bên trong. "
    "Hãy mở tệp bằng Word hoặc Excel, lưu lại thành .docx hoặc .xlsx rồi gửi lại."
)
_TOO_LARGE_INSIDE = (
    "Tệp nén bung ra quá lớn so với một văn bản thường (giới hạn 100 MB, 2.000 phần). "
    "Hãy bớt ảnh và phần nhúng, lưu lại rồi gửi lại."
)
_ENCRYPTED = "Tệp có mật khẩu nên không đọc được. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi gửi lại."
_READ_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    KeyError,
)


class Package:
    """Members by name; names compare without case, as the packaging standard (ECMA-376 part 2) says."""

    def __init__(self, archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> None:
        self._archive = archive
        self._members = members

    def names(self) -> tuple[str, ...]:
        """Member names as written in the package, in its order."""
        return tuple(info.filename for info in self._members.values())

    def has(self, name: str) -> bool:
        return name.lower() in self._members

    def has_any_ending(self, ending: str) -> bool:
        return any(name.endswith(ending) for name in self._members)

    def read(self, name: str) -> bytes:
        """Bytes of one member. Raises `FileRefused` when it is missing, damaged or protected."""
        info = self._members.get(name.lower())
        if info is None:
            raise FileRefused("package-part-missing", _DAMAGED)
        try:
            with self._archive.open(info) as member:
                data = member.read(info.file_size + 1)
        except _READ_ERRORS as error:
            raise FileRefused("package-damaged", _DAMAGED) from error
        if len(data) > info.file_size:
            raise FileRefused("package-too-large-inside", _TOO_LARGE_INSIDE)
        return data


def open_package(data: bytes) -> Package:
    """`data` as a package. Raises `FileRefused` (damaged, protected, too many members, too large inside)."""
    # Counted before the archive is opened: its directory alone could make hundreds of thousands of objects.
    if data.count(b"PK\x01\x02") > MAX_MEMBERS:
        raise FileRefused("package-too-many-members", _TOO_LARGE_INSIDE)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except _READ_ERRORS as error:
        raise FileRefused("package-damaged", _DAMAGED) from error
    members = {info.filename.lower(): info for info in infos}
    if len(members) != len(infos):
        raise FileRefused("package-damaged", _DAMAGED)
    _check_limits(infos)
    return Package(archive, members)


def _check_limits(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MAX_MEMBERS:
        raise FileRefused("package-too-many-members", _TOO_LARGE_INSIDE)
    if sum(info.file_size for info in infos) > MAX_TOTAL_BYTES:
        raise FileRefused("package-too-large-inside", _TOO_LARGE_INSIDE)
    for info in infos:
        if info.flag_bits & 0x1:
            raise FileRefused("package-protected", _ENCRYPTED)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise FileRefused("package-damaged", _DAMAGED)
        if info.file_size > MAX_MEMBER_BYTES or _is_swollen(info):
            raise FileRefused("package-too-large-inside", _TOO_LARGE_INSIDE)


def _is_swollen(info: zipfile.ZipInfo) -> bool:
    is_parsed = info.filename.lower().endswith((".xml", ".rels", ".vml"))
    return is_parsed and info.file_size > max(RATIO_FREE_BYTES, MAX_RATIO * info.compress_size)


def rewritten(
    package: Package, keep: Callable[[str, bytes], bytes | None], wanted: Callable[[str], bool] = lambda _: True
) -> bytes:
    """A new package of the members that `wanted` names, each passed through `keep` (None leaves it out).

    For programs that would inflate more than was declared, or to change single members.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in package.names():
            if name.endswith("/") or not wanted(name):
                continue
            content = keep(name, package.read(name))
            if content is not None:
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
