"""`phongtrao django …`: Django's own management commands, with our settings."""

from __future__ import annotations

from collections.abc import Sequence


def run(argv: Sequence[str]) -> int:
    """Hand the words to Django; it ends the process itself when it refuses them."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["phongtrao django", *argv])
    return 0
