"""Documents in other manners than the plans that ship: what a person would make of each."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from corpus.models import PlanMetadata
from corpus.parsing import parse
from tests.corpus.reading import plan_of, shown, tree

NOTICE = """
    SỞ Y TẾ TỈNH HÀ GIANG\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    VĂN PHÒNG\tĐộc lập - Tự do - Hạnh phúc
    Số: 45/TB-VP\tHà Giang, ngày 05 tháng 6 năm 2024

    THÔNG BÁO
    V/v đăng ký danh hiệu thi đua năm 2024

    Kính gửi: Các khoa, phòng.

    Thực hiện Luật Thi đua, khen thưởng, Văn phòng Sở thông báo:
    1) Đăng ký trước ngày 20/6/2024;
    2) Hồ sơ gồm:
    * Bản đăng ký;
    * Danh sách trích ngang.
    Đề nghị các đơn vị thực hiện./.

    Nơi nhận:\tCHÁNH VĂN PHÒNG
    - Như trên;
    - Lưu: VT.\tLò Thị Mỷ
    """


def test_a_notice() -> None:
    plan = plan_of(NOTICE)
    assert shown(plan).split("\n")[1:10] == tree("""
        title: THÔNG BÁO V/v đăng ký danh hiệu thi đua năm 2024
        addressee: Kính gửi: Các khoa, phòng.
        preamble: Thực hiện Luật Thi đua, khen thưởng, Văn phòng Sở thông báo:
        numbered: 1) Đăng ký trước ngày 20/6/2024;
        numbered: 2) Hồ sơ gồm:
          item: * Bản đăng ký;
          item: * Danh sách trích ngang.
        paragraph: Đề nghị các đơn vị thực hiện./.
        recipients: Nơi nhận:
        """).split("\n")
    assert plan.metadata == PlanMetadata(
        document_type="Thông báo", number="45/TB-VP", issuer="VĂN PHÒNG", superior="SỞ Y TẾ TỈNH HÀ GIANG",
        place="Hà Giang", issue_date=date(2024, 6, 5),
        title="Thông báo V/v đăng ký danh hiệu thi đua năm 2024",
        province="Hà Giang", years=(2024,), position="Chánh Văn phòng", signer="Lò Thị Mỷ",
        recipients=("Như trên", "Lưu: VT"),
    )  # fmt: skip


DECISION = """
    QUYẾT ĐỊNH
    Ban hành Quy định xét khen thưởng
    Căn cứ Luật Thi đua, khen thưởng năm 2022;
    QUYẾT ĐỊNH:
    Điều 1. Ban hành kèm theo Quyết định này Quy định xét khen thưởng.
    Nơi nhận:
    - Lưu: VT.
    CHỦ TỊCH
    Hà Văn Nam
    QUY ĐỊNH
    Xét khen thưởng
    (Kèm theo Quyết định số 5/QĐ-UBND)
    Chương I
    QUY ĐỊNH CHUNG
    Mục 1
    PHẠM VI
    Điều 1. Đối tượng
    1. Tập thể.
    2. Cá nhân theo quy định tại
    Điều 1 của Quy định này.
    Mục 2. NGUYÊN TẮC
    Điều 2. Nguyên tắc chung
    a) Công khai;
    """


def test_a_decision_with_the_regulation_that_it_issues() -> None:
    assert shown(plan_of(DECISION)) == tree("""
        title: QUYẾT ĐỊNH Ban hành Quy định xét khen thưởng
        preamble: Căn cứ Luật Thi đua, khen thưởng năm 2022;
        preamble: QUYẾT ĐỊNH:
        numbered: Điều 1. Ban hành kèm theo Quyết định này Quy định xét khen thưởng.
        recipients: Nơi nhận: | - Lưu: VT.
        signature: CHỦ TỊCH | Hà Văn Nam
        title: QUY ĐỊNH Xét khen thưởng
        preamble: (Kèm theo Quyết định số 5/QĐ-UBND)
        numbered: Chương I | QUY ĐỊNH CHUNG
          numbered: Mục 1 | PHẠM VI
            numbered: Điều 1. Đối tượng
              numbered: 1. Tập thể.
              numbered: 2. Cá nhân theo quy định tại Điều 1 của Quy định này.
          numbered: Mục 2. NGUYÊN TẮC
            numbered: Điều 2. Nguyên tắc chung
              numbered: a) Công khai;
        """)


def test_parts_with_letters_and_clauses_in_brackets() -> None:
    text = """
        PHẦN A
        MỤC ĐÍCH
        1. Khơi dậy tinh thần thi đua.
        PHẦN B
        NỘI DUNG
        I/ THI ĐUA
        (a) Chuyển đổi số;
        (b) Cải cách hành chính.
        II/ KHEN THƯỞNG
        01 tập thể.
        """
    assert shown(plan_of(text)) == tree("""
        numbered: PHẦN A | MỤC ĐÍCH
          numbered: 1. Khơi dậy tinh thần thi đua.
        numbered: PHẦN B | NỘI DUNG
          numbered: I/ THI ĐUA
            numbered: (a) Chuyển đổi số;
            numbered: (b) Cải cách hành chính.
          numbered: II/ KHEN THƯỞNG
            paragraph: 01 tập thể.
        """)


def test_stars_and_letters_with_a_full_stop() -> None:
    text = """
        I. NỘI DUNG
        1) Việc trước mắt:
        * Việc thứ nhất;
        * Việc thứ hai:
          + Bước một;
          + Bước hai.
        2) Việc lâu dài
        a. Tuyên truyền
        b. Kiểm tra
        II. KINH PHÍ
        """
    assert shown(plan_of(text)) == tree("""
        numbered: I. NỘI DUNG
          numbered: 1) Việc trước mắt:
            item: * Việc thứ nhất;
            item: * Việc thứ hai:
              item: + Bước một;
              item: + Bước hai.
          numbered: 2) Việc lâu dài
            numbered: a. Tuyên truyền
            numbered: b. Kiểm tra
        numbered: II. KINH PHÍ
        """)


WRAPPED = """\
KẾ HOẠCH
Phát động phong trào thi đua năm 2024
I. MỤC ĐÍCH
1. Tạo khí thế thi đua sôi nổi trong toàn thể cán bộ, công chức, viên chức và
người lao động của cơ quan; phấn đấu hoàn thành các chỉ tiêu tại Nghị quyết số
512/NQ-
HĐND ngày 11/12/2023 và Kế hoạch giai đoạn 2026-
2030. Kịp thời biểu dương gương người tốt
- việc tốt trong cơ quan, chào mừng Đại hội Đảng bộ tỉnh lần thứ
XIV. Các đơn vị báo cáo kết quả trước ngày
15. Văn phòng tổng hợp chung vào báo cáo tháng gửi về Ủy ban nhân dân tỉnh
Hưng Yên theo quy định.
2. Yêu cầu: thiết thực, hiệu quả.
"""
UNWRAPPED = tree("""
    title: KẾ HOẠCH Phát động phong trào thi đua năm 2024
    numbered: I. MỤC ĐÍCH
      numbered: 1. Tạo khí thế thi đua sôi nổi trong toàn thể cán bộ, công chức, viên chức và người lao động \
