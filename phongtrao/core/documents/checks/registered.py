"""The rows of the register of cited law that a naming may mean."""

from __future__ import annotations

import re

from phongtrao.core.citations import Mention
from phongtrao.core.citations.law_register import CitedWork
from phongtrao.core.documents.checks.knowledge import Knowledge


def works_named(mention: Mention, knowledge: Knowledge) -> tuple[CitedWork, ...]:
    """Rows with the number, the year and the symbol of a naming; the suffix of the drafting unit may be missing."""
    if mention.number is None:
        return ()
    number, year, symbol = mention.number.core
    return tuple(work for work in knowledge.by_number.get((number, year), ()) if _core(work.symbol) == symbol)


def _core(symbol: str) -> str:
    return re.sub(r"[^A-ZĐƯ]", "", re.sub(r"-?[VPX]\d+$", "", symbol.upper()))
