"""Which room checks which pack: by the id or by the folder in front of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from phongtrao.adapters import gate_words, language, mask_words, paper_form, urging_words
from phongtrao.adapters.packs import PACKS_FOLDER, read_folders
from phongtrao.core.citations import law_register
from phongtrao.core.dates import working_days
from phongtrao.core.documents import type_names
from phongtrao.core.documents.checks import rules as finding_rules
from phongtrao.core.documents.checks import syllable_packs
from phongtrao.core.orgs import area_types, place_facts, proposals, unit_types
from phongtrao.core.packs import Pack, PackError, glossary, messages, roles

Check = Callable[[Pack], list[PackError]]

SCHEMAS: dict[str, Check] = {
    "areas/types": area_types.check_pack,
    "calendars": working_days.check_pack,
    "document-types": type_names.check_pack,
    "gate/bounds": gate_words.check_pack,
    "forms": paper_form.check_pack,
    "forms/urging": urging_words.check_pack,
    "findings/findings": finding_rules.check_pack,
    "glossary": glossary.check_pack,
    "lexicons/person-names": mask_words.check_pack,
    "law/register": law_register.check_pack,
    "messages": messages.check_pack,
    "org-units/proposed": proposals.check_pack,
    "org-units/types": unit_types.check_pack,
    "places/facts": place_facts.check_pack,
    "roles": roles.check_pack,
    "statistics/language": language.check_pack,
    "statistics": syllable_packs.check_pack,
}

# Rooms that are built after this one: checked by their `check_pack` as soon as the module is there.
_LATER = {
    "lexicons": "phongtrao.core.documents.lexicon",
}


def schema_of(pack: Pack) -> Check | None:
    """The check of the pack's room; None when no room claims it and only its envelope holds."""
    folder = pack.id.split("/", 1)[0]
    known = SCHEMAS.get(pack.id) or SCHEMAS.get(folder)
    if known or folder not in _LATER or find_spec(_LATER[folder]) is None:
        return known
    found: Check | None = getattr(import_module(_LATER[folder]), "check_pack", None)
    return found


def check_packs(folders: Sequence[Path] = (PACKS_FOLDER,)) -> list[PackError]:
    """Every error of every pack below ``folders``: its envelope, then its room's schema."""
    packs, errors = read_folders(folders)
    for pack in packs:
        check = schema_of(pack)
        if check is not None:
            errors.extend(check(pack))
    return sorted(errors)
