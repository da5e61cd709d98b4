"""What the generated test of access needs to know of each address: an object of a given body to put into it.

An address without arguments needs nothing. One with arguments needs an example: a function that makes the object for
`side.body` and returns the arguments. `tests/web/test_access.py` fails for an address that has none.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from phongtrao.apps.accounts.models import User
from phongtrao.apps.orgs.models import OrgUnit

Arguments = Mapping[str, object]


@dataclass(frozen=True)
class Side:
    """A body and a person of it; `others` are people of the same body by role."""

    body: OrgUnit
    person: User


Example = Callable[[Side], Arguments]
EXAMPLES: dict[str, Example] = {}
# Addresses whose object is not hidden by body: why, in words. Everything else answers 404 for another body's object.
OPEN_TO_OTHERS: dict[str, str] = {}


def example(*url_names: str) -> Callable[[Example], Example]:
    """Register the maker of arguments for these addresses."""

    def register(maker: Example) -> Example:
        for name in url_names:
            assert name not in EXAMPLES, f"{name} has an example already"
            EXAMPLES[name] = maker
        return maker

    return register
