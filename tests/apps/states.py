"""The states that the program knows, asked of its own enumerations."""

import importlib
import pkgutil

from django.db.models import Choices

import phongtrao.apps

SHOWN_AS_STATES = {"Decision"}  # ends in no “State”, but is shown as one


def all_state_codes() -> set[str]:
    """Codes of every enumeration whose name ends in State, and of the decisions about items."""
    codes: set[str] = set()
    for room in pkgutil.iter_modules(phongtrao.apps.__path__):
        try:
            module = importlib.import_module(f"phongtrao.apps.{room.name}.enums")
        except ModuleNotFoundError:
            continue
        for name, member in vars(module).items():
            is_shown = name.endswith("State") or name in SHOWN_AS_STATES
            if is_shown and isinstance(member, type) and issubclass(member, Choices):
                codes |= {str(value) for value in member.values}
    return codes
