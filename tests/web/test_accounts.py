"""Log-in pages beyond what a browser is needed for: limits, locked accounts, posts, the first administrator."""

import uuid
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from phongtrao.apps.accounts.operations import create_first_administrator, issue_code
from phongtrao.apps.base.actors import SYSTEM
from phongtrao.cli import administrator
from tests.conftest import rows_for_tests
from tests.factories import rows
from tests.factories.rows import NOW, PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]  # a User
    return client


def test_locked_account_is_told() -> None:
    person = rows.user_in_post("officer")
    with rows_for_tests():
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    answer = Client().post(reverse("account_login"), {"login": person.username, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("account_login")
    assert "đang bị khóa" in answer.content.decode()


def test_locked_account_leaves_at_its_next_page() -> None:
    person = rows.user_in_post("officer")
    client = signed_in(person)
    assert client.get(reverse("account_change_password")).status_code == 200
    with rows_for_tests():
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    assert client.get(reverse("account_change_password")).status_code == 302


def test_guessing_codes_is_slowed_down_by_name() -> None:
    statuses = [
        Client().post(reverse("first_login"), {"username": "antv", "code": "ABCD2345"}).status_code for _ in range(7)
    ]
    assert statuses == [200] * 5 + [429] * 2
    assert Client().post(reverse("first_login"), {"username": "khac", "code": "ABCD2345"}).status_code == 200


def test_sign_up_and_mail_pages_do_not_exist() -> None:
    for address in ("signup/", "email/", "confirm-email/", "password/reset/", "reauthenticate/", "inactive/"):
        assert Client().get(f"/accounts/{address}").status_code == 404


def test_person_works_in_the_post_they_choose() -> None:
    person = rows.user_in_post("officer", rows.body("Ban Văn hóa"))
    rows.user_in_post("leader", rows.body("Ủy ban nhân dân xã"), person=person)
    client = signed_in(person)
    page = client.get(reverse("account_change_password"))
    assert {post.name for post in page.context["posts"]} == {"Cán bộ, Ban Văn hóa", "Cán bộ, Ủy ban nhân dân xã"}
    other = next(post for post in page.context["posts"] if not post.current)
    client.post(reverse("switch_post"), {"post": str(other.uid)})
    assert client.get(reverse("account_change_password")).context["actor"].post_uid == other.uid


def test_post_of_somebody_else_changes_nothing() -> None:
    client = signed_in(rows.user_in_post("officer"))
    before = client.get(reverse("account_change_password")).context["actor"]
    for post in (str(rows.post("administrator").uid), str(uuid.UUID(int=0)), "sai"):
        client.post(reverse("switch_post"), {"post": post})
        assert client.get(reverse("account_change_password")).context["actor"] == before


def test_first_administrator_comes_in_and_is_led_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert administrator.run([]) == 0
    printed = capsys.readouterr().out
    code = printed.split("mã dùng một lần ")[1].split(" ")[0]
    client = Client()
    answer = client.post(reverse("first_login"), {"username": "quantri", "code": code})
    assert answer["Location"] == reverse("choose_password")
    client.post(
        reverse("choose_password"), {"password": "bốn từ không liên quan 7", "again": "bốn từ không liên quan 7"}
    )
    actor = client.get(reverse("account_change_password")).context["actor"]
    assert (actor.role, actor.scope, actor.body_id) == ("administrator", "", None)
    assert administrator.run([]) == 1
    assert "Đã có tài khoản" in capsys.readouterr().err


def test_changed_password_ends_other_sessions() -> None:
    user, _code = create_first_administrator(username="quantri", full_name="Người quản trị", by=SYSTEM, now=NOW)
    with rows_for_tests():
        user.must_change_password = False
        user.set_password(PASSWORD)
        user.save()
    here, there = signed_in(user), signed_in(user)
    new = {"present": PASSWORD, "password": "bốn từ không liên quan 7", "again": "bốn từ không liên quan 7"}
    assert here.post(reverse("account_change_password"), new).status_code == 302
    assert here.get(reverse("account_change_password")).status_code == 200
    assert there.get(reverse("account_change_password")).status_code == 302


def test_code_opens_no_page_but_the_choice_of_a_password() -> None:
    person = rows.user_in_post("coordinator")
    client = Client()
    code = issue_code(user=person, by=SYSTEM, now=NOW)
    assert client.post(reverse("first_login"), {"username": person.username, "code": code}).status_code == 200
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("choose_password")).status_code == 302, "whoever has a password changes it instead"


def test_page_parts_send_the_whole_page_to_the_log_in() -> None:
    answer = Client().get(reverse("account_change_password"), headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, reverse("account_login"))


def test_a_form_sent_after_the_session_ended_is_told_so_and_opens_again() -> None:
    page = reverse("account_change_password") + "?from=menu"
    answer = Client().post(reverse("switch_post"), {}, headers={"referer": f"http://testserver{page}"}, follow=True)
    assert answer.redirect_chain == [(f"{reverse('account_login')}?next={quote(page)}", 302)]
    assert "Phiên đăng nhập đã hết" in answer.content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/plans/", "//example.org/", "javascript:alert(1)", ""])
def test_the_way_back_after_log_in_never_leaves_the_house(elsewhere: str) -> None:
    answer = Client().post(reverse("switch_post"), {}, headers={"referer": elsewhere})
    assert answer["Location"] == reverse("account_login")
