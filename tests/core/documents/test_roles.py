"""The role a duty gives to its body."""

import pytest

from phongtrao.core.documents.roles import role_grammar
from phongtrao.core.text.patterns import Dialect
from tests.core.reader_lexicon import lexicon


@pytest.mark.parametrize(
    ("duty", "role"),
    [
        ("Chủ trì, phối hợp với Công an phường tuần tra ban đêm", "lead"),
        ("Giao Công an xã chủ trì theo dõi, đôn đốc việc thực hiện", "lead"),
        ("Là cơ quan thường trực, chủ trì tham mưu UBND xã", "lead"),
        ("Chịu trách nhiệm chủ trì tổ chức lễ phát động", "lead"),
        ("Phối hợp với Trạm y tế xã tuyên truyền", "coordinate"),
        ("Chủ động phối hợp với các thôn nắm số hộ mới đến", "coordinate"),
        ("Thường xuyên thực hiện tốt công tác phối hợp với Đồn Biên phòng", "coordinate"),
        ("Chỉ đạo các chi hội phối hợp với Công an xã vận động hội viên", "coordinate"),
        ("Phân công giáo viên chủ nhiệm phối hợp với gia đình quản lý học sinh", "coordinate"),
        ("Xây dựng kế hoạch phối hợp với Công an xã tuần tra", "coordinate"),
        ("Tham mưu UBND phường bố trí kinh phí", "advise"),
        ("Căn cứ tình hình thực tế, chủ động tham mưu UBND xã", "advise"),
        ("Thực hiện tốt công tác tham mưu cho cấp ủy", "advise"),
        ("Tuyên truyền sâu rộng đến từng hộ dân", "perform"),
        ("Giúp UBND xã theo dõi, tổng hợp", "perform"),
        ("Tổ chức tuyên truyền và phối hợp các cơ quan liên quan kiểm tra", "perform"),
        ("Thực hiện các chương trình phối hợp đã ký kết với Công an xã", "perform"),
        ("Xây dựng mô hình điểm; đồng thời phối hợp với Công an xã nhân rộng", "perform"),
        ("Hướng dẫn việc phối hợp giữa các tổ tự quản", "perform"),
        ("", "perform"),
    ],
)
def test_roles(duty: str, role: str) -> None:
    assert role_grammar(lexicon(), Dialect()).read(duty).role == role
