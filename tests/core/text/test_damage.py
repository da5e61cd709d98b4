"""A text whose diacritics are ruined is recognised, a sound one is not."""

import pytest

from phongtrao.core.text import strip_marks
from phongtrao.core.text.damage import is_damaged

SOUND = (
    "Ủy ban nhân dân phường giao Công an phường chủ trì, phối hợp với các tổ dân phố tổ chức tuyên truyền, vận động "
    "người dân nâng cao cảnh giác, kịp thời phát hiện và thông báo các hành vi vi phạm pháp luật; duy trì hoạt động "
    "của các tổ tự quản, nhân rộng những cách làm hay, báo cáo kết quả thực hiện hằng quý để tổng hợp, theo dõi và "
    "chỉ đạo chung trên địa bàn toàn phường."
)
GARBLED = SOUND.translate(str.maketrans("ủầốổợôạệậ", "ué6gócéii".ljust(9, "a")))


@pytest.mark.parametrize(
    ("text", "damaged"),
    [
        (SOUND, False),
        (strip_marks(SOUND), True),
        (GARBLED, True),
        ("Ke hoach ngan", False),
        ("", False),
    ],
)
def test_damage(text: str, damaged: bool) -> None:
    assert is_damaged(text) is damaged
