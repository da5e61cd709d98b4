"""Names in a plan's words that mean a body of its place, and only one."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from phongtrao.apps.orgs.queries.bodies import bodies_below
from phongtrao.apps.tasks.enums import AssigneeKind
from phongtrao.core.text import fold


@dataclass(frozen=True)
class NamedBodies:
    """Folded name → body id, only where the name means one body."""

    ids: dict[str, int]

    def assignee(self, name: str) -> dict[str, Any]:
        """Columns of `Assignment`: the body of that name, or the name as text that waits for a person."""
        found = self.ids.get(fold(name))
        if found is None:
            return {"kind": AssigneeKind.TEXT, "text": name.strip()[:300]}
        return {"kind": AssigneeKind.BODY, "body_id": found}


def named_bodies(*, scope: str, today: date) -> NamedBodies:
    """The bodies at or below a place on a day, by name and short name."""
    pairs: set[tuple[str, int]] = set()
    for pk, name, short in bodies_below(scope, today).values_list("pk", "name", "short_name"):
        pairs.update((fold(word), pk) for word in (name, short) if word)
    count = Counter(name for name, _ in pairs)
    return NamedBodies({name: pk for name, pk in pairs if count[name] == 1})
