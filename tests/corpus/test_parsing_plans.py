"""The five plans that ship: what a person finds who reads them."""

from __future__ import annotations

import pytest

from corpus.models import PlanMetadata, SectionKind
from corpus.text import squeeze
from tests.corpus.reading import PLANS, labels, own_text, plan_at, sections

SKHCN = "Sở Khoa học và Công nghệ"
METADATA = {
    "000": PlanMetadata(
        document_type="Kế hoạch", issuer=SKHCN, province="Hưng Yên", years=(2025,),
        title=f"Kế hoạch Phát động phong trào thi đua năm 2025 của {SKHCN}",
        position="Giám đốc", signer="Vũ Tuấn Anh",
        recipients=(
            "Sở Nội vụ (để theo dõi)", "Giám đốc Sở, các PGĐ Sở", "Các phòng, đơn vị trực thuộc Sở",
            "Cổng TTĐT Sở (để đăng tải)", "Lưu: VT, VPXT",
        ),
    ),
    "001": PlanMetadata(
        document_type="Kế hoạch", issuer=SKHCN, province="Hưng Yên", years=(2023,),
        title=(
            "Kế hoạch Phát động Đợt thi đua đặc biệt chào mừng kỷ niệm 75 năm Ngày Chủ tịch Hồ Chí Minh "
            "ra lời kêu gọi thi đua ái quốc (11/6/1948-11/6/2023)"
        ),
        position="Giám đốc", signer="Trần Tùng Chuẩn",
        recipients=(
            "UBND tỉnh Hưng Yên (thay báo cáo)", "Sở Nội vụ tỉnh (để theo dõi)", "Giám đốc Sở, các PGĐ Sở",
            "Chánh Văn phòng Sở", "Phòng chuyên môn, đơn vị (để thực hiện)", "Cổng TTĐT Sở (để đăng tải)",
            "Lưu: VT, VPXT",
        ),
    ),
    "003": PlanMetadata(
        document_type="Kế hoạch", issuer="Ủy ban nhân dân thị xã Mỹ Hào", province="Hưng Yên",
        years=(2025, 2026, 2027, 2028, 2029, 2030),
        title=(
            "Kế hoạch Phát động phong trào thi đua “Phát triển khoa học, công nghệ, đổi mới sáng tạo và "
            "chuyển đổi số” thị xã Mỹ Hào giai đoạn 2025 - 2030"
        ),
        authority="TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", position="Phó Chủ tịch", signer="Nguyễn Quốc Khánh",
        recipients=(
            "UBND tỉnh", "Sở KH&CN", "Thường trực Thị ủy", "Thường trực HĐND thị xã",
            "Chủ tịch, các Phó Chủ tịch UBND thị xã", "Các cơ quan, đơn vị liên quan", "UBND các xã, phường",
            "Lưu: VT, VH,KH&TT",
        ),
    ),
    "004": PlanMetadata(
        document_type="Kế hoạch", issuer=SKHCN, place="Tây Ninh", province="Tây Ninh", years=(2025,),
        title="Kế hoạch Phát động phong trào thi đua năm 2025", position="Giám đốc",
        recipients=("Các phòng, đơn vị", "Lưu: VT, VP"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("number", METADATA)
def test_metadata(number: str) -> None:
    assert plan_at(PLANS[number]).metadata == METADATA[number]


def test_metadata_of_the_scan_is_that_of_its_repaired_reading() -> None:
    found = plan_at(PLANS["002"]).metadata
    assert (found.document_type, found.number, found.province) == ("Kế hoạch", "29/KH-SKHCN", "Hưng Yên")
    assert (found.issue_date, found.years, found.signer) == (None, (2025,), "Vì Tuấn Anh")
    assert (found.superior, found.issuer) == ("UBND TỈNH HƯNG YÊN", "SỞ KHOA HỌC VÀ CÔNG NGHỆ")
    assert found.place == "Hưng Yên"
    assert found.title.startswith("Kế hoạch Tổ chức Hội nghị Tổng kết các phong trào thi đua")
    assert len(found.recipients) == 7


OUTLINES = {
    "000": "I. 1. 2. II. 1. 2. 3. 4. III. 1. 2. 3. 4. IV. 1. 2.",
    "001": "I. 1. 2. II. 1. 2. 3. 3. 4. 5.",
    "002": "I. 1. 2. 3. I1. 1. 2. 3. I11. IV. 1. 2. 3.",
    "003": "I. 1. 2. II. 1. 2. 3. 4. 5. 6. 7. 8. III. 1. 2. IV. 1. 2. 3. IV. 1. 2. 3. 4. 5. 6.",
    "004": "I. 1. 2. II. III. IV. 1. 2. 3.",
}


@pytest.mark.parametrize("number", OUTLINES)
def test_outlines_keep_the_numbering_as_printed(number: str) -> None:
    assert " ".join(labels(plan_at(PLANS[number]))) == OUTLINES[number]


READS = [
    ("000", "nhiệm kỳ 2026-2030 và Đại hội"),
    ("000", "số 516/NQ-HĐND ngày 24/12/2024"),
    ("000", "Quyết định số 11/2024/QĐ-UBND ngày 25/4/2024"),
    ("000", "4.3. Bằng khen của Chủ tịch UBND tỉnh: 01- 02 tập thể, 01- 02 cá nhân.\n"),
    ("001", "(11/6/1948-11/6/2023)."),
    ("001", "gương người tốt - việc tốt; đổi mới"),
    ("001", "\nc. Thi đua phấn đấu hoàn thành tốt"),
    ("002", "kinh tế - xã hội 5 năm 2021 - 2025; và"),
    ("003", "trong thời gian thực hiện phong trào thi đua và trong đó"),
    ("003", "\nII. NỘI DUNG THI ĐUA\n"),
    ("004", "công tác, góp phần tăng cường kỷ luật, kỷ cương"),
    ("004", "trên các lĩnh vực của Sở quản lý để tuyên truyền"),
]


@pytest.mark.parametrize(("number", "text"), READS)
def test_breaks_are_joined_and_page_numbers_gone(number: str, text: str) -> None:
    plan = plan_at(PLANS[number])
    begin = plan.reading.text.index(text)
    quote = plan.cite(begin, begin + len(text)).quote(plan.source)
    assert quote in squeeze(plan.source)
    assert len(quote) >= len(squeeze(text))


def test_a_quote_over_a_page_break_begins_and_ends_where_the_sentence_does() -> None:
    plan = plan_at(PLANS["003"])
    section = next(
        s for s in sections(plan) if "liên tục hoàn thành tốt" in own_text(plan, s) and s.label == "+"
    )
    citation = plan.cite(section.start, section.own_end)
    quote = citation.quote(plan.source)
    assert quote.startswith("+ Được đánh giá hoàn thành xuất sắc nhiệm vụ")
    assert "thời gian thực hiện 5 phong trào thi đua" in quote
    assert quote.endswith("do Cụm, khối thi đua bình xét khi tổng kết phong trào thi đua.")


@pytest.mark.parametrize("number", PLANS)
def test_the_foot_and_the_closing_sentence_stand_by_themselves(number: str) -> None:
    plan = plan_at(PLANS[number])
    kinds = [section.kind for section in plan.sections]
    assert {SectionKind.TITLE, SectionKind.RECIPIENTS, SectionKind.SIGNATURE} <= set(kinds)
    assert kinds.count(SectionKind.LETTERHEAD) == (1 if number in {"002", "004"} else 0)
    assert (SectionKind.ELECTRONIC_SIGNATURE in kinds) is (number == "002")


def test_the_note_that_a_plan_takes_another_s_place_is_a_clause_of_its_own() -> None:
    plan = plan_at(PLANS["002"])
    texts = [own_text(plan, section) for section in sections(plan)]
    assert any(text.startswith("(Kế hoạch này thay thế Kế hoạch số 87/KH-SKHCN") for text in texts)
