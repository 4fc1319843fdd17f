"""What was found in a plan, as a person reads it: the facts on its page, and plans side by side."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DOCUMENTS
from tests.browser.contrast import PALE_WORDS

pytestmark = pytest.mark.browser

PLAN = "/plans/hungyen-2025-phat-dong"
COMPARED = "/compare?plan=hungyen-2023-dot-75-nam&plan=hungyen-2025-phat-dong"
FITS = "document.documentElement.scrollWidth <= innerWidth"
UNFOLD = "for (const fold of document.querySelectorAll('details')) fold.open = true"


def all_plans(page: Page) -> list[str]:
    page.goto("/plans")
    links = page.locator("a.card-title")
    return [link.get_attribute("href") or "" for link in links.all()]


def test_an_excerpt_is_one_touch_away_from_a_quota_a_date_and_a_line_of_the_map(page: Page) -> None:
    for place in ("#so-luong .cite", "#thoi-han .cite", "#bao-cao svg .line"):
        page.goto(PLAN)
        page.locator(place).first.click()
        page.wait_for_url(re.compile(r"start=\d+&end=\d+#trich-dan"))
        expect(page.locator("main mark").first).to_be_in_viewport()


def test_every_line_of_the_map_is_reached_and_followed_by_the_keyboard(page: Page) -> None:
    page.goto(PLAN)
    page.locator("#bao-cao > summary").focus()
    labels = []
    for _ in range(page.locator("svg.map .line").count()):
        page.keyboard.press("Tab")
        labels.append(page.evaluate("document.activeElement.getAttribute('aria-label')") or "")
    assert [re.match(r"Tuyến \d+: .+ → .+", label) is not None for label in labels] == [True] * len(labels)
    page.keyboard.press("Enter")
    expect(page.locator("main mark").first).to_be_in_viewport()


def test_the_map_is_there_as_a_list_too(page: Page) -> None:
    page.goto(PLAN)
    fold = page.locator(".as-list")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    numbers = page.locator("svg.map .line .digit").all_text_contents()
    expect(fold.locator("ol > li")).to_have_count(len(set(numbers)))


def test_plans_are_chosen_in_the_list_and_stand_side_by_side(page: Page) -> None:
    page.goto("/plans?plan=hungyen-2025-phat-dong")
    button = page.get_by_role("button", name="So sánh")
    expect(button).to_be_disabled()
    page.get_by_role("checkbox", name=re.compile("Đợt thi đua đặc biệt")).check()
    expect(button).to_have_text("So sánh (2)")
    button.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("So sánh các kế hoạch")
    row = page.locator("#quotas tr", has_text="Giấy khen")
    expect(row.locator("td")).to_have_count(2)
    expect(row).to_contain_text("2–5 tập thể")
    expect(row).to_contain_text("3–5 tập thể")
    row.locator(".cite").first.click()
    expect(page.locator("main mark").first).to_be_in_viewport()


def test_choosing_and_comparing_needs_no_mouse(page: Page) -> None:
    page.goto("/plans")
    for box in page.get_by_role("checkbox").all()[:2]:
        box.focus()
        page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("So sánh các kế hoạch")


def test_no_plan_however_it_is_written_is_wider_than_a_phone(phone: Page) -> None:
    paths = all_plans(phone)
    assert len(paths) == 5 + len(list(DOCUMENTS.glob("*.txt")))
    for path in [*paths, "/plans", COMPARED, f"/compare?plan={'&plan='.join(p[7:] for p in paths[-4:])}"]:
        phone.goto(path)
        phone.evaluate(UNFOLD)
        assert phone.evaluate(FITS), path


def test_every_map_is_readable_on_a_phone(phone: Page) -> None:
    for path in all_plans(phone):
        phone.goto(path)
        smallest, overflowing = phone.evaluate(LETTERS)
        assert smallest >= 13, path
        assert overflowing == [], path


def test_dated_things_stand_from_the_earliest_down(phone: Page) -> None:
    phone.goto(next(path for path in all_plans(phone) if "kontum" in path))
    assert phone.locator(".timeline .when time").all_inner_texts() == [
        "trước ngày 05/03/2025", "ngày 07/03/2025", "trước ngày 31/03/2025", "tháng 6/2025",
        "tuần thứ hai tháng 7/2025", "trước ngày 31/10/2025", "trước ngày 10/11/2025",
        "trước ngày 20/11/2025", "trong tháng 11/2025", "trước 17 giờ 00 ngày 05/12/2025",
    ]  # fmt: skip
    tops = [box["y"] for one in phone.locator(".timeline .when").all() if (box := one.bounding_box())]
    assert tops == sorted(tops)


@pytest.mark.parametrize("path", [PLAN, COMPARED, "/plans"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(page: Page, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(path)
    page.evaluate(UNFOLD)
    assert page.evaluate(PALE_WORDS) == []


# The smallest letters of the map as they are on the screen, and its texts that leave the boxes' width.
LETTERS = """() => {
  const map = document.querySelector("svg.map");
  if (!map) return [99, []];
  const scale = map.getBoundingClientRect().width / map.viewBox.baseVal.width;
  const end = (element) => element.getBBox().x + element.getBBox().width;
  const right = Math.max(...[...map.querySelectorAll(".office")].map(end));
  const texts = [...map.querySelectorAll("text")];
  return [
    Math.min(...texts.map((text) => parseFloat(getComputedStyle(text).fontSize) * scale)),
    texts.filter((text) => end(text) > right + 1).map((text) => text.textContent),
  ];
}"""
