"""Answers from facts over two invented plans, the later of which replaces the earlier."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from bot.answering.cautions import changes_since, find_replaced, oddities_in
from bot.answering.loaded import LoadedPlan
from bot.app import build
from bot.messages import Message, Person, Reply
from bot.settings import Settings
from corpus.facts import find_facts
from corpus.facts.supersession import Supersession
from corpus.ingest import ingest
from corpus.models import PlanMetadata, PlanSummary
from corpus.parsing import parse

Ask = Callable[..., Reply]

EARLIER = """ỦY BAN NHÂN DÂN HUYỆN BÌNH MINH
Số: 12/KH-UBND
Bình Minh, ngày 14 tháng 3 năm 2023

KẾ HOẠCH
Phát động phong trào thi đua năm 2023 huyện Bình Minh, tỉnh Vĩnh Long

I. THỜI GIAN THI ĐUA
Từ ngày 15/3/2023 đến hết ngày 30/11/2023.

II. SỐ LƯỢNG KHEN THƯỞNG
1. Giấy khen của Chủ tịch UBND huyện: 04-06 tập thể; 09-12 cá nhân.
2. Bằng khen của Chủ tịch UBND tỉnh: 01 tập thể; 02 cá nhân.

III. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ chủ trì, phối hợp với Phòng Tài chính - Kế hoạch tổng hợp kết quả.
2. Các xã, thị trấn báo cáo Ủy ban nhân dân huyện (qua Phòng Nội vụ) trước ngày 25/11/2023.

CHỦ TỊCH

Lê Thị Mẫu Đơn
"""
LATER = """ỦY BAN NHÂN DÂN HUYỆN BÌNH MINH
Số: 45/KH-UBND
Bình Minh, ngày 05 tháng 4 năm 2024

KẾ HOẠCH
Phát động phong trào thi đua năm 2024 huyện Bình Minh, tỉnh Vĩnh Long

Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ;

I. THỜI GIAN THI ĐUA
Từ ngày 10/4/2024 đến hết ngày 15/12/2024.

II. SỐ LƯỢNG KHEN THƯỞNG
1. Giấy khen của Chủ tịch UBND huyện: 05-07 tập thể; 09-12 cá nhân.

III. KINH PHÍ
Kinh phí thực hiện từ nguồn ngân sách huyện.

IV. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ chủ trì, hướng dẫn các xã, thị trấn lập hồ sơ khen thưởng.
2. Phòng Tài chính - Kế hoạch tham mưu bố trí kinh phí.
3. Các xã, thị trấn báo cáo Ủy ban nhân dân huyện (qua Phòng Nội vụ) trước ngày 10/12/2024.
Kế hoạch này thay thế Kế hoạch số 12/KH-UBND ngày 14/3/2023 của Ủy ban nhân dân huyện.

CHỦ TỊCH

