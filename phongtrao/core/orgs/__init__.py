"""Names of bodies and places: recognise, make canonical, tell the level; entries have validity dates."""

from phongtrao.core.orgs.bodies import Body, BodyGrammar, body_grammar
from phongtrao.core.orgs.body_words import BodyWords
from phongtrao.core.orgs.canonical import canonical_name, level_of_name, marked_name
from phongtrao.core.orgs.partners import find_partners, list_bodies

__all__ = [
    "Body",
    "BodyGrammar",
    "BodyWords",
    "body_grammar",
    "canonical_name",
    "find_partners",
    "level_of_name",
    "list_bodies",
    "marked_name",
]
