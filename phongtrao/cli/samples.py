"""The sample papers of phongtrao/samples, filled in for a day, as text and as DOCX."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import phongtrao
from phongtrao.adapters.paper_docx import write_paper

FOLDER = Path(phongtrao.__file__).parent / "samples"
NAMES = ("province-plan", "commune-plan")
_TOKEN = re.compile(r"\{(year|last_year|day|long)(?::([+-]\d+))?\}")


def render(name: str, *, today: date) -> str:
    """The text of a sample as it would read on `today`: its days lie before and after it."""
    template = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return _TOKEN.sub(lambda token: _filled(token[1], int(token[2] or 0), today), template)


def _filled(what: str, days: int, today: date) -> str:
    day = today + timedelta(days=days)
    if what == "year":
        return str(today.year)
    if what == "last_year":
        return str(today.year - 1)
    return f"{day:%d/%m/%Y}" if what == "day" else f"{day:%d} tháng {day:%m} năm {day:%Y}"


def render_docx(name: str, *, today: date) -> bytes:
    """The same as a paper in the statutory layout."""
    return write_paper(render(name, today=today), footer="DỮ LIỆU MINH HỌA")
