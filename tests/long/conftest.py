"""The installations of the tests of the commands, here under load."""

from tests.cli.conftest import _set_up_once, installation

__all__ = ["_set_up_once", "installation"]
