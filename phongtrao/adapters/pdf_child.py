"""The program that opens one PDF of unknown origin, run by `pdf_text` in a process of its own with hard limits.

Reads the file on standard input, writes one JSON object on standard output. Exit codes: 0 read, 3 protected by a
password, 4 damaged, 5 too many pages. It imports nothing of this package, so that it starts quickly.
"""

from __future__ import annotations

import json
import resource
import sys

import pypdfium2
from pypdfium2 import raw

PROTECTED, DAMAGED, TOO_MANY_PAGES = 3, 4, 5
_MEMORY_BYTES = 1024 * 1024 * 1024
_CPU_SECONDS = 20
_MAX_PAGES = 300
_MAX_CHARACTERS = 2_000_000


def main() -> int:
    """Limits first, then the file."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        if len(document) > _MAX_PAGES:
            return TOO_MANY_PAGES
        answer = _read(document)
    except pypdfium2.PdfiumError as error:
        return PROTECTED if error.err_code == raw.FPDF_ERR_PASSWORD else DAMAGED
    except (MemoryError, OSError, ValueError, IndexError):
        return DAMAGED
    json.dump(answer, sys.stdout)
    return 0


def _read(document: pypdfium2.PdfDocument) -> dict[str, object]:
    pages: list[str] = []
    left = _MAX_CHARACTERS
    has_pictures = False
    for page in document:
        text = page.get_textpage().get_text_range()[:left]
        left -= len(text)
        pages.append(text)
        has_pictures = has_pictures or any(True for _ in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    return {
        "pages": pages,
        "has_pictures": has_pictures,
        "attachments": document.count_attachments(),
        "is_cut": left <= 0,
    }


if __name__ == "__main__":
    raise SystemExit(main())
