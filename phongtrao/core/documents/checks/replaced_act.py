"""« theo Thông tư số 23/2012/TT-BCA ngày 27/4/2012 » in a plan of 2026: a cited paper that holds no longer.

Flags a naming of a paper that, by the register, was replaced or expired on the plan's own day, once per paper. Silent
when the plan has no day, where the register does not know the end, in « thay thế … » and « sửa đổi … » (the paper
speaks of the old one). No clause of its own; what is cited as basis must hold (Nghị định 30/2020/NĐ-CP, Phụ lục I mục
II.6.b).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.documents.checks.registered import works_named


def replaced_act(paper: Paper) -> Iterator[Flagged]:
    """The first naming of each paper that holds no longer."""
    on = paper.header.date
    if on is None:
        return
    past = paper.context.dialect.compile(r"(?:thay\s+thế|sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|tổng\s+kết)[^.\n]*\Z", re.I)
    told: set[str] = set()
    for mention in paper.mentions:
        for work in works_named(mention, paper.knowledge):
            ended = work.effective_to is not None and work.effective_to <= on
            fits = mention.date is None or work.date is None or mention.date == work.date
            before = paper.text[max(0, mention.claims.start - 120) : mention.claims.start]
            if not ended or not fits or work.key in told or past.search(before) or work.effective_to is None:
                continue
            told.add(work.key)
            by = next((w.key for w in paper.knowledge.works if any(r.key == work.key for r in w.replaces)), "")
            values = {"key": work.key, "ended": f"{work.effective_to:%d/%m/%Y}", "by": by}
            yield Flagged("replaced-act", mention.claims, "replaced" if by else "expired", values, 0.85)
