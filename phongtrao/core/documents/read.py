"""One document read whole: source text and lexicon in, a `Reading` out.

Never raises on a text, whatever it holds; never guesses. The order of work: damage, outline, header, citations, then
the recognisers of items, each in its own module.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from phongtrao.core.citations import Mention, find_mentions
from phongtrao.core.documents.assignments import Orders, read_assignments
from phongtrao.core.documents.checks.findings import read_findings
from phongtrao.core.documents.checks.knowledge import Knowledge
from phongtrao.core.documents.checks.paper import Paper
from phongtrao.core.documents.citations_read import read_citations
from phongtrao.core.documents.deadlines_read import read_deadlines
from phongtrao.core.documents.duties import Context
from phongtrao.core.documents.foot import read_foot
from phongtrao.core.documents.general_tasks import read_general_tasks
from phongtrao.core.documents.giving import NAMED, NOTHING, PLAN, ordering_outline, way_of_giving
from phongtrao.core.documents.header import read_header
from phongtrao.core.documents.initiatives import read_initiatives
from phongtrao.core.documents.lexicon import Lexicon
from phongtrao.core.documents.outline import Outline, read_outline
from phongtrao.core.documents.quotes import Quote
from phongtrao.core.documents.readings import AssignmentRead, DeadlineRead, Header, Reading, Source
from phongtrao.core.documents.responsible_lines import read_responsible
from phongtrao.core.documents.tables import NO_TABLES, read_tables
from phongtrao.core.documents.targets_read import read_targets
from phongtrao.core.orgs import body_grammar
from phongtrao.core.text import SourceText, Span
from phongtrao.core.text.damage import is_damaged, is_doubtful
from phongtrao.core.text.patterns import Dialect, alternation
from phongtrao.core.text.repair.headings import with_numerals

READ_VERSION = "1.0.0"
"""Version of the reader; a change that alters a reading raises it."""


def read(
    source: SourceText,
    lexicon: Lexicon,
    *,
    name: str = "",
    media_type: str = "text/plain",
    route: str = "text",
    sha256: str = "",
    pages: int | None = None,
    restored: bool = False,
    restored_words: Sequence[Span] = (),
    knowledge: Knowledge | None = None,
) -> Reading:
    """The reading of `source`. The keyword values are passed through into `source` of the reading.

    `restored_words`: where the repair of ruined text restored words of `source.text`, rising; the findings on spelling
    are silent on them, and `source.restored` of the reading is true when there are any.
    `knowledge`: wordings, cited law and counts of syllables for the findings; without it no finding is raised.
    """
    damaged = is_damaged(source.reading.text)
    dialect = Dialect(plain=damaged or (route == "ocr" and not restored_words) or is_doubtful(source.reading.text))
    quote = Quote(source)
    text = dialect.see(source.reading.text)
    if restored_words:
        text = with_numerals(text)
    outline = read_outline(text, lexicon.sections, dialect, _bold(source))
    header = read_header(outline, lexicon, dialect, quote)
    mentions = _mentions(outline, header, lexicon, dialect)
    context = Context(
        lexicon, dialect, text, header.year, _own_level(header, lexicon), tuple(_claims(mentions)), quote.raw
    )
    way = way_of_giving(outline, header, lexicon.sections, dialect)
    told = outline if way != NAMED else ordering_outline(outline, header, lexicon.sections, dialect)
    orders = Orders(header.issuer) if way == NAMED else None
    assignments = read_assignments(told, context, quote, orders) if way != NOTHING else []
    responsible = read_responsible(outline, context, quote) if way == PLAN else []
    tables = read_tables(outline, context, quote) if way != NOTHING else NO_TABLES
    head_end = outline.head[-1].span.end if outline.head else 0
    citations = read_citations(mentions, head_end, header, context, quote)
    owners = _owners(told, [*assignments, *responsible], quote)
    deadlines = read_deadlines(told, owners, header.issuer, context, quote, tables.cells)
    if way != PLAN:
        deadlines = _of_duties(deadlines, [*assignments, *tables.assignments])
    recipients, signer = read_foot(outline, lexicon.sections, dialect, quote)
    paper = Paper(
        outline=outline,
        context=context,
        quote=quote,
        header=header,
        mentions=tuple(mentions),
        citations=tuple(citations),
        targets=tuple(read_targets(outline, context, quote, tables.cells) if way != NOTHING else ()),
        deadlines=(*deadlines, *tables.deadlines),
        assignments=(*assignments, *responsible, *tables.assignments),
        general_tasks=tuple(read_general_tasks(outline, context, quote) if way == PLAN else ()),
        recipients=recipients,
        signer=signer,
        knowledge=knowledge or Knowledge(),
        damaged=damaged,
        restored=tuple(restored_words),
    )
    return Reading(
        source=Source(
            name, media_type, sha256, pages, len(source.text), route, restored or bool(restored_words), damaged
        ),
        source_text=source.text,
        read_version=READ_VERSION,
        header=header,
        citations=paper.citations,
        targets=paper.targets,
        deadlines=paper.deadlines,
        assignments=paper.assignments,
        general_tasks=paper.general_tasks,
        recipients=recipients,
        signer=signer,
        replaces=tuple(c.key for c in citations if c.role == "replaced"),
        initiatives=read_initiatives(outline, lexicon.office, dialect, quote, tables.cells),
        findings=read_findings(paper),
    )


def _of_duties(deadlines: Sequence[DeadlineRead], assignments: Sequence[AssignmentRead]) -> list[DeadlineRead]:
    """The deadlines that stand in the words of a duty."""
    duties = [t.trace.span for a in assignments for t in a.tasks]
    return [d for d in deadlines if any(s.start <= d.trace.span.start and d.trace.span.end <= s.end for s in duties)]


def _bold(source: SourceText) -> list[Span]:
    """The stretches of the readable text that the source marks as bold (« **…** »)."""
    if "**" not in source.text:
        return []
    starts = source.reading.starts
    found = []
    for match in re.finditer(r"\*\*([^*\n][^*]*)\*\*", source.text):
        first = _index(starts, match.start(1))
        found.append(Span(first, _index(starts, match.end(1))))
    return found


def _index(starts: Sequence[int], offset: int) -> int:
    low, high = 0, len(starts)
    while low < high:
        middle = (low + high) // 2
        if starts[middle] < offset:
            low = middle + 1
        else:
            high = middle
    return low


def _mentions(outline: Outline, header: Header, lexicon: Lexicon, dialect: Dialect) -> list[Mention]:
    """Namings of other documents; the document's own number, in the letterhead or over an annex, is none."""
    grammar = body_grammar(lexicon.bodies, dialect)
    found = find_mentions(outline.text, lexicon.citations, grammar, dialect)
    own = dialect.compile(r"S[ốo6]\s*:?\s*\Z", re.I)
    types = dialect.compile(rf"^\s*{alternation(lexicon.sections.doc_types)}(?!\w)", re.M)
    first_type = types.search(outline.text)
    limit = first_type.start() if first_type else 0
    foot = Span(outline.foot[0].span.start, outline.foot[-1].span.end) if outline.foot else Span(limit, limit)
    return [
        m
        for m in found
        if not foot.start <= m.span.start < foot.end
        and not (m.span.start < limit and own.search(outline.text[: m.span.start]))
        and not (m.span.start >= foot.end and _is_own(m, header))
    ]


