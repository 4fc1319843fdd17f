"""Plans side by side."""

from __future__ import annotations

from bot.web.comparison import Comparison, compare
from bot.web.comparison_rows import Row
from bot.web.wording import load_words
from corpus.facts import find_facts
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at

WORDS = load_words()["vi"]


def compared(*names: str) -> Comparison:
    plans = [plan_at((PLANS | DOCUMENTS)[name]) for name in names]
    return compare([(plan, find_facts(plan)) for plan in plans], WORDS)


def rows(comparison: Comparison, part: str) -> dict[str, Row]:
    (found,) = (one for one in comparison.parts if one.name == part)
    return {row.name: row for row in found.rows}


def texts(row: Row) -> list[list[str]]:
    return [[one.text for one in cell] for cell in row.cells]


def test_the_same_award_stands_in_one_row_and_says_whether_plans_differ() -> None:
    found = rows(compared("001", "000"), "quotas")
    assert texts(found["Giấy khen"]) == [["2–5 tập thể, 5–10 cá nhân"], ["3–5 tập thể, 5–10 cá nhân"]]
    assert (found["Giấy khen"].differs, found["Giấy khen"].more) == (True, "Giám đốc Sở")
    assert found["Bằng khen"].differs is False
    assert (texts(found["Cờ thi đua"]), found["Cờ thi đua"].differs) == ([[], ["1 tập thể"]], None)


def test_what_plans_say_about_themselves_is_said_in_words() -> None:
    found = rows(compared("yenthanh_2023", "yenthanh_2024"), "metadata")
    assert texts(found["Số, ký hiệu"]) == [["41/KH-UBND"], ["37/KH-UBND"]]
    assert texts(found["Ngày ban hành"]) == [["ngày 16/02/2023"], ["ngày 07/02/2024"]]
    assert found["Cơ quan ban hành"].differs is False


def test_contradictions_lead_to_both_plans() -> None:
    (clash,) = compared("001", "000").clashes
    assert clash.letters == ("A", "B")
    assert all("giai đoạn" in entry.text for entry in clash.entries)
    urls = [entry.source.url for entry in clash.entries if entry.source]
    assert ["/001_" in urls[0], "/000_" in urls[1]] == [True, True]


def test_a_document_of_several_plans_has_its_row_and_all_others_share_one() -> None:
    found = rows(compared("lamdong_ubnd_2024", "dongthap_huongdan_2023", "cantho_sgddt_2024"), "documents")
    *shared, alone = found.values()
    assert all(sum(map(bool, row.cells)) >= 2 for row in shared)
    assert alone.name == "Chỉ một kế hoạch nêu"
    assert "Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ" in found


def test_four_plans_have_four_cells_in_every_row() -> None:
    found = compared("000", "001", "yenthanh_2023", "haichau_2025")
    assert [side.letter for side in found.sides] == ["A", "B", "C", "D"]
    assert {len(row.cells) for part in found.parts for row in part.rows} == {4}


def test_a_plan_without_number_goes_by_its_issuer_and_years() -> None:
    assert [side.short for side in compared("001", "yenthanh_2023").sides] == [
        "Sở Khoa học và Công nghệ, 2023", "41/KH-UBND",
    ]  # fmt: skip


def test_a_grantor_printed_otherwise_is_named_in_the_cell_only_where_it_is_another_name() -> None:
    cells = rows(compared("yenthanh_2023", "yenthanh_2024"), "quotas")["Cờ thi đua"].cells
    assert not any("UBND" in more for cell in cells for one in cell for more in one.more)
