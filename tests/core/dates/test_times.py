"""When a duty is due: one row per spelling."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.dates import find_times
from phongtrao.core.text.patterns import Dialect
from tests.core.reader_lexicon import lexicon

Y = "FREQ=YEARLY"
M = "FREQ=MONTHLY"

CASES = [
    ("hoàn thành trước ngày 25/9/2026", "date", "2026-09-25", None, True),
    ("xong trước ngày 25 tháng 9 năm 2026", "date", "2026-09-25", None, True),
    ("chậm nhất ngày 30/6/2026 phải gửi", "date", "2026-06-30", None, False),
    ("đến hết ngày 31-12-2026", "date", "2026-12-31", None, False),
    ("gửi danh sách trước ngày 05/4", "date", "2026-04-05", None, True),
    ("tổ chức vào ngày 10 tháng 8", "date", "2026-08-10", None, False),
    ("hết tháng 11/2026", "date", "2026-11-30", None, False),
    ("trong tháng 02 năm 2028", "date", "2028-02-29", None, False),
    ("xong trong quý III/2026", "date", "2026-09-30", None, False),
    ("hoàn thành trong quý 2 năm 2026", "date", "2026-06-30", None, False),
    ("trong 6 tháng đầu năm 2026", "period", "2026-06-30", None, False),
    ("phấn đấu đến năm 2030 đạt", "period", "2030-12-31", None, False),
    ("Năm 2027, có ít nhất", "period", "2027-12-31", None, False),
    ("sơ kết giai đoạn 2026 - 2028", "period", "2028-12-31", None, False),
    ("từ ngày 01/7 đến ngày 15/8/2026", "period", "2026-08-15", None, False),
    ("từ tháng 3 đến tháng 5/2026", "period", "2026-05-31", None, False),
    ("trước ngày 15/11 hằng năm", "recurring", None, f"{Y};BYMONTH=11;BYMONTHDAY=15", True),
    ("hàng năm, trước ngày 15/11", "recurring", None, f"{Y};BYMONTH=11;BYMONTHDAY=15", True),
    (
        "Hằng năm, tổng hợp kết quả gửi Sở Nội vụ trước ngày 30/10",
        "recurring",
        None,
        f"{Y};BYMONTH=10;BYMONTHDAY=30",
        True,
    ),
    ("ngày 25 hằng tháng", "recurring", None, f"{M};BYMONTHDAY=25", False),
    ("hằng tháng, trước ngày 20", "recurring", None, f"{M};BYMONTHDAY=20", True),
    ("trước ngày 10 của tháng cuối quý", "recurring", None, f"{Y};BYMONTH=3,6,9,12;BYMONTHDAY=10", True),
    ("quý IV hằng năm", "recurring", None, f"{Y};BYMONTH=12;BYMONTHDAY=31", False),
    ("tháng 8 hằng năm", "recurring", None, f"{Y};BYMONTH=8;BYMONTHDAY=31", False),
    ("kiểm tra hằng quý", "recurring", None, f"{M};INTERVAL=3", False),
    ("tổ chức thường niên", "recurring", None, Y, False),
    ("đánh giá theo từng tháng", "recurring", None, M, False),
    ("định kỳ báo cáo", "recurring", None, None, False),
    ("thường xuyên kiểm tra", "continuous", None, None, False),
]


@pytest.mark.parametrize(("text", "kind", "due", "rrule", "before"), CASES)
def test_times(text: str, kind: str, due: str | None, rrule: str | None, before: bool) -> None:
    found = find_times(text, lexicon().times, Dialect(), 2026)
    assert [(t.kind, t.due and t.due.isoformat(), t.rrule, t.before) for t in found] == [(kind, due, rrule, before)]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("trước ngày 10/6 và 10/12 hằng năm", [f"{Y};BYMONTH=6;BYMONTHDAY=10", f"{Y};BYMONTH=12;BYMONTHDAY=10"]),
        (
            "định kỳ 6 tháng trước ngày 5/6 và năm trước ngày 5/12",
            [f"{Y};BYMONTH=6;BYMONTHDAY=5", f"{Y};BYMONTH=12;BYMONTHDAY=5"],
        ),
        ("định kỳ hằng quý, 6 tháng, năm", [f"{M};INTERVAL=3", f"{M};INTERVAL=6", Y]),
    ],
)
def test_several_cycles(text: str, rules: list[str]) -> None:
    found = find_times(text, lexicon().times, Dialect(), 2026)
    assert sorted(t.rrule or "" for t in found) == sorted(rules)


def test_the_year_is_never_guessed() -> None:
    (time,) = find_times("gửi trước ngày 05/4", lexicon().times, Dialect(), None)
    assert (time.kind, time.due, time.inferred) == ("date", None, False)
    assert time.confidence < 0.7
    (time,) = find_times("gửi trước ngày 05/4", lexicon().times, Dialect(), 2026)
    assert (time.due, time.inferred) == (date(2026, 4, 5), True)


@pytest.mark.parametrize(
    "text",
    [
        "chào mừng ngày truyền thống (19/8)",
        "kỷ niệm 80 năm ngày thành lập 19/8/1945",
        "theo đúng quy định về chế độ",
        "quy hoạch đến năm 2030, tầm nhìn 2050",
        "ngày 31/6/2026 không có trên lịch",
        "100% tổ dân phố",
    ],
)
def test_no_time(text: str) -> None:
    assert find_times(text, lexicon().times, Dialect(), 2026) == []


@pytest.mark.parametrize(
    ("cell", "due"),
    [("Tháng 6", "2026-06-30"), ("Quý II", "2026-06-30"), ("15/9", "2026-09-15"), ("Năm 2026", "2026-12-31")],
)
def test_a_cell_needs_no_word_before_its_time(cell: str, due: str) -> None:
    assert [str(t.due) for t in find_times(cell, lexicon().times, Dialect(), 2026, bare=True)] == [due]
    assert find_times(cell, lexicon().times, Dialect(), 2026) == []


@given(st.text(alphabet="0123456789/ ngàythánămquýIVđếtrước,.-", max_size=80))
def test_any_text_gives_times_inside_it(text: str) -> None:
    for time in find_times(text, lexicon().times, Dialect(), 2026):
        assert 0 <= time.span.start < time.span.end <= len(text)
