"""« Công an xã », « Sở Văn hóa, Thể thao và Du lịch », « các phòng, ban, cơ quan, đơn vị có liên quan »: a named body.

Grammar: [opening] [post] (complete name | head + own name | [quantifier] group of nouns) [level [place]] [tail]. The
own name after a head goes on while words are capital or known name words; « , » and « và » go on only before such a
word and never before another body. A group goes on over « , », « / », « và » and « - » between nouns of the pack. It
does not read a body that is only implied (« địa phương nào … ») and not places (« xã » alone is a place). Source:
names of bodies in Luật Tổ chức chính quyền địa phương 72/2025/QH15 and Nghị định 150/2025/NĐ-CP; office usage.
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
    """A body where it stands. `form`: named, head, group or post; `name` (at `named`): without its openings."""

    span: Span
    name: str
    form: str
    named: Span


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
    form = next((f for f in ("named", "head", "group") if match[f]), "post")
    name = match["name"]
    return Body(Span(match.start(), match.end()), " ".join(name.split()), form, Span(*match.span("name")))


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
    """The whole pattern; groups named, head, group, post (the form) and name (the name without its openings)."""
    named = _cased(words.named, loose)
    organs = _cased(words.organs, loose)
    tail = _tail(words, named)
    posts = _posts(words, loose)
    body = (
        rf"(?:(?P<named>(?:{organs}\s+)?{named})(?!\w)"
        rf"|(?P<head>{_cased(words.heads, loose)}(?:{_own_name(words)})+)|(?P<group>{_group(words, loose)}))"
    )
    opening = rf"(?:(?i:{alternation(words.openings)})\s+)*"
    of_body = rf"(?:\s+(?:của\s+)?(?:{organs}\s+)?{named}(?!\w))?"
    return (
        rf"{opening}(?P<name>(?P<posts>{_posts(words, loose, several=True)}){of_body}{tail}"
        rf"|(?:{posts}\s+(?:(?:của|là)\s+)?)?{body}{tail}|(?P<post>{posts}){tail})(?!\w)"
    )


def _own_name(words: BodyWords) -> str:
    """One further word of the name behind a head."""
    capital = rf"{UPPER}\w*"
    ends = rf"(?=\s*(?:[,:;.()–-]|$)|\s+(?:và|{alternation(words.level_words)})(?!\w))"
    known = rf"(?:(?i:{alternation(words.name_words)})|{alternation(words.capital_words)})(?!\w)"
    word = rf"(?:{known}|{capital}\s+{LOWER}+{ends}|{capital}|\d+(?!\s*[/.]?\d))"
    duties = rf"{alternation(words.duty_openings)}(?!\w)"
    other = rf"(?!{_cased(words.named, False)}(?!\w)|{_cased(words.heads, False)}\s+{UPPER})"
    beside = rf"(?:[ \t]+(?!và\s)|(?:\s*[-–&/]\s*|\.(?=\w))(?!{duties}))"
    return rf"(?:{beside}{other}{word}|(?:\s*,\s*|\s+và\s+){other}(?={UPPER}|\w+\s){word})"


def _level(words: BodyWords) -> str:
    """A level with its place, or several levels."""
    level = rf"(?i:{alternation(words.level_words)})(?!\w|\s+ủy)"
    place = rf"(?:[ \t]+(?!{_cased(words.named, False)}(?!\w)){UPPER}\w*){{1,4}}"
    return rf"(?:(?:các\s+|cấp\s+)?{level}(?:\s*[,/]\s*{level}|\s+và\s+{level})*(?:{place})?)"


def _tail(words: BodyWords, named: str) -> str:
    """What may follow a name and belongs to it."""
    party = rf"(?:\s+{alternation([n for n in words.named if n.endswith(' ủy') or n == 'Đảng ủy'])}(?!\w))"
    kind = (
        r"(?:\s+(?i:có\s+liên\s+quan|liên\s+quan|khác|thành\s+viên|chuyên\s+môn|chức\s+năng|cấp\s+trên|cùng\s+cấp|hai\s+cấp"
        r"|các\s+cấp|ở\s+cơ\s+sở|ở\s+thôn|trực\s+thuộc(?!\s+[\wÀ-ỹ]))(?!\w))"
    )
    of = (
        r"(?:\s+(?i:đóng\s+trên\s+địa\s+bàn|đứng\s+chân\s+trên\s+địa\s+bàn|trên\s+địa\s+bàn|trực\s+thuộc|thuộc|của|ở|tại)"
        rf"(?:\s+(?:toàn\s+)?{_level(words)}|\s+{named}(?:\s+{_level(words)})?|\s+địa\s+phương"
        r"|\s+(?:các\s+)?(?:thôn|tổ\s+dân\s+phố)(?!\w)))"
    )
    on = r"(?:\s+(?:đóng\s+|đứng\s+chân\s+)?(?i:trên\s+địa\s+bàn)(?!\s+\w))"
    return rf"{party}?(?:\s+{_level(words)})?(?:{kind}|{of}|{on})*"


def _group(words: BodyWords, loose: bool) -> str:
    """« các phòng, ban, cơ quan », « thôn, tổ dân phố »; one noun alone only where nothing but its tail follows."""
    quantifier = rf"(?i:{alternation(words.quantifiers)})\s+"
    noun = rf"(?i:{alternation(words.groups)})(?!\w)"
    small = rf"(?={LOWER}){noun}"
    more = rf"(?:\s*[,/;]\s*{noun}|\s+và\s+{small}|\s*[-–]\s*{noun})"
    again = rf"(?:\s*[,;/]\s*(?:{quantifier})?{noun}|\s+và\s+(?:{quantifier})?{small}|\s*[-–]\s*{noun})"
    if not loose:
        return rf"(?:{quantifier}{noun}{more}*|{noun}{again}+)"
    alone = rf"{noun}(?=\s*(?:[:(]|\Z)|\s+{_level(words)}\s*(?:[:(,]|\Z)|\s+(?i:trên\s+địa\s+bàn|thuộc|trực\s+thuộc)\s)"
    return rf"(?:{quantifier}{noun}{more}*|{noun}{again}+|{alone})"


def _posts(words: BodyWords, loose: bool, several: bool = False) -> str:
    """One post or more (or `several` at least): « Bí thư chi bộ, Trưởng thôn »."""
    post = _cased(words.posts, loose)
    more = "+" if several else "*"
    return rf"(?:(?i:các|mỗi|từng)\s+)?{post}(?!\w)(?:(?:\s*[,;]\s*|\s+và\s+|\s*[-–]\s*){post}(?!\w)){more}"
