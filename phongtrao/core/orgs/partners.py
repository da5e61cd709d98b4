"""« phối hợp với Công an tỉnh, Sở Tài chính và các đơn vị liên quan … »: with whom a duty is done.

Grammar: partner word, then bodies joined by « , », « ; », « và », « cùng (với) »; the list ends at the first thing
that is no body. « quy chế phối hợp », « việc phối hợp » are things: they count only when « với » and a body follow.
It does not read partners that are only described (« với người dân »). Source: usage of administrative papers.
"""

from __future__ import annotations

from phongtrao.core.orgs.bodies import Body, BodyGrammar
from phongtrao.core.text.patterns import Dialect, alternation
from phongtrao.core.text.spans import Span

_JOIN = r"\s*(?:,|;)?\s*(?:và|cùng\s+với|cùng)\s+|\s*[,;]\s*"


def find_partners(text: str, grammar: BodyGrammar, words: tuple[str, ...], dialect: Dialect) -> list[Body]:
    """The partners that `text` names, in order; each once. `words`: the phrases that open a list."""
    found: dict[str, Body] = {}
    for match in dialect.compile(rf"(?<!\w)(?i:{alternation(words)})\s+").finditer(text):
        for body in list_bodies(text, match.end(), grammar, dialect):
            found.setdefault(body.name.lower(), body)
    return list(found.values())


def list_bodies(text: str, at: int, grammar: BodyGrammar, dialect: Dialect) -> list[Body]:
    """The bodies of a list that begins at `at`; empty when no body stands there."""
    join = dialect.compile(_JOIN)
    found: list[Body] = []
    while (body := grammar.at(text, at)) is not None:
        if found and _goes_on(body, dialect):
            last = found.pop()
            named = Span(last.named.start, body.named.end)
            body = Body(Span(last.span.start, body.span.end), f"{last.name}, {body.name}", last.form, named)
        found.append(body)
        joined = join.match(text, body.span.end)
        if joined is None:
            break
        at = joined.end()
    return found


def _goes_on(body: Body, dialect: Dialect) -> bool:
    """« …, đoàn thể »: a small noun without « các » belongs to the body before it."""
    return body.form == "group" and body.name[:1].islower() and not body.name.startswith(dialect.see("các") + " ")
