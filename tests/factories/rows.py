"""Rows for tests, made by factory-boy inside `rows_for_tests` (tables are otherwise written by operations alone).

Use the functions: `area()`, `body()`, `user()`, `user_in_post()`, `actor()`, `document()`, `plan()`, `task()`,
`assignment()`, `occurrence()`. Each makes what it needs above it; all dates lie in 2026.
"""

import hashlib
import uuid
from datetime import UTC, date, datetime
from typing import Any

from factory.declarations import LazyAttribute, Sequence
from factory.django import DjangoModelFactory, Password

from phongtrao.apps.accounts.models import User
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.documents.models import Document, Reading, SourceText
from phongtrao.apps.evidence.models import Evidence, EvidenceRevision
from phongtrao.apps.files import disk
from phongtrao.apps.files.models import StoredFile
from phongtrao.apps.orgs.models import AdminArea, AdminAreaVersion, Appointment, OrgUnit, Post
from phongtrao.apps.plans.models import Plan, PlanVersion, Target
from phongtrao.apps.tasks.models import Assignment, Occurrence, Task
from phongtrao.core.text import fold
from tests.conftest import rows_for_tests

START = date(2026, 1, 1)  # everything made here is valid from this day
NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)  # 09:00 in Ha Noi
TODAY = date(2026, 3, 10)
PASSWORD = "mat-khau-thu-123"


class AreaFactory(DjangoModelFactory[AdminArea]):
    class Meta:
        model = AdminArea


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = Sequence(lambda n: f"canbo{n}")
    full_name = Sequence(lambda n: f"Nguyễn Văn Mẫu {n}")
    search = LazyAttribute(lambda made: fold(made.full_name))
    password = Password(PASSWORD)


class BodyFactory(DjangoModelFactory[OrgUnit]):
    class Meta:
        model = OrgUnit

    name = Sequence(lambda n: f"Phòng Mẫu {n}")
    type = "division"
    sort_key = LazyAttribute(lambda made: fold(made.name))
    search = LazyAttribute(lambda made: fold(made.name))
    province = LazyAttribute(lambda made: made.scope[:11])
    valid_from = START


class PostFactory(DjangoModelFactory[Post]):
    class Meta:
        model = Post

    title = LazyAttribute(lambda made: {"coordinator": "Cán bộ tổng hợp"}.get(made.role, "Cán bộ"))
    valid_from = START


def path_of(*areas: AdminArea) -> str:
    """The path of nested places, from the top."""
    return "".join(f"{area.pk:010d}/" for area in areas)


def area(name: str = "Hòa An", type: str = "commune", parent: AdminArea | None = None, **fields: Any) -> AdminArea:
    """A place with one open version from START; its path lies under the parent's."""
    with rows_for_tests():
        made = AreaFactory.create()
        above = parent.versions.get(valid_to__isnull=True).path if parent else ""
        AdminAreaVersion.objects.create(
            area=made,
            name=name,
            type=type,
            parent=parent,
            path=f"{above}{made.pk:010d}/",
            sort_key=fold(name),
            search=fold(name),
            **{"valid_from": START, **fields},
        )
    return made


def area_path(place: AdminArea) -> str:
    """The path of a place today."""
    return str(place.versions.get(valid_to__isnull=True).path)


def body(name: str = "", *, place: AdminArea | None = None, **fields: Any) -> OrgUnit:
    """A body in `place` (default: a commune of its own)."""
    place = place or area()
    with rows_for_tests():
        return BodyFactory.create(area=place, scope=area_path(place), **({"name": name} if name else {}), **fields)


def user(**fields: Any) -> User:
    """A person who can log in with PASSWORD."""
    with rows_for_tests():
        return UserFactory.create(**fields)


def post(role: str = "officer", in_body: OrgUnit | None = None, **fields: Any) -> Post:
    """A post of `role` in a body; without further fields the one that is there already, if any."""
    in_body = in_body or body()
    if not fields and (there := Post.objects.filter(role=role, body=in_body).first()):
        return there
    with rows_for_tests():
        return PostFactory.create(role=role, body=in_body, **fields)


def user_in_post(role: str = "officer", in_body: OrgUnit | None = None, *, person: User | None = None) -> User:
    """A person who holds a post of `role` in a body since START."""
    held, holder = post(role, in_body), person or user()
    with rows_for_tests():
        Appointment.objects.create(post=held, user=holder, valid_from=START)
    return holder


def actor(role: str = "officer", in_body: OrgUnit | None = None, *, person: User | None = None) -> Actor:
    """The same as the Actor that operations and queries take."""
    in_body = in_body or body()
    person = user_in_post(role, in_body, person=person)
    held = Appointment.objects.filter(user=person, post__role=role, post__body=in_body).select_related("post")[0].post
    return Actor(
        user_id=person.pk,
        user_uid=person.uid,
        user_name=person.full_name,
        post_uid=held.uid,
        post_name=f"{held.title}, {in_body.name}",
        role=role,
        body_id=in_body.pk,
        body_uid=in_body.uid,
        body_name=in_body.name,
        scope=in_body.scope,
    )


def stored_file(data: bytes | None = None, media_type: str = "text/plain") -> StoredFile:
    """A row of a stored file; its bytes are not on the disk."""
    data = uuid.uuid4().bytes if data is None else data
    with rows_for_tests():
        made, _ = StoredFile.objects.get_or_create(
            sha256=hashlib.sha256(data).hexdigest(),
            defaults={"size": len(data), "media_type": media_type, "stored_at": NOW},
        )
    return made


