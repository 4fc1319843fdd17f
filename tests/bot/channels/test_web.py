"""The pages of the web chat, without a browser."""

from __future__ import annotations

import pytest

from bot.web.guard import HEADERS
from tests.bot.web.sample import BARE_ID, PLAN, PLAN_ID, QUOTA, FakeLibrary, call, quote_from


async def test_the_chat_offers_examples_and_says_how_many_plans_there_are() -> None:
    response = await call("GET", "/")
    assert response.status_code == 200
    assert "Giấy khen được đề nghị bao nhiêu tập thể, cá nhân?" in response.text
    assert "Đang có 2 kế hoạch" in response.text


@pytest.mark.parametrize("path", ["/", "/plans"])
async def test_without_plans_the_page_says_how_to_load_one(path: str) -> None:
    response = await call("GET", path, library=FakeLibrary(()))
    assert "thidua ingest" in response.text


async def test_the_list_of_plans_leads_to_each_plan() -> None:
    text = (await call("GET", "/plans")).text
    assert f'href="/plans/{PLAN_ID}"' in text
    assert "03/02/2025" in text
    assert "Kế hoạch không nêu tên" in text


async def test_a_plan_shows_its_text_its_outline_and_what_it_does_not_say() -> None:
    text = (await call("GET", f"/plans/{PLAN_ID}")).text
    assert "III. KHEN THƯỞNG" in text
    assert "Phát động phong trào thi đua yêu nước năm 2025" in text
    assert "chưa rõ" in text
    assert "<mark" not in text


async def test_a_plan_that_says_nothing_about_itself_is_shown() -> None:
    text = (await call("GET", f"/plans/{BARE_ID}")).text
    assert text.count("chưa rõ") == 12


async def test_an_excerpt_is_marked() -> None:
    quotation = quote_from(PLAN, QUOTA, "III.")
    query = {"start": quotation.start, "end": quotation.end}
    text = (await call("GET", f"/plans/{PLAN_ID}", params=query)).text
    assert f'<mark id="trich-dan">{QUOTA}</mark>' in text


@pytest.mark.parametrize(
    "query", ["start=x&end=9", "start=9&end=3", "start=0&end=9999999", f"start=1&end={'9' * 5000}"]
)
async def test_numbers_that_make_no_sense_mark_nothing(query: str) -> None:
    response = await call("GET", f"/plans/{PLAN_ID}?{query}")
    assert response.status_code == 200
    assert "<mark" not in response.text


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/plans/khong-co", "Không có kế hoạch này."),
        ("/plans/<script>", "Không có kế hoạch này."),
        ("/khong-co", "Không có trang này."),
    ],
)
async def test_what_is_not_there_is_said_in_one_line(path: str, line: str) -> None:
    response = await call("GET", path)
    assert response.status_code == 404
    assert line in response.text
    assert "<script>" not in response.text


async def test_english_is_shown_and_remembered_when_asked_for() -> None:
    response = await call("GET", "/plans?lang=en")
    assert '<html lang="en">' in response.text
    assert "thidua_lang=en" in response.headers["set-cookie"]
    later = await call("GET", "/plans", headers={"Cookie": "thidua_lang=en"})
    assert '<html lang="en">' in later.text


@pytest.mark.parametrize("wish", ["fr", "", "<b>"])
async def test_a_language_that_is_not_there_is_vietnamese(wish: str) -> None:
    response = await call("GET", "/", params={"lang": wish})
    assert '<html lang="vi">' in response.text
    assert "set-cookie" not in response.headers


async def test_the_other_language_keeps_the_excerpt() -> None:
    text = (await call("GET", f"/plans/{PLAN_ID}?start=1&end=9")).text
    assert 'href="?start=1&amp;end=9&amp;lang=en"' in text


async def test_health_counts_the_plans() -> None:
    response = await call("GET", "/healthz")
    assert response.json() == {"status": "ok", "plans": 2}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/plans",
        "/nope",
        "/healthz",
        "/api/ask",
        "/styles/base.css",
        "/scripts/chat.js",
        "/images/icon.svg",
    ],
)
async def test_every_response_has_the_strict_headers(path: str) -> None:
    response = await call("GET", path)
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("path", ["/", "/plans", f"/plans/{PLAN_ID}?start=10&end=90", "/nope"])
async def test_no_page_has_anything_inline_or_from_elsewhere(path: str) -> None:
    text = (await call("GET", path)).text
    assert all(
        forbidden not in text for forbidden in (" style=", "<style", " onclick=", "https://", 'src="http')
    )
    assert all("src=" in script for script in text.split("<script")[1:])
