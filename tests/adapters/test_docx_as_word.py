"""Automatic numbers compared with what LibreOffice shows for the same file (Debian: libreoffice-writer-nogui)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from phongtrao.adapters.docx_in import read_docx
from tests.adapters.docx_samples import abstract, level, num, p, word_package

# Without `w:lvlRestart`, which LibreOffice does not follow, and without bullets, which it always shows as « • ».
LISTS = (
    abstract(1, level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)"))
    + abstract(2, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."), level(2, "decimal", "%1.%2.%3"))
    + abstract(3, level(0, "decimal", "%1)", start=5), level(1, "lowerRoman", "(%2)"))
    + num(1, 1)
    + num(2, 2)
    + num(3, 3)
    + num(4, 1)
    + num(5, 2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>')
    + num(6, 2, '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="3"/></w:lvlOverride>')
)
# (list, level) of each paragraph, as a plan mixes them.
ORDER = (
    (1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (4, 1), (4, 0), (2, 0), (2, 1), (2, 2),
    (2, 2), (2, 0), (2, 1), (5, 0), (5, 1), (5, 0), (2, 0), (6, 1), (6, 1), (6, 0), (6, 1), (3, 0), (3, 1), (3, 1),
    (3, 0), (3, 1), (2, 2), (1, 2),
)  # fmt: skip


def test_numbers_are_those_that_an_office_program_shows(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.fail("soffice is missing; apt-get install libreoffice-writer-nogui")
    body = "".join(p(f"đoạn {index}", number=place) for index, place in enumerate(ORDER))
    document = tmp_path / "a.docx"
    document.write_bytes(word_package(body, numbering=LISTS))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    words = ["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(document)]
    subprocess.run([office, profile, *words], capture_output=True, check=True, timeout=120)
    shown = (tmp_path / "a.txt").read_text(encoding="utf-8-sig").split("\n")
    assert read_docx(document.read_bytes()).text.split("\n") == [line.strip() for line in shown if line.strip()]
