"""Only pages of this computer are answered."""

from __future__ import annotations

from typing import NoReturn

import pytest
from starlette.requests import ClientDisconnect

from bot.web.guard import HEADERS, Failsafe
from bot.web.rendering import Pages
from corpus.errors import StoreUnwritable
from tests.bot.web.sample import FakeLibrary, call

QUESTION = {"question": "xin chào"}


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1", "127.8.8.8:80", "[::1]:8000", "[::1]", "LOCALHOST"]
)
async def test_names_of_this_computer_are_answered(host: str) -> None:
    assert (await call("GET", "/", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "192.168.1.9",
        "0.0.0.0",
        "",
        ":80",
        "127.0.0.1@evil",
    ],
)
async def test_other_names_are_not(host: str) -> None:
    response = await call("GET", "/", headers={"Host": host})
    assert response.status_code == 421
    assert response.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize(("origin", "status"), [
    ("http://127.0.0.1:8000", 200),
    (None, 200),
    ("http://127.0.0.1:9000", 403),
    ("https://evil.example", 403),
    ("null", 403),
    ("", 403),
    ("http://[", 403),
])  # fmt: skip
async def test_only_our_own_pages_may_ask(origin: str | None, status: int) -> None:
    headers = {} if origin is None else {"Origin": origin}
    assert (await call("POST", "/api/ask", json=QUESTION, headers=headers)).status_code == status


class BrokenLibrary(FakeLibrary):
    def fail(self, *_: object) -> NoReturn:
        raise RuntimeError("the disk is gone")

    plans = plan = plan_with_facts = count_plans = count_facts = fail


@pytest.mark.parametrize("path", ["/", "/plans", "/plans/a", "/compare?plan=a&plan=b"])
async def test_a_fault_in_a_page_is_a_page_with_a_number(path: str) -> None:
    response = await call("GET", path, library=BrokenLibrary())
    assert response.status_code == 500
    assert "báo người quản trị mã số" in response.text
    assert "disk" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


class BusyLibrary(FakeLibrary):
    def fail(self, *_: object) -> NoReturn:
        raise StoreUnwritable("The disk is full; make room.")

    plans = plan = plan_with_facts = count_plans = count_facts = fail


async def test_a_failure_that_is_explained_is_told_as_it_is() -> None:
    page = await call("GET", "/plans/a", library=BusyLibrary())
    assert (page.status_code, "The disk is full; make room." in page.text) == (503, True)
    health = await call("GET", "/healthz", library=BusyLibrary())
    assert (health.status_code, health.json()) == (503, {"error": "The disk is full; make room."})


async def test_health_is_bad_when_the_plans_cannot_be_read() -> None:
    response = await call("GET", "/healthz", library=BrokenLibrary())
    assert response.status_code == 500
    assert list(response.json()) == ["error"]


async def test_somebody_who_left_is_no_fault(caplog: pytest.LogCaptureFixture) -> None:
    async def left(*_: object) -> None:
        raise ClientDisconnect

    await Failsafe(left, Pages())({"type": "http"}, left, left)  # type: ignore[arg-type]
    assert caplog.text == ""


async def test_half_a_response_is_cut_off() -> None:
    async def break_in_the_middle(scope: object, receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[operator]
        raise RuntimeError("broken")

    async def take(*_: object) -> None:
        pass

    with pytest.raises(RuntimeError, match="broken"):
        await Failsafe(break_in_the_middle, Pages())({"type": "http"}, take, take)  # type: ignore[arg-type]
