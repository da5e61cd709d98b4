"""The one error of everything that takes bytes from outside."""

from __future__ import annotations


class FileRefused(Exception):
    """The bytes are not taken. `code` is stable (tests, programs); `message_vi` is one sentence or two for people.

    The message never quotes the content of the file: it may be shown, logged or printed.
    """

    def __init__(self, code: str, message_vi: str) -> None:
        super().__init__(f"{code}: {message_vi}")
        self.code = code
        self.message_vi = message_vi