Lê Thị Mẫu Đơn
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("plans")
    app = build(Settings(home=folder / "home"))
    for summary in app.store.plans():
        app.store.forget(summary.id)
    for name, text in (("sau", LATER), ("truoc", EARLIER)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
        ingest(folder / f"{name}.txt", app.store, plan_id=name)
    person = Person(channel="test", id="1")
    yield lambda text, previous=None: app.assistant.handle(
        Message(text=text, person=person, previous=previous)
    )
    app.close()


def plans_in_order(reply: Reply) -> list[str]:
    return list(dict.fromkeys(quotation.plan for quotation in reply.quotations))


def test_a_quota_is_said_in_a_line_above_its_quote(ask: Ask) -> None:
    reply = ask("giay khen 2024 huyen binh minh bao nhieu")
    assert (reply.kind, plans_in_order(reply)) == ("facts", ["sau"])
    assert "– Giấy khen của Chủ tịch UBND huyện: 05-07 tập thể; 09-12 cá nhân" in reply.text
    assert reply.quotations[0].quote.startswith("1. Giấy khen của Chủ tịch UBND huyện: 05-07 tập thể")


def test_a_plan_that_was_replaced_stands_last_and_is_marked(ask: Ask) -> None:
    reply = ask("Giấy khen của Chủ tịch huyện bao nhiêu tập thể?")
    assert plans_in_order(reply) == ["sau", "truoc"]
    assert "(đã được thay thế bởi Kế hoạch số 45/KH-UBND" in reply.text
    assert any("12/KH-UBND" in line and "đã được thay thế" in line for line in reply.warnings)


def test_plans_are_compared_in_the_order_of_their_years(ask: Ask) -> None:
    reply = ask("so sánh giấy khen năm 2024 với 2023")
    assert reply.kind == "comparison"
    assert reply.text.startswith("Khác nhau.")
    for line in ("04-06 tập thể; 09-12 cá nhân", "05-07 tập thể; 09-12 cá nhân"):
        assert line in reply.text


def test_a_false_claim_is_corrected(ask: Ask) -> None:
    reply = ask("giấy khen 2024 huyện Bình Minh là 50 cá nhân phải không?")
    assert reply.text.startswith("Không phải “50”")
    assert "09-12 cá nhân" in reply.text


def test_a_true_claim_is_confirmed(ask: Ask) -> None:
    reply = ask("thời gian thi đua 2024 huyện Bình Minh kết thúc ngày 15/12/2024 đúng không?")
    assert reply.text.startswith("Đúng")


def test_who_reports_to_whom(ask: Ask) -> None:
    reply = ask("các xã báo cáo cho ai năm 2024?")
    assert "– Các xã, thị trấn → Ủy ban nhân dân huyện (qua Phòng Nội vụ): báo cáo" in reply.text


@pytest.mark.parametrize(
    ("question", "plans"),
    [
        ("kế hoạch nào căn cứ Nghị định 98/2023/NĐ-CP?", {"sau"}),
        ("which plans mention funding?", {"sau"}),
        ("cái gì thay thế kế hoạch 12/KH-UBND?", {"sau"}),
        ("kế hoạch nào có số lượng bằng khen?", {"truoc"}),
    ],
)
def test_plans_are_found_by_what_they_say(ask: Ask, question: str, plans: set[str]) -> None:
    assert set(plans_in_order(ask(question))) == plans


def test_a_plan_that_does_not_say_is_named_as_such(ask: Ask) -> None:
    text = ask("bằng khen của chủ tịch tỉnh năm 2023 và 2024 bao nhiêu?").text
    assert "Không nêu điều này:\n– Kế hoạch số 45/KH-UBND" in text


def test_an_answer_says_what_has_changed_since(ask: Ask) -> None:
    (change,) = [line for line in ask("Kinh phí lấy từ đâu?").warnings if line.startswith("Lưu ý")] or [""]
    assert change == ""
    warnings = ask("kế hoạch 2024 căn cứ nghị định nào?").warnings
    assert any("152/2025/NĐ-CP" in line and "chưa kiểm chứng" in line for line in warnings)


def test_changes_count_from_the_day_a_plan_was_issued() -> None:
    plan = parse(LATER, plan_id="sau", file="sau.txt")
    source = LoadedPlan(plan=plan)
    whole = [(0, len(plan.reading.text))]
    ids = {change.id for change in changes_since(source, whole, today=date(2026, 1, 1))}
    assert {"decree-152-2025", "two-level-local-government"} <= ids
    assert changes_since(source, whole, today=date(2024, 12, 1)) == []


def test_only_what_is_odd_in_the_quote_is_said() -> None:
    text = LATER.replace(
        "Nghị định số 98/2023/NĐ-CP ngày 31/12/2023", "Kế hoạch số 9/KH-UBND ngày 31/12/2024"
    )
    plan = parse(text, plan_id="sau", file="sau.txt")
    source = LoadedPlan(plan=plan, facts=find_facts(plan))
    cited = plan.reading.text.index("9/KH-UBND")
    assert len(oddities_in(source, [(cited, cited + 5)])) == 1
    assert oddities_in(source, [(0, 5)]) == ()


@pytest.mark.parametrize(
    ("number", "day", "province", "replaced"),
    [
        ("12/KH-UBND", date(2023, 3, 14), "Vĩnh Long", True),
        ("12/KH-UBND", None, None, True),
        ("12/KH-UBND", date(2022, 3, 14), "Vĩnh Long", False),
        ("12/KH-UBND", date(2023, 3, 14), "Cà Mau", False),
        ("13/KH-UBND", date(2023, 3, 14), "Vĩnh Long", False),
    ],
)
def test_a_plan_is_replaced_where_number_day_and_province_agree(
    number: str, day: date | None, province: str | None, replaced: bool
) -> None:
    older = PlanMetadata(number=number, issue_date=day, province=province)
    plans = [
        PlanSummary(id=name, file="", origin="", digest="", metadata=metadata)
        for name, metadata in (("old", older), ("new", PlanMetadata(province="Vĩnh Long")))
    ]
    fact = Supersession(
        start=0, end=1, document_type="Kế hoạch", number="12/KH-UBND", date="2023-03-14", issuer=None,
        whole=True, part=None, direction="replaces", effective=None,
    )  # fmt: skip
    assert find_replaced(plans, plans, [("new", fact)]) == ({"old": "new"} if replaced else {})


@pytest.mark.parametrize("typed", ["bằng khen kế hoạch 12 bao nhiêu", "so sánh bằng khen 2023 với 2024"])
def test_a_question_that_names_its_plans_leans_on_no_other(ask: Ask, typed: str) -> None:
    assert ask(typed, "Kinh phí năm 2024 lấy từ đâu?").quotations == ask(typed).quotations