def _is_own(mention: Mention, header: Header) -> bool:
    """« (Kèm theo Kế hoạch số 12/KH-UBND …) » over an annex: the document itself."""
    number = mention.number
    return (
        number is not None
        and header.number is not None
        and (str(number.number) == header.number.lstrip("0") and number.symbol == header.symbol)
    )


def _claims(mentions: Sequence[Mention]) -> list[Span]:
    return [m.claims for m in mentions]


def _own_level(header: Header, lexicon: Lexicon) -> str | None:
    """« xã », « phường », « tỉnh »: the level word of the issuer."""
    if header.issuer is None:
        return None
    match = re.search(rf"(?<!\w)({alternation(lexicon.bodies.level_words)})(?!\w)", header.issuer)
    return match[1] if match else None


def _owners(outline: Outline, assignments: Sequence[AssignmentRead], quote: Quote) -> dict[int, str]:
    """Index of a paragraph → the body that has the duty in it."""
    by_start: dict[int, str] = {}
    for assignment in assignments:
        by_start[assignment.trace.span.start] = assignment.org_unit
        for task in assignment.tasks:
            by_start[task.trace.span.start] = assignment.org_unit
    owners = {}
    for paragraph in outline.body:
        for span in (paragraph.span, paragraph.words):
            owner = by_start.get(quote.span(span).start)
            if owner:
                owners[paragraph.index] = owner
    return owners
