"""Every refusal of the program has its sentence, and the sentence gets the values that it names."""

import ast
from collections.abc import Iterator
from pathlib import Path

import phongtrao
from phongtrao.adapters.packs import load_all
from phongtrao.core.packs.messages import read_wordings

ROOT = Path(phongtrao.__file__).parent
_NAMES = {"Refused", "Forbidden"}


def refusals() -> Iterator[tuple[str, str]]:
    """(place, code) of every `Refused("…")` and `Forbidden("…")` below the package, and of every `needs=(…)`."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            place = f"{path.relative_to(ROOT)}:{node.lineno}"
            first = node.args[0] if node.args else None
            if getattr(node.func, "id", "") in _NAMES and isinstance(first, ast.Constant):
                yield place, str(first.value)
            if getattr(node.func, "id", "") == "Transition":
                for keyword in node.keywords:
                    if keyword.arg == "needs" and isinstance(keyword.value, ast.Tuple):
                        yield from ((place, f"missing_{need.value}") for need in keyword.value.elts)  # type: ignore[attr-defined]  # constants


def test_every_refusal_has_a_sentence() -> None:
    found = list(refusals())
    assert len(found) > 30, "the search has lost the refusals"
    wordings = read_wordings(load_all().get("messages/refusals"))
    assert [f"{place}: {code}" for place, code in found if code not in wordings] == []
    assert "refused" in wordings, "the sentence for a code without one"
