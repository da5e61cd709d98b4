"""A .docx as LibreOffice shows it: pages of a PDF (Debian: libreoffice-writer-nogui; one profile per conversion)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
import pytest


def pages_of(data: bytes, folder: Path) -> list[tuple[float, float, str]]:
    """(width, height in millimetres, text) of every page."""
    office = shutil.which("soffice")
    if office is None:
        pytest.fail("soffice is missing; apt-get install libreoffice-writer-nogui")
    document = folder / "a.docx"
    document.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    words = ["--headless", "--convert-to", "pdf", "--outdir", str(folder), str(document)]
    subprocess.run([office, profile, *words], capture_output=True, check=True, timeout=120)
    pdf: Any = pypdfium2.PdfDocument(folder / "a.pdf")
    try:
        return [_page(pdf[index]) for index in range(len(pdf))]
    finally:
        pdf.close()


def _page(page: Any) -> tuple[float, float, str]:
    text = page.get_textpage().get_text_bounded().replace("\r\n", "\n")
    return page.get_width() / 72 * 25.4, page.get_height() / 72 * 25.4, text
