"""The checks of the bounds, against the examples of their pack and against any text."""

from __future__ import annotations

import time
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.adapters.packs import load_all
from phongtrao.core.text.folding import strip_marks
from phongtrao.core.text.gate import GateWords, check_text, mask

PACK = load_all().get("gate/bounds")
WORDS = GateWords.from_data(PACK.data)
MARKED = [example for example in PACK.examples if example["refused"] == ["secrecy-mark"]]


def codes(text: str, *, is_margin: bool = False) -> tuple[list[str], list[str]]:
    result = check_text(text, WORDS, is_margin=is_margin)
    return sorted({hit.code for hit in result.refusals}), sorted({hit.code for hit in result.warnings})


@pytest.mark.parametrize("example", PACK.examples, ids=lambda example: example["text"].replace("\n", "/")[:60])
def test_examples_of_the_pack(example: dict[str, Any]) -> None:
    assert codes(example["text"]) == (example["refused"], example["warned"])


@pytest.mark.parametrize("example", PACK.examples, ids=lambda example: example["text"].replace("\n", "/")[:60])
def test_decomposed_letters_change_nothing(example: dict[str, Any]) -> None:
    assert codes(unicodedata.normalize("NFD", example["text"])) == (example["refused"], example["warned"])


@pytest.mark.parametrize("example", PACK.examples, ids=lambda example: example["text"].replace("\n", "/")[:60])
def test_lost_marks_hide_no_list_and_no_stamp(example: dict[str, Any]) -> None:
    if example["refused"] and "Ë" not in example["text"]:
        assert codes(strip_marks(example["text"]))[0] == example["refused"]


def test_a_mark_far_from_every_letterhead_is_a_word_and_in_a_margin_it_is_a_stamp() -> None:
    text = "Dòng nội dung của kế hoạch.\n" * 200 + "MẬT"
    assert codes(text) == ([], [])
    assert codes(text, is_margin=True)[0] == ["secrecy-mark"]
    assert codes(text + "\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")[0] == ["secrecy-mark"]


def test_hits_name_their_place_in_the_text_as_it_came() -> None:
    text = unicodedata.normalize("NFD", "\n\n  MẬT  \nSố: 1/KH-UBND\nGọi 0912 345 678.")
    result = check_text(text, WORDS)
    (refusal,), (warning,) = result.refusals, result.warnings
    assert (refusal.line, unicodedata.normalize("NFC", text[slice(*refusal.span)])) == (3, "MẬT")
    assert (warning.line, text[slice(*warning.span)]) == (5, "0912 345 678")
    assert "ngoài hệ thống" in refusal.advice.vi


def test_two_filled_forms_are_a_list_and_blank_ones_are_none() -> None:
    form = "Họ và tên: Nguyễn Văn Mẫu\nChỗ ở: thôn Đông\n"
    assert codes(form) == ([], ["person-details"])
    assert check_text(form * 2, WORDS).is_refused
    assert not check_text("Họ và tên: .......\nChỗ ở: ......\n" * 5, WORDS).is_refused


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Gọi 0912 345 678.", "Gọi •••• ••• 678."),
        ("001085012345", "•••••••••345"),
        ("Tiền 1.250.000.000 đồng", "Tiền 1.250.000.000 đồng"),
    ],
)
def test_mask(text: str, masked: str) -> None:
    assert mask(text) == masked
    assert check_text(masked, WORDS).warnings == ()


@given(st.text(alphabet=st.sampled_from("0123456789 .-+/\nabMẬT|:họ và tênăsi"), max_size=200) | st.text(max_size=200))
def test_any_text_is_checked_and_masked(text: str) -> None:
    result = check_text(text, WORDS)
    for hit in (*result.refusals, *result.warnings):
        assert 0 <= hit.span.start < hit.span.end <= len(text)
        assert text.count("\n", 0, hit.span.start) == hit.line - 1
    masked = mask(text)
    assert len(masked) == len(text)
    assert mask(masked) == masked


def test_a_hostile_length_is_linear() -> None:
    begun = time.process_time()
    for text in ("M Ậ T " * 100_000, "họ và tên | " * 50_000, "0912 " * 200_000, "1" * 1_000_000, "\n" * 1_000_000):
        check_text(text, WORDS)
        mask(text)
    assert time.process_time() - begun < 30


@pytest.mark.parametrize("key", ["secrecy_marks", "letterhead_lines", "advice"])
def test_a_missing_key_is_named(key: str) -> None:
    with pytest.raises(ValueError, match=key):
        GateWords.from_data({name: value for name, value in PACK.data.items() if name != key})
