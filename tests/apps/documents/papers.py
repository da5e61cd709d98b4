"""A small plan of a commune that does not exist, and people who may review it."""

from datetime import timedelta

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.documents import operations
from phongtrao.apps.documents.models import Document
from phongtrao.apps.jobs.jobs import run_next
from phongtrao.config.topics import TOPICS
from tests.factories import rows

NOW = rows.NOW
LATER = NOW + timedelta(minutes=5)

PLAN = """ỦY BAN NHÂN DÂN
XÃ HÒA AN
Số: 45/KH-UBND
Hòa An, ngày 24 tháng 02 năm 2026

KẾ HOẠCH
Xây dựng xã điển hình về phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2026

I. MỤC ĐÍCH, YÊU CẦU
1. Phấn đấu 100% thôn đạt tiêu chuẩn “An toàn về an ninh, trật tự” trong năm 2026.
2. UBND xã báo cáo tiến độ thực hiện với Công an tỉnh trước ngày 20/5/2026.

II. NHIỆM VỤ TRỌNG TÂM
1. Tổ chức quán triệt, triển khai các văn bản của cấp trên về xây dựng phong trào.
2. Thường xuyên kiện toàn lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở.

III. PHÂN CÔNG NHIỆM VỤ
1. Công an xã
- Chủ trì, phối hợp với Văn phòng HĐND-UBND xã xây dựng kế hoạch chi tiết, xong trước ngày 31/3/2026.
- Tham mưu UBND xã tổng kết phong trào trong tháng 12/2026.
2. Đề nghị Ủy ban MTTQ xã
- Phối hợp tuyên truyền, vận động Nhân dân tham gia phong trào (thực hiện thường xuyên).
3. Các thôn
- Tổ chức đăng ký xây dựng thôn “An toàn về an ninh, trật tự”.
- Phối hợp duy trì các mô hình tự quản trên địa bàn.

Nơi nhận:
- Công an tỉnh;
- Các thôn;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Mẫu
"""


class Commune:
    """Xã Hòa An with its committee, police, Front and two hamlets, and the coordinator of the committee."""

    def __init__(self) -> None:
        self.province = rows.area("Sông Lam", type="province")
        self.place = rows.area("Hòa An", parent=self.province)
        self.committee = rows.body("UBND xã Hòa An", place=self.place, type="people_committee")
        self.police = rows.body("Công an xã Hòa An", place=self.place, type="commune_police")
        self.front = rows.body("Ủy ban Mặt trận Tổ quốc Việt Nam xã Hòa An", place=self.place, type="fatherland_front")
        for number in (1, 2):
            hamlet = rows.area(f"Thôn {number}", type="hamlet", parent=self.place)
            rows.body(f"Thôn {number}", place=hamlet, type="hamlet_board")
        self.by: Actor = rows.actor("coordinator", self.committee)

    def upload(self, text: str = PLAN, name: str = "ke-hoach.txt") -> Document:
        return operations.upload_document(
            data=text.encode(), name=name, body_uid=self.committee.uid, by=self.by, now=NOW
        )

    def read(self, text: str = PLAN) -> Document:
        """A paper that the background work has read."""
        document = self.upload(text)
        run_jobs()
        document.refresh_from_db()
        return document


def run_jobs(most: int = 20) -> int:
    """Take up what is due now; how many rows."""
    done = 0
    while done < most and run_next(worker="test", topics=TOPICS):
        done += 1
    return done
