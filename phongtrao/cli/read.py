"""`phongtrao read FILE`: one document in, its reading out. Needs no database; stores nothing but `--output`.

Any file gives a result (exit code 0) or one clear sentence on standard error (exit code 2), never a traceback.
"""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from phongtrao.adapters.documents_in import MAX_PAGED_BYTES, Source, read_source, too_big
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.finding_packs import knowledge_of
from phongtrao.adapters.gate_words import gate_words
from phongtrao.adapters.packs import load_all
from phongtrao.adapters.reading_out import reading_lines, reading_sheets
from phongtrao.adapters.xlsx_out import write_sheets
from phongtrao.cli.arguments import Parser
from phongtrao.core.documents.lexicon import Lexicon
from phongtrao.core.documents.read import read
from phongtrao.core.documents.readings import Reading
from phongtrao.core.packs import InvalidPack
from phongtrao.core.text import SourceText, Span
from phongtrao.core.text.gate import check_file

REFUSED = 2
_FORMATS = ("json", "table", "xlsx")


class Unreadable(Exception):
    """A sentence for the person; nothing else is printed."""


def run(argv: Sequence[str]) -> int:
    """0 = printed or written, 2 = one sentence on standard error."""
    parser = Parser(
        usage_line="phongtrao read TỆP [--format json|table|xlsx] [--with-text] [--output TỆP_RA]",
        description="Đọc một kế hoạch (Word, PDF, ảnh, .txt) và in những gì đọc được. Không lưu gì vào hệ thống.",
    )
    parser.add_argument("file", metavar="TỆP", help="văn bản cần đọc")
    parser.add_argument("--format", choices=_FORMATS, default="json", help="dạng in ra (mặc định: json)")
    parser.add_argument("--with-text", action="store_true", help="kèm nguyên văn trong json")
    parser.add_argument("--output", metavar="TỆP_RA", help="ghi vào tệp thay vì in ra; bắt buộc với xlsx")
    options = parser.parse_args(list(argv))
    try:
        if options.format == "xlsx" and options.output is None:
            raise Unreadable("Dạng xlsx cần tên tệp để ghi. Hãy thêm, ví dụ, --output ke-hoach.xlsx.")
        reading, notes = read_path(Path(options.file))
        shown = _shown(reading, options.format, with_text=options.with_text)
        _deliver(shown, options.output)
    except BrokenPipeError:
        raise
    # A fault of ours must not show a person a traceback either.
    except Exception as error:
        say(said_of(error))
        return REFUSED
    for note in notes:
        say(note)
    return 0


def said_of(error: Exception) -> str:
    """The one sentence that a person reads instead of `error`."""
    if isinstance(error, FileRefused):
        return error.message_vi
    if isinstance(error, Unreadable):
        return str(error)
    if isinstance(error, InvalidPack):
        return f"Gói dữ liệu của chương trình bị lỗi ({len(error.errors)} chỗ). Hãy chạy: phongtrao packs check"
    # The name of the error is enough to report it.
    return f"Chương trình gặp lỗi khi đọc tệp ({type(error).__name__}). Hãy báo người quản trị kèm tệp này."


def read_path(path: Path) -> tuple[Reading, list[str]]:
    """The reading of a file and what else is to be said of it. Raises `Unreadable` or `FileRefused`."""
    data = _bytes_of(path)
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    source = read_source(data, name=name)
    packs = load_all()
    notes = [*source.notes, *_checked(source)]
    reading = read(
        SourceText(source.text),
        Lexicon.from_packs({pack.id: pack.data for pack in packs}),
        name=name,
        media_type=source.media_type,
        route=source.route,
        sha256=source.sha256,
        pages=len(source.pages) or None,
        restored=bool(source.restored),
        restored_words=[Span(word.start, word.end) for word in source.restored],
        knowledge=knowledge_of(packs),
    )
    return reading, notes


def _bytes_of(path: Path) -> bytes:
    """Bytes of a regular file within the limit; a device or a pipe could go on for ever."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise Unreadable(f"“{_name(path)}” là thư mục. Hãy chỉ một tệp Word, PDF, ảnh hoặc tệp chữ.")
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable(f"“{_name(path)}” không phải tệp thường. Hãy chỉ một tệp Word, PDF, ảnh hoặc tệp chữ.")
        if found.st_size > MAX_PAGED_BYTES:
            raise too_big(found.st_size, limit=MAX_PAGED_BYTES)
        with path.open("rb") as file:
            return file.read(MAX_PAGED_BYTES + 1)
    except FileNotFoundError as error:
        raise Unreadable(f"Không thấy tệp “{_name(path)}”. Hãy kiểm tra tên và thư mục.") from error
    except PermissionError as error:
        raise Unreadable(f"Không có quyền đọc tệp “{_name(path)}”. Hãy xin quyền đọc hoặc chép tệp ra.") from error
    except (OSError, ValueError) as error:
        raise Unreadable(f"Không đọc được tệp “{_name(path)}”. Hãy kiểm tra tên tệp và ổ đĩa.") from error


def _name(path: Path) -> str:
    return str(path).encode("utf-8", "replace").decode("utf-8")[:200]


def _checked(source: Source) -> list[str]:
    """Warnings to say. A secret paper is not read at all; a list of persons is read, since nothing is stored here."""
    result = check_file(source.text, source.aside, gate_words())
    for hit in result.refusals:
        if hit.code == "secrecy-mark":
            raise FileRefused(hit.code, hit.advice.vi)
    found = {hit.code: hit for hit in (*reversed(result.warnings), *reversed(result.refusals))}
    return [f"Dòng {hit.line}: {hit.advice.vi}" if hit.line else hit.advice.vi for hit in found.values()]


def _shown(reading: Reading, wanted: str, *, with_text: bool) -> bytes:
    if wanted == "xlsx":
        return write_sheets(reading_sheets(reading))
    if wanted == "table":
        return reading_lines(reading).encode("utf-8", "replace")
    return (json.dumps(reading.as_json(with_text), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def print_bytes(shown: bytes) -> None:
    """Bytes, so that a terminal without Vietnamese settings prints the same."""
    sys.stdout.flush()
    sys.stdout.buffer.write(shown)
    sys.stdout.buffer.flush()


def _deliver(shown: bytes, output: str | None) -> None:
    if output is None:
        print_bytes(shown)
        return
    try:
        Path(output).write_bytes(shown)
    except (OSError, ValueError) as error:
        raise Unreadable(f"Không ghi được vào “{_name(Path(output))}”. Hãy chọn tên hoặc thư mục khác.") from error


def say(sentence: str) -> None:
    """One line on standard error; bytes here too: the encoding of the terminal may not know Vietnamese."""
    sys.stderr.flush()
    sys.stderr.buffer.write(f"{sentence}\n".encode("utf-8", "replace"))
    sys.stderr.buffer.flush()
