"""Transition tables as values: the page asks which buttons to show, the operation asks again.

A `Workflow` is a table; `next_state` looks a verb up in it and answers `Allowed` or `Forbidden`.
It knows no persons and no database: who may act is decided by the operation, this room says only
which step leads where and which facts the step needs.
"""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Transition:
    """One step: `verb` leads from one of `sources` to `target`; `roles` may take it; `needs` are fact codes."""

    verb: str
    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Allowed:
    """The step is open: the new state."""

    state: str


@dataclass(frozen=True)
class Forbidden:
    """The step is closed: `code` names the sentence in packs/messages."""

    code: str


@dataclass(frozen=True)
class Workflow:
    """A named table of states (code → Vietnamese label) and the steps between them."""

    name: str
    states: tuple[tuple[str, str], ...]
    initial: str
    transitions: tuple[Transition, ...]

    def find(self, verb: str, state: str) -> Transition | None:
        """The step `verb` out of `state`, or None when the table has none."""
        return next((t for t in self.transitions if t.verb == verb and state in t.sources), None)

    def verbs(self, state: str, *, role: str) -> tuple[str, ...]:
        """The steps that `role` may take out of `state`, in the order of the table: the buttons of a page."""
        return tuple(t.verb for t in self.transitions if state in t.sources and role in t.roles)


def next_state(
    workflow: Workflow, *, state: str, verb: str, role: str, facts: Collection[str] = ()
) -> Allowed | Forbidden:
    """Where `verb` leads from `state` for somebody in `role`, given the fact codes that hold."""
    step = workflow.find(verb, state)
    if step is None:
        return Forbidden("step_not_open")
    if role not in step.roles:
        return Forbidden("role_may_not")
    missing = next((need for need in step.needs if need not in facts), None)
    return Forbidden(f"missing_{missing}") if missing else Allowed(step.target)
