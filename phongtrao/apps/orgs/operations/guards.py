"""What every write of this room asks first."""

import uuid
from datetime import date

from django.db.models import QuerySet

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.gate import refuse_forbidden
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.orgs.enums import Role
from phongtrao.apps.orgs.models import AdminAreaVersion, OrgUnit, Post

KEEPERS = (Role.COORDINATOR, Role.ADMINISTRATOR, "system")


def require_keeper(by: Actor, path: str) -> None:
    """Coordinators, administrators and the program itself write, at or below their own place only.

    Raises Refused("role_may_not" | "out_of_scope").
    """
    if by.role not in KEEPERS:
        raise Refused("role_may_not")
    if by.role != "system" and not path.startswith(by.scope):
        raise Refused("out_of_scope")


def body_to_change(uid: uuid.UUID, by: Actor) -> OrgUnit:
    """The body, when the actor may write it."""
    body = OrgUnit.objects.select_related("area").filter(uid=uid).first()
    if body is None:
        raise Refused("unknown_value", field="body")
    require_keeper(by, body.scope)
    return body


def post_to_change(uid: uuid.UUID, by: Actor) -> Post:
    """The post, when the actor may write its body and give its role."""
    post = Post.objects.select_related("body").filter(uid=uid).first()
    if post is None:
        raise Refused("unknown_value", field="post")
    require_keeper(by, post.body.scope)
    require_role_to_give(by, post.role)
    return post


def require_role_to_give(by: Actor, role: str) -> None:
    """Only administrators (and the program itself) make administrators."""
    if role not in Role.values:
        raise Refused("unknown_value", field="role")
    if role == Role.ADMINISTRATOR and by.role == Role.COORDINATOR:
        raise Refused("role_may_not", field="role")


def open_version(area_uid: uuid.UUID, by: Actor, field: str = "area") -> AdminAreaVersion:
    """The place as it is from now on, when the actor may write it. An ended place is refused."""
    found = AdminAreaVersion.objects.filter(area__uid=area_uid, valid_to__isnull=True)
    version = found.select_related("area", "parent").first()
    if version is None:
        raise Refused("unknown_value", field=field)
    require_keeper(by, version.path)
    return version


def require_order(valid_from: date, valid_to: date | None, field: str = "valid_to") -> None:
    """Half-open validity: the end lies after the start."""
    if valid_to is not None and valid_to <= valid_from:
        raise Refused("dates_out_of_order", field=field)


def require_text(text: str, field: str, longest: int) -> str:
    """`text` with single blanks, past the gate; neither empty nor longer than its column."""
    words = " ".join(text.split())
    if not words:
        raise Refused("required", field=field)
    if len(words) > longest:
        raise Refused("too_long", field=field, came=len(words), longest=longest)
    refuse_forbidden(words, field=field)
    return words


def require_free(rows: QuerySet[AdminAreaVersion] | QuerySet[OrgUnit] | QuerySet[Post], field: str) -> None:
    """Nothing like it stands there yet."""
    if rows.exists():
        raise Refused("already_exists", field=field)
