"""Vietnamese order, byte by byte."""

import random

from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.orgs.sorting import LETTERS, sort_key


def test_lists_come_in_vietnamese_order() -> None:
    expected = [
        "An Lạc",
        "Ăn",
        "Âu Lâu",
        "Ba",
        "Bà",
        "Bả",
        "Bã",
        "Bá",
        "Bạ",
        "Da Thịnh",
        "Đa Phúc",
        "Hoa Lư",
        "Hòa An",
        "Hoà Bình",
        "Hoan",
        "Ô Môn",
        "Ơ",
        "Thôn 2",
        "Thôn 10",
        "Thôn 10A",
        "Thôn Đông",
        "Ưng",
        "Ý Yên",
    ]
    mixed = expected[:]
    random.Random(7).shuffle(mixed)
    assert sorted(mixed, key=sort_key) == expected


def test_where_the_tone_sits_and_case_make_no_difference() -> None:
    assert sort_key("Hòa Bình") == sort_key("HOÀ BÌNH") == sort_key("hoà  bình")
    assert sort_key("Thôn 02") == sort_key("thôn 2")


def test_the_alphabet_is_whole_and_in_order() -> None:
    keys = [sort_key(letter) for letter in LETTERS]
    assert keys == sorted(set(keys))


@given(st.text())
def test_any_text_gives_a_plain_key(text: str) -> None:
    key = sort_key(text)
    assert "\x00" not in key
    assert sort_key(text) == key


@given(st.text(alphabet=LETTERS + "áàạ0123456789 ", max_size=20))
def test_keys_of_names_are_ascii(text: str) -> None:
    assert sort_key(text).isascii()
