"""Who may open which page: every view says so itself, and a view that says nothing is closed to everybody."""

import uuid
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from phongtrao.apps.accounts.models import User
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.orgs.enums import Role
from phongtrao.apps.orgs.queries import get_actor

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"  # without log-in
SIGNED_IN = "signed_in"  # logged in, also without a post
EVERY_ROLE = tuple(role.value for role in Role)

POST_KEY = "post_uid"  # session key: the post in which the person works now


def allow(*roles: str) -> Callable[[View], View]:
    """Declare who may open a view: role codes, or PUBLIC, or SIGNED_IN."""

    def mark(view: View) -> View:
        view.allowed_roles = frozenset(roles)  # type: ignore[attr-defined]  # read by AccessMiddleware and its test
        return view

    return mark


def actor_of(request: HttpRequest) -> Actor:
    """The person and post behind a request that AccessMiddleware let through."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]  # set by AccessMiddleware


class AccessMiddleware:
    """Deny by default. Puts `request.actor` (an Actor, or None without a post) on every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]  # read through actor_of
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        allowed: frozenset[str] = getattr(view, "allowed_roles", frozenset())
        if request.user.is_authenticated:
            request.actor = self._actor(request)  # type: ignore[attr-defined]  # read through actor_of
        if PUBLIC in allowed:
            return None
        if not request.user.is_authenticated:
            return redirect("account_login") if request.method != "GET" else _login_and_back(request)
        if request.user.must_change_password and not getattr(view, "allowed_before_password", False):
            return redirect("choose_password")
        if SIGNED_IN in allowed:
            return None
        actor: Actor | None = request.actor  # type: ignore[attr-defined]  # set above
        if actor is None or actor.role not in allowed:
            raise PermissionDenied
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, NotVisible):
            raise Http404 from exception

    @staticmethod
    def _actor(request: HttpRequest) -> Actor | None:
        chosen = request.session.get(POST_KEY)
        return get_actor(
            user=cast(User, request.user), post_uid=uuid.UUID(chosen) if chosen else None, today=timezone.localdate()
        )


def _login_and_back(request: HttpRequest) -> HttpResponse:
    from django.contrib.auth.views import redirect_to_login

    return redirect_to_login(request.get_full_path())


def page_context(request: HttpRequest) -> dict[str, object]:
    """What every page shows of the person: the actor, and today's date for headings."""
    return {"actor": getattr(request, "actor", None), "today": timezone.localdate()}
