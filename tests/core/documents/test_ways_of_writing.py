"""Ways of writing that once were read wrongly, one each; places are made up."""

from textwrap import wrap

import pytest

from tests.core.reader_lexicon import read_text

HEAD = "KẾ HOẠCH\nGiữ gìn trật tự trên địa bàn xã Tân Long năm 2026\nUBND xã Tân Long ban hành kế hoạch như sau:\n"


def _units(text: str) -> list[tuple[str, str, int]]:
    return [(a.org_unit, a.mood, len(a.tasks)) for a in read_text(HEAD + text).assignments]


def test_numbers_may_stand_below_letters() -> None:
    text = (
        "I. PHÂN CÔNG NHIỆM VỤ\na) Công an xã\n1) Chủ trì tuần tra ban đêm.\n2) Hướng dẫn các thôn tự quản."
        "\nb) Phòng Kinh tế\n1) Bố trí kinh phí.\n"
    )
    assert _units(text) == [("Công an xã", "assign", 2), ("Phòng Kinh tế", "assign", 1)]


def test_a_star_behind_blanks_is_a_bullet() -> None:
    text = "I. PHÂN CÔNG NHIỆM VỤ\n1. Công an xã\n  * Chủ trì tuần tra ban đêm.\n  * Hướng dẫn các thôn.\n"
    assert _units(text) == [("Công an xã", "assign", 2)]


def test_a_name_may_hold_a_verb_behind_its_dash() -> None:
    text = "I. PHÂN CÔNG NHIỆM VỤ\n1. Công chức Địa chính - xây dựng xã\n- Tham mưu UBND xã cắm mốc.\n"
    assert _units(text) == [("Công chức Địa chính - xây dựng xã", "assign", 1)]


def test_a_number_with_slash_before_a_body_is_no_citation() -> None:
    found = read_text(HEAD + "I. PHÂN CÔNG NHIỆM VỤ\n8/ UBND các thôn\n- Tuần tra ban đêm.\n")
    assert found.citations == ()


def test_what_to_do_in_case_of_trouble_gives_nobody_work() -> None:
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Giao Công an xã theo dõi, đôn đốc.\n"
    told = text + "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo UBND xã.\n"
    assert _units(told) == _units(text) == [("Công an xã", "assign", 1)]


@pytest.mark.parametrize(
    ("words", "addressees"),
    [
        ("Báo cáo kết quả (trước ngày 05/12) hằng năm gửi Công an tỉnh", ["Công an tỉnh"]),
        ("Báo cáo UBND tỉnh, Bộ Công an trước ngày 15/11/2026", ["UBND tỉnh, Bộ Công an"]),
        (
            "Báo cáo tiến độ với Công an tỉnh vào ngày 16 hằng tháng, báo cáo sơ kết vào ngày 20/5/2026",
            ["Công an tỉnh", "Công an tỉnh"],
        ),
        ("Gửi đăng ký về UBND tỉnh (qua Công an tỉnh) trước ngày 20/01 hằng năm", ["UBND tỉnh"]),
        ("Hoàn thành kẻ vạch các tuyến đường trước ngày 20/5/2026", [None]),
    ],
)
def test_who_is_told(words: str, addressees: list[str | None]) -> None:
    found = read_text(HEAD + f"I. PHÂN CÔNG NHIỆM VỤ\n1. Công an xã\n- {words}.\n").deadlines
    assert [d.report_to for d in found] == addressees


def test_a_row_of_duties_gives_targets_times_and_requests() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Giao Công an xã theo dõi.\nNơi nhận:\n- Lưu: VT.\nPHỤ LỤC\n"
        "| STT | Nội dung | Chủ trì | Thời gian |\n"
        "| 1 | Vận động ít nhất 80% hộ dân ký cam kết trước ngày 15/6/2026 "
        "| Đề nghị Ủy ban MTTQ xã | Trước 15/6/2026 |\n"
    )
    found = read_text(HEAD + text)
    assert [(t.op, t.value) for t in found.targets] == [(">=", 80)]
    assert [(str(d.due), d.before, d.owner) for d in found.deadlines] == [("2026-06-15", True, "Ủy ban MTTQ xã")]
    assert [(a.org_unit, a.mood) for a in found.assignments][-1] == ("Ủy ban MTTQ xã", "request")


def test_lines_broken_by_a_program_end_where_the_next_word_had_room() -> None:
    heading = "2. Các bộ phận trực thuộc UBND xã Tân Long cũ"
    duty = "Chủ trì, phối hợp với các thôn tổ chức tuần tra ban đêm trên các tuyến đường chính, các ngõ, xóm ở xa."
    told = "Chủ động báo cáo lãnh đạo UBND xã khi phát hiện vụ việc có dấu hiệu vi phạm trong phạm vi phụ trách."
    paragraphs = [HEAD.strip(), "I. PHÂN CÔNG NHIỆM VỤ", "1. Công an xã", f"- {duty}", heading, told]
    broken = [line for p in paragraphs for whole in p.split("\n") for line in wrap(whole, len(heading) + 5)]
    found = read_text("\n".join(broken) + "\n")
    assert [len(a.tasks) for a in found.assignments] == [1, 1]
    assert found.assignments[1].tasks[0].text == told.rstrip(".")
