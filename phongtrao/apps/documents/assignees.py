"""Whom a heading means: a printed name against the bodies, groups and posts of the day. Values in, values out.

« Công an xã » in a paper of xã Hòa An is « Công an xã Hòa An »; « Các thôn » are the bodies of type thôn in that
place; « Phó Chủ tịch thường trực UBND xã » is a post. Only one match is a proposal; none or several stay the
printed words, for a person to say. Nothing here is acted on by itself.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from phongtrao.apps.orgs.queries.assignees import AssignableBody, AssignablePost, Assignables
from phongtrao.core.orgs.unit_types import UnitGroup, UnitType
from phongtrao.core.text import fold

_SPACED_DASH = re.compile(r"\s*[-–—]\s*")
_ASIDE = re.compile(r"\([^)]*\)")
_OUTSIDE = re.compile(r"[“”\"'.,;:]+")


@dataclass(frozen=True)
class Assignee:
    """One possible answer. `key` is what a form sends back; `label` is what a person reads."""

    kind: str  # body | group | post
    key: str
    label: str
    body_id: int | None = None
    group_type: str = ""
    group_area_id: int | None = None
    post_id: int | None = None

    def as_json(self, why: str) -> dict[str, str]:
        """What `ReadUnit.proposed` keeps."""
        return {"kind": self.kind, "key": self.key, "label": self.label, "why": why}


@dataclass(frozen=True)
class Words:
    """Lexicon data for comparing names: spellings of one name, words for « các », words that only say the level."""

    spellings: tuple[tuple[str, str], ...]
    quantifiers: tuple[str, ...]
    levels: tuple[str, ...]
    tails: tuple[str, ...]

    @classmethod
    def from_pack(cls, data: Mapping[str, Any]) -> "Words":
        """Data of `lexicons/bodies`; longest spelling first."""
        pairs = [
            (plain_name(other), plain_name(row["name"])) for row in data.get("spellings", ()) for other in row["also"]
        ]
        levels = [plain_name(word) for words in data.get("levels", {}).values() for word in words]
        return cls(
            spellings=tuple(sorted(pairs, key=lambda pair: -len(pair[0]))),
            quantifiers=_longest_first(data.get("quantifiers", ())),
            levels=tuple(sorted(set(levels), key=lambda word: -len(word))),
            tails=_longest_first(data.get("tails", ())),
        )


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({plain_name(word) for word in words}, key=lambda word: -len(word)))


def plain_name(name: str) -> str:
    """« Văn phòng HĐND- UBND xã (cơ quan Thường trực) » → « van phong hdnd-ubnd xa »."""
    return " ".join(_OUTSIDE.sub(" ", _SPACED_DASH.sub("-", fold(_ASIDE.sub(" ", name)))).split())


@dataclass(frozen=True)
class Resolver:
    """Looks printed names up among what is there on the day."""

    assignables: Assignables
    types: Mapping[str, UnitType]
    groups: Mapping[str, UnitGroup]
    words: Words
    _bodies: dict[str, list[AssignableBody]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _posts: dict[str, list[AssignablePost]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for body in self.assignables.bodies:
            for name in self._names_of(body):
                self._bodies.setdefault(name, []).append(body)
        for post in self.assignables.posts:
            of_body = {f"{self._canonical(post.title)} {name}" for name in self._names_of(post.body)}
            for name in {self._canonical(post.title), *of_body}:
                self._posts.setdefault(name, []).append(post)

    def choices(self) -> list[Assignee]:
        """Everything to choose from: bodies, then groups of two bodies and more, then posts. Labels may repeat."""
        several = [code for code in (*self.groups, *self.types) if self._are_several(code)]
        groups = {self.group_label(code): self._group(code) for code in reversed(several)}
        return [
            *(_of_body(body) for body in self.assignables.bodies),
            *reversed(groups.values()),
            *(_of_post(post) for post in self.assignables.posts),
        ]

    def find(self, chosen: str) -> Assignee | None:
        """The choice with this key or this label (case and marks aside); None when there is none, or more than one."""
        wanted = fold(chosen)
        found = [one for one in self.choices() if one.key == chosen or fold(one.label) == wanted]
        return found[0] if len({one.key for one in found}) == 1 else None

    def resolve(self, printed: str) -> dict[str, str]:
        """The proposal for a printed name as `ReadUnit.proposed` keeps it; empty when nothing or several match, and for
        a group that cannot be chosen today."""
        name = self._canonical(printed)
        if not name:
            return {}
        body = self._only(self._bodies.get(name, []))
        if body is not None:
            return _of_body(body).as_json("name")
        post = self._only_post(self._posts.get(name, []))
        if post is not None:
            return _of_post(post).as_json("post")
        code = self._group_code(name)
        return self._group(code).as_json("group") if code and self._are_several(code) else {}

    def _are_several(self, code: str) -> bool:
        """Whether a group has two bodies and more today: only then it can be chosen."""
        types = self._types_of(code)
        return sum(body.type in types and not self._is_the_only_one(body) for body in self.assignables.bodies) > 1

    def _is_the_only_one(self, body: AssignableBody) -> bool:
        """« UBND tỉnh » in a paper of the province: of what each place has one, several are those of places below."""
        kind = self.types.get(body.type)
        return body.scope == self.assignables.scope and kind is not None and kind.one_per_place

    def _names_of(self, body: AssignableBody) -> set[str]:
        """Full and short name, each also without its place (« Công an xã Hòa An » → « cong an xa »)."""
        names = {self._canonical(body.name), self._canonical(body.short_name)} - {""}
        place = self._canonical(body.place)
        bare = self._without_level(place)
        here = self._canonical(self.assignables.area_title)
        for ending in {place, bare, here, self._without_level(here)} - {""}:
            names |= {name.removesuffix(f" {ending}") for name in set(names)}
        for name in set(names):
            if body.scope == self.assignables.scope and name == self._drop_level(name):
                level = here.removesuffix(self._without_level(here)).strip()
                names.add(f"{name} {level}" if level else name)
        return {name for name in names if name}

    def _canonical(self, name: str) -> str:
        plain = f" {plain_name(name)} "
        for other, one in self.words.spellings:
            plain = plain.replace(f" {other} ", f" {one} ")
        return " ".join(plain.replace(" viet nam ", " ").split())

    def _without_level(self, title: str) -> str:
        """« xa hoa an » → « hoa an »."""
        for level in self.words.levels:
            if title.startswith(f"{level} "):
                return title.removeprefix(f"{level} ")
        return title

    def _drop_level(self, name: str) -> str:
        """« cong an xa » → « cong an »."""
        for level in self.words.levels:
            if name.endswith(f" {level}"):
                return name.removesuffix(f" {level}")
        return name

    def _only(self, found: list[AssignableBody]) -> AssignableBody | None:
        """The one body; among several of one name the one that stands in the paper's own place."""
        own = [body for body in found if body.scope == self.assignables.scope]
        among = own or found
        return among[0] if len({body.id for body in among}) == 1 else None

    def _only_post(self, found: list[AssignablePost]) -> AssignablePost | None:
        own = [post for post in found if post.body.scope == self.assignables.scope]
        among = own or found
        return among[0] if len({post.id for post in among}) == 1 else None

    def _group_code(self, name: str) -> str:
        """« cac thon » → hamlet_board; « cac thon to dan pho » → the group of both; « ubnd cac xa phuong » →
        people_committee; "" when not all nouns are known."""
        if found := self._of_levels(name):
            return found
        rest = next(
            (name.removeprefix(f"{word} ") for word in self.words.quantifiers if name.startswith(f"{word} ")), ""
        )
        for tail in (f"{self._canonical(self.assignables.area_title)}", *self.words.levels, *self.words.tails):
            rest = rest.removesuffix(f" {tail}")
        rest = rest.removesuffix(" tren dia ban").removeprefix("nha ")
        codes = self._types_named(rest)
        groups = {self.types[code].group for code in codes}
        if len(codes) == 1:
            return next(iter(codes))
        return next(iter(groups)) if len(groups) == 1 else ""

    def _of_levels(self, name: str) -> str:
        """The type of « ubnd cac xa phuong », « cong an xa phuong dac khu »; "" for a name of one level, or none."""
        head, levels, several = name, [], False
        while (shorter := self._drop_level(head)) != head:
            levels.append(head.removeprefix(shorter).strip())
            head = shorter.removesuffix(" va")
        for word in self.words.quantifiers:
            if head.endswith(f" {word}"):
                head, several = head.removesuffix(f" {word}"), True
        if not levels or not (several or len(levels) > 1):
            return ""
        codes = self._types_named(f"{head} {levels[-1]}") or self._types_named(head)
        return next(iter(codes)) if len(codes) == 1 else ""

    def _types_named(self, nouns: str) -> set[str]:
        """The types whose opening words make up `nouns` entirely."""
        found: set[str] = set()
        while nouns:
            best = max(
                (
                    (len(opening), code)
                    for code, kind in self.types.items()
                    for opening in (plain_name(words) for words in kind.opens_with)
                    if nouns == opening or nouns.startswith(f"{opening} ")
                ),
                default=None,
            )
            if best is None:
                return set()
            found.add(best[1])
            nouns = nouns[best[0] :].strip().removeprefix("va ")
        return found

    def _types_of(self, code: str) -> tuple[str, ...]:
        if code in self.types:
            return (code,)
        return tuple(kind.code for kind in self.types.values() if kind.group == code)

    def group_label(self, code: str) -> str:
        """« Các trường – Xã Hòa An »; of a single type « Các thôn, bản, ấp – Xã Hòa An »."""
        if code in self.groups:
            name = self.groups[code].vi
        elif code in self.types:
            kind = _ASIDE.sub("", self.types[code].vi).strip()
            name = f"Các {kind[:1].lower()}{kind[1:]}"
        else:
            name = code
        return f"{name} – {self.assignables.area_title}" if self.assignables.area_title else name

    def _group(self, code: str) -> Assignee:
        place = self.assignables
        return Assignee(
            kind="group",
            key=f"group:{code}:{place.area_uid}",
            label=self.group_label(code),
            group_type=code,
            group_area_id=place.area_id,
        )


def _of_body(body: AssignableBody) -> Assignee:
    return Assignee(kind="body", key=f"body:{body.uid}", label=body.label, body_id=body.id)


def _of_post(post: AssignablePost) -> Assignee:
    return Assignee(kind="post", key=f"post:{post.uid}", label=post.label, post_id=post.id)