def kept_file(data: bytes, media_type: str) -> StoredFile:
    """A stored file whose bytes lie on the disk of the tests."""
    disk.write(hashlib.sha256(data).hexdigest(), data)
    return stored_file(data, media_type)


def evidence(of: OrgUnit | None = None, *, file: StoredFile | None = None, **fields: Any) -> EvidenceRevision:
    """The first revision of a proof of a body: with a file, else the number of a document. `state`: current."""
    of = of or body()
    adder = fields.pop("added_by", None) or user()
    with rows_for_tests():
        made = Evidence.objects.create(
            **{
                "title": "Ảnh họp thôn",
                "kind": "document" if file else "link",
                "body": of,
                "scope": of.scope,
                "province": of.province,
                "year": 2026,
                **fields,
            }
        )
        return EvidenceRevision.objects.create(
            evidence=made,
            number=1,
            file=file,
            file_name="minh-chung.pdf" if file else "",
            reference="" if file else "12/BC-UBND",
            added_at=NOW,
            added_by=adder,
            added_by_name=adder.full_name,
        )


def document(in_body: OrgUnit | None = None, *, text: str = "", **fields: Any) -> Document:
    """A paper of a body (state `read` unless said); with `text` also its source text."""
    in_body = in_body or body()
    with rows_for_tests():
        made = Document.objects.create(
            **{
                "name": "ke-hoach.txt",
                "file": stored_file(),
                "state": "read",
                "body": in_body,
                "scope": in_body.scope,
                "province": in_body.province,
                "year": 2026,
                "uploaded_at": NOW,
                "uploaded_by": user(),
                "uploaded_by_name": "Người tải lên",
                **fields,
            }
        )
        if text:
            SourceText.objects.create(document=made, text=text, route="text", created_at=NOW)
    return made


def reading(of: Document | None = None, **fields: Any) -> Reading:
    """The current reading of a paper, without items."""
    with rows_for_tests():
        return Reading.objects.create(
            **{
                "document": of or document(),
                "reader_version": "0",
                "result": {"header": {}, "findings": []},
                "created_at": NOW,
                **fields,
            }
        )


def plan(in_body: OrgUnit | None = None, **fields: Any) -> PlanVersion:
    """The current version of a plan in force that `in_body` carries out (`.plan` is the plan)."""
    in_body = in_body or body()
    title = fields.get("title", "Kế hoạch xây dựng phong trào năm 2026")
    with rows_for_tests():
        made = Plan.objects.create(
            **{
                "title": title,
                "body": in_body,
                "scope": in_body.scope,
                "province": in_body.province,
                "year": 2026,
                "period_from": 2026,
                "period_to": 2026,
                "search": fold(title),
                **fields,
            }
        )
        paper = document(in_body, state="reviewed")
        return PlanVersion.objects.create(
            plan=made,
            number=1,
            document=paper,
            reading=reading(paper),
            confirmed_at=NOW,
            confirmed_by=paper.uploaded_by,
            confirmed_by_name="Người xác nhận",
        )


def target(of: PlanVersion | None = None, text: str = "Xây dựng 50 mô hình", **fields: Any) -> Target:
    """One target of a plan version (a new plan unless given): 50, counted, unless said."""
    of = of or plan()
    measure = {"op": ">=", "value": 50, "measure_unit": "count"}
    with rows_for_tests():
        return Target.objects.create(
            **{"plan_version": of, "ordinal": of.targets.count(), "text": text, **measure, **fields}
        )


def task(of: PlanVersion | None = None, text: str = "Xây dựng kế hoạch tuyên truyền", **fields: Any) -> Task:
    """One duty of a plan version (a new plan unless given), without time unless `last_day` is given."""
    of = of or plan()
    if "last_day" in fields:
        fields = {"time_kind": "date", "said_on": fields["last_day"], **fields}
    with rows_for_tests():
        return Task.objects.create(
            **{
                "plan_version": of,
                "ordinal": of.tasks.count(),
                "text": text,
                "search": fold(text),
                "body": of.plan.body,
                "scope": of.plan.scope,
                "province": of.plan.province,
                "year": 2026,
                **fields,
            }
        )


def assignment(of: Task, to: OrgUnit | None = None, **fields: Any) -> Assignment:
    """The duty is given to a body, or to what `fields` say (kind="group", group_type=, group_area=; post=; text=)."""
    named = {"kind": "body", "body": to or body()} if "kind" not in fields else {}
    with rows_for_tests():
        return Assignment.objects.create(**{"task": of, "role": "perform", **named, **fields})


def occurrence(of: Task | None = None, owing: OrgUnit | None = None, **fields: Any) -> Occurrence:
    """The body `owing` owes the duty once, by its day (assignment row included when it is missing)."""
    of = of or task(last_day=date(2026, 3, 31))
    owing = owing or body()
    if not of.assignments.filter(body=owing).exists() and not of.assignments.filter(kind="group").exists():
        assignment(of, owing)
    day = fields.get("last_day", of.last_day)
    with rows_for_tests():
        return Occurrence.objects.create(
            **{
                "task": of,
                "role": "perform",
                "body": owing,
                "scope": owing.scope,
                "province": owing.province,
                "year": 2026,
                "period_key": day.isoformat() if day else "",
                "said_on": day,
                "last_day": day,
                **fields,
            }
        )
