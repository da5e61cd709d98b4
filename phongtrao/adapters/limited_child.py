"""Files of unknown origin are opened in a process of its own, which limits itself: a crash or a bomb ends it alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from phongtrao.adapters.file_refused import FileRefused

Refusal = tuple[str, str]
"""Code and sentence."""


def answer_of(
    program: Path, data: bytes, *words: str, seconds: float, refusals: Mapping[int, Refusal], damaged: Refusal
) -> bytes:
    """What the program prints of `data` on its standard input; `words` say what is wanted.

    Raises `FileRefused`: what `refusals` has for its exit code, else `damaged`, also when it takes over `seconds`.
    """
    try:
        answer = subprocess.run(  # noqa: S603  our own interpreter and file, no shell
            [sys.executable, "-I", str(program), *words],
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        raise FileRefused(*damaged) from error
    if answer.returncode != 0:
        raise FileRefused(*refusals.get(answer.returncode, damaged))
    return answer.stdout
