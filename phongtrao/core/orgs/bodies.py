"""« Công an xã », « Sở Văn hóa, Thể thao và Du lịch », « các phòng, ban, cơ quan, đơn vị có liên quan »: a named body.

Grammar: [opening] [post] (complete name | head + own name | [quantifier] group of nouns) [level [place]] [tail]. The
own name after a head goes on while words are capital or known name words; « , » and « và » go on only before such a
word and never before another body. A group goes on over « , », « / », « và » and « - » between nouns of the pack.
It does not read a body that is only implied (« địa phương nào … ») and not places (« xã » alone is a place).
Source: names of bodies in Luật Tổ chức chính quyền địa phương 72/2025/QH15 and Nghị định 150/2025/NĐ-CP; office usage.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from phongtrao.core.orgs.body_words import BodyWords
from phongtrao.core.text.patterns import LOWER, UPPER, Dialect, alternation
from phongtrao.core.text.spans import Span


@dataclass(frozen=True, slots=True)
class Body:
    """A body where it stands. `form`: named, head, group or post; `name` as printed, without what stands before it."""

    span: Span
    name: str
    form: str


@dataclass(frozen=True, slots=True)
class BodyGrammar:
    """The patterns of bodies for one lexicon and one dialect; made by `body_grammar`."""

    anywhere: re.Pattern[str]
    anchored: re.Pattern[str]

    def at(self, text: str, position: int = 0, end: int | None = None) -> Body | None:
        """The body that begins exactly at `position` (case ignored at the first letter), or None."""
        match = self.anchored.match(text, position, len(text) if end is None else end)
        return _body(match) if match else None

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Body]:
        """Every body of a stretch of `text`, in order, not overlapping."""
        return [_body(m) for m in self.anywhere.finditer(text, start, len(text) if end is None else end)]


def _body(match: re.Match[str]) -> Body:
    form = next(f for f in ("named", "head", "group", "post") if match[f])
    name = match["name"]
    return Body(Span(match.start(), match.end()), " ".join(name.split()), form)


@lru_cache(maxsize=8)
def body_grammar(words: BodyWords, dialect: Dialect) -> BodyGrammar:
    """The grammar of `words`, compiled once."""
    return BodyGrammar(
        anywhere=dialect.compile(r"(?<!\w)" + _pattern(words, loose=False)),
        anchored=dialect.compile(_pattern(words, loose=True)),
    )


def _cased(words: tuple[str, ...], loose: bool) -> str:
    """Names with their first letter as printed (or any, when loose) and the rest in any case."""
    if loose:
        return f"(?i:{alternation(words)})"
    by_first: dict[str, list[str]] = {}
    for word in words:
        by_first.setdefault(word[0], []).append(word)
    return "(?:" + "|".join(f"(?=[{c}])(?i:{alternation(names)})" for c, names in by_first.items()) + ")"


def _pattern(words: BodyWords, loose: bool) -> str:
    level = rf"(?i:{alternation(words.level_words)})(?!\w|\s+ủy)"
    party = rf"(?:\s+{alternation([n for n in words.named if n.endswith(' ủy') or n == 'Đảng ủy'])}(?!\w))"
    named, heads = _cased(words.named, loose), _cased(words.heads, loose)
    group, groups_any = _cased(words.groups, loose=True), f"(?i:{alternation(words.groups)})"
    capital = rf"{UPPER}\w*"
    ends = rf"(?=\s*(?:[,:;.()–-]|$)|\s+(?:và|{alternation(words.level_words)})(?!\w))"
    known = rf"(?:(?i:{alternation(words.name_words)})|{alternation(words.capital_words)})(?!\w)"
    name_word = rf"(?:{known}|{capital}\s+{LOWER}+{ends}|{capital}|\d+(?!\s*[/.]?\d))"
    other = rf"(?!{_cased(words.named, False)}(?!\w)|{_cased(words.heads, False)}\s+{UPPER})"
    own = (
        rf"(?:(?:\s+(?!và\s)|\s*[-–&/.]\s*){other}{name_word}|(?:\s*,\s*|\s+và\s+){other}(?={UPPER}|\w+\s){name_word})"
    )
    place = rf"(?:\s+(?!{_cased(words.named, False)}(?!\w)){capital}){{1,4}}"
    at_level = rf"(?:\s+(?:các\s+|cấp\s+)?{level}(?:\s*[,/]\s*{level}|\s+và\s+{level})*(?:{place})?)"
    kind = r"(?:\s+(?i:có\s+liên\s+quan|liên\s+quan|khác|thành\s+viên|chuyên\s+môn|chức\s+năng|cấp\s+trên|cùng\s+cấp|hai\s+cấp|các\s+cấp|ở\s+cơ\s+sở|ở\s+thôn))"
    of = (
        r"(?:\s+(?i:đóng\s+trên\s+địa\s+bàn|đứng\s+chân\s+trên\s+địa\s+bàn|trên\s+địa\s+bàn|trực\s+thuộc|thuộc|của|ở|tại)"
        rf"(?:(?:\s+(?:toàn\s+|các\s+)?{level}(?:\s*,\s*{level})*(?:{place})?)|(?:\s+{named}{at_level}?)|\s+địa\s+phương|\s+(?:các\s+)?(?:thôn|tổ\s+dân\s+phố)(?!\w)))"
    )
    on = r"(?:\s+(?:đóng\s+|đứng\s+chân\s+)?(?i:trên\s+địa\s+bàn)(?!\s+\w))"
    tail = rf"{party}?{at_level}?(?:{kind}|{of}|{on})*"
    quantifier = rf"(?i:{alternation(words.quantifiers)})\s+"
    joined = rf"(?:\s*[,;/]\s*|\s+và\s+|\s*[-–]\s*)(?:(?i:{alternation(words.quantifiers)})\s+)?"
    listed = rf"{groups_any}(?!\w)(?:{joined}{groups_any}(?!\w))"
    first = rf"(?:{quantifier}{group}(?!\w)(?:(?:\s*[,/]\s*|\s*;\s*|\s+và\s+|\s*[-–]\s*){groups_any}(?!\w))*|{listed}+)"
    if loose:
        first = rf"(?:{quantifier})?{group}(?!\w)(?:(?:\s*[,/]\s*|\s*;\s*|\s+và\s+|\s*[-–]\s*)(?:các\s+)?{groups_any}(?!\w))*"
    post = _cased(words.posts, loose)
    posts = rf"(?:các\s+)?{post}(?!\w)(?:(?:\s*[,;]\s*|\s+và\s+|\s*[-–]\s*){post}(?!\w))*"
    body = rf"(?:(?P<named>{named})(?!\w)|(?P<head>{heads}(?:{own})+)|(?P<group>{first}))"
    opening = rf"(?:(?i:{alternation(words.openings)})\s+)*"
    return rf"{opening}(?P<name>(?:{posts}\s+(?:(?:của|là)\s+)?)?{body}{tail}|(?P<post>{posts}){tail})(?!\w)"
