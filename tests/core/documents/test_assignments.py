"""How plans give duties to bodies: one way of writing per case."""

import pytest

from tests.core.reader_lexicon import read_text

HEAD = (
    "KẾ HOẠCH\nBảo đảm an ninh, trật tự năm 2026\n"
    "T"
    "hực hiện Kế hoạch số 10/KH-UBND ngày 05/01/2026 của UBND tỉnh Sơn Tây, UBND xã Hòa Mỹ ban hành kế hoạch như sau:\n"
    "I. MỤC ĐÍCH\nNâng cao nhận thức.\n"
)

CASES = {
    "numbered headings with bullets": (
        "II. PHÂN CÔNG NHIỆM VỤ\n1. Công an xã.\n- Chủ trì.\n- Tham mưu.\n2. Các thôn\nHọp dân.",
        [("Công an xã", "1. Công an xã", ["lead", "advise"]), ("Các thôn", "2. Các thôn", ["perform"])],
    ),
    "body and duty on one line": (
        "II. TỔ CHỨC THỰC HIỆN\n- Trạm Y tế xã: khám sức khỏe.\n- Bưu điện xã phối hợp tuyên truyền.",
        [("Trạm Y tế xã", "- Trạm Y tế xã", ["perform"]), ("Bưu điện xã", "- Bưu điện xã", ["coordinate"])],
    ),
    "a dash between body and duty": (
        "II. PHÂN CÔNG NHIỆM VỤ\n1. Phòng Kinh tế - Chủ trì thẩm định dự toán.",
        [("Phòng Kinh tế", "1. Phòng Kinh tế", ["lead"])],
    ),
    "a heading with a clause": (
        "II. PHÂN CÔNG NHIỆM VỤ\n1. Công an xã là cơ quan thường trực, có trách nhiệm:\n- Chủ trì.\n- Tổng hợp.",
        [("Công an xã", "1. Công an xã là cơ quan thường trực, có trách nhiệm", ["lead", "perform"])],
    ),
    "a container above its units": (
        "II. TỔ CHỨC THỰC HIỆN\n1. Trách nhiệm của các cơ quan, đơn vị\n1.1. Công an xã:\n+ Chủ trì.\n"
        "1.2. Các đoàn thể xã\n+ Vận động.",
        [("Công an xã", "1.1. Công an xã", ["lead"]), ("Các đoàn thể xã", "1.2. Các đoàn thể xã", ["perform"])],
    ),
    "bold headings without number": (
        "II. PHÂN CÔNG TRÁCH NHIỆM\n**Công an xã**\n- Chủ trì.\n**Đề nghị Đoàn Thanh niên xã**\n"
        "Thành lập đội xung kích.",
        [("Công an xã", "Công an xã", ["lead"]), ("Đoàn Thanh niên xã", "Đề nghị Đoàn Thanh niên xã", ["perform"])],
    ),
    "stars above dashes": (
        "II. PHÂN CÔNG NHIỆM VỤ\n* Công an xã:\n- Chủ trì.\n* Các đoàn thể:\n- Vận động hội viên.",
        [("Công an xã", "* Công an xã", ["lead"]), ("Các đoàn thể", "* Các đoàn thể", ["perform"])],
    ),
    "parts and Roman numbers": (
        "PHẦN THỨ HAI\nTỔ CHỨC THỰC HIỆN\nI. CÁC PHÒNG, BAN\n1. Công an xã\n1.1. Chủ trì.\n"
        "II. ĐỀ NGHỊ ỦY BAN MTTQ VIỆT NAM XÃ\nGiám sát.",
        [
            ("Công an xã", "1. Công an xã", ["lead"]),
            ("Ủy ban MTTQ Việt Nam xã", "II. ĐỀ NGHỊ ỦY BAN MTTQ VIỆT NAM XÃ", ["perform"]),
        ],
    ),
    "a parent with sub-bullets is a duty as well": (
        "II. PHÂN CÔNG NHIỆM VỤ\n1. Công an xã\n- Chủ trì xây dựng lực lượng, tập trung:\n+ Tuyển chọn.\n+ Tập huấn.",
        [("Công an xã", "1. Công an xã", ["lead", "perform", "perform"])],
    ),
    "posts": (
        "II. PHÂN CÔNG NHIỆM VỤ\n1. Đồng chí Trưởng Công an xã: Chỉ đạo chung.\n"
        "2. Thành viên Ban Chỉ đạo theo nhiệm vụ được phân công phụ trách địa bàn.",
        [
            ("Trưởng Công an xã", "1. Đồng chí Trưởng Công an xã", ["perform"]),
            ("Thành viên Ban Chỉ đạo", "2. Thành viên Ban Chỉ đạo", ["perform"]),
        ],
    ),
    "orders and requests": (
        "II. TỔ CHỨC THỰC HIỆN\n1. Giao Công an xã (cơ quan thường trực) chủ trì theo dõi.\n"
        "2. Đề nghị Hội Nông dân, Hội LHPN xã vận động hội viên.",
        [
            ("Công an xã", "1. Giao Công an xã (cơ quan thường trực)", ["lead"]),
            ("Hội Nông dân, Hội LHPN xã", "2. Đề nghị Hội Nông dân, Hội LHPN xã", ["perform"]),
        ],
    ),
    "a sentence with a basis, and what gives no duty": (
        "II. TỔ CHỨC THỰC HIỆN\n1. Căn cứ Kế hoạch này, các ban, ngành, các thôn triển khai thực hiện.\n"
        "2. Kinh phí từ ngân sách xã.\n"
        "3. Kế hoạch này thay thế Kế hoạch số 3/KH-UBND ngày 04/01/2025 của UBND xã.",
        [("Các ban, ngành, các thôn", "1. Căn cứ Kế hoạch này, các ban, ngành, các thôn", ["perform"])],
    ),
    "a closing paragraph is no duty of the last unit": (
        "II. TỔ CHỨC THỰC HIỆN\n1. Các thôn\n- Họp dân.\n"
        "Trên đây là Kế hoạch năm 2026, UBND xã yêu cầu các đơn vị nghiêm túc thực hiện./.",
        [
            ("Các thôn", "1. Các thôn", ["perform"]),
            ("Các đơn vị", "Trên đây là Kế hoạch năm 2026, UBND xã yêu cầu các đơn vị", ["perform"]),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_assignments(name: str) -> None:
    body, expected = CASES[name]
    found = read_text(HEAD + body).assignments
    assert [(a.org_unit, a.heading, [t.role for t in a.tasks]) for a in found] == expected


def test_contents_that_stay_outside_are_marked() -> None:
    found = read_text(
        HEAD + "II. PHÂN CÔNG NHIỆM VỤ\n1. Công an xã\n- Nắm tình hình địa bàn.\n- Tuyên truyền."
    ).assignments
    assert [t.outside_system for t in found[0].tasks] == [True, False]
    assert found[0].as_json()["tasks"][0]["outside_system"] is True


TABLE = """II. NỘI DUNG
| TT | Nội dung công việc | Thời gian | Đơn vị thực hiện | Đơn vị phối hợp |
| I | CÔNG TÁC TUYÊN TRUYỀN | | | |
| 1 | Phát thanh tin, bài | Hằng tuần | Trung tâm Dịch vụ tổng hợp | Công an xã |
| 2 | Treo băng rôn | 10/8/2026 | Các thôn | |
| II | CÔNG TÁC TỔ CHỨC | | | |
| 1 | Phối hợp trang trí hội trường | Trước 15/8/2026 | Văn phòng HĐND - UBND xã | Đoàn Thanh niên |
| 2 | Tổng kết phong trào | Tháng 12 | Công an xã / Các thôn | |
"""


def test_a_table_of_duties() -> None:
    found = read_text(HEAD + TABLE)
    rows = [(a.org_unit, t.text, t.role, str(t.due), t.rrule) for a in found.assignments for t in a.tasks]
    assert rows == [
        ("Trung tâm Dịch vụ tổng hợp", "Phát thanh tin, bài", "lead", "None", "FREQ=WEEKLY"),
        ("Các thôn", "Treo băng rôn", "lead", "2026-08-10", None),
        ("Văn phòng HĐND-UBND xã", "Phối hợp trang trí hội trường", "coordinate", "2026-08-15", None),
        ("Công an xã, Các thôn", "Tổng kết phong trào", "lead", "2026-12-31", None),
    ]
    assert [d.before for d in found.deadlines] == [False, False, True, False]
