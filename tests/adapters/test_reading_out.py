"""A reading as sheets and as lines: everything that was read, nothing besides."""

from __future__ import annotations

from datetime import date

import pytest

from phongtrao.adapters.reading_out import cycle_words, reading_lines, reading_sheets
from phongtrao.adapters.xlsx import read_sheets, write_sheets
from phongtrao.core.documents.readings import (
    AssignmentRead,
    DeadlineRead,
    GeneralTaskRead,
    Header,
    Reading,
    Source,
    TargetRead,
    TaskRead,
    Trace,
)
from phongtrao.core.text import Span

MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=16"
TRACE = Trace(Span(0, 1), "r", 1.0)


def reading() -> Reading:
    def task(text: str, cadence: str = "none", due: date | None = None, rrule: str | None = None) -> TaskRead:
        return TaskRead(text, "lead", ("MTTQ",), cadence, due, rrule, False, None, TRACE)

    return Reading(
        source=Source("a", "text/plain", "", None, 1, "text", False, False),
        source_text="x",
        read_version="1",
        header=Header(doc_type="Kế hoạch", number="1", symbol="KH-UBND", period=(2026, 2026)),
        targets=(TargetRead("Trên 87,5% hộ ký cam kết", "hộ", ">=", 87.5, "%", date(2026, 12, 31), TRACE),),
        assignments=(
            AssignmentRead("Công an xã", "1. Công an xã", "assign", (task("Ra quân", due=date(2026, 4, 30)),), TRACE),
            AssignmentRead("", "Các thôn", "request", (task("=Họp", "continuous"), task("Tuần tra")), TRACE),
        ),
        deadlines=(
            DeadlineRead(
                "t", "Báo cáo", "recurring", None, "FREQ=MONTHLY;BYMONTHDAY=16", True, "Các thôn", None, TRACE
            ),
        ),
        general_tasks=(GeneralTaskRead("Tuyên truyền", False, TRACE),),
    )


def test_sheets_hold_one_row_for_each_thing_read() -> None:
    sheets = read_sheets(write_sheets(reading_sheets(reading())))
    assert [row[:1] + row[2:3] for row in sheets["Nhiệm vụ"][1:]] == [
        ["Công an xã", "Ra quân"],
        ["Các thôn", "=Họp"],
        ["Các thôn", "Tuần tra"],
        ["(chưa giao)", "Tuyên truyền"],
    ]
    assert sheets["Chỉ tiêu"][1][2:] == ["từ 87,5 %", date(2026, 12, 31)]
    assert sheets["Thời hạn"][1][4] == "ngày 16 hằng tháng"


def test_lines_name_bodies_moods_days_and_cycles() -> None:
    lines = reading_lines(reading())
    for said in (
        "Số, ký hiệu: 1 KH-UBND",
        "Thời gian thực hiện: 2026\n",
        "[từ 87,5 %; 31/12/2026]",
        "Công an xã (giao; 1)",
        "Các thôn (đề nghị; 2)",
        "- =Họp [chủ trì; cùng MTTQ; thường xuyên]",
        "trước ngày 16 hằng tháng: Báo cáo [Các thôn]",
        "Chưa giao (1)",
    ):
        assert said in lines


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (None, ""),
        ("FREQ=YEARLY", "hằng năm"),
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=20", "ngày 20/01 hằng năm"),
        ("FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=15", "ngày 15/03, ngày 15/06 hằng năm"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1", "ngày cuối tháng 3 hằng năm"),
        ("FREQ=YEARLY;BYMONTH=3", "tháng 3 hằng năm"),
        ("FREQ=MONTHLY;INTERVAL=3", "hằng quý"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "ngày cuối hằng tháng"),
        ("FREQ=DAILY;COUNT=3", "FREQ=DAILY;COUNT=3"),
        ("FREQ=MONTHLY\nFREQ=YEARLY", "hằng tháng; hằng năm"),
    ],
)
def test_cycles_in_words(rule: str | None, words: str) -> None:
    assert cycle_words(rule) == words