của cơ quan; phấn đấu hoàn thành các chỉ tiêu tại Nghị quyết số 512/NQ-HĐND ngày 11/12/2023 và Kế hoạch giai \
đoạn 2026-2030. Kịp thời biểu dương gương người tốt - việc tốt trong cơ quan, chào mừng Đại hội Đảng bộ tỉnh \
lần thứ XIV. Các đơn vị báo cáo kết quả trước ngày 15. Văn phòng tổng hợp chung vào báo cáo tháng gửi về \
Ủy ban nhân dân tỉnh Hưng Yên theo quy định.
      numbered: 2. Yêu cầu: thiết thực, hiệu quả.
    """)


@pytest.mark.parametrize(
    "text",
    [
        WRAPPED,
        WRAPPED.replace("\n", "\n\n"),
        WRAPPED.replace("\n", "\r\n"),
        unicodedata.normalize("NFD", WRAPPED),
        WRAPPED.replace("\n", " \n\t"),
        "\ufeff" + WRAPPED,
    ],
    ids=["plain", "blank lines between", "CRLF", "NFD", "tabs", "byte order mark"],
)
def test_wrapped_lines_read_the_same_however_they_are_stored(text: str) -> None:
    plan = parse(text, plan_id="mau", file="mau.txt")
    assert shown(plan) == UNWRAPPED
    assert replace(plan.metadata, years=()) == PlanMetadata(
        document_type="Kế hoạch", title="Kế hoạch Phát động phong trào thi đua năm 2024", province="Hưng Yên"
    )


def test_tabs_and_blanks_that_do_not_break() -> None:
    text = "KẾ\u00a0HOẠCH\nThi\u00a0đua\nI.\tMỤC ĐÍCH\n\t1.\tTạo\u00a0 khí thế.\n\u00a0-\u00a0Việc một;"
    assert shown(plan_of(text)) == tree("""
        title: KẾ HOẠCH Thi đua
        numbered: I. MỤC ĐÍCH
          numbered: 1. Tạo khí thế.
            item: - Việc một;
        """)


def test_a_table_of_awards_by_unit() -> None:
    text = """
        I. SỐ LƯỢNG KHEN THƯỞNG
        1. Phân bổ như sau:
        STT   Đơn vị   Tập thể   Cá nhân
        1.   Văn phòng Sở   01   02
        2.   Phòng Kế hoạch - Tài chính   02   05
        Tổng cộng   03   07   10
        2. Giấy khen không hạn chế.
        """
    assert shown(plan_of(text)) == tree("""
        numbered: I. SỐ LƯỢNG KHEN THƯỞNG
          numbered: 1. Phân bổ như sau:
            paragraph: STT Đơn vị Tập thể Cá nhân
            paragraph: 1. Văn phòng Sở 01 02
            paragraph: 2. Phòng Kế hoạch - Tài chính 02 05
            paragraph: Tổng cộng 03 07 10
          numbered: 2. Giấy khen không hạn chế.
        """)


def test_a_table_with_a_cell_a_line_keeps_its_numbers() -> None:
    text = "I. SỐ LƯỢNG\nVăn phòng Sở\n12\n30\nPhòng Tổ chức\n02\n05\nII. KINH PHÍ"
    assert shown(plan_of(text)) == tree("""
        numbered: I. SỐ LƯỢNG
          paragraph: Văn phòng Sở 12 30
          paragraph: Phòng Tổ chức 02 05
        numbered: II. KINH PHÍ
        """)


def test_southern_numbering_with_strokes() -> None:
    text = """
        I/. MỤC ĐÍCH - YÊU CẦU:
        1/. Mục đích:
        - Tạo động lực.
        2/- Thành phần
        a/ Lãnh đạo;
        b/ Công chức.
        II/- KINH PHÍ:
        """
    assert shown(plan_of(text)) == tree("""
        numbered: I/. MỤC ĐÍCH - YÊU CẦU:
          numbered: 1/. Mục đích:
            item: - Tạo động lực.
          numbered: 2/- Thành phần
            numbered: a/ Lãnh đạo;
            numbered: b/ Công chức.
        numbered: II/- KINH PHÍ:
        """)


def test_appendices_behind_the_signature() -> None:
    text = """
        I. NỘI DUNG
        Chi tiết tại
        Phụ lục I kèm theo.
        Nơi nhận:
        - Lưu: VT.
        GIÁM ĐỐC
        Hà Văn Nam
        Phụ lục I
        BẢNG CHẤM ĐIỂM
        (Kèm theo Kế hoạch số 5/KH-SNV)
        STT\tTiêu chí\tĐiểm
        1\tSáng kiến\t20
        Phụ lục II
        MẪU BÁO CÁO
        1. Kết quả
        """
    assert shown(plan_of(text)) == tree("""
        numbered: I. NỘI DUNG
          paragraph: Chi tiết tại Phụ lục I kèm theo.
        recipients: Nơi nhận: | - Lưu: VT.
        signature: GIÁM ĐỐC | Hà Văn Nam
        numbered: Phụ lục I | BẢNG CHẤM ĐIỂM
          paragraph: (Kèm theo Kế hoạch số 5/KH-SNV)
          paragraph: STT Tiêu chí Điểm
          paragraph: 1 Sáng kiến 20
        numbered: Phụ lục II | MẪU BÁO CÁO
          numbered: 1. Kết quả
        """)
