"""« Thông tư số 124/2021/TT-BCA ngày 18/12/2021 »: a cited paper with another day than the register, or the paper
itself, gives it.

Flags a naming whose number the register knows only with other days, and a naming whose day differs from an earlier
one of the same number and issuer. Silent where the register's row has no day, where one number has several papers and
one fits, and on namings without day. Clause: Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.6.b (viện dẫn).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from phongtrao.core.citations import Mention
from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.documents.checks.registered import works_named


def wrong_citation_date(paper: Paper) -> Iterator[Flagged]:
    """Namings in reading order, each number and day once."""
    seen: dict[tuple[int, str, str], list[Mention]] = {}
    told: set[tuple[tuple[int, str, str], date]] = set()
    for mention in paper.mentions:
        if mention.number is None or mention.date is None or (mention.number.core, mention.date) in told:
            continue
        works = works_named(mention, paper.knowledge)
        days = {work.date for work in works}
        earlier = seen.setdefault(mention.number.core, [])
        if works and None not in days and mention.date not in days:
            known = " hoặc ".join(sorted(f"{day:%d/%m/%Y}" for day in days if day))
            case, other = "register", known
        elif clash := next((m for m in earlier if _clashes(m, mention)), None):
            case, other = "itself", f"{clash.date:%d/%m/%Y}"
        else:
            earlier.append(mention)
            continue
        told.add((mention.number.core, mention.date))
        values = {"key": mention.number.key, "printed": f"{mention.date:%d/%m/%Y}", "other": other}
        yield Flagged("wrong-citation-date", mention.claims, case, values, 0.9 if case == "register" else 0.75)


def _clashes(first: Mention, second: Mention) -> bool:
    if first.date == second.date or first.type != second.type:
        return False
    return first.issuer is None or second.issuer is None or first.issuer == second.issuer
