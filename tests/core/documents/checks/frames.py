"""Papers without a fault of their own, into which an example of the pack is put."""

_HEAD = {
    "commune": (
        "ỦY BAN NHÂN DÂN\nXÃ TÂN PHÚ\nSố: 41/KH-UBND\nTân Phú, ngày 04 tháng 3 năm 2026\nKẾ HOẠCH\n"
        "Giữ gìn trật tự trên địa bàn xã năm 2026\n"
        "Thực hiện Kế hoạch số 9/KH-UBND ngày 02/01/2026 của UBND tỉnh Lâm Hà về giữ gìn trật tự, "
        "UBND xã Tân Phú ban hành kế hoạch như sau:\n"
    ),
    "ward": (
        "ỦY BAN NHÂN DÂN\nPHƯỜNG TÂN PHÚ\nSố: 41/KH-UBND\nTân Phú, ngày 04 tháng 3 năm 2026\nKẾ HOẠCH\n"
        "Giữ gìn trật tự trên địa bàn phường năm 2026\nUBND phường Tân Phú ban hành kế hoạch như sau:\n"
    ),
    "province": (
        "ỦY BAN NHÂN DÂN\nTỈNH LÂM HÀ\nSố: 41/KH-UBND\nLâm Hà, ngày 04 tháng 3 năm 2026\nKẾ HOẠCH\n"
        "Giữ gìn trật tự trên địa bàn tỉnh năm 2026\nUBND tỉnh Lâm Hà ban hành kế hoạch như sau:\n"
    ),
    "party": (
        "ĐẢNG BỘ TỈNH LÂM HÀ\nĐẢNG ỦY XÃ TÂN PHÚ\nSố 41-KH/ĐU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Tân Phú, ngày 04 tháng 3 năm 2026\nKẾ HOẠCH\nGiữ gìn trật tự năm 2026\n"
        "Đảng ủy xã Tân Phú ban hành kế hoạch như sau:\n"
    ),
}
_OWN = {
    "commune": ("Công an xã", "thôn"),
    "ward": ("Công an phường", "tổ dân phố"),
    "province": ("Công an tỉnh", "xã, phường"),
    "party": ("Công an xã", "thôn"),
}
_FOOT = {
    "commune": (
        "- Công an xã;\n- Phòng Kinh tế;\n- Các thôn;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn An\n"
    ),
    "ward": "- Như trên;\n- Các tổ dân phố;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn An\n",
    "province": (
        "- Các cơ quan, đơn vị;\n- Các xã, phường;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn An\n"
    ),
    "party": "- Các cơ quan, đơn vị;\n- Lưu: VT.\nT/M ĐẢNG ỦY\nBÍ THƯ\nNguyễn Văn An\n",
}


def framed(frame: str, text: str) -> str:
    """`text` under the first body of the paper `frame`; of « bare », `text` itself."""
    if frame == "bare":
        return text
    body, people = _OWN[frame]
    return (
        f"{_HEAD[frame]}I. MỤC ĐÍCH\n1. Giữ gìn trật tự ở các {people}.\nII. PHÂN CÔNG NHIỆM VỤ\n1. {body}\n{text}\n"
        f"Nơi nhận:\n{_FOOT[frame]}"
    )
