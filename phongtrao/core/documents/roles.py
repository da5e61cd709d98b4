"""« Chủ động phối hợp với Công an xã … » → coordinate: the role that a duty gives to its body.

Grammar: the first of chủ trì (lead), phối hợp (coordinate), tham mưu (advise) that governs the opening clause. It
governs when nothing stands before it but: a basis (« Căn cứ …, »), adverbs and openings (« Thường xuyên thực hiện tốt
công tác »), the body itself, or someone steered (« Chỉ đạo X », « Phân công X », « Xây dựng kế hoạch »); or when the
clause up to it holds no mark and ends in « để » with or without an adverb. It does not read roles behind another main
verb, nor « chương trình phối hợp », « việc phối hợp »: those are things; then the role is perform. Source:
conventions of the plan-reading schema.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from phongtrao.core.documents.lexicon import Lexicon
from phongtrao.core.orgs import BodyGrammar, body_grammar
from phongtrao.core.text.patterns import Dialect, alternation


@dataclass(frozen=True, slots=True)
class RoleRead:
    """A role and the code of the rule that read it."""

    role: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class RoleGrammar:
    """The patterns of roles for one lexicon and dialect; made by `role_grammar`."""

    bodies: BodyGrammar
    role: re.Pattern[str]
    opening: re.Pattern[str]
    basis: re.Pattern[str]
    steering: re.Pattern[str]
    steered: re.Pattern[str]
    purpose: re.Pattern[str]
    thing: re.Pattern[str]
    names: tuple[tuple[re.Pattern[str], str], ...]

    def read(self, text: str) -> RoleRead:
        """The role of the duty `text` (its words, without marker)."""
        end = next((m.start() for m in re.finditer(r"[.;:](?=\s|$)", text) if m.start() > 12), len(text))
        at = self._after_openings(text)
        if match := self.role.match(text, at):
            return RoleRead(self._name(match.group()), "role-opening", 0.95)
        clause = min(end, next((m.start() for m in re.finditer(r"[,;.:(]", text[at:])), len(text)) + at)
        for match in self.role.finditer(text, at, min(clause, len(text))):
            before = text[at : match.start()]
            if not self.thing.search(before) and self.purpose.search(before) and len(before.split()) <= 14:
                return RoleRead(self._name(match.group()), "role-purpose", 0.7)
        return RoleRead("perform", "role-none", 0.85)

    def _name(self, word: str) -> str:
        return next(role for pattern, role in self.names if pattern.match(word))

    def _after_openings(self, text: str) -> int:
        """Where the openings end: everything before this says nothing about the role."""
        at = 0
        for _ in range(24):
            moved = self._step(text, at)
            if moved == at:
                break
            at = moved
        return at

    def _step(self, text: str, at: int) -> int:
        if self.role.match(text, at):
            return at
        if match := self.basis.match(text, at):
            return match.end()
        if match := self.opening.match(text, at):
            return match.end()
        if match := self.steering.match(text, at):
            return self._steered(text, match.end())
        if body := self.bodies.at(text, at):
            return _after_note(text, body.span.end)
        return at

    def _steered(self, text: str, at: int) -> int:
        """After « Chỉ đạo X »: past X when a role word follows X, else past the verb alone."""
        if self.role.match(text, at):
            return at
        body = self.bodies.at(text, at)
        after = _after_note(text, body.span.end) if body is not None else at
        if body is not None and self.role.match(text, after):
            return after
        match = self.steered.match(text, at)
        return match.end() if match else after


def _after_note(text: str, at: int) -> int:
    match = re.compile(r"\s*(?:\([^)]{0,80}\))?\s*[,:]?\s*(?:và\s+|va\s+)?").match(text, at)
    return match.end() if match else at


@lru_cache(maxsize=8)
def role_grammar(lexicon: Lexicon, dialect: Dialect) -> RoleGrammar:
    """The grammar of roles, compiled once."""
    roles, office = lexicon.roles, lexicon.office
    role = alternation((*roles.lead, *roles.coordinate, *roles.advise))
    flags = re.I
    adverbs = alternation((*roles.adverbs, *roles.work_words))
    steering = alternation(roles.steering)
    things = alternation(roles.nouns_before)
    return RoleGrammar(
        bodies=body_grammar(lexicon.bodies, dialect),
        role=dialect.compile(role + r"(?!\w)", flags),
        opening=dialect.compile(rf"(?:{adverbs}(?!\w)|[,;–-])\s*(?:(?:,|và)\s+)?|\s+|(?:của|để|cho)\s+(?=\w)", flags),
        basis=dialect.compile(
            rf"{alternation(office.basis_openings)}\s+[^.]*?(?:,\s+(?={adverbs}|{role}|{steering}|\w+\s+an\s)|\s(?={alternation(roles.adverbs)}\s+{role}))",
            flags,
        ),
        steering=dialect.compile(rf"{steering}(?!\w)\s*(?:,\s*)?", flags),
        steered=dialect.compile(rf"(?:[^\W\d_]+\s+){{1,9}}?(?={role}(?!\w))", flags),
        purpose=dialect.compile(rf"(?<!\w)để\s+(?:{alternation(roles.adverbs)}\s+)?\Z", flags),
        thing=dialect.compile(rf"(?<!\w){things}\s+\Z", flags),
        names=tuple(
            (dialect.compile(alternation(words), flags), name)
            for words, name in ((roles.lead, "lead"), (roles.coordinate, "coordinate"), (roles.advise, "advise"))
        ),
    )
