"""The pages of the web chat, without a browser."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.web.guard import HEADERS
from corpus.models import Plan
from tests.bot.web.sample import BARE_ID, PLAN, PLAN_ID, QUOTA, FakeLibrary, call, quote_from
from tests.corpus.reading import PLANS, plan_at, plan_of


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


async def test_a_plan_read_anew_from_a_scan_says_so_and_marks_its_excerpt() -> None:
    scan = plan_at(PLANS["002"])
    words = "Giấy khen của Giám đốc Sở: 05-10 tập thể; 05-10 cá nhân;"
    quotation = quote_from(scan, words, "")
    query = {"start": quotation.start, "end": quotation.end, "lang": "vi"}
    library = FakeLibrary(loaded=(PLAN, scan))
    text = (await call("GET", f"/plans/{scan.id}", params=query, library=library)).text
    assert "Bản đọc lại từ bản quét: chữ có thể sai" in text
    assert f'<mark id="trich-dan">{words}</mark>' in text
    assert "Bản đọc lại từ bản quét" not in (await call("GET", f"/plans/{PLAN_ID}", library=library)).text


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


@pytest.mark.parametrize(
    "path",
    ["/", "/plans", f"/plans/{PLAN_ID}?start=10&end=90", f"/compare?plan={PLAN_ID}&plan={BARE_ID}", "/nope"],
)
async def test_no_page_has_anything_inline_or_from_elsewhere(path: str) -> None:
    text = (await call("GET", path)).text
    assert all(
        forbidden not in text for forbidden in (" style=", "<style", " onclick=", "https://", 'src="http')
    )
    assert all("src=" in script for script in text.split("<script")[1:])


async def test_a_plan_shows_what_was_found_in_it_with_the_way_to_its_words() -> None:
    text = (await call("GET", f"/plans/{PLAN_ID}")).text
    for shown in ("Giấy khen", "4–6", "8–12", "trước ngày 15/11/2025", "Văn phòng Sở", 'class="map"'):
        assert shown in text
    quotation = quote_from(PLAN, QUOTA, "III.")
    assert f"end={quotation.end}#trich-dan" in text


async def test_kinds_that_people_expect_are_said_to_be_missing_and_others_left_out() -> None:
    silent = make_plan_without_facts()
    text = (await call("GET", "/plans/im-lang", library=FakeLibrary((silent,)))).text
    for line in ("không nêu số lượng khen thưởng", "không nêu mốc thời gian", "không nêu ai báo cáo"):
        assert line in text
    assert "Phân công thực hiện" not in text
    assert "Điểm bất thường" not in text


def make_plan_without_facts() -> Plan:
    return replace(plan_of("KẾ HOẠCH\nThi đua\nI. MỤC ĐÍCH\nTạo khí thế sôi nổi."), id="im-lang")


async def test_english_words_stand_around_the_plans_own() -> None:
    text = (await call("GET", f"/plans/{PLAN_ID}?lang=en")).text
    assert "before 15 November 2025" in text
    assert '<span class="grantor" lang="vi">Giám đốc Sở</span>' in text


async def test_the_list_counts_what_was_found_and_offers_to_compare() -> None:
    text = (await call("GET", "/plans")).text
    assert "2 dòng số lượng khen thưởng" in text
    assert f'name="plan" value="{PLAN_ID}"' in text


async def test_a_long_list_is_shown_by_pages_and_keeps_what_was_chosen() -> None:
    library = FakeLibrary(tuple(replace(PLAN, id=f"p{number:02d}") for number in range(51)))
    first = (await call("GET", "/plans?plan=p50", library=library)).text
    assert 'name="plan" value="p50" checked' in first
    assert 'href="/plans/p49"' in first
    assert 'href="/plans/p50"' not in first
    assert 'name="page" value="2"' in first
    last = (await call("GET", "/plans?page=2", library=library)).text
    assert 'href="/plans/p50"' in last
    assert "Trang 2/2" in last


@pytest.mark.parametrize("page", ["0", "-1", "x", "99", "9" * 5000, ""])
async def test_a_page_that_is_not_there_is_the_nearest_one(page: str) -> None:
    response = await call("GET", "/plans", params={"page": page})
    assert response.status_code == 200
    assert f'href="/plans/{PLAN_ID}"' in response.text


async def test_two_plans_stand_side_by_side() -> None:
    text = (await call("GET", f"/compare?plan={PLAN_ID}&plan={BARE_ID}")).text
    assert text.count("<strong>4–6 tập thể, 8–12 cá nhân</strong>") == 2
    assert f'href="/plans/{BARE_ID}?start=' in text
    assert "không nêu" in text
    assert "bản đọc lại từ bản quét" not in text


async def test_a_plan_read_anew_says_so_beside_another() -> None:
    scan = plan_at(PLANS["002"])
    query = f"/compare?plan={PLAN_ID}&plan={scan.id}"
    text = (await call("GET", query, library=FakeLibrary(loaded=(PLAN, scan)))).text
    assert text.count("bản đọc lại từ bản quét") == 1


@pytest.mark.parametrize(
    ("query", "status", "line"),
    [
        ("", 400, "Hãy chọn ít nhất 2 kế hoạch"),
        (f"plan={PLAN_ID}", 400, "Hãy chọn ít nhất 2 kế hoạch"),
        (f"plan={PLAN_ID}&plan={PLAN_ID}&plan=", 400, "Hãy chọn ít nhất 2 kế hoạch"),
        ("plan=a&plan=b&plan=c&plan=d&plan=e", 400, "nhiều nhất 4 kế hoạch"),
        (f"plan={PLAN_ID}&plan=khong-co", 404, "Không có kế hoạch này."),
    ],
)
async def test_a_comparison_that_cannot_be_is_refused_in_one_line(query: str, status: int, line: str) -> None:
    response = await call("GET", f"/compare?{query}")
    assert response.status_code == status
    assert line in response.text
