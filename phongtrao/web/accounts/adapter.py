"""How log-in works here: accounts are made by the coordinator, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from phongtrao.apps.accounts.models import User


class ClosedSignupAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """No sign-up page: an account comes from the coordinator with a one-time code."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def shown_name(user: User) -> str:
    """The name shown for a person."""
    return user.full_name
