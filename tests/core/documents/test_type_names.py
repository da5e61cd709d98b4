"""Document types of Decree 30/2020: 29 types, two of them without abbreviation."""

import pytest

from phongtrao.adapters.packs import load_all
from phongtrao.core.documents.type_names import read_document_types, type_of_symbol

TYPES = read_document_types(load_all().get("document-types/nd30"))


def test_twenty_nine_types_and_the_two_without_abbreviation() -> None:
    assert len(TYPES) == 29
    assert {kind.vi for kind in TYPES if kind.abbreviation is None} == {"Công văn", "Thư công"}
    assert {kind.vi for kind in TYPES if kind.individual} == {"Nghị quyết", "Quyết định"}


@pytest.mark.parametrize(
    ("symbol", "code"),
    [
        ("KH-UBND", "plan"),
        ("QĐ-UBND", "decision"),
        ("HĐ-CTY", "contract"),
        ("CV-UBND", None),
        ("UBND-VX", None),
        ("", None),
    ],
)
def test_type_of_symbol(symbol: str, code: str | None) -> None:
    found = type_of_symbol(symbol, TYPES)
    assert (found.code if found else None) == code
