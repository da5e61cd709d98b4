"""The table of syllables: what it answers, what it refuses, and the forms one step away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.text.syllables import (
    COUNT,
    INSIDE,
    KNOWN,
    BadTable,
    key_of,
    pack_table,
    plain_form,
    read_table,
    respelled,
    toned,
)

TABLE = read_table(
    pack_table(
        {key_of("củng"): KNOWN | 20, key_of("cố"): KNOWN | 30, key_of("nin"): 9},
        {key_of("củng", "cố"): KNOWN | 5, key_of("hợp", "tác"): INSIDE, key_of("tại", "xã"): 4},
    )
)


def test_it_answers_what_was_put_in() -> None:
    assert (TABLE.commonness("củng"), TABLE.commonness("nin"), TABLE.commonness("xyz")) == (20, 9, 0)
    assert TABLE.is_syllable("củng") and not TABLE.is_syllable("nin") and not TABLE.is_syllable("xyz")
    assert TABLE.pair("củng", "cố") & COUNT == 5
    assert TABLE.is_word("củng", "cố") and TABLE.is_word("hợp", "tác")
    assert not TABLE.is_word("tại", "xã") and not TABLE.is_word("cùng", "cố")


@pytest.mark.parametrize("data", [b"", b"PTSTAT1\n", b"PTSTAT1\nxxxx", b"anything", pack_table({}, {})[:-3]])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(BadTable):
        read_table(data)


def test_forms_one_step_away() -> None:
    assert "củng" in toned("cùng") and "cùng" not in toned("cùng")
    assert {"ninh", "nhin", "ni"} <= set(respelled("nin"))
    assert "ngành" in respelled("nghành")
    assert plain_form("Uỷ") == plain_form("ỦY") == "ủy"


@given(st.text(max_size=12))
def test_no_text_is_too_odd(text: str) -> None:
    toned(plain_form(text))
    respelled(plain_form(text))
    assert TABLE.commonness(text) <= COUNT
