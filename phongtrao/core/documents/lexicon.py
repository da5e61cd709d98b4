"""The words a reader knows, put together from lexicon packs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from phongtrao.core.citations import CitationWords
from phongtrao.core.dates import TimeWords
from phongtrao.core.orgs import BodyWords


@dataclass(frozen=True, slots=True)
class RoleWords:
    """How duties are given, from « lexicons/duty-roles »; see the pack for what each list holds."""

    lead: tuple[str, ...]
    coordinate: tuple[str, ...]
    advise: tuple[str, ...]
    adverbs: tuple[str, ...]
    work_words: tuple[str, ...]
    steering: tuple[str, ...]
    nouns_before: tuple[str, ...]
    partner_words: tuple[str, ...]
    outside_system: tuple[str, ...]
    assign: tuple[str, ...]
    request: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    columns: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def from_pack(cls, data: Mapping[str, Any]) -> RoleWords:
        """The words of a pack's `data`; a list that is missing is empty."""
        flat = (
            "lead",
            "coordinate",
            "advise",
            "adverbs",
            "work_words",
            "steering",
            "nouns_before",
            "partner_words",
            "outside_system",
        )
        moods: Mapping[str, list[str]] = data.get("moods", {})
        return cls(
            **{name: tuple(data.get(name, ())) for name in flat},
            assign=tuple(moods.get("assign", ())),
            request=tuple(moods.get("request", ())),
            lines=tuple((kind, tuple(words)) for kind, words in data.get("responsible_lines", {}).items()),
            columns=tuple((kind, tuple(words)) for kind, words in data.get("columns", {}).items()),
        )


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """Verbs and openings, from « lexicons/office-words »."""

    verbs: tuple[str, ...]
    stops: tuple[str, ...]
    basis_openings: tuple[str, ...]
    closings: tuple[str, ...]
    details: tuple[str, ...]
    preamble_openings: tuple[str, ...]
    grades: tuple[str, ...]
    initiative_heads: tuple[str, ...]
    initiative_joins: tuple[str, ...]

    @classmethod
    def from_pack(cls, data: Mapping[str, Any]) -> OfficeWords:
        """The words of a pack's `data`; a list that is missing is empty."""
        return cls(**{name: tuple(data.get(name, ())) for name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class SectionWords:
    """Names of sections, types and posts, from « lexicons/sections ». `kinds` in the order in which they are tried."""

    kinds: tuple[tuple[str, tuple[str, ...]], ...]
    recipients: tuple[str, ...]
    signing: tuple[str, ...]
    signing_posts: tuple[str, ...]
    doc_types: tuple[str, ...]
    papers: tuple[tuple[str, tuple[str, ...]], ...]
    concluding: tuple[str, ...]

    @classmethod
    def from_pack(cls, data: Mapping[str, Any]) -> SectionWords:
        """The words of a pack's `data`; a list that is missing is empty."""
        apart = ("recipients", "signing", "signing_posts", "doc_types", "concluding")
        papers: Mapping[str, list[str]] = data.get("papers", {})
        return cls(
            kinds=tuple((kind, tuple(words)) for kind, words in data.items() if kind not in (*apart, "papers")),
            papers=tuple((way, tuple(types)) for way, types in papers.items()),
            **{name: tuple(data.get(name, ())) for name in apart},
        )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists of the reader, by room."""

    times: TimeWords
    bodies: BodyWords
    citations: CitationWords
    roles: RoleWords
    office: OfficeWords
    sections: SectionWords

    @classmethod
    def from_packs(cls, packs: Mapping[str, Mapping[str, Any]]) -> Lexicon:
        """Pack id (« lexicons/deadlines ») → its `data`. A pack that is missing gives empty lists."""
        return cls(
            times=TimeWords.from_pack(packs.get("lexicons/deadlines", {})),
            bodies=BodyWords.from_pack(packs.get("lexicons/bodies", {})),
            citations=CitationWords.from_pack(packs.get("lexicons/document-kinds", {})),
            roles=RoleWords.from_pack(packs.get("lexicons/duty-roles", {})),
            office=OfficeWords.from_pack(packs.get("lexicons/office-words", {})),
            sections=SectionWords.from_pack(packs.get("lexicons/sections", {})),
        )
