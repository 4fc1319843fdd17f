"""Ask, see the evidence, go and read it, come back, ask on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.contrast import PALE_WORDS

pytestmark = pytest.mark.browser

QUESTION = "Giấy khen được đề nghị bao nhiêu tập thể, cá nhân?"
FOLLOW_UP = "Bao giờ phải nộp báo cáo?"


def ask(page: Page, question: str) -> Locator:
    """Type and send a question; give its turn in the conversation."""
    page.get_by_role("textbox").fill(question)
    page.get_by_role("textbox").press("Enter")
    turn = page.locator(".turn").last
    expect(turn.locator(".asked")).to_contain_text(question)
    return turn


def unfold(excerpt: Locator) -> str:
    """Unfold an excerpt; give its words."""
    excerpt.locator(":scope > summary").click()
    quote = excerpt.locator(":scope > blockquote")
    expect(quote).to_be_visible()
    return quote.inner_text()


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_an_answer_leads_to_its_place_in_the_plan_and_back_to_the_next_question(page: Page) -> None:
    turn = ask(page, QUESTION)
    expect(turn.locator(".told")).not_to_be_empty()
    quote = unfold(turn.locator(".excerpt").first)

    turn.get_by_role("link", name="Mở trong kế hoạch").first.click()
    page.wait_for_url(re.compile(r"/plans/.+start=\d+&end=\d+#trich-dan"))
    marks = page.locator("main mark")
    expect(marks.first).to_be_in_viewport()
    assert without_blanks("".join(marks.all_inner_texts())) == without_blanks(quote)

    page.go_back()
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".excerpt blockquote").first).to_be_visible()

    with page.expect_request("**/api/ask") as request:
        follow_up = ask(page, FOLLOW_UP)
    asked = request.value.post_data_json
    assert asked.pop("key")
    assert asked == {"question": FOLLOW_UP, "previous": QUESTION, "plan": None}
    expect(follow_up.locator(".told")).not_to_be_empty()


def test_what_was_read_anew_from_a_scan_is_said_to_be_beside_its_raw_words(page: Page) -> None:
    turn = ask(page, "Kế hoạch 29/KH-SKHCN: giấy khen bao nhiêu tập thể?")
    excerpt = turn.locator(".excerpt").first
    expect(excerpt.locator(".excerpt-reread")).to_be_visible()
    assert "Giấy khen của Giám đốc Sở: 05-10 tập thể" in unfold(excerpt)
    excerpt.locator(".raw > summary").click()
    expect(excerpt.locator(".raw > blockquote")).to_contain_text("Gidy khen caa Giam dbc So: 05-10 tap thé")
    turn.get_by_role("link", name="Mở trong kế hoạch").first.click()
    expect(page.locator(".reread-note")).to_be_visible()
    expect(page.locator("main mark").first).to_contain_text("Giấy khen của Giám đốc Sở")


def test_the_link_back_keeps_the_conversation(page: Page) -> None:
    ask(page, QUESTION).locator(".told").wait_for()
    page.get_by_role("textbox").fill("chưa gửi")
    page.get_by_role("link", name="Kế hoạch", exact=True).click()
    page.get_by_role("heading", name="Các kế hoạch").wait_for()
    page.get_by_role("link", name="Hỏi đáp").click()
    expect(page.locator(".turn .told")).to_have_count(1)
    expect(page.get_by_role("textbox")).to_have_value("chưa gửi")


def test_an_example_is_asked_by_one_touch_and_a_new_conversation_shows_them_again(page: Page) -> None:
    example = page.locator(".chip").first
    text = example.inner_text()
    example.click()
    expect(page.locator(".asked")).to_contain_text(text)
    expect(example).to_be_hidden()
    page.locator(".told").wait_for()
    page.get_by_role("button", name="Cuộc hỏi mới").click()
    expect(example).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)


def test_while_the_answer_is_looked_for_the_page_says_so_and_one_can_type_on(page: Page) -> None:
    held: list[Route] = []
    page.route("**/api/ask", lambda route: held.append(route))
    turn = ask(page, QUESTION)
    expect(turn.locator(".waiting")).to_be_visible()
    page.get_by_role("textbox").fill("câu sau")
    page.get_by_role("textbox").press("Enter")
    expect(page.get_by_role("button", name="Gửi câu hỏi")).to_be_disabled()
    held[0].continue_()
    expect(turn.locator(".told")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("câu sau")
    expect(page.locator(".turn")).to_have_count(1)


def test_a_server_that_does_not_answer_loses_nothing(page: Page) -> None:
    page.route("**/api/ask", lambda route: route.abort())
    with page.expect_request("**/api/ask") as first:
        turn = ask(page, QUESTION)
    expect(turn.locator(".failed")).to_contain_text("Máy chủ chưa trả lời")
    page.reload()
    expect(turn.locator(".asked")).to_contain_text(QUESTION)
    page.unroute("**/api/ask")
    with page.expect_request("**/api/ask") as again:
        turn.get_by_role("button", name="Hỏi lại").click()
    assert again.value.post_data_json == first.value.post_data_json  # the key too: answered once
    expect(turn.locator(".told")).to_be_visible()
    expect(turn.locator(".failed")).to_have_count(0)


def test_a_line_of_the_server_is_shown(page: Page) -> None:
    page.route("**/api/ask", lambda route: route.fulfill(status=413, json={"error": "Câu hỏi quá dài."}))
    expect(ask(page, QUESTION).locator(".failed")).to_contain_text("Câu hỏi quá dài.")


def test_markup_in_a_question_or_an_answer_stays_text(page: Page) -> None:
    markup = '<img src=x onerror="document.title=1"><b>đậm</b>'
    citation = {"plan": "a", "plan_title": markup, "section": markup, "page": 1, "reading": markup}
    body = {
        "found": True,
        "language": "vi",
        "summary": markup,
        "text": markup,
        "citations": [citation | {"url": "javascript:alert(1)"}],
        "warnings": [markup],
    }
    page.route("**/api/ask", lambda route: route.fulfill(json=body))
    turn = ask(page, markup)
    expect(turn.locator(".told")).to_contain_text(markup)
    expect(turn.locator("b, img")).to_have_count(0)
    expect(turn.locator("a[href]")).to_have_count(0)


def test_a_new_line_is_typed_with_shift_and_nothing_is_sent_while_letters_are_composed(page: Page) -> None:
    field = page.get_by_role("textbox")
    field.fill("một")
    field.press("Shift+Enter")
    field.press_sequentially("hai")
    expect(field).to_have_value("một\nhai")
    field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(page.locator(".turn")).to_have_count(0)


def test_english_is_remembered(page: Page) -> None:
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Plans", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plans")


def test_no_page_is_wider_than_the_screen_and_the_field_stays_in_sight(page: Page) -> None:
    turn = ask(page, QUESTION)
    unfold(turn.locator(".excerpt").first)
    expect(page.get_by_role("textbox")).to_be_in_viewport(ratio=1)
    target = turn.locator(".open").first.get_attribute("href") or ""
    for path in ("/", "/plans", target, "/plans/unknown"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_letters_in_the_field_are_large_enough_that_a_phone_does_not_zoom(page: Page) -> None:
    size = page.get_by_role("textbox").evaluate("field => parseFloat(getComputedStyle(field).fontSize)")
    assert size >= 16


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    turn = ask(page, QUESTION)
    unfold(turn.locator(".excerpt").first)
    pale = page.evaluate(PALE_WORDS)
    assert pale == []
