"""« 7. Đề nghị Ủy ban MTTQ xã », « 4. Sở Nội vụ: Tổ chức … », « Giao Công an xã chủ trì … »: the body a duty is given
to.

Grammar, on one paragraph: [mood word] body {(, | ; | và) body} [(note)], then
  nothing — a heading; the duties follow (`whole`);
  « : » and words — the first duty stands behind the colon (`colon`);
  a verb — the paragraph is itself the duty (`sentence`).
In « tổ chức thực hiện » the body may stand behind « Căn cứ …, » or be the first body of the sentence that acts; the
heading is then the opening words up to the body. It does not read bodies that own something (« của UBND xã ») and not
the issuer who orders (« UBND xã yêu cầu X »: X). Source: conventions of the plan-reading schema; Nghị định
30/2020/NĐ-CP, Phụ lục III.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from phongtrao.core.documents.lexicon import Lexicon
from phongtrao.core.orgs import BodyGrammar, body_grammar, list_bodies
from phongtrao.core.text.patterns import UPPER, Dialect, alternation
from phongtrao.core.text.spans import Span


@dataclass(frozen=True, slots=True)
class UnitHeading:
    """`body`: span of the name(s); `end`: end of the heading; `rest`: where the duty's words begin, or None."""

    body: Span
    end: int
    rest: int | None
    form: str
    mood: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class UnitGrammar:
    """The patterns of unit headings for one lexicon and dialect; made by `unit_grammar`."""

    bodies: BodyGrammar
    dialect: Dialect
    assign: re.Pattern[str]
    request: re.Pattern[str]
    mood_inside: re.Pattern[str]
    verb: re.Pattern[str]
    any_verb: re.Pattern[str]
    field: re.Pattern[str]
    acts: re.Pattern[str]
    owned: re.Pattern[str]
    basis: re.Pattern[str]
    no_duty: re.Pattern[str]
    carried_out: re.Pattern[str]
    undergoes: re.Pattern[str]
    trouble: re.Pattern[str]
    structural: re.Pattern[str]
    goes_on: re.Pattern[str]

    def heading(self, text: str, has_under: bool) -> UnitHeading | None:
        """A heading or « X: duty » or « Giao X duty » at the beginning of `text` (the words of one paragraph)."""
        mood, at = self._mood(text)
        listed = list_bodies(text, at, self.bodies, self.dialect)
        if not listed:
            return self._unknown(text, mood, at, has_under)
        body = Span(at, listed[-1].span.end)
        return self._after_body(text, mood, body, has_under, at > 0)

    def _mood(self, text: str) -> tuple[str, int]:
        for pattern, mood in ((self.request, "request"), (self.assign, "assign")):
            if match := pattern.match(text):
                return mood, match.end()
        return "assign", 0

    def _after_body(self, text: str, mood: str, body: Span, has_under: bool, ordered: bool) -> UnitHeading | None:
        note = re.compile(r"\s*\([^)]*\)").match(text, body.end)
        end = note.end() if note else body.end
        rest = text[end:]
        if not rest.strip(" .:;,"):
            return UnitHeading(body, end, None, "whole", mood, "unit-heading", 0.97)
        if colon := re.match(r"\s*:\s*(?=\S)", rest):
            return UnitHeading(body, end, end + colon.end(), "colon", mood, "unit-colon", 0.95)
        dash = re.match(r"\s*(?:[-–]\s+)(?=\S)", rest)
        if dash and self.verb.match(rest[dash.end() :]):
            if self.field.match(rest[dash.end() :]):
                whole = Span(body.start, len(text.rstrip(" .:;,")))
                return UnitHeading(whole, whole.end, None, "whole", mood, "unit-heading", 0.8)
            return UnitHeading(body, end, end + dash.end(), "colon", mood, "unit-dash", 0.9)
        if has_under and rest.rstrip().endswith(":") and len(rest.split()) <= 14:
            return UnitHeading(body, len(text.rstrip(" :")), None, "whole", mood, "unit-heading", 0.9)
        if self.verb.match(rest.lstrip(" ,")):
            return UnitHeading(body, end, 0, "sentence", mood, "unit-order" if ordered else "unit-subject", 0.9)
        return self._long_name(text, mood, body, rest, has_under, ordered)

    def _long_name(
        self, text: str, mood: str, body: Span, rest: str, has_under: bool, ordered: bool
    ) -> UnitHeading | None:
        """A name that goes on with words the lexicon does not know: up to a colon, or the whole short line."""
        colon = rest.find(":")
        name = rest if colon < 0 else rest[:colon]
        if len(name.split()) <= 14 and not self.any_verb.search(name) and not name.rstrip().endswith((".", ";")):
            end = body.end + (len(rest.rstrip()) if colon < 0 else colon) + (len(text) - body.end - len(rest))
            if colon >= 0 and rest[colon + 1 :].strip():
                start = end + 1 + len(rest[colon + 1 :]) - len(rest[colon + 1 :].lstrip())
                return UnitHeading(Span(body.start, end), end, start, "colon", mood, "unit-colon", 0.8)
            if has_under or colon >= 0:
                return UnitHeading(Span(body.start, end), end, None, "whole", mood, "unit-heading", 0.8)
        if ordered or (len(rest.split()) >= 6 and self.any_verb.search(rest) and self.goes_on.match(rest)):
            return UnitHeading(body, body.end, 0, "sentence", mood, "unit-order" if ordered else "unit-subject", 0.75)
        return None

    def _unknown(self, text: str, mood: str, at: int, has_under: bool) -> UnitHeading | None:
        """A line that must name a body though the lexicon does not know it: « 5. Agribank chi nhánh … »."""
        colon = text.find(":")
        name = text[at : colon if colon >= 0 else len(text)].rstrip()
        if not name or len(name.split()) > 16 or not re.match(UPPER, name):
            return None
        if self.any_verb.search(name) or self.structural.match(name):
            return None
        inside = self.bodies.find(name)
        rest = colon + 1 + len(text[colon + 1 :]) - len(text[colon + 1 :].lstrip()) if colon >= 0 else None
        if inside and inside[-1].span.end >= len(name) - 2 and (colon >= 0 or has_under or at > 0):
            form = "colon" if rest is not None and rest < len(text) else "whole"
            return UnitHeading(
                Span(at, at + len(name)),
                at + len(name),
                rest if form == "colon" else None,
                form,
                mood,
                "unit-inside",
                0.75,
            )
        if (
            has_under
            and (colon < 0 or not text[colon + 1 :].strip())
            and not name.endswith((".", ";"))
            and len(name.split()) <= 12
        ):
            return UnitHeading(Span(at, at + len(name)), at + len(name), None, "whole", mood, "unit-unknown", 0.5)
        return None

    def sentence(self, text: str) -> UnitHeading | None:
        """The body that a sentence of « tổ chức thực hiện » gives a duty to, or None."""
        stop = next((m.start() for m in re.finditer(r"[.](?=\s|$)", text) if m.start() > 20), len(text))
        if self.no_duty.search(text[:stop]):
            return None
        return self.order(text) or self._acting(text, stop)

    def order(self, text: str) -> UnitHeading | None:
        """« …, UBND xã yêu cầu Công an xã … »: the body behind a mood word in the first sentence, or None."""
        stop = next((m.start() for m in re.finditer(r"[.](?=\s|$)", text) if m.start() > 20), len(text))
        for match in self.mood_inside.finditer(text, 0, stop):
            listed = list_bodies(text, match.end(), self.bodies, self.dialect)
            if listed:
                mood = (
                    "request" if self.request.match(match["mood"][:1].upper() + match["mood"][1:] + " ") else "assign"
                )
                span = Span(match.end(), listed[-1].span.end)
                return UnitHeading(span, span.end, 0, "sentence", mood, "unit-order-inside", 0.8)
        return None

    def _acting(self, text: str, stop: int) -> UnitHeading | None:
        basis = self.basis.match(text)
        for body in self.bodies.find(text, 0, stop):
            before, after = text[: body.span.start], text[body.span.end : stop]
            listed = list_bodies(text, body.span.start, self.bodies, self.dialect)
            span = Span(body.span.start, max([body.span.end, *(b.span.end for b in listed)]))
            acting = self.acts.match(after) or self.acts.match(text[span.end : stop])
            if self.owned.search(before) or not acting:
                continue
            if basis and "," not in before and body.span.start > 0:
                continue
            return UnitHeading(span, span.end, 0, "sentence", "assign", "unit-acting", 0.7)
        return None


