"""Papers that are no plans, written for the tests; places and people are made up."""

LETTERHEAD = (
    "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ TÂN LONG\tĐộc lập - Tự do - Hạnh phúc\n"
    "Số: {symbol}\tTân Long, ngày 12 tháng 3 năm 2026\n\n"
)
SIGNED = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nHoàng Văn Bình\n"

RECOGNITION = (
    LETTERHEAD.format(symbol="215/QĐ-UBND")
    + """QUYẾT ĐỊNH
Về việc công nhận khu dân cư đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm 2025
CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ TÂN LONG
Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025;
Xét đề nghị của Trưởng Công an xã,
QUYẾT ĐỊNH:
Điều 1. Công nhận 07 thôn đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm 2025 (có danh sách kèm theo).
Điều 2. Các thôn được công nhận được hưởng các quyền lợi theo quy định hiện hành.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký.
Điều 4. Chánh Văn phòng HĐND và UBND xã, Trưởng Công an xã, các đơn vị chịu trách nhiệm thi hành Quyết định này./."""
    + SIGNED
)

THANKS = (
    LETTERHEAD.format(symbol="88/UBND-VX")
    + """THƯ CẢM ƠN
Kính gửi: Công an tỉnh Sông Trà; các doanh nghiệp trên địa bàn xã.
Trong năm qua, Công an tỉnh đã chỉ đạo, phối hợp với Công an xã tổ chức 12 buổi tuyên truyền cho người dân.
Ủy ban nhân dân xã Tân Long trân trọng cảm ơn Công an tỉnh, các doanh nghiệp đã hỗ trợ kinh phí lắp đặt camera.
Rất mong Công an tỉnh, các doanh nghiệp tiếp tục quan tâm, phối hợp với Ủy ban nhân dân xã trong thời gian tới.
Xin kính chúc các đồng chí sức khỏe, hạnh phúc và thành công."""
    + SIGNED
)

FIGURES = """BIỂU SỐ LIỆU TÌNH HÌNH AN NINH, TRẬT TỰ NĂM 2025
(Kèm theo Báo cáo số 45/BC-UBND ngày 10/01/2026 của UBND xã Tân Long)
| STT | Nội dung | Đơn vị tính | Năm 2024 | Năm 2025 |
| 1 | Số vụ phạm pháp hình sự | Vụ | 7 | 5 |
| 2 | Tỷ lệ điều tra, khám phá | % | 85 | 92 |
| 3 | Số thôn đạt tiêu chuẩn | Thôn | 6 | 7 |
| 4 | Số mô hình tự quản | Mô hình | 11 | 14 |
"""

LAW = """QUỐC HỘI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Luật số: 99/2031/QH17\tĐộc lập - Tự do - Hạnh phúc
LUẬT
TRẬT TỰ Ở CỘNG ĐỒNG
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Quốc hội ban hành Luật Trật tự ở cộng đồng.
Chương I
NHỮNG QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Luật này quy định về trật tự ở cộng đồng.
Chương IV
TRÁCH NHIỆM CỦA CƠ QUAN, TỔ CHỨC
Điều 20. Trách nhiệm của Bộ Công an
1. Bộ Công an chủ trì, phối hợp với các bộ, cơ quan ngang bộ xây dựng văn bản hướng dẫn thi hành.
2. Hằng năm, tổng hợp, báo cáo Chính phủ trước ngày 15 tháng 12.
Điều 21. Trách nhiệm của Ủy ban nhân dân các cấp
1. Ủy ban nhân dân cấp tỉnh bố trí kinh phí cho công tác bảo vệ trật tự.
2. Ủy ban nhân dân cấp xã tổ chức tuyên truyền, phổ biến pháp luật cho người dân.
Điều 22. Hiệu lực thi hành
Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.
"""

DECREE_ARTICLES = """Điều 1. Phạm vi điều chỉnh
Nghị định này quy định việc bảo đảm kinh phí.
Điều 2. Trách nhiệm của Bộ Tài chính
1. Hướng dẫn việc lập dự toán.
Điều 3. Tổ chức thực hiện
1. Ủy ban nhân dân cấp tỉnh báo cáo kết quả trước ngày 31/01 hằng năm.
2. Các bộ, cơ quan ngang bộ chịu trách nhiệm thi hành Nghị định này.
"""

NOVEL = """Trời mưa từ sáng. Ông Thìn ngồi bên bếp lửa, nghe tiếng nước chảy ngoài hiên mà nghĩ mãi về chuyện hôm qua.
- Công an xã vừa xuống nhà cụ Mão đấy ông ạ, tổ chức đi tìm con trâu mất từ tối.
- Thì cứ để người ta tìm. Trưởng thôn bảo tối nay họp, phân công mỗi nhà một người.
Bà Sáu đặt bát nước chè xuống chõng. Năm 1978, cũng mùa này, nước lên tận bậc thềm. Ủy ban xã huy động cả làng ra đê,
ai có gì mang nấy, đến ngày 15 tháng 8 mới yên.
- Ít nhất cũng phải mười người thì mới xong được cái kè ấy.
Ông Thìn không đáp. Ngoài kia, tiếng kẻng của hợp tác xã vang lên ba hồi, rồi im bặt.
"""

