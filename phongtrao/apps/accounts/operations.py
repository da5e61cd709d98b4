"""Writing accounts: made by whoever keeps them, opened by a code that is shown once.

Who keeps accounts is a role (`KEEPERS`); whose accounts they may touch is a question of posts, so the caller asks
`apps.orgs.queries.get_person` first: this room knows the user alone.
"""

import re
import secrets
import uuid
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from phongtrao.apps.accounts.models import OneTimeCode, User
from phongtrao.apps.audit.operations import record
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.operations import claim, operation
from phongtrao.apps.base.refusals import Refused
from phongtrao.core.text import fold

KEEPERS = ("coordinator", "administrator", "system")
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 O, 1 I L: read from paper and over the telephone
CODE_LENGTH = 8
CODE_VALID = timedelta(days=14)
CODE_ATTEMPTS = 5  # wrong entries until a code is revoked
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")


@operation
def create_user(
    *,
    username: str,
    full_name: str,
    by: Actor,
    now: datetime,
    phone: str = "",
    email: str = "",
    language: str = "vi",
    uid: uuid.UUID | None = None,
    is_superuser: bool = False,
) -> User:
    """An account without a password: its owner comes in by `issue_code` and chooses one.

    `is_superuser` makes the administrator of the installation, which only the program itself or another one may.
    Raises Refused: role_may_not, required, username_invalid, username_taken.
    """
    _require_keeper(by)
    if is_superuser and by.role == "coordinator":
        raise Refused("role_may_not")
    name, shown = username.strip().lower(), " ".join(full_name.split())
    _check_names(name, shown)
    if User.objects.filter(username=name).exists():
        raise Refused("username_taken", field="username", username=name)
    user = User(
        uid=uid or uuid.uuid4(),
        username=name,
        full_name=shown,
        phone=phone.strip(),
        email=email.strip(),
        language=language,
        must_change_password=True,
        search=_search(name, shown),
        is_superuser=is_superuser,
        date_joined=now,
    )
    user.set_unusable_password()
    user.save(force_insert=True)
    _record(user, verb="create", by=by, now=now)
    return user


@operation
def change_user(*, user: User, version: int, full_name: str, phone: str, email: str, by: Actor, now: datetime) -> None:
    """New words for an account; its log-in name stays. Raises Refused: role_may_not, required, changed_meanwhile."""
    if by.user_id != user.pk:
        _require_keeper(by)
    shown = " ".join(full_name.split())
    _check_names(user.username, shown)
    new = {"full_name": shown, "phone": phone.strip(), "email": email.strip()}
    # The log keeps that a telephone or an address changed, not which: it outlives the account.
    changes: dict[str, object] = {field: ["…", "…"] for field in new if getattr(user, field) != new[field]}
    if "full_name" in changes:
        changes["full_name"] = [user.full_name, shown]
    claim(User.objects.filter(pk=user.pk), version=version, search=_search(user.username, shown), **new)
    if changes:
        _record(user, verb="change", by=by, now=now, changes=changes)


@operation
def choose_language(*, user: User, language: str, by: Actor, now: datetime) -> None:
    """The language in which this person's pages are shown from now on. No audit row: it concerns nobody else."""
    User.objects.filter(pk=user.pk).exclude(language=language).update(language=language)


@operation
def issue_code(*, user: User, by: Actor, now: datetime) -> str:
    """A new one-time code in clear: shown or printed once, then only its hash is known. Older codes end.

    The password, where there is one, goes on working until the code is used.
    Raises Refused: role_may_not, account_locked.
    """
    _require_keeper(by)
    if not user.is_active:
        raise Refused("account_locked")
    code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    _revoke_codes(user, now)
    OneTimeCode.objects.create(
        user=user,
        code_hash=make_password(code),
        created_at=now,
        created_by_id=by.user_id,
        expires_at=now + CODE_VALID,
    )
    _record(user, verb="issue_code", by=by, now=now)
    return code


