"""Measurable aims and named mô hình."""

import pytest

from tests.core.reader_lexicon import read_text

HEAD = "KẾ HOẠCH\nGiữ gìn an ninh, trật tự năm 2026\nUBND xã Tân Phú ban hành kế hoạch như sau:\nI. MỤC TIÊU\n- "


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("Có từ 87,5% trở lên thôn đạt tiêu chuẩn.", (">=", 87.5, "%", None)),
        ("Trên 80% hộ dân ký cam kết.", (">", 80, "%", None)),
        ("100% tin báo được giải quyết.", ("=", 100, "%", None)),
        ("Dưới 3% số vụ quá hạn.", ("<", 3, "%", None)),
        ("Tỷ lệ hộ vi phạm không quá 2%.", ("<=", 2, "%", None)),
        ("Năm 2026, ít nhất 95% thôn có tổ tự quản.", (">=", 95, "%", "2026-12-31")),
        ("Đến hết tháng 6/2026, tối thiểu 60% hộ dân cài ứng dụng.", (">=", 60, "%", "2026-06-30")),
        ("Xây dựng ít nhất 02 mô hình mới.", (">=", 2, "count", None)),
        ("Mỗi thôn có từ 01 tổ liên gia trở lên.", (">=", 1, "count", None)),
        ("Không quá 05 vụ gây rối trật tự.", ("<=", 5, "count", None)),
        ("Kết quả phân loại phong trào đạt loại “Khá” trở lên.", (">=", "Khá", "grade", None)),
        ("Chi hội đạt Hoàn thành tốt nhiệm vụ trở lên.", (">=", "Hoàn thành tốt nhiệm vụ", "grade", None)),
    ],
)
def test_targets(sentence: str, target: tuple[str, object, str, str | None]) -> None:
    found = read_text(HEAD + sentence).targets
    assert [(t.op, t.value, t.measure_unit, t.due and t.due.isoformat()) for t in found] == [target]


@pytest.mark.parametrize(
    "sentence",
    [
        "Không để xảy ra đột biến, bất ngờ.",
        "Trên địa bàn có 12 thôn.",
        "Ít nhất 02 lần/tuần phát thanh.",
        "Tổng kết 15 năm thực hiện.",
        "Từ năm 2026.",
    ],
)
def test_no_target(sentence: str) -> None:
    assert read_text(HEAD + sentence).targets == ()


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Nhân rộng mô hình “Camera xóm tôi”, “Loa kéo an ninh”.", ("Camera xóm tôi", "Loa kéo an ninh")),
        ("Duy trì các mô hình: “Cụm tự quản số 1”; tổ “Hòa giải lưu động”.", ("Cụm tự quản số 1", "Hòa giải lưu động")),
        ("Phát động phong trào thi đua “Dân vận khéo”.", ()),
        ("Xây dựng mô hình đạt tiêu chuẩn “An toàn”.", ()),
    ],
)
def test_initiatives(sentence: str, names: tuple[str, ...]) -> None:
    assert read_text(HEAD + sentence).initiatives == names