DIRECTIVE = (
    LETTERHEAD.format(symbol="02/CT-UBND")
    + """CHỈ THỊ
Về tăng cường công tác bảo đảm an ninh, trật tự dịp Tết Nguyên đán
Thời gian qua, Công an xã đã phối hợp với các thôn tổ chức tuần tra, giải quyết nhiều vụ việc phức tạp.
Tuy nhiên, tình hình còn tiềm ẩn phức tạp; các ngành chưa thường xuyên phối hợp với nhau.
Để bảo đảm an ninh, trật tự dịp Tết, Chủ tịch UBND xã yêu cầu:
1. Công an xã
a) Chủ trì, phối hợp với Ban Chỉ huy Quân sự xã tuần tra ban đêm.
b) Báo cáo kết quả về UBND xã trước ngày 25/3/2026.
2. Ban Chỉ huy Quân sự xã bố trí lực lượng trực sẵn sàng chiến đấu.
3. Giao Phòng Văn hóa - Xã hội hướng dẫn các thôn treo cờ Tổ quốc.
4. Đề nghị Ủy ban MTTQ Việt Nam xã vận động hội viên chấp hành pháp luật.
Nhận được Chỉ thị này, yêu cầu các đơn vị nghiêm túc thực hiện."""
    + SIGNED
)

CONCLUSION = (
    LETTERHEAD.format(symbol="61/TB-UBND")
    + """THÔNG BÁO
Kết luận của Chủ tịch UBND xã tại cuộc họp giao ban tháng 3
Ngày 10/3/2026, Chủ tịch UBND xã chủ trì cuộc họp giao ban. Sau khi nghe Công an xã báo cáo, Chủ tịch UBND xã kết luận:
1. Về kết quả: UBND xã biểu dương Công an xã, các thôn đã phối hợp tổ chức tốt Ngày hội.
2. Về nhiệm vụ thời gian tới:
- Công an xã chủ trì rà soát các thôn chưa có mô hình, báo cáo trước ngày 31/3/2026.
- Giao Văn phòng HĐND và UBND xã theo dõi, đôn đốc việc thực hiện Thông báo này.
Văn phòng HĐND và UBND xã thông báo để các đơn vị biết, thực hiện."""
    + SIGNED
)

MINUTES = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ TÂN LONG\tĐộc lập - Tự do - Hạnh phúc

BIÊN BẢN
Họp triển khai phong trào toàn dân bảo vệ an ninh Tổ quốc
I. THÀNH PHẦN
- Chủ trì: ông Hoàng Văn Bình, Chủ tịch UBND xã.
- Thư ký: bà Lê Thị Sen, công chức Văn phòng.
II. NỘI DUNG
1. Công an xã báo cáo kết quả thực hiện năm 2025; đề xuất nội dung năm 2026.
2. Ý kiến thảo luận
- Trưởng thôn Đông đề nghị hỗ trợ kinh phí lắp đặt đèn.
- Hội Nông dân xã phối hợp tốt với các thôn trong năm qua.
III. KẾT LUẬN
1. Giao Công an xã tham mưu kế hoạch năm 2026, hoàn thành trước ngày 20/3/2026.
2. Phòng Kinh tế bố trí kinh phí lắp đặt đèn ở thôn Đông.
Cuộc họp kết thúc lúc 11 giờ 30 phút cùng ngày.
CHỦ TRÌ
Hoàng Văn Bình
"""

LETTER = (
    LETTERHEAD.format(symbol="130/UBND-CA").replace("\n\n", "\nV/v rà soát mô hình tự quản\n\n")
    + """Kính gửi:
- Công an xã;
- Các thôn trên địa bàn xã.
Thực hiện Kế hoạch số 20/KH-UBND ngày 15/01/2026 của UBND tỉnh Sông Trà, UBND xã có ý kiến như sau:
1. Giao Công an xã hướng dẫn các thôn rà soát mô hình tự quản, tổng hợp kết quả trước ngày 30/3/2026.
2. Yêu cầu các thôn gửi kết quả rà soát về Công an xã trước ngày 25/3/2026.
3. Việc rà soát phải khách quan, đúng thực tế.
UBND xã thông báo để các đơn vị biết, thực hiện./."""
    + SIGNED
)

LETTER_IN_ONE_SENTENCE = (
    LETTERHEAD.format(symbol="131/UBND-CA").replace("\n\n", "\nV/v cung cấp số liệu\n\n")
    + """Kính gửi: Công an xã
Để có cơ sở báo cáo cấp trên, UBND xã đề nghị Công an xã cung cấp số liệu phong trào trước ngày 15/3/2026."""
    + SIGNED
)

DECISION_THAT_GIVES = (
    LETTERHEAD.format(symbol="216/QĐ-UBND")
    + """QUYẾT ĐỊNH
Về việc phê duyệt mô hình điểm về an ninh, trật tự
Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025;
QUYẾT ĐỊNH:
Điều 1. Phê duyệt mô hình điểm tại thôn Đông.
Điều 2. Giao Công an xã chủ trì, phối hợp với các thôn triển khai mô hình, hoàn thành trước ngày 30/6/2026.
Điều 3. Chánh Văn phòng, Trưởng Công an xã chịu trách nhiệm thi hành Quyết định này./."""
    + SIGNED
)
