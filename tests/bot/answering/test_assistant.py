"""Whole answers over the five plans that ship."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.app import build
from bot.messages import Message, Person, Reply
from bot.settings import Settings
from corpus.ingest import ingest
from corpus.text import squeeze

Ask = Callable[..., Reply]
HUNGYEN, MYHAO, TAYNINH = (
    "hungyen-2025-phat-dong",
    "myhao-2025-2030-khcn-chuyen-doi-so",
    "tayninh-2025-phat-dong",
)
SCAN = "hungyen-2025-hoi-nghi-tong-ket"


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    return {}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, sources: dict[str, str]) -> Iterator[Ask]:
    app = build(Settings(home=tmp_path_factory.mktemp("home")))
    sources.update({plan.id: squeeze(app.store.plan(plan.id).source) for plan in app.store.plans()})
    person = Person(channel="test", id="1")
    yield lambda text, previous=None: app.assistant.handle(
        Message(text=text, person=person, previous=previous)
    )
    app.close()


def test_a_quota_is_quoted_to_the_letter(ask: Ask) -> None:
    reply = ask("Giấy khen của Giám đốc Sở Hưng Yên năm 2025 bao nhiêu tập thể?")
    assert (reply.found, reply.language) == (True, "vi")
    quotation = reply.quotations[0]
    assert (quotation.plan, quotation.page) == (HUNGYEN, 1)
    assert quotation.quote == "4.4. Giấy khen của Giám đốc Sở: 03-05 tập thể, 05-10 cá nhân."
    assert quotation.section.startswith("III. Phạm vi, đối tượng, số lượng khen thưởng › 4.")
    assert quotation.quote in reply.text


@pytest.mark.parametrize(
    "typed",
    [
        "giay khen giam doc so hung yen 2025 bao nhieu tap the",
        "giaays khen giams ddoocs sowr huwng yeen 2025 bao nhieeu taapj theer",
        "How many collectives get the Director's certificate of merit in Hưng Yên's 2025 launch plan?",
    ],
)
def test_the_same_quota_is_found_however_it_is_typed(ask: Ask, typed: str) -> None:
    assert any("03-05 tập thể" in quotation.quote for quotation in ask(typed).quotations)


def test_what_was_understood_is_told_above_the_answer(ask: Ask) -> None:
    reply = ask("giaays khen giams ddoocs sowr huwng yeen 2025 bao nhieeu taapj theer")
    assert reply.understood == "Hiểu là: giấy khen giám đốc sở hưng yên 2025 bao nhiêu tập thể"
    assert reply.text.startswith(f"{reply.understood}\n\nTheo ")
    assert ask("Ai ký kế hoạch của thị xã Mỹ Hào?").understood == ""


def test_a_question_that_leans_on_the_turn_before_is_told_whole(ask: Ask) -> None:
    reply = ask("còn cá nhân?", "Giấy khen của Giám đốc Sở Hưng Yên năm 2025 bao nhiêu tập thể?")
    assert reply.understood == "Hiểu là: Giấy khen của Giám đốc Sở Hưng Yên năm 2025 bao nhiêu cá nhân"


@pytest.mark.parametrize(
    ("question", "plan", "signer"),
    [
        ("ai ký kế hoạch của thị xã Mỹ Hào?", MYHAO, "Nguyễn Quốc Khánh"),
        ("ai ký kế hoạch phát động thi đua 2025 của Sở KHCN Hưng Yên?", HUNGYEN, "Vũ Tuấn Anh"),
    ],
)
def test_a_signer_is_named(ask: Ask, question: str, plan: str, signer: str) -> None:
    quotes = [quotation.quote for quotation in ask(question).quotations if quotation.plan == plan]
    assert any(quote.endswith(signer) for quote in quotes)


@pytest.mark.parametrize(
    ("question", "language", "words"),
    [
        ("Số điện thoại của Văn phòng Sở Hưng Yên là bao nhiêu?", "vi", "không nêu"),
        ("What is the telephone number of the My Hao People's Committee?", "en", "do not say"),
    ],
)
def test_what_the_plans_do_not_say_is_refused_with_the_nearest_sections(
    ask: Ask, question: str, language: str, words: str
) -> None:
    reply = ask(question)
    assert (reply.found, reply.kind, reply.language, reply.quotations) == (False, "not_found", language, ())
    assert words in reply.text
    assert "không nêu" in reply.text
    assert any(line.startswith("– ") and " › " in line for line in reply.text.splitlines())


def test_a_place_that_no_plan_is_of_is_named(ask: Ask) -> None:
    reply = ask("Giấy khen của Sở Khoa học và Công nghệ Kon Tum năm 2025 là bao nhiêu?")
    assert not reply.found
    assert "Kon Tum" in reply.text.splitlines()[0]


def test_a_follow_up_goes_on_from_the_question_before(ask: Ask) -> None:
    before = "Kế hoạch phát động thi đua 2025 của Sở KHCN Hưng Yên: giấy khen bao nhiêu tập thể?"
    reply = ask("còn bằng khen?", before)
    assert {quotation.plan for quotation in reply.quotations} == {HUNGYEN}
    assert any("Bằng khen của Chủ tịch UBND tỉnh" in quotation.quote for quotation in reply.quotations)


def test_a_third_question_goes_on_from_both_before(ask: Ask) -> None:
    first = ask("thời gian thi đua của Mỹ Hào?")
    second = ask("còn Tây Ninh?", first.question)
    third = ask("ai ký?", second.question)
    assert {quotation.plan for quotation in third.quotations} == {TAYNINH}


def test_small_talk_leaves_nothing_to_lean_on(ask: Ask) -> None:
    assert ask("cảm ơn nhé").question == ""


def test_what_is_quoted_from_a_damaged_scan_is_said_to_be(ask: Ask) -> None:
    reply = ask("Nơi nhận của kế hoạch 29/KH-SKHCN gồm những ai?")
    assert {quotation.plan for quotation in reply.quotations} == {SCAN}
    (warning,) = reply.warnings
    assert "29/KH-SKHCN" in warning
    assert reply.text.endswith(warning)


def test_the_awards_of_a_scan_are_told_as_a_person_reads_them(ask: Ask, sources: dict[str, str]) -> None:
    reply = ask("kh 29/KH-SKHCN trinh bao nhieu bang khen cua chu tich ubnd tinh")
    assert "“- Bằng khen của Chủ tịch UBND tỉnh: 05-10 tập thể; 05-10 cá nhân.”" in reply.text
    assert "“- Bang khen caia Chu tich UBND tinh: 05-10 tap thé; 05-10 ca nhan.”" in reply.text
    assert all(quotation.quote in sources[SCAN] for quotation in reply.quotations)
    assert all("đọc lại" in warning for warning in reply.warnings)


def test_a_sound_plan_carries_no_warning(ask: Ask) -> None:
    assert ask("Nơi nhận của kế hoạch Tây Ninh năm 2025?").warnings == ()


@pytest.mark.parametrize(("typed", "topic"), [("banj laf ai", "trợ lý"), ("xin chaof", "chào")])
def test_small_talk_in_raw_telex_is_small_talk(ask: Ask, typed: str, topic: str) -> None:
    reply = ask(typed)
    assert (reply.kind, reply.found) == ("smalltalk", False)
    assert topic in reply.text.lower()


@pytest.mark.parametrize(
    "question",
    ["khen thưởng", "mục đích yêu cầu", "nơi nhận", "kinh phí", "thời gian tổng kết", "reports", "2025"],
)
def test_every_quote_stands_in_its_plan_and_every_text_in_its_limit(
    ask: Ask, sources: dict[str, str], question: str
) -> None:
    reply = ask(question)
    assert [q for q in reply.quotations if q.quote not in sources[q.plan]] == []
    assert len(reply.text) <= 4000
    assert reply.found == bool(reply.quotations)


@pytest.mark.parametrize("question", ["ke hoach 2023 ai ky", "ai ký kế hoạch 2023 của Hưng Yên?"])
def test_a_year_is_no_number_of_a_document(ask: Ask, question: str) -> None:
    assert "Trần Tùng Chuẩn" in ask(question).text


def test_a_decree_is_not_dated_by_the_plan_that_cites_it(ask: Ask) -> None:
    reply = ask("nghị định 98 ban hành ngày nào")
    assert "31/12/2023" in reply.text
    assert not any(quotation.section in ("Phần đầu văn bản", "Chữ ký số") for quotation in reply.quotations)


def test_without_plans_it_says_that_none_is_loaded(tmp_path: Path) -> None:
    app = build(Settings(home=tmp_path))
    for plan in app.store.plans():
        app.store.forget(plan.id)
    reply = app.assistant.handle(Message(text="giấy khen bao nhiêu", person=Person(channel="t", id="1")))
    app.close()
    assert (reply.found, reply.kind, "thidua ingest" in reply.text) == (False, "no_plans", True)


def test_a_very_long_list_is_shown_by_how_its_items_begin(tmp_path: Path) -> None:
    items = "\n".join(f"{n % 90 + 1}. Giấy khen của đơn vị {n}: 01 tập thể." for n in range(2000))
    path = tmp_path / "dai.txt"
    path.write_text(f"KẾ HOẠCH\nKhen thưởng\n\nI. SỐ LƯỢNG KHEN THƯỞNG\n\n{items}\n", "utf-8")
    app = build(Settings(home=tmp_path / "home"))
    ingest(path, app.store, plan_id="dai")
    message = Message(text="liệt kê giấy khen trong kế hoạch dai", person=Person(channel="t", id="1"))
    reply = app.assistant.handle(message)
    app.close()
    assert len(reply.text) <= 4000
    assert len(reply.quotations) <= 40


@pytest.mark.parametrize(
    "typed", ["có mấy kế hoạch", "liệt kê các kế hoạch đã nạp", "which plans are loaded?"]
)
def test_the_loaded_plans_are_told(ask: Ask, typed: str) -> None:
    reply = ask(typed)
    assert (reply.kind, reply.text.count("\n– ")) == ("smalltalk", 5)
    assert "29/KH-SKHCN" in reply.text


def test_a_question_about_some_plans_is_no_question_about_all(ask: Ask) -> None:
    assert ask("những kế hoạch nào căn cứ Nghị định 98").kind == "facts"
