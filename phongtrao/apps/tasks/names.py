"""Names in words, and choices in forms, that mean a body, a group or a post of a plan's place."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents.assignees import Assignee, Resolver
from phongtrao.apps.documents.reader import resolver_for
from phongtrao.apps.plans.models import PlanVersion
from phongtrao.apps.tasks.enums import AssigneeKind

MAX_NAME = 300  # Assignment.text


@dataclass(frozen=True)
class Names:
    """Looks names up among the bodies, groups and posts that are there on a day in the place of a plan."""

    resolver: Resolver

    def assignee(self, name: str) -> dict[str, Any]:
        """Columns of `Assignment` for a printed name: what it means, if that is one thing, else the name as text."""
        found = self.resolver.find(self.resolver.resolve(name).get("key", ""))
        return columns_of(found) if found else {"kind": AssigneeKind.TEXT, "text": name.strip()[:MAX_NAME]}

    def chosen(self, choice: str) -> dict[str, Any]:
        """Columns of `Assignment` for what a form sent: a key or a label. Refused: unknown_assignee."""
        found = self.resolver.find(choice.strip())
        if found is None:
            raise Refused("unknown_assignee", field="chosen", came=choice.strip()[:80])
        return columns_of(found)

    def choices(self) -> list[tuple[str, str]]:
        """(key, label) of everything to choose from."""
        return [(one.key, one.label) for one in self.resolver.choices()]


def names_for(version: PlanVersion, *, today: date) -> Names:
    """The names of the place in which the plan is carried out."""
    return Names(resolver_for(version.document, today=today))


def columns_of(one: Assignee) -> dict[str, Any]:
    """The columns of `Assignment` that say whom a choice means; a group keeps its name as `text`."""
    if one.kind == AssigneeKind.BODY:
        return {"kind": AssigneeKind.BODY, "body_id": one.body_id}
    if one.kind == AssigneeKind.POST:
        return {"kind": AssigneeKind.POST, "post_id": one.post_id}
    named = {"group_type": one.group_type, "group_area_id": one.group_area_id, "text": one.label[:MAX_NAME]}
    return {"kind": AssigneeKind.GROUP, **named}
