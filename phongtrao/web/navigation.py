"""The way through the program: a link is shown to whoever may open the page behind it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Place:
    """One part of the program: the name of its first page, its label and icon."""

    url_name: str
    label: str | Promise
    icon: str


@dataclass(frozen=True)
class Link:
    """A place as one page shows it."""

    url: str
    label: str | Promise
    icon: str
    current: bool


MAIN = (
    Place("home", _("Hôm nay"), "home"),
    Place("plans", pgettext_lazy("list", "Kế hoạch"), "list-check"),
    Place("calendar", _("Lịch"), "calendar"),
    Place("documents", pgettext_lazy("list", "Văn bản"), "file-text"),
    Place("bodies", pgettext_lazy("list", "Cơ quan, đơn vị"), "building-community"),
)
MENU = (
    Place("people", _("Người dùng"), "users"),
    Place("places", _("Địa bàn"), "map-pin"),
    Place("setup", _("Thiết lập ban đầu"), "settings"),
)


def links(places: tuple[Place, ...], *, request: HttpRequest, keys: frozenset[str]) -> list[Link]:
    """Those of `places` that one of `keys` (the person's role, or being signed in) opens, asked of the view itself."""
    found = []
    for place in places:
        try:
            url = reverse(place.url_name)
        except NoReverseMatch:
            continue
        if keys & getattr(resolve(url).func, "allowed_roles", frozenset()):
            found.append(Link(url, place.label, place.icon, _is_current(url, request.path)))
    return found


def _is_current(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
