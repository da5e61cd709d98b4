"""Targets with the shares that are seen, and one target to be divided."""

import uuid
from dataclasses import dataclass

from django.db.models import Q

from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.orgs.queries import unit_type_label
from phongtrao.apps.orgs.queries.assignees import list_assignable
from phongtrao.apps.plans.models import PlanVersion, Target, TargetShare
from phongtrao.apps.plans.queries import list_targets, share_row, target_row
from phongtrao.apps.plans.rows import DividedTarget, ShareRow
from phongtrao.apps.tasks.queries.sight import Sight


@dataclass(frozen=True)
class Kind:
    """A kind of bodies in the place of a plan: code, label, how many there are."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class TargetToDivide:
    """A target, its shares, and to whom it may be given: (uid, name) of the bodies of the chosen kind.

    Bodies that have a share come in any case, with theirs.
    """

    divided: DividedTarget
    plan_uid: uuid.UUID
    plan_title: str
    kinds: tuple[Kind, ...]
    kind: str
    bodies: tuple[tuple[uuid.UUID, str], ...]


def list_divided(*, version: PlanVersion, sight: Sight) -> list[DividedTarget]:
    """The targets of a version in the order of the paper, each with the shares that are seen: two queries.

    A body that sees only itself sees its own share. The caller has checked the plan.
    """
    shares = TargetShare.objects.filter(_seen(sight), target__plan_version=version).select_related("body")
    by_target: dict[uuid.UUID, list[ShareRow]] = {}
    for share in shares.select_related("target").order_by("body__sort_key", "id"):
        by_target.setdefault(share.target.uid, []).append(share_row(share))
    whole = sight.sees_whole(version.plan.scope)
    return [DividedTarget(row, tuple(by_target.get(row.uid, ())), whole) for row in list_targets(version=version)]


def get_target(*, uid: uuid.UUID, sight: Sight, kind: str = "") -> TargetToDivide:
    """A target of a plan carried out in a seen place. `kind`: a code of bodies; anything else is none.

    Raises NotVisible.
    """
    rows = Target.objects.filter(uid=uid, plan_version__current=True)
    found = rows.select_related("plan_version__plan__body__area").first()
    if found is None or not sight.sees_whole(found.plan_version.plan.scope):
        raise NotVisible
    plan = found.plan_version.plan
    shares = [share_row(share) for share in found.shares.select_related("body").order_by("body__sort_key", "id")]
    there = list_assignable(body=plan.body, today=sight.today).bodies
    counts: dict[str, int] = {}
    for body in there:
        counts[body.type] = counts.get(body.type, 0) + 1
    chosen = kind if kind in counts else ""
    named = {share.body_uid: share.body_name for share in shares}
    named.update({body.uid: body.label for body in there if body.type == chosen or body.uid in named})
    order = {body.uid: place for place, body in enumerate(there)}
    return TargetToDivide(
        divided=DividedTarget(target_row(found), tuple(shares), True),
        plan_uid=plan.uid,
        plan_title=plan.title,
        kinds=tuple(Kind(code, unit_type_label(code), count) for code, count in counts.items()),
        kind=chosen,
        bodies=tuple(sorted(named.items(), key=lambda pair: order.get(pair[0], len(order)))),
    )


def _seen(sight: Sight) -> Q:
    return sight.inside("scope") if sight.paths else Q(body_id__in=sight.own)
