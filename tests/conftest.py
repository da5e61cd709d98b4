"""What every test of the program shares: hostile defaults."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from hypothesis import settings

from phongtrao.apps.base.operations import inside_operation

# ./test answers the same for the same tree; `--hypothesis-profile=default` looks for new examples.
settings.register_profile("steady", derandomize=True, database=None)
settings.load_profile("steady")

# Tables that others write: sessions, log-in, migrations. Everything of ours goes through an operation.
_FREE = ("django_", "account_", "auth_", "sqlite_")
_WRITES = ("INSERT", "UPDATE", "DELETE")
_allowed = 0


class WriteOutsideOperation(AssertionError):
    """A row was written without an operation: no guard, no audit, no transaction."""


def _guard(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if sql.lstrip().upper().startswith(_WRITES) and not inside_operation() and not _allowed:
        table = sql.split('"')[1] if '"' in sql else sql
        last_login = table == "accounts_user" and sql.startswith('UPDATE "accounts_user" SET "last_login"')
        if not table.startswith(_FREE) and not last_login:
            raise WriteOutsideOperation(sql[:200])
    return execute(sql, params, many, context)


@pytest.fixture(autouse=True)
def _writes_go_through_operations(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail every INSERT, UPDATE or DELETE issued outside an operation (factories excepted, see `rows_for_tests`)."""
    if not {"db", "transactional_db", "live_server"} & set(
        request.fixturenames
    ) and not request.node.get_closest_marker("django_db"):
        yield
        return
    with connection.execute_wrapper(_guard):
        yield


class rows_for_tests:
    """Factories write inside this block."""

    def __enter__(self) -> None:
        global _allowed
        _allowed += 1

    def __exit__(self, *error: object) -> None:
        global _allowed
        _allowed -= 1
