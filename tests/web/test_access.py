"""Every address × every role × own and other body: closed unless its view says otherwise.

The addresses are read from the program itself, so a new page is under test from its first day.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse

import tests.web as web_tests
from phongtrao.apps.accounts.models import User
from phongtrao.apps.orgs.enums import Role
from phongtrao.apps.orgs.models import OrgUnit
from phongtrao.web.access import PUBLIC, SIGNED_IN
from tests.conftest import rows_for_tests
from tests.factories import rows
from tests.web.examples import EXAMPLES, OPEN_TO_OTHERS, Side

pytestmark = pytest.mark.django_db

ROLES = [role.value for role in Role]
OWN_BODY_ONLY = {"officer", "hamlet_head"}  # the other roles see everything at or below their place
FINE = {200, 204, 302, 400, 405, 409, 422}


@dataclass(frozen=True)
class Address:
    """One URL pattern of the program."""

    name: str
    arguments: tuple[str, ...]
    allowed: frozenset[str]


def _walk(patterns: list[URLPattern | URLResolver], arguments: tuple[str, ...] = ()) -> Iterator[Address]:
    for pattern in patterns:
        own = arguments + tuple(pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, own)
        else:
            allowed: frozenset[str] = getattr(pattern.callback, "allowed_roles", frozenset())
            yield Address(pattern.name or "", own, allowed)


def _load_examples() -> None:
    """Modules tests/web/**/access_examples.py register the examples of their area."""
    for found in pkgutil.walk_packages(web_tests.__path__, "tests.web."):
        if found.name.endswith(".access_examples"):
            importlib.import_module(found.name)


_load_examples()
ADDRESSES = sorted(_walk(get_resolver().url_patterns), key=lambda address: address.name)
OF_OBJECTS = [address for address in ADDRESSES if address.arguments]
ids = [address.name for address in ADDRESSES]


def test_addresses_are_found() -> None:
    assert len(ADDRESSES) > 7
    assert "account_login" in ids


@pytest.mark.parametrize("address", ADDRESSES, ids=ids)
def test_address_is_named_and_declares_who_may_open_it(address: Address) -> None:
    assert address.name
    assert ids.count(address.name) == 1
    assert address.allowed, f"{address.name}: the view lacks @allow(...)"
    assert address.allowed <= {*ROLES, PUBLIC, SIGNED_IN}
    assert not address.arguments or address.name in EXAMPLES, (
        f"{address.name} takes {address.arguments}: register an example in an access_examples.py below tests/web"
    )


class Neighbourhood:
    """Two communes; in the first one the person's own body and another one."""

    def __init__(self, role: str) -> None:
        province = rows.area("Mẫu", type="province")
        here, there = (rows.area(name, parent=province) for name in ("Hòa An", "Bình Yên"))
        self.own = self._side(rows.body("Đơn vị của mình", place=here), role)
        self.next_door = self._side(rows.body("Đơn vị cùng xã", place=here), role)
        self.elsewhere = self._side(rows.body("Đơn vị xã khác", place=there), role)
        self.client = Client(raise_request_exception=False)
        self.client.force_login(self.own.person, backend="django.contrib.auth.backends.ModelBackend")

    @staticmethod
    def _side(body: OrgUnit, role: str) -> Side:
        return Side(body=body, person=rows.user_in_post(role, body))


def _url(address: Address, side: Side | None = None) -> str:
    if not address.arguments:
        return reverse(address.name)
    assert side is not None
    return reverse(address.name, kwargs=dict(EXAMPLES[address.name](side)))


def _answers(client: Client, url: str) -> set[int]:
    """The status by GET, and by POST where GET is not taken."""
    seen = client.get(url).status_code
    return {client.post(url).status_code} if seen == 405 else {seen}


@pytest.mark.parametrize("address", ADDRESSES, ids=ids)
def test_nobody_is_sent_to_the_log_in(address: Address) -> None:
    if PUBLIC in address.allowed:
        return
    answer = Client().get(_url(address, _some_side()))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
    posted = Client().post(_url(address, _some_side()))
    assert posted.status_code == 302
    assert posted["Location"].startswith("/accounts/login/")


def _some_side() -> Side:
    body = rows.body()
    return Side(body=body, person=rows.user_in_post("officer", body))


@pytest.mark.parametrize("address", ADDRESSES, ids=ids)
def test_person_without_a_post_opens_nothing_of_the_work(address: Address) -> None:
    if address.allowed & {PUBLIC, SIGNED_IN}:
        return
    client = Client()
    client.force_login(rows.user(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(_url(address, _some_side())).status_code == 403


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("address", ADDRESSES, ids=ids)
def test_role_opens_what_its_view_allows(address: Address, role: str) -> None:
    if address.allowed & {PUBLIC, SIGNED_IN}:
        return
    neighbourhood = Neighbourhood(role)
    url = _url(address, neighbourhood.own)
    if role not in address.allowed:
        assert neighbourhood.client.get(url).status_code == 403
        assert neighbourhood.client.post(url).status_code == 403
        return
    seen = _answers(neighbourhood.client, url)
    assert seen <= FINE, f"{role} at {url}: {seen}"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("address", OF_OBJECTS, ids=[address.name for address in OF_OBJECTS])
def test_objects_of_others_do_not_exist(address: Address, role: str) -> None:
    if role not in address.allowed or address.name in OPEN_TO_OTHERS:
        return
    neighbourhood = Neighbourhood(role)
    others = [neighbourhood.elsewhere]
    if role in OWN_BODY_ONLY:
        others.append(neighbourhood.next_door)
    for other in others:
        url = _url(address, other)
        seen = {neighbourhood.client.get(url).status_code, neighbourhood.client.post(url).status_code} - {405}
        assert seen == {404}, f"{role} sees {address.name} of {other.body.name}: {seen}"


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


urlpatterns = [*get_resolver().url_patterns, path("undeclared/", undeclared, name="undeclared")]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("role", ROLES)
def test_view_that_says_nothing_is_closed(role: str) -> None:
    assert Client().get("/undeclared/").status_code == 302
    assert Neighbourhood(role).client.get("/undeclared/").status_code == 403


def test_whoever_must_choose_a_password_gets_no_further() -> None:
    person: User = rows.user_in_post("coordinator", rows.body())
    with rows_for_tests():
        User.objects.filter(pk=person.pk).update(must_change_password=True)
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    for address in ADDRESSES:
        if address.arguments or PUBLIC in address.allowed or address.name == "choose_password":
            continue
        answer = client.get(reverse(address.name))
        assert (answer.status_code, answer.get("Location")) == (302, reverse("choose_password")), address.name
