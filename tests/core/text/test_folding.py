"""`fold` is the search key of the whole house, `strip_marks` keeps the length."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.text import fold, strip_marks


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ủy ban  MTTQ", "uy ban mttq"),
        ("Uỷ ban\nMTTQ ", "uy ban mttq"),
        ("ĐẢNG ỦY xã Đắk Đoa", "dang uy xa dak doa"),
        ("Hoà giải ở cơ sở", "hoa giai o co so"),
        (unicodedata.normalize("NFD", "Tổ dân phố số 5"), "to dan pho so 5"),
        ("", ""),
    ],
)
def test_fold(text: str, key: str) -> None:
    assert fold(text) == key


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_strip_marks_keeps_the_length(text: str) -> None:
    assert len(strip_marks(text)) == len(text)
