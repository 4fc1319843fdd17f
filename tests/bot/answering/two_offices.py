"""Plans of two invented offices: of the first, two that the asker may see and one not; none of the second."""

from __future__ import annotations

from pathlib import Path

from bot.app import App, build
from bot.settings import Settings
from corpus.ingest import ingest

OLDER = """UBND TỈNH LÂM ĐỒNG
SỞ TƯ PHÁP
Số: 11/KH-STP

Lâm Đồng, ngày 14 tháng 3 năm 2023

KẾ HOẠCH
Phát động phong trào thi đua năm 2023 của Sở Tư pháp

I. THỜI GIAN THI ĐUA
Từ ngày 15/3/2023 đến hết ngày 30/11/2023.

II. SỐ LƯỢNG KHEN THƯỞNG
1. Giấy khen của Giám đốc Sở: 04-06 tập thể; 09-12 cá nhân.
2. Bằng khen của Chủ tịch UBND tỉnh: 01 tập thể; 02 cá nhân.

III. NỘI DUNG
1. Phong trào thi đua "Cán bộ tư pháp gần dân" giai đoạn 2021-2025.

IV. TỔ CHỨC THỰC HIỆN
1. Phòng Hành chính chủ trì, phối hợp với Phòng Hộ tịch tổng hợp kết quả.
2. Các phòng báo cáo Sở (qua Phòng Hành chính) trước ngày 25/11/2023.

GIÁM ĐỐC

Lê Thị Mẫu Đơn
"""
NEWER = """UBND TỈNH LÂM ĐỒNG
SỞ TƯ PHÁP
Số: 25/KH-STP

Lâm Đồng, ngày 05 tháng 4 năm 2024

KẾ HOẠCH
Phát động phong trào thi đua năm 2024 của Sở Tư pháp

Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ;

I. THỜI GIAN THI ĐUA
Từ ngày 10/4/2024 đến hết ngày 15/12/2024.

II. SỐ LƯỢNG KHEN THƯỞNG
1. Giấy khen của Giám đốc Sở: 05-07 tập thể; 10-13 cá nhân.

III. KINH PHÍ
Kinh phí thực hiện từ nguồn ngân sách tỉnh giao cho Sở.

IV. TỔ CHỨC THỰC HIỆN
1. Phòng Hành chính hướng dẫn các phòng lập hồ sơ khen thưởng.
2. Các phòng báo cáo Sở (qua Phòng Hành chính) trước ngày 10/12/2024.

GIÁM ĐỐC

Lê Thị Mẫu Đơn
"""
# Replaces the older plan, gives its movement another period, and prints words that no other plan has.
HIDDEN = """UBND TỈNH LÂM ĐỒNG
SỞ TƯ PHÁP
Số: 62/KH-STP

Lâm Đồng, ngày 20 tháng 6 năm 2024

KẾ HOẠCH
Thi đua chuyên đề thanh tra vườn xoài năm 2024 của Sở Tư pháp

I. THỜI GIAN THI ĐUA
Từ ngày 01/7/2024 đến hết ngày 19/12/2024.

II. SỐ LƯỢNG KHEN THƯỞNG
1. Giấy khen của Giám đốc Sở: 31-37 tập thể; 71-73 cá nhân.
2. Cờ thi đua của UBND tỉnh: 17 tập thể.

III. NỘI DUNG
1. Phong trào thi đua "Cán bộ tư pháp gần dân" giai đoạn 2021-2030.
2. Kiểm tra nhà vườn xoài cát, chống gian lận; Tổ QXZ chủ trì.

IV. KINH PHÍ
Kinh phí là 1.350 triệu đồng từ Quỹ Hoa Ban.

V. TỔ CHỨC THỰC HIỆN
1. Thanh tra Sở báo cáo Chánh Thanh tra tỉnh (qua Tổ QXZ) trước ngày 17/12/2024.
2. Nhà trẻ Ánh Dương tổ chức bán trú cho con cán bộ trong dịp hội thao.
Kế hoạch này thay thế Kế hoạch số 11/KH-STP ngày 14/3/2023 của Sở Tư pháp.

GIÁM ĐỐC

Phùng Khắc Khoan
"""
ELSEWHERE = """UBND TỈNH KIÊN GIANG
SỞ Y TẾ
Số: 88/KH-SYT

Kiên Giang, ngày 09 tháng 01 năm 2025

KẾ HOẠCH
Phát động phong trào thi đua năm 2025 của Sở Y tế tỉnh Kiên Giang

I. SỐ LƯỢNG KHEN THƯỞNG
1. Giấy khen của Giám đốc Sở: 41 tập thể; 53 cá nhân.

II. TỔ CHỨC THỰC HIỆN
1. Bệnh viện Thổ Chu báo cáo Sở Y tế trước ngày 27/10/2025.
2. Kinh phí từ nguồn viện trợ của đảo Phú Quốc.

GIÁM ĐỐC

Trịnh Hoài Đức
"""
VISIBLE = {"tu-phap-2023": OLDER, "tu-phap-2024": NEWER}
SECRET = {"thanh-tra-2024": HIDDEN, "y-te-2025": ELSEWHERE}


def open_with(home: Path, plans: dict[str, str]) -> App:
    """Open a home that holds these plans alone."""
    app = build(Settings(home=home), remembered=0)
    for shipped in app.store.plans():
        app.store.forget(shipped.id)
    for plan_id, text in plans.items():
        path = home / f"{plan_id}.txt"
        path.write_text(text, "utf-8")
        ingest(path, app.store, plan_id=plan_id)
    return app
