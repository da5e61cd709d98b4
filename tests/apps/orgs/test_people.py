"""People: accounts with posts, codes, and whom a keeper may touch."""

from datetime import UTC, date, datetime

import pytest

from phongtrao.apps.accounts.models import OneTimeCode, User
from phongtrao.apps.accounts.operations import use_code
from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.orgs.models import Appointment, Post
from phongtrao.apps.orgs.operations import (
    appoint,
    change_person,
    create_person,
    create_post,
    end_appointment,
    end_post,
    issue_codes,
    lock_person,
)
from phongtrao.apps.orgs.queries import get_actor, get_person, list_body_posts, list_people, list_person_posts
from tests.conftest import rows_for_tests
from tests.factories import rows

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, tzinfo=UTC)
START = date(2026, 1, 1)
TODAY = date(2026, 3, 10)


def test_a_new_person_has_account_post_and_code() -> None:
    own = rows.body("Phòng Kinh tế")
    keeper = rows.actor("coordinator", own)
    user = create_person(
        by=keeper,
        now=NOW,
        full_name="Trần Văn An",
        body_uid=own.uid,
        role="officer",
        title="Chuyên viên",
        valid_from=START,
    )
    assert user.username == "antv"
    actor = get_actor(user=user, post_uid=None, today=TODAY)
    assert actor is not None
    assert (actor.role, actor.body_id, actor.post_name) == ("officer", own.pk, "Chuyên viên, Phòng Kinh tế")
    [(person, code)] = issue_codes(by=keeper, now=NOW, today=TODAY, user_uids=[user.uid])
    assert person.pk == user.pk
    assert use_code(username="antv", code=code, by=SYSTEM, now=NOW) == user
    assert [p.state for p in list_people(by=keeper, today=TODAY, search="tran van an").rows] == ["code_open"]


def test_one_post_is_shared_by_several_officers() -> None:
    own = rows.body()
    for name in ("Trần Văn An", "Lê Thị Bình"):
        create_person(
            by=SYSTEM, now=NOW, full_name=name, body_uid=own.uid, role="officer", title="Chuyên viên", valid_from=START
        )
    assert Post.objects.filter(body=own).count() == 1
    assert [row.holder for row in list_body_posts(body=own, today=TODAY)] == ["Trần Văn An", "Lê Thị Bình"]


def test_a_person_outside_the_keeper_s_place_is_unknown_to_them() -> None:
    keeper = rows.actor("coordinator")
    other = rows.user_in_post("officer")
    with pytest.raises(NotVisible):
        get_person(uid=other.uid, by=keeper)
    with pytest.raises(Refused) as refused:
        issue_codes(by=keeper, now=NOW, today=TODAY, user_uids=[other.uid])
    assert refused.value.code == "out_of_scope"
    assert list_people(by=keeper, today=TODAY).total == 1


def test_nobody_resets_the_account_of_whoever_also_works_above_them() -> None:
    province = rows.area("Sông Lam", "province")
    own, above = rows.body(place=rows.area(parent=province)), rows.body(place=province)
    person = rows.user_in_post("officer", own)
    rows.user_in_post("officer", above, person=person)
    with pytest.raises(Refused) as refused:
        issue_codes(by=rows.actor("coordinator", own), now=NOW, today=TODAY, user_uids=[person.uid])
    assert refused.value.code == "out_of_scope"
    assert not OneTimeCode.objects.exists()
    issue_codes(by=rows.actor("coordinator", above), now=NOW, today=TODAY, user_uids=[person.uid])


def test_nobody_resets_the_account_of_whoever_works_above_them_from_tomorrow() -> None:
    province = rows.area("Sông Lam", "province")
    own, above = rows.body(place=rows.area(parent=province)), rows.body(place=province)
    person = rows.user_in_post("officer", own)
    rows.user_in_post("coordinator", above, person=person)
    with rows_for_tests():
        Appointment.objects.filter(user=person, post__body=above).update(valid_from=date(2026, 3, 11))
    with pytest.raises(Refused) as refused:
        issue_codes(by=rows.actor("coordinator", own), now=NOW, today=TODAY, user_uids=[person.uid])
    assert refused.value.code == "out_of_scope"