@lru_cache(maxsize=8)
def unit_grammar(lexicon: Lexicon, dialect: Dialect) -> UnitGrammar:
    """The grammar of unit headings, compiled once."""
    roles, office = lexicon.roles, lexicon.office
    verbs = alternation(office.verbs)
    mood = alternation((*roles.assign, *roles.request))
    inside = alternation([w[0].lower() + w[1:] for w in (*roles.assign, *roles.request) if not w.endswith("của")])
    general = [w for kind, words in lexicon.sections.kinds for w in words if kind not in ("assign", "organise")]
    return UnitGrammar(
        bodies=body_grammar(lexicon.bodies, dialect),
        dialect=dialect,
        assign=dialect.compile(rf"(?i:{alternation(roles.assign)})\s*:?\s+(?:tới\s+|đến\s+)?"),
        request=dialect.compile(rf"(?i:{alternation(roles.request)})\s*:?\s+(?:với\s+)?"),
        mood_inside=dialect.compile(rf"(?<!\w)(?P<mood>{mood}|{inside})\s+(?!ban\s)(?!ban[.,;])(?:cho\s+|tới\s+)?"),
        verb=dialect.compile(rf"(?i:{verbs})(?!\w)"),
        any_verb=dialect.compile(rf"(?<!\w){verbs}(?!\w)"),
        field=dialect.compile(rf"(?i:{verbs})(?:\s+{alternation(lexicon.bodies.level_words)})?[\s.:;,]*\Z"),
        acts=dialect.compile(rf"\s*(?:\([^)]*\))?\s*,?\s*(?:{verbs}|để|cùng|tự|còn|nếu)(?!\w)|\s*:", re.I),
        owned=dialect.compile(
            r"(?<!\w)(?:của|với|về|cho|tại|do|trên|từ|trong|bằng|qua|gửi|trình|theo|giúp|báo\s+cáo|tham\s+mưu|đề\s+nghị|giữa|là|phối\s+hợp|ở)\s+(?:các\s+)?\Z",
            re.I,
        ),
        basis=dialect.compile(rf"{alternation(office.basis_openings)}(?!\w)", re.I),
        goes_on=dialect.compile(rf"\s*,?\s*{alternation((*office.stops, *office.basis_openings))}(?!\w)", re.I),
        no_duty=dialect.compile(r"thay\s+thế|có\s+hiệu\s+lực|hết\s+hiệu\s+lực|bãi\s+bỏ", re.I),
        carried_out=dialect.compile(r"thi\s+hành\s+(?:\w+\s+){1,3}này", re.I),
        undergoes=dialect.compile(r"\s*,?\s*(?:được|bị|là|đạt|đã|có(?!\s+(?:trách\s+nhiệm|nhiệm\s+vụ)))(?!\w)", re.I),
        trouble=dialect.compile(
            rf"{alternation(office.closings)}(?!\w)[^.]*?(?<!\w)(?:nếu\s+(?:có|gặp|phát\s+sinh)|vướng\s+mắc)(?!\w)"
        ),
        structural=dialect.compile(rf"{alternation(general)}(?!\w)|(?i:về|công\s+tác|một\s+số)(?!\w)", re.I),
    )
