"""Who owes a duty when: assignments become occurrences, one per body and day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from phongtrao.apps.orgs.queries import bodies_in_group, unit_types
from phongtrao.apps.tasks.enums import AssigneeKind, Mood
from phongtrao.apps.tasks.models import Assignment, Occurrence, Task
from phongtrao.apps.tasks.times import DutyTime, owed_days

if TYPE_CHECKING:
    from phongtrao.apps.orgs.models import OrgUnit

Members = Mapping[tuple[str, int], list["OrgUnit"]]


def time_of(task: Task) -> DutyTime:
    """The time that a duty's row keeps."""
    return DutyTime(
        kind=task.time_kind,
        said_on=task.said_on,
        before=task.before,
        last_day=task.last_day,
        rrule=task.rrule,
        report_to=task.report_to,
        awaits_day=task.awaits_day,
    )


def is_requested(body: "OrgUnit", mood: str) -> bool:
    """Asked, not told: by the plan's own word (đề nghị) or because of what kind of body it is (Đảng ủy, Mặt trận)."""
    kind = unit_types().get(body.type)
    return mood == Mood.REQUEST or (kind is not None and kind.requested)


def owing_bodies(assignment: Assignment, *, members: Members) -> list["OrgUnit"]:
    """The bodies that an assignment means on the day of `members`; none for unresolved text and for partners."""
    if assignment.partner:
        return []
    if assignment.kind == AssigneeKind.BODY and assignment.body:
        return [assignment.body]
    if assignment.kind == AssigneeKind.POST and assignment.post:
        return [assignment.post.body]
    if assignment.kind == AssigneeKind.GROUP and assignment.group_area_id is not None:
        return members[(assignment.group_type, assignment.group_area_id)]
    return []


def members_of(assignments: Iterable[Assignment], *, today: date) -> dict[tuple[str, int], list["OrgUnit"]]:
    """Every group that the assignments name, expanded once to its members of the day."""
    groups = {(a.group_type, a.group_area_id) for a in assignments if a.group_area_id is not None}
    return {(kind, area): bodies_in_group(group_type=kind, area_id=area, today=today) for kind, area in groups}


def build_occurrences(
    assignments: Iterable[Assignment], *, today: date, start: date, end: date, existing: set[tuple[int, int, str]]
) -> list[Occurrence]:
    """New rows (not saved) that the assignments give from `start` to `end`, without the keys in `existing`.

    `existing` holds (task id, body id, period key) and is filled up: a body named twice owes once. Assignments come
    with task, body and post; those given to a body itself go before those given to its group.
    """
    rows = list(assignments)
    members = members_of(rows, today=today)
    made: list[Occurrence] = []
    for assignment in sorted(rows, key=lambda a: a.kind == AssigneeKind.GROUP):
        days = owed_days(time_of(assignment.task), start=start, end=end)
        for body in owing_bodies(assignment, members=members) if days else ():
            for day in days:
                key = (assignment.task_id, body.pk, day.key)
                if key not in existing:
                    existing.add(key)
                    made.append(
                        new_occurrence(
                            assignment,
                            body,
                            period_key=day.key,
                            year=day.last_day.year,
                            said_on=day.said_on,
                            before=day.before,
                            last_day=day.last_day,
                        )
                    )
    return made


def new_occurrence(assignment: Assignment, body: "OrgUnit", **fields: object) -> Occurrence:
    """One row, not saved: `body` owes the assignment's duty."""
    return Occurrence(
        task_id=assignment.task_id,
        role=assignment.role,
        requested=is_requested(body, assignment.mood),
        body=body,
        scope=body.scope,
        province=body.province,
        **fields,
    )
