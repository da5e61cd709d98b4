"""Reading accounts by themselves. Whose accounts a person may see is asked of apps.orgs, which knows the posts."""

import itertools
from datetime import datetime

from phongtrao.apps.accounts.models import OneTimeCode, User
from phongtrao.core.text import fold


def has_any_user() -> bool:
    """Whether anybody has an account: an installation without is new."""
    return User.objects.exists()


def get_open_code(*, user: User, now: datetime) -> OneTimeCode | None:
    """The code that would open this account now (its hash and its days, never the code), or None."""
    return OneTimeCode.objects.filter(
        user=user, used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now
    ).first()


def free_username(*, full_name: str) -> str:
    """A log-in name that nobody has, as offices form them: « Trần Văn An » → antv, antv2, …"""
    words = fold(full_name).split()
    base = "".join(c for c in (words[-1] if words else "") + "".join(word[0] for word in words[:-1]) if c.isalnum())
    base = (base or "nguoidung").ljust(3, "x")[:30]
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    numbered = (base if number == 1 else f"{base}{number}" for number in itertools.count(1))
    return next(name for name in numbered if name not in taken)
