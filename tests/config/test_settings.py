"""What an installation decides from its folder and its environment."""

import runpy
import secrets
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from phongtrao.config import settings


def loaded(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, Any]:
    """The settings as a process with this environment reads them."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(settings.__file__))


def test_of_two_first_starts_both_take_one_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    var = tmp_path / "var"
    monkeypatch.delenv("PHONGTRAO_SECRET_KEY", raising=False)

    def token_while_another_start_finishes(size: int) -> str:
        assert not (var / "secret-key").exists(), "nobody reads a key that is not written yet"
        (var / "secret-key").write_text("the key of the first")
        return "the key of the second"

    monkeypatch.setattr(secrets, "token_urlsafe", token_while_another_start_finishes)
    assert loaded(monkeypatch, PHONGTRAO_VAR=str(var))["SECRET_KEY"] == "the key of the first"
    assert [path.name for path in var.iterdir()] == ["secret-key"]


def test_folder_and_key_of_an_installation_are_its_owner_s_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    var = tmp_path / "var"
    monkeypatch.delenv("PHONGTRAO_SECRET_KEY", raising=False)
    assert len(loaded(monkeypatch, PHONGTRAO_VAR=str(var))["SECRET_KEY"]) > 50
    assert stat.S_IMODE(var.stat().st_mode) == 0o700
    assert stat.S_IMODE((var / "secret-key").stat().st_mode) == 0o600


@pytest.mark.django_db
def test_behind_https_the_limits_of_log_in_count_whoever_asks_not_the_web_server(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    behind = loaded(monkeypatch, PHONGTRAO_VAR=str(tmp_path), PHONGTRAO_HTTPS="1")
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=behind.get("ALLAUTH_TRUSTED_PROXY_COUNT", 0)):
        cache.clear()
        many = [_wrong_code(number, f"198.51.100.{number}") for number in range(40)]
        cache.clear()
        one = [_wrong_code(number, f"203.0.113.{number}, 198.51.100.7") for number in range(40)]
    cache.clear()
    assert set(many) == {200}
    assert one[-1] == 429, "an address that the asker wrote himself does not count"


def _wrong_code(number: int, address: str) -> int:
    typed = {"username": f"ten{number}", "code": "ABCD2345"}
    return Client().post(reverse("first_login"), typed, headers={"x-forwarded-for": address}).status_code
