"""Who may open which page: every view says so itself, and a view that says nothing is closed to everybody."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.orgs.enums import Role
from phongtrao.apps.orgs.queries import ADMINISTRATOR_POST, actor_in, list_posts_of
from phongtrao.web import navigation

if TYPE_CHECKING:
    from phongtrao.apps.accounts.models import User

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"  # without log-in
SIGNED_IN = "signed_in"  # logged in, also without a post
EVERY_ROLE = tuple(role.value for role in Role)

POST_KEY = "post_uid"  # session key: the post in which the person works now
DEMO_MARK = settings.VAR / "demo"  # a file that the maker of the demo puts beside its database


@dataclass(frozen=True)
class PostChoice:
    """A post that the person holds today; `current` is the one they work in."""

    uid: uuid.UUID
    name: str
    current: bool


def allow(*roles: str) -> Callable[[View], View]:
    """Declare who may open a view: role codes, or PUBLIC, or SIGNED_IN."""

    def mark(view: View) -> View:
        view.allowed_roles = frozenset(roles)  # type: ignore[attr-defined]  # read by AccessMiddleware and its test
        return view

    return mark


def before_password(view: View) -> View:
    """Declare that a view opens also to somebody who has yet to choose a password."""
    view.allowed_before_password = True  # type: ignore[attr-defined]  # read by AccessMiddleware
    return view


def actor_of(request: HttpRequest) -> Actor:
    """The person and post behind a request that AccessMiddleware let through."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]  # set by AccessMiddleware


class AccessMiddleware:
    """Deny by default. Puts `request.actor` (an Actor, or None without a post) on every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]  # read through actor_of
        request.posts = ()  # type: ignore[attr-defined]  # read by page_context and switch_post
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        allowed: frozenset[str] = getattr(view, "allowed_roles", frozenset())
        if request.user.is_authenticated:
            _take_up_post(request)
        if PUBLIC in allowed:
            return None
        if not request.user.is_authenticated:
            return _login_and_back(request)
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


def _take_up_post(request: HttpRequest) -> None:
    user = cast("User", request.user)
    held = list_posts_of(user=user, today=timezone.localdate())
    chosen = request.session.get(POST_KEY)
    actor = actor_in(user=user, held=held, post_uid=uuid.UUID(chosen) if chosen else None)
    now_in = actor.post_uid if actor else None
    posts = [PostChoice(a.post.uid, f"{a.post.title}, {a.post.body.name}", current=a.post.uid == now_in) for a in held]
    if user.is_superuser:
        posts.append(PostChoice(ADMINISTRATOR_POST, gettext("Quản trị"), current=now_in is None))
    request.actor = actor  # type: ignore[attr-defined]  # read through actor_of
    request.posts = tuple(posts)  # type: ignore[attr-defined]  # read by page_context and switch_post


def _login_and_back(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        # A part of a page cannot show the log-in: the whole page goes there.
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("account_login")})
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    messages.warning(
        request,
        gettext(
            "Phiên đăng nhập đã hết nên phần vừa gửi chưa được ghi. Hãy đăng nhập lại: trang có biểu mẫu sẽ mở lại;"
            " nếu cần phần đã gõ, trước hết hãy bấm Quay lại của trình duyệt và chép ra."
        ),
    )
    form_page = _own_path(request, request.headers.get("Referer", ""))
    return redirect_to_login(form_page) if form_page else redirect("account_login")


def _own_path(request: HttpRequest, address: str) -> str:
    """Path and query of a page of ours; empty for any other address."""
    hosts = {request.get_host()}
    if not url_has_allowed_host_and_scheme(address, allowed_hosts=hosts, require_https=request.is_secure()):
        return ""
    parts = urlsplit(address)
    return urlunsplit(("", "", parts.path, parts.query, ""))


def page_context(request: HttpRequest) -> dict[str, object]:
    """What every page shows: the actor and their posts, the way through the program, today, the mark of the demo."""
    actor: Actor | None = getattr(request, "actor", None)
    user = getattr(request, "user", None)
    is_inside = bool(user and user.is_authenticated and not user.must_change_password)
    keys = frozenset({actor.role, SIGNED_IN} if actor and is_inside else ())
    return {
        "actor": actor,
        "posts": getattr(request, "posts", ()),
        "navigation": navigation.links(navigation.MAIN, request=request, keys=keys),
        "menu": navigation.links(navigation.MENU, request=request, keys=keys),
        "today": timezone.localdate(),
        "demo": DEMO_MARK.exists(),
    }