def test_a_coordinator_makes_no_administrators_and_touches_none() -> None:
    own = rows.body()
    keeper, administrator = rows.actor("coordinator", own), rows.user_in_post("administrator", own)
    with pytest.raises(Refused) as refused:
        create_post(by=keeper, now=NOW, body_uid=own.uid, role="administrator", title="Quản trị", valid_from=TODAY)
    assert refused.value.code == "role_may_not"
    for attempt in (
        lambda: issue_codes(by=keeper, now=NOW, today=TODAY, user_uids=[administrator.uid]),
        lambda: lock_person(by=keeper, now=NOW, today=TODAY, user_uid=administrator.uid, version=1, reason="x"),
        lambda: change_person(
            by=keeper, now=NOW, today=TODAY, user_uid=administrator.uid, version=1, full_name="Người Khác"
        ),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == "role_may_not"


def test_a_superuser_without_a_post_is_out_of_a_coordinator_s_reach() -> None:
    own = rows.body()
    person = rows.user_in_post("officer", own)
    with rows_for_tests():
        User.objects.filter(pk=person.pk).update(is_superuser=True)
    with pytest.raises(Refused) as refused:
        issue_codes(by=rows.actor("coordinator", own), now=NOW, today=TODAY, user_uids=[person.uid])
    assert refused.value.code == "role_may_not"


def test_a_post_ends_for_its_holders_too_and_history_stays() -> None:
    own = rows.body()
    keeper = rows.actor("coordinator", own)
    post = create_post(by=keeper, now=NOW, body_uid=own.uid, role="viewer", title="Theo dõi", valid_from=START)
    person = rows.user_in_post("officer", own)
    appoint(by=keeper, now=NOW, post_uid=post.uid, user_uid=person.uid, valid_from=START)
    with pytest.raises(Refused) as refused:
        appoint(by=keeper, now=NOW, post_uid=post.uid, user_uid=person.uid, valid_from=START)
    assert refused.value.code == "already_exists"
    end_post(by=keeper, now=NOW, uid=post.uid, version=1, on=TODAY)
    assert Appointment.objects.get(post=post).valid_to == TODAY
    assert [row.title for row in list_person_posts(user=person, today=TODAY)] == ["Cán bộ", "Theo dõi"]
    assert get_actor(user=person, post_uid=post.uid, today=TODAY).role == "officer"  # type: ignore[union-attr]  # holds one


def test_nobody_ends_the_appointment_they_act_in() -> None:
    keeper = rows.actor("coordinator")
    held = Appointment.objects.get(user=keeper.user_id)
    with pytest.raises(Refused) as refused:
        end_appointment(by=keeper, now=NOW, uid=held.uid, on=TODAY)
    assert refused.value.code == "own_post"


def test_hamlet_heads_belong_to_hamlets() -> None:
    with pytest.raises(Refused) as refused:
        create_post(
            by=SYSTEM, now=NOW, body_uid=rows.body().uid, role="hamlet_head", title="Trưởng thôn", valid_from=TODAY
        )
    assert refused.value.code == "role_not_here"


@pytest.mark.parametrize("role", ["leader", "officer", "hamlet_head", "superior_reviewer", "viewer"])
def test_other_roles_see_themselves_alone_and_write_nothing(role: str) -> None:
    own = rows.body()
    by = rows.actor(role, own)
    other = rows.user_in_post("officer" if role == "viewer" else "viewer", own)
    assert [row.uid for row in list_people(by=by, today=TODAY).rows] == [by.user_uid]
    for attempt in (
        lambda: issue_codes(by=by, now=NOW, today=TODAY, user_uids=[other.uid]),
        lambda: create_post(by=by, now=NOW, body_uid=own.uid, role="viewer", title="X", valid_from=TODAY),
        lambda: lock_person(by=by, now=NOW, today=TODAY, user_uid=other.uid, version=1, reason="x"),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == "role_may_not"
