"""What every write shares: one transaction, keyword-only arguments, a claim on the row's version."""

import functools
import inspect
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction

from phongtrao.apps.base.refusals import Refused

P = ParamSpec("P")
R = TypeVar("R")

_inside: ContextVar[bool] = ContextVar("phongtrao_inside_operation", default=False)


def inside_operation() -> bool:
    """True while an operation runs. Tests fail a write that happens while this is False."""
    return _inside.get()


def operation(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a write: keyword-only, with `by` and `now`, whole or not at all.

    Raises TypeError at import when the signature breaks the rule of the house.
    """
    parameters = inspect.signature(function).parameters
    if any(p.kind is not inspect.Parameter.KEYWORD_ONLY for p in parameters.values()):
        raise TypeError(f"{function.__qualname__}: an operation takes keyword-only arguments")
    if not {"by", "now"} <= parameters.keys():
        raise TypeError(f"{function.__qualname__}: an operation takes by= and now=")

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        token = _inside.set(True)
        try:
            with transaction.atomic():
                return function(*args, **kwargs)
        finally:
            _inside.reset(token)

    return run


def claim(rows: models.QuerySet[Any], *, version: int, **changes: Any) -> None:
    """Change exactly one row if nobody changed it since `version` was read, and count its version up.

    `rows` is filtered to the row (and to its old state where a state changes).
    Raises Refused("changed_meanwhile") when somebody was first.
    """
    if rows.filter(version=version).update(version=version + 1, **changes) != 1:
        raise Refused("changed_meanwhile")
