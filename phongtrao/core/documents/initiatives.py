"""« mô hình “Camera với an ninh trật tự”, “Dòng họ tự quản” »: the named mô hình of a plan.

Grammar: « mô hình » (or « mô hình, điển hình »), at most a few words without end mark, then a name in quotation
marks; more names go on over « , », « và », « tổ », « câu lạc bộ » and the like. It does not read unnamed mô hình, nor
quoted titles a mô hình is to reach (« đạt “…” »). Source: conventions of the plan-reading schema.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from phongtrao.core.documents.lexicon import OfficeWords
from phongtrao.core.documents.outline import Outline
from phongtrao.core.documents.quotes import Quote
from phongtrao.core.documents.tables import DutyCell
from phongtrao.core.text.patterns import Dialect, alternation
from phongtrao.core.text.spans import Span

_QUOTED = r"[“\"](?P<name>[^”\"“\n]{2,90})[”\"]"


def read_initiatives(
    outline: Outline, words: OfficeWords, dialect: Dialect, quote: Quote, cells: Sequence[DutyCell] = ()
) -> tuple[str, ...]:
    """The names, each once, in reading order; those of `cells` (duties in tables) last."""
    head = dialect.compile(
        rf"(?<!\w){alternation(words.initiative_heads)}(?!\w)(?P<between>[^.;“”\"\n]{{0,60}}?)\s*{_QUOTED}", re.I
    )
    more = dialect.compile(
        rf"\s*(?:,|;|và|hoặc|,\s*và)?\s*(?:(?:các\s+)?{alternation(words.initiative_joins)}\s*:?\s*)?{_QUOTED}", re.I
    )
    reaches = dialect.compile(
        r"(?<!\w)(?:đạt|tiêu\s+chuẩn|danh\s+hiệu|tiêu\s+chí|cuộc\s+vận\s+động|phong\s+trào|về)(?!\w)", re.I
    )
    found: dict[str, str] = {}
    for stretch in (*(p.words for p in outline.body if not p.row), *(c.words for c in cells)):
        at = stretch.start
        while match := head.search(outline.text, at, stretch.end):
            at = match.end()
            if reaches.search(match["between"]):
                continue
            _keep(found, quote.words(Span(*match.span("name"))))
            while another := more.match(outline.text, at, stretch.end):
                _keep(found, quote.words(Span(*another.span("name"))))
                at = another.end()
    return tuple(found.values())


def _keep(found: dict[str, str], name: str) -> None:
    found.setdefault(name.lower(), name.strip(" ,;."))
