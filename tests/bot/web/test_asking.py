"""Questions and answers as JSON."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

import pytest

from bot.messages import Message, Person, Reply
from tests.bot.web.sample import MERIT, PLAN, PLAN_ID, QUOTA, answer, call, quote_from

JSON = {"Content-Type": "application/json"}


def silent(message: Message) -> Reply:
    return Reply(found=False, kind="smalltalk", language="vi", summary="", text="")


async def test_an_answer_is_the_answer_line_with_what_the_page_needs() -> None:
    response = await call("POST", "/api/ask", json={"question": "Bao nhiêu giấy khen?", "previous": None})
    body = response.json()
    assert response.status_code == 200
    assert body.pop("ms") >= 0
    first = quote_from(PLAN, QUOTA, "III. KHEN THƯỞNG › 2. Số lượng đề nghị khen thưởng")
    assert body["citations"][0] == {
        "plan": PLAN_ID,
        "section": first.section,
        "page": first.page,
        "quote": QUOTA,
        "plan_title": "Phát động phong trào thi đua yêu nước năm 2025",
        "reading": QUOTA,
        "is_reread": False,
        "start": first.start,
        "end": first.end,
        "url": f"/plans/{PLAN_ID}?start={first.start}&end={first.end}#trich-dan",
    }
    assert [citation["quote"] for citation in body.pop("citations")] == [QUOTA, MERIT, QUOTA]
    assert body == {
        "found": True,
        "kind": "quota",
        "language": "vi",
        "summary": "Giấy khen: 04–06 tập thể, 08–12 cá nhân.",
        "notes": "",
        "question": "",
        "text": f"Giấy khen: 04–06 tập thể, 08–12 cá nhân.\n{QUOTA}\n{MERIT}",
        "warnings": ["Phụ lục ghi số khác."],
        "understood": "",
        "choices": [],
    }


@pytest.mark.parametrize(
    ("body", "text", "previous"),
    [
        ({"question": "a", "previous": "b"}, "a", "b"),
        ({"question": "a"}, "a", None),
        ({"question": "a", "previous": ""}, "a", None),
        ({"question": "", "previous": None}, "", None),
        ({"question": "de\u0302\u0300 nghi\u0323"}, "đề nghị".replace("đ", "d"), None),
        ({"question": "nửa \ud83d chữ"}, "nửa \ufffd chữ", None),
        ({"question": "x" * 10_000}, "x" * 10_000, None),
        ({"question": "😀" * 10_000}, "😀" * 10_000, None),
    ],
)
async def test_the_handler_is_given_the_message(body: Any, text: str, previous: str | None) -> None:
    heard: list[Message] = []
    await call(
        "POST",
        "/api/ask",
        content=json.dumps(body),
        headers=JSON,
        handler=lambda message: heard.append(message) or silent(message),
    )
    assert heard == [Message(text=text, previous=previous, person=Person(channel="web", id="local"))]


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b"{}", 400),
        (b'{"question": 1}', 400),
        (b'{"question": null}', 400),
        (b'{"question": "a", "previous": ["b"]}', 400),
        (b'{"question": "' + b"a" * 300_000 + b'"}', 413),
    ],
)
async def test_a_bad_body_is_refused_in_one_line(content: bytes, status: int) -> None:
    response = await call("POST", "/api/ask", content=content, headers=JSON)
    assert response.status_code == status
    assert list(response.json()) == ["error"]
    assert "\n" not in response.json()["error"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_a_form_of_another_site_cannot_ask(kind: str) -> None:
    response = await call("POST", "/api/ask", content=b'{"question": "a"}', headers={"Content-Type": kind})
    assert response.status_code == 415


async def test_another_method_is_refused_in_json() -> None:
    response = await call("GET", "/api/ask")
    assert response.status_code == 405
    assert response.json() == {"error": "Địa chỉ này không nhận cách gọi đó."}


async def test_a_fault_is_a_short_line_with_a_number_that_the_log_has(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        response = await call("POST", "/api/ask", json={"question": "hỏng"}, handler=answer)
    line = response.json()["error"]
    reference = re.search(r"[0-9A-F]{6}", line)
    assert response.status_code == 500
    assert reference is not None
    assert reference[0] in caplog.text
    assert "a fault for the tests" not in line
    assert "a fault for the tests" in caplog.text


async def test_a_refusal_speaks_the_language_of_the_interface() -> None:
    response = await call("POST", "/api/ask", content=b"{", headers=JSON | {"Cookie": "thidua_lang=en"})
    assert response.json() == {"error": "What was sent is not valid UTF-8 JSON."}
