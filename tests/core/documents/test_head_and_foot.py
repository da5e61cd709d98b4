"""Letterhead and signature in the layouts that offices and converters produce."""

import pytest

from tests.core.reader_lexicon import read_text

BODY = "\nUBND xã ban hành kế hoạch như sau:\nI. MỤC ĐÍCH\n1. Nâng cao ý thức.\n"


@pytest.mark.parametrize(
    ("head", "number", "symbol", "day", "issuer"),
    [
        (
            "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ HÒA BÌNH Độc lập - Tự do - Hạnh phúc\n"
            "Số: 71/KH-UBND Hòa Bình, ngày 06 tháng 03 năm 2026",
            "71", "KH-UBND", "2026-03-06", "UBND xã Hòa Bình",
        ),
        ("UBND XÃ MỸ AN\n\nSố: /KH-UBND\n\nMỹ An, ngày tháng năm 2026", None, "KH-UBND", None, "UBND xã Mỹ An"),
        (
            "UBND XÃ MỸ AN\nSố: 05/KH-UBND\nMỹ An, ngày 09 tháng 4 năm 2026",
            "05", "KH-UBND", "2026-04-09", "UBND xã Mỹ An",
        ),
        ("", None, None, None, "UBND xã"),
    ],
)  # fmt: skip
def test_letterhead(head: str, number: str | None, symbol: str | None, day: str | None, issuer: str | None) -> None:
    found = read_text(f"{head}\nKẾ HOẠCH\nGiữ gìn trật tự năm 2026{BODY}").header
    assert (found.number, found.symbol, found.date and found.date.isoformat(), found.issuer) == (
        number,
        symbol,
        day,
        issuer,
    )
    assert (found.doc_type, found.title, found.period) == ("Kế hoạch", "Giữ gìn trật tự năm 2026", (2026, 2026))


@pytest.mark.parametrize(
    ("foot", "recipients", "signer"),
    [
        (
            "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nHồ Văn Ý",
            ("Như trên", "Lưu: VT"), ("Hồ Văn Ý", "PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH"),
        ),
        (
            "Nơi nhận:          TM. ỦY BAN NHÂN DÂN\n- Như trên;              CHỦ TỊCH\n- Lưu: VT.\n         Lò Thị Én",
            ("Như trên", "Lưu: VT"), ("Lò Thị Én", "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"),
        ),
        (
            "Nơi nhận: - Công an tỉnh (để b/c); - Các thôn; - Lưu: VT, CAX.\nTRƯỞNG CÔNG AN XÃ\nThiếu tá Trần Lê",
            ("Công an tỉnh", "Các thôn", "Lưu: VT, CAX"), ("Trần Lê", "TRƯỞNG CÔNG AN XÃ", None),
        ),
        (
            "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n_ UBND tỉnh; ¬ - CHỦ TỊCH\n- Lưu: VT. Kim Sơn Hải",
            ("UBND tỉnh", "Lưu: VT"), ("Kim Sơn Hải", "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"),
        ),
        (
            "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH\nMa Văn Phúc\nNơi nhận:\n- Như trên.",
            ("Như trên",), ("Ma Văn Phúc", "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"),
        ),
    ],
)  # fmt: skip
def test_foot(foot: str, recipients: tuple[str, ...], signer: tuple[str | None, ...]) -> None:
    found = read_text(f"KẾ HOẠCH\nGiữ gìn trật tự năm 2026{BODY}{foot}")
    assert found.recipients == recipients
    assert (found.signer.name, found.signer.title, found.signer.on_behalf) == signer
