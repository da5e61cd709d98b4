"""Reading plans, their versions and targets."""

from datetime import date

from django.db.models import Q

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.models import below
from phongtrao.apps.orgs.queries import scopes_of
from phongtrao.apps.plans.models import Plan, PlanVersion, Target, TargetShare
from phongtrao.apps.plans.rows import ShareRow, TargetRow

SEE_BELOW = ("coordinator", "leader", "superior_reviewer", "viewer")


def visible_to(actor: Actor, today: date, prefix: str = "") -> Q:
    """Q over plans (or what `prefix` leads from): those carried out at or below the person's places.

    Whoever is only named in a plan sees it through the duties: see apps.tasks.queries.
    """
    if actor.role not in SEE_BELOW:
        return Q(pk__in=())
    inside = Q()
    for path in scopes_of(actor, today):
        inside |= below(path, f"{prefix}scope")
    return inside


def current_version(plan: Plan) -> PlanVersion:
    """The version in force, with its paper. The caller has checked that the person may see the plan."""
    return PlanVersion.objects.select_related("plan", "document", "reading").get(plan=plan, current=True)


def list_versions(plan: Plan) -> list[PlanVersion]:
    """All versions of a plan, newest first, with their papers."""
    return list(plan.versions.select_related("document").order_by("-number"))


def list_targets(*, version: PlanVersion) -> list[TargetRow]:
    """The targets of a version in the order of the paper."""
    return [target_row(target) for target in version.targets.order_by("ordinal")]


def list_initiatives(*, version: PlanVersion) -> list[str]:
    """The named models (mô hình) of the paper that a person let stand, in its order."""
    standing = ("accepted", "corrected", "added")
    rows = version.reading.items.filter(kind="initiative", decision__in=standing).order_by("ordinal", "id")
    return [str((row.corrected or row.value).get("text") or row.text) for row in rows]


def share_row(share: TargetShare) -> ShareRow:
    """A share (with its body) as a row."""
    return ShareRow(
        uid=share.uid,
        version=share.version,
        body_uid=share.body.uid,
        body_name=share.body.name,
        value=share.value,
        scale=share.scale,
        grade=share.grade,
        note=share.note,
        set_at=share.set_at,
        set_by_name=share.set_by_name,
    )


def target_row(target: Target) -> TargetRow:
    return TargetRow(
        uid=target.uid,
        ordinal=target.ordinal,
        text=target.text,
        subject=target.subject,
        op=target.op,
        value=target.value,
        scale=target.scale,
        grade=target.grade,
        measure_unit=target.measure_unit,
        due_on=target.due_on,
        span_start=target.span_start,
        span_end=target.span_end,
    )
