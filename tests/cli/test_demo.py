"""The demo: whole on any day, every role and state, nobody's name, once only."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from phongtrao.apps.accounts.models import User
from phongtrao.apps.audit.models import AuditEntry
from phongtrao.apps.documents.models import Document
from phongtrao.apps.jobs.models import OutboxRow
from phongtrao.apps.orgs.enums import Role
from phongtrao.apps.orgs.models import AdminAreaVersion, AreaSuccession, OrgUnit, OrgUnitSuccession, Post
from phongtrao.apps.orgs.queries import bodies_of, get_actor, scopes_of
from phongtrao.apps.tasks.enums import OccurrenceState
from phongtrao.apps.tasks.models import Occurrence, OccurrenceEvidence, ProgressNote
from phongtrao.cli import demo

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-minh-hoa-1"
DAYS = [date(2026, 3, 10), date(2027, 1, 3), date(2028, 2, 29)]


def made(today: date = DAYS[0]) -> list[tuple[str, str, str]]:
    now = datetime(today.year, today.month, today.day, 3, tzinfo=UTC)
    return demo.build(today=today, now=now, password=PASSWORD)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_state_is_there_on_any_day(today: date) -> None:
    made(today)
    states = Counter(Occurrence.objects.values_list("state", flat=True))
    assert set(states) == set(OccurrenceState.values)
    unfinished = Occurrence.objects.exclude(state__in=("accepted", "waived"))
    late = unfinished.filter(last_day__lt=today, requested=False)
    assert {"open", "blocked", "returned"} <= set(late.values_list("state", flat=True))
    assert unfinished.filter(last_day__gte=today).exists()
    noon = datetime(today.year, today.month, today.day, 3, tzinfo=UTC)
    assert not AuditEntry.objects.filter(at__gt=noon).exists()


def test_two_plans_run_and_one_paper_waits_for_its_review() -> None:
    made()
    assert sorted(Document.objects.values_list("state", flat=True)) == ["read", "reviewed", "reviewed"]
    assert all("DỮ LIỆU MINH HỌA" in title for title in Document.objects.values_list("title", flat=True))
    assert not OutboxRow.objects.filter(topic="documents.read", state__in=("waiting", "claimed")).exists()
    assert OccurrenceEvidence.objects.count() >= 2
    assert ProgressNote.objects.filter(entered_for__isnull=False).exclude(paper="").exists()


def test_every_role_logs_in_and_opens_its_first_page() -> None:
    accounts = made()
    assert set(Post.objects.values_list("role", flat=True)) == set(Role.values)
    assert len({name for name, _, _ in accounts}) == len(accounts)
    by_role = {post.role: post.appointments.all()[0].user.username for post in Post.objects.order_by("-id")}
    for username in by_role.values():
        client = Client()
        entered = client.post("/accounts/login/", {"login": username, "password": PASSWORD})
        assert entered.status_code == 302, username
        assert client.get("/").status_code == 200, username


def test_the_merger_of_july_2025_is_kept_and_followed() -> None:
    made()
    merged = AreaSuccession.objects.filter(kind="merge", on=date(2025, 7, 1))
    assert {row.from_area.versions.all()[0].name for row in merged} == {"Yên Đông", "Hạ Giang"}
    user = User.objects.get(username="tonghop")
    actor = get_actor(user=user, post_uid=None, today=DAYS[0])
    assert actor is not None
    old = set(
        OrgUnit.objects.filter(name__startswith="Công an xã", valid_to__isnull=False).values_list("pk", flat=True)
    )
    assert len(old) == 2
    assert set(bodies_of(actor, DAYS[0])) == {actor.body_id, *old}
    assert len(scopes_of(actor, DAYS[0])) == 3
    assert OrgUnitSuccession.objects.count() == 4
    hamlets = AdminAreaVersion.objects.filter(type="hamlet", valid_to__isnull=True)
    assert hamlets.count() == 6
    assert all(hamlet.path.startswith(actor.scope) for hamlet in hamlets)


def test_the_command_prints_logins_once_marks_the_folder_and_does_nothing_twice(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, settings: object
) -> None:
    settings.VAR = tmp_path  # type: ignore[attr-defined]  # pytest-django's wrapper
    assert demo.run([]) == 0
    printed = capsys.readouterr().out
    first = next(line for line in printed.splitlines() if "tonghop" in line).split()
    assert Client().login(username="tonghop", password=first[1])
    passwords = {line.split()[1] for line in printed.splitlines() if line.startswith("  ")}
    assert len(passwords) == User.objects.count()
    assert (tmp_path / "demo").exists()
    people, duties = User.objects.count(), Occurrence.objects.count()
    assert demo.run([]) == 0
    again = capsys.readouterr().out
    assert "đã có" in again
    assert first[1] not in again
    assert (User.objects.count(), Occurrence.objects.count()) == (people, duties)


def test_an_installation_in_use_gets_no_demo(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from tests.factories import rows

    rows.user()
    assert not (Path(settings.VAR) / "demo").exists()
    assert demo.run([]) == 1
    assert "đã có tài khoản" in capsys.readouterr().err
    assert not Document.objects.exists()


def test_what_breaks_on_the_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError("on the way")

    monkeypatch.setattr("phongtrao.cli.demo.work.make_work", breaks)
    with pytest.raises(RuntimeError):
        made()
    assert not User.objects.exists()
    assert not AdminAreaVersion.objects.exists()
