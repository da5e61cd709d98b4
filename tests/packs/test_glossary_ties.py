"""Labels and codes of the program's enumerations are those of the glossary."""

from importlib import import_module
from pathlib import Path

import pytest
from django.db.models import TextChoices

import phongtrao
from phongtrao.adapters.packs import load_all
from phongtrao.core.packs.glossary import Term, read_terms

APPS = Path(phongtrao.__file__).parent / "apps"
TERMS = read_terms(load_all().get("glossary"))
LABELS = {"AssignmentRole": "Assignment", "Mood": "Assignment", "TimeKind": "Task"}


def enumerations() -> list[type[TextChoices]]:
    """Enumerations of every app's `enums` that name states, and those listed in LABELS."""
    modules = [import_module(f"phongtrao.apps.{path.parent.name}.enums") for path in sorted(APPS.glob("*/enums.py"))]
    found = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    chosen = [item for item in found if issubclass(item, TextChoices) and item is not TextChoices]
    return sorted((e for e in chosen if e.__name__.endswith("State") or e.__name__ in LABELS), key=lambda e: e.__name__)


def owner_of(enumeration: type[TextChoices]) -> str:
    return LABELS.get(enumeration.__name__) or enumeration.__name__.removesuffix("State")


def test_the_search_finds_them() -> None:
    assert {"OccurrenceState", "PlanState", "DocumentState", "Mood"} <= {item.__name__ for item in enumerations()}


@pytest.mark.parametrize("enumeration", enumerations(), ids=lambda item: item.__name__)
def test_labels_and_codes_stand_in_the_glossary(enumeration: type[TextChoices]) -> None:
    known = {term.code: term.vi for term in TERMS if term.of == owner_of(enumeration)}
    assert {member.value: known.get(member.value) for member in enumeration} == {
        member.value: str(member.label) for member in enumeration
    }


def test_roles_are_labelled_as_in_the_glossary() -> None:
    from phongtrao.apps.orgs.enums import Role

    terms: dict[str, Term] = {term.code: term for term in TERMS if term.kind == "role"}
    assert {role.value for role in Role} == set(terms)
    for role in Role:
        assert str(role.label).casefold() == terms[role.value].vi.casefold()