@operation
def use_code(*, username: str, code: str, by: Actor, now: datetime) -> User | None:
    """The account that the code opens, once; None when name and code do not fit, the code is over or was used.

    No Refused: a wrong entry is counted, and a refusal would take the count back. After CODE_ATTEMPTS the code ends.
    """
    typed = clean_code(code)
    row = (
        OneTimeCode.objects.select_related("user")
        .filter(user__username=username.strip().lower(), user__is_active=True)
        .filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now)
        .first()
    )
    if row is None:
        make_password(typed)  # as long as a comparison takes: the answer does not tell which names exist
        return None
    open_row = OneTimeCode.objects.filter(pk=row.pk, used_at__isnull=True, revoked_at__isnull=True)
    if not check_password(typed, row.code_hash):
        attempts = row.attempts + 1
        open_row.filter(attempts=row.attempts).update(
            attempts=attempts, revoked_at=now if attempts >= CODE_ATTEMPTS else None
        )
        return None
    if open_row.update(used_at=now) != 1:
        return None
    user = row.user
    user.set_unusable_password()
    User.objects.filter(pk=user.pk).update(must_change_password=True, password=user.password)
    user.must_change_password = True
    _record(user, verb="use_code", by=by, now=now)
    return user


@operation
def set_password(*, user: User, password: str, by: Actor, now: datetime) -> None:
    """The person's own new password; open codes end. Raises Refused: role_may_not, password_weak."""
    if by.user_id != user.pk and by.role != "system":
        raise Refused("role_may_not")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused("password_weak", field="password", why=" ".join(error.messages)) from error
    user.set_password(password)
    user.must_change_password = False
    User.objects.filter(pk=user.pk).update(password=user.password, must_change_password=False)
    _revoke_codes(user, now)
    _record(user, verb="reset_password", by=by, now=now)


@operation
def deactivate_user(*, user: User, version: int, reason: str, by: Actor, now: datetime) -> None:
    """Nobody comes in by this account any more; what it did stays. Codes end, sessions end at their next page.

    Raises Refused: role_may_not, own_account, required, changed_meanwhile.
    """
    _require_keeper(by)
    if by.user_id == user.pk:
        raise Refused("own_account")
    if not reason.strip():
        raise Refused("missing_reason", field="reason")
    claim(User.objects.filter(pk=user.pk, is_active=True), version=version, is_active=False)
    _revoke_codes(user, now)
    _record(user, verb="deactivate", by=by, now=now, reason=reason.strip())


@operation
def activate_user(*, user: User, version: int, by: Actor, now: datetime) -> None:
    """Open a locked account again. Raises Refused: role_may_not, changed_meanwhile."""
    _require_keeper(by)
    claim(User.objects.filter(pk=user.pk, is_active=False), version=version, is_active=True)
    _record(user, verb="activate", by=by, now=now)


@operation
def create_first_administrator(*, username: str, full_name: str, by: Actor, now: datetime) -> tuple[User, str]:
    """The administrator of a new installation and their code. Raises Refused("not_the_first") when anybody exists."""
    if by.role != "system":
        raise Refused("role_may_not")
    if User.objects.exists():
        raise Refused("not_the_first")
    user = create_user(username=username, full_name=full_name, by=by, now=now, is_superuser=True)
    return user, issue_code(user=user, by=by, now=now)


def clean_code(text: str) -> str:
    """A code as typed → as issued: « abcd-2345 », with spaces, in small letters → « ABCD2345 »."""
    return re.sub(r"[\s\-–.]", "", text).upper()


def _require_keeper(by: Actor) -> None:
    if by.role not in KEEPERS:
        raise Refused("role_may_not")


def _check_names(username: str, full_name: str) -> None:
    if not full_name:
        raise Refused("required", field="full_name")
    if not USERNAME.fullmatch(username):
        raise Refused("username_invalid", field="username", username=username or gettext("(để trống)"))


def _search(username: str, full_name: str) -> str:
    return f"{fold(full_name)} {username}"[:300]


def _revoke_codes(user: User, now: datetime) -> None:
    OneTimeCode.objects.filter(user=user, used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=now)


def _record(
    user: User, *, verb: str, by: Actor, now: datetime, reason: str = "", changes: dict[str, object] | None = None
) -> None:
    record(
        by=by,
        now=now,
        verb=verb,
        subject_type="user",
        subject_uid=user.uid,
        subject_name=f"{user.full_name} ({user.username})",
        reason=reason,
        changes=changes,
    )
