"""Accounts: made by a keeper, opened once by a code, kept by a password of one's own."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth import authenticate

from phongtrao.apps.accounts.models import OneTimeCode, User
from phongtrao.apps.accounts.operations import (
    CODE_ALPHABET,
    CODE_ATTEMPTS,
    CODE_LENGTH,
    CODE_VALID,
    activate_user,
    change_user,
    clean_code,
    create_first_administrator,
    create_user,
    deactivate_user,
    issue_code,
    set_password,
    use_code,
)
from phongtrao.apps.accounts.queries import free_username, get_open_code, has_any_user
from phongtrao.apps.audit.models import AuditEntry
from phongtrao.apps.base.actors import SYSTEM, Actor
from phongtrao.apps.base.refusals import Refused
from tests.factories import rows
from tests.factories.rows import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper() -> Actor:
    return rows.actor("coordinator")


def make(keeper: Actor, username: str = "antv", full_name: str = "Trần Văn An") -> User:
    return create_user(username=username, full_name=full_name, by=keeper, now=NOW)


def opens(username: str, code: str, now: datetime = NOW) -> User | None:
    return use_code(username=username, code=code, by=SYSTEM, now=now)


def test_new_account_is_closed_until_its_code_is_used(keeper: Actor) -> None:
    user = make(keeper, " AnTV ", "  Trần   Văn An ")
    assert (user.username, user.full_name, user.search) == ("antv", "Trần Văn An", "tran van an antv")
    assert not user.has_usable_password()
    code = issue_code(user=user, by=keeper, now=NOW)
    assert len(code) == CODE_LENGTH
    assert set(code) <= set(CODE_ALPHABET)
    assert code not in OneTimeCode.objects.get().code_hash
    opened = opens("ANTV", f" {code[:4].lower()}-{code[4:]} ")
    assert opened == user
    assert opened is not None
    assert opened.must_change_password
    assert opens("antv", code) is None


@pytest.mark.parametrize(
    ("username", "full_name", "code"),
    [
        ("an", "Trần Văn An", "username_invalid"),
        ("trần", "Trần Văn An", "username_invalid"),
        ("", "Trần Văn An", "username_invalid"),
        ("antv", "  ", "required"),
    ],
)
def test_names_are_checked(keeper: Actor, username: str, full_name: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        make(keeper, username, full_name)
    assert refused.value.code == code
    assert not User.objects.filter(full_name="Trần Văn An").exists()


def test_log_in_name_is_taken_once(keeper: Actor) -> None:
    make(keeper)
    with pytest.raises(Refused, match="username_taken"):
        make(keeper, "ANTV", "Trần Vân Anh")


@pytest.mark.parametrize("role", ["leader", "officer", "hamlet_head", "superior_reviewer", "viewer"])
def test_only_keepers_keep_accounts(role: str, keeper: Actor) -> None:
    other = rows.actor(role)
    user = make(keeper)
    with pytest.raises(Refused, match="role_may_not"):
        make(other, "khac", "Người khác")
    with pytest.raises(Refused, match="role_may_not"):
        issue_code(user=user, by=other, now=NOW)
    with pytest.raises(Refused, match="role_may_not"):
        deactivate_user(user=user, version=1, reason="nghỉ hưu", by=other, now=NOW)
    with pytest.raises(Refused, match="role_may_not"):
        change_user(user=user, version=1, full_name="Khác", phone="", email="", by=other, now=NOW)


def test_coordinator_makes_no_administrator(keeper: Actor) -> None:
    with pytest.raises(Refused, match="role_may_not"):
        create_user(username="sep", full_name="Quản trị", is_superuser=True, by=keeper, now=NOW)


def test_code_ends_by_time_by_a_newer_one_and_by_wrong_entries(keeper: Actor) -> None:
    user = make(keeper)
    first = issue_code(user=user, by=keeper, now=NOW)
    second = issue_code(user=user, by=keeper, now=NOW)
    assert opens("antv", first) is None
    assert get_open_code(user=user, now=NOW) is not None
    assert opens("antv", second, NOW + CODE_VALID) is None
    assert get_open_code(user=user, now=NOW + CODE_VALID) is None
    third = issue_code(user=user, by=keeper, now=NOW)
    for _ in range(CODE_ATTEMPTS):
        assert opens("antv", "ZZZZZZZZ") is None
    assert opens("antv", third) is None


def test_wrong_entries_below_the_limit_leave_the_code_open(keeper: Actor) -> None:
    user = make(keeper)
    code = issue_code(user=user, by=keeper, now=NOW)
    for _ in range(CODE_ATTEMPTS - 1):
        assert opens("antv", "ZZZZZZZZ") is None
    assert opens("antv", code) == user


def test_unknown_name_opens_nothing() -> None:
    assert opens("khong-co", "ABCD2345") is None


def test_own_password(keeper: Actor) -> None:
    user = make(keeper)
    me = rows.actor("officer", person=user)
    issue_code(user=user, by=keeper, now=NOW)
    with pytest.raises(Refused) as refused:
        set_password(user=user, password="123", by=me, now=NOW)
    assert (refused.value.code, refused.value.field) == ("password_weak", "password")
    set_password(user=user, password="bốn từ không liên quan 7", by=me, now=NOW)
    assert authenticate(username="antv", password="bốn từ không liên quan 7") == user
    assert not User.objects.get(pk=user.pk).must_change_password
    assert get_open_code(user=user, now=NOW) is None
    with pytest.raises(Refused, match="role_may_not"):
        set_password(user=user, password="bốn từ không liên quan 8", by=keeper, now=NOW)


def test_used_code_ends_the_old_password(keeper: Actor) -> None:
    user = make(keeper)
    set_password(user=user, password="bốn từ không liên quan 7", by=SYSTEM, now=NOW)
    code = issue_code(user=user, by=keeper, now=NOW)
    assert authenticate(username="antv", password="bốn từ không liên quan 7") == user
    opens("antv", code)
    assert authenticate(username="antv", password="bốn từ không liên quan 7") is None


def test_locked_account(keeper: Actor) -> None:
    user = make(keeper)
    code = issue_code(user=user, by=keeper, now=NOW)
    with pytest.raises(Refused, match="missing_reason"):
        deactivate_user(user=user, version=1, reason=" ", by=keeper, now=NOW)
    deactivate_user(user=user, version=1, reason="chuyển công tác", by=keeper, now=NOW)
    user.refresh_from_db()
    assert opens("antv", code) is None
    with pytest.raises(Refused, match="account_locked"):
        issue_code(user=user, by=keeper, now=NOW)
    with pytest.raises(Refused, match="changed_meanwhile"):
        activate_user(user=user, version=1, by=keeper, now=NOW)
    activate_user(user=user, version=2, by=keeper, now=NOW)
    user.refresh_from_db()
    assert issue_code(user=user, by=keeper, now=NOW)


def test_nobody_locks_themselves(keeper: Actor) -> None:
    myself = User.objects.get(uid=keeper.user_uid)
    with pytest.raises(Refused, match="own_account"):
        deactivate_user(user=myself, version=1, reason="thử", by=keeper, now=NOW)


def test_change_claims_the_version_and_keeps_numbers_out_of_the_log(keeper: Actor) -> None:
    user = make(keeper)
    change_user(user=user, version=1, full_name="Trần Văn Ân", phone="0900000000", email="", by=keeper, now=NOW)
    with pytest.raises(Refused, match="changed_meanwhile"):
        change_user(user=user, version=1, full_name="Khác", phone="", email="", by=keeper, now=NOW)
    user.refresh_from_db()
    assert (user.full_name, user.search, user.version) == ("Trần Văn Ân", "tran van an antv", 2)
    entry = AuditEntry.objects.get(verb="change")
    assert entry.changes == {"full_name": ["Trần Văn An", "Trần Văn Ân"], "phone": ["…", "…"]}


def test_every_change_is_recorded_without_the_code(keeper: Actor) -> None:
    user = make(keeper)
    code = issue_code(user=user, by=keeper, now=NOW)
    opens("antv", code)
    set_password(user=user, password="bốn từ không liên quan 7", by=SYSTEM, now=NOW + timedelta(minutes=1))
    entries = list(AuditEntry.objects.filter(subject_uid=user.uid).order_by("id"))
    assert [entry.verb for entry in entries] == ["create", "issue_code", "use_code", "reset_password"]
    assert not any(code in str(entry.__dict__) for entry in entries)


def test_first_administrator_only_where_nobody_is() -> None:
    assert not has_any_user()
    user, code = create_first_administrator(username="quantri", full_name="Người quản trị", by=SYSTEM, now=NOW)
    assert user.is_superuser
    assert opens("quantri", code) == user
    with pytest.raises(Refused, match="not_the_first"):
        create_first_administrator(username="nua", full_name="Người nữa", by=SYSTEM, now=NOW)


@pytest.mark.parametrize(
    ("full_name", "expected"), [("Trần Văn An", "antv"), ("Đỗ Ơn", "ond"), ("Y", "yxx"), ("", "nguoidung")]
)
def test_free_username(full_name: str, expected: str) -> None:
    assert free_username(full_name=full_name) == expected
    rows.user(username=expected)
    rows.user(username=f"{expected}2")
    assert free_username(full_name=full_name) == f"{expected}3"


def test_code_is_read_as_people_write_it() -> None:
    assert clean_code(" abcd – 23.45 ") == "ABCD2345"
