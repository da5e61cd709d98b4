"""One duty's text → role, partners, cadence, due day: everything a duty says about itself.

It does not split a duty and does not look above it; see `assignments`. Source: conventions of the plan-reading
schema.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from phongtrao.core.dates import Time, find_times
from phongtrao.core.documents.lexicon import Lexicon
from phongtrao.core.documents.roles import RoleRead, role_grammar
from phongtrao.core.orgs import Body, body_grammar, canonical_name, find_partners, list_bodies, marked_name
from phongtrao.core.text.patterns import Dialect, alternation
from phongtrao.core.text.spans import Span


@dataclass(frozen=True, slots=True)
class Context:
    """What the recognisers of items share: words, dialect, the plan's own year and level, stretches of citations.

    `text` is what patterns run over, `raw` the same text as printed; offsets hold in both.
    """

    lexicon: Lexicon
    dialect: Dialect
    text: str
    year: int | None
    own_level: str | None
    claimed: tuple[Span, ...]
    raw: str = ""
    found: dict[tuple[Span, bool], list[Time]] = field(default_factory=dict, repr=False, compare=False)
    """Times by stretch: several recognisers ask for the same clause."""

    @property
    def shown(self) -> str:
        """The text as printed; `text` itself where no printed form was given."""
        return self.raw or self.text

    def times(self, span: Span, in_column: bool = False) -> list[Time]:
        """The times of a stretch of the text, those of cited documents left out; spans are in the whole text.

        `in_column`: the stretch holds nothing but a time (« Tháng 6 », « Quý II »), so no « trong », « hết » is needed.
        """
        if (span, in_column) not in self.found:
            self.found[span, in_column] = self._times(span, in_column)
        return list(self.found[span, in_column])

    def _times(self, span: Span, in_column: bool) -> list[Time]:
        stretch = self.text[span.start : span.end]
        for claim in self.claimed:
            if claim.meets(span):
                start, end = max(claim.start, span.start) - span.start, min(claim.end, span.end) - span.start
                stretch = stretch[:start] + "\0" * (end - start) + stretch[end:]
        found = find_times(stretch, self.lexicon.times, self.dialect, self.year, bare=in_column)
        return [
            Time(t.kind, t.span.shifted(span.start), t.rule, t.due, t.rrule, t.before, t.inferred, t.confidence)
            for t in found
        ]

    def body_name(self, body: Body, offset: int = 0) -> str:
        """The canonical name of a body found in the stretch of the text that begins at `offset`."""
        return self.canonical(self.printed(body, offset))

    def printed(self, body: Body, offset: int = 0) -> str:
        """The name of a body as printed."""
        named = body.named.shifted(offset)
        return " ".join(self.shown[named.start : named.end].split())

    def canonical(self, name: str) -> str:
        """The canonical name of a body in this plan."""
        known = marked_name(name, self.lexicon.bodies) if self.dialect.plain else name
        return canonical_name(known, self.lexicon.bodies, self.own_level)


@dataclass(frozen=True, slots=True)
class Duty:
    """What a duty says about itself."""

    role: RoleRead
    partners: tuple[str, ...]
    cadence: str
    due: date | None
    rrule: str | None
    inferred: bool
    outside_system: bool


def read_duty(span: Span, context: Context) -> Duty:
    """The duty whose words stand at `span` of the context's text."""
    words = context.text[span.start : span.end]
    times = context.times(span)
    due, inferred = _due(times)
    return Duty(
        role=role_grammar(context.lexicon, context.dialect).read(words),
        partners=partners(span, context),
        cadence=_cadence(times),
        due=due,
        rrule=next((t.rrule for t in times if t.rrule), None),
        inferred=inferred,
        outside_system=is_outside_system(words, context),
    )


def partners(span: Span, context: Context) -> tuple[str, ...]:
    """The canonical names of the partners that a stretch of the text names."""
    grammar = body_grammar(context.lexicon.bodies, context.dialect)
    words = context.text[span.start : span.end]
    found = find_partners(words, grammar, context.lexicon.roles.partner_words, context.dialect)
    return tuple(dict.fromkeys(_partner_name(context.printed(b, span.start), context) for b in found))


def list_partners(span: Span, context: Context) -> tuple[str, ...]:
    """The canonical names of the bodies that a cell or line lists; parts without a known body stay as printed."""
    grammar = body_grammar(context.lexicon.bodies, context.dialect)
    names: list[str] = []
    for match in re.compile(r"(?:(?!\s/\s|;).)+").finditer(context.text, span.start, span.end):
        part = match.group().lstrip(" /")
        start = match.end() - len(part)
        listed = list_bodies(part, 0, grammar, context.dialect)
        whole = context.shown[start : match.end()].strip(" .,;")
        names += [context.printed(b, start) for b in listed] if listed else [whole] * bool(whole)
    return tuple(dict.fromkeys(_partner_name(name, context) for name in names))


def _partner_name(name: str, context: Context) -> str:
    named = context.canonical(name)
    return named[:1].lower() + named[1:] if name[:1].islower() and named.lower() == name.lower() else named


def is_outside_system(words: str, context: Context) -> bool:
    """Whether the content of a duty must not be kept in this system (a proposal; words in the pack)."""
    pattern = rf"(?<!\w){alternation(context.lexicon.roles.outside_system)}(?!\w)"
    return bool(context.dialect.compile(pattern, re.I).search(words))


def _due(times: Sequence[Time]) -> tuple[date | None, bool]:
    dated = next((t for t in times if t.kind == "date" and t.due), None)
    chosen = dated or next((t for t in times if t.kind == "period" and t.due), None)
    return (chosen.due, chosen.inferred) if chosen else (None, False)


def _cadence(times: Sequence[Time]) -> str:
    kinds = {t.kind for t in times}
    if "recurring" in kinds:
        return "recurring"
    if "date" in kinds:
        return "once"
    return "continuous" if "continuous" in kinds else "none"
