"""Icons: outlines of Tabler, put into the page as SVG, so that they take the colour of the words beside them.

Set-up copies the names of `web/icons.txt` into `static/vendor/icons`; nothing is fetched while serving.
"""

import logging
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).resolve().parent.parent / "static" / "vendor" / "icons"
LOG = logging.getLogger(__name__)
_NAME = re.compile(r"[a-z0-9-]+")
_OUTER = re.compile(r"<svg\b.*?>(.*)</svg>", re.DOTALL)


class MissingIcon(LookupError):
    """A page asks for an icon that set-up did not bring."""


@cache
def icon(name: str) -> SafeString:
    """The icon `name` as decoration: hidden from screen readers, the words beside it say what it means.

    An icon that is not there is an empty text and a line in the log; under `ICONS_MUST_EXIST` (tests) it raises
    MissingIcon.
    """
    try:
        inside = _read(name)
    except MissingIcon:
        if getattr(settings, "ICONS_MUST_EXIST", False):
            raise
        LOG.warning("icon %s is missing: add it to web/icons.txt and run set-up", name)
        return mark_safe("")
    return mark_safe(  # noqa: S308  the text comes from the package that set-up verified, not from a person
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor"'
        f' stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{inside}</svg>'
    )


def _read(name: str) -> str:
    path = FOLDER / f"{name}.svg"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise MissingIcon(name)
    found = _OUTER.search(path.read_text(encoding="utf-8"))
    if found is None:
        raise MissingIcon(name)
    return " ".join(found[1].split())
