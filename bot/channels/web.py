"""The web chat: a page to ask, the plans to read, one address for programs. READ THIS FIRST."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.web.asking import Refused, read_message, show_reply
from bot.web.choosing import PLANS_A_PAGE, choose_page, chosen_plans, plans_to_compare
from bot.web.citing import ANCHOR
from bot.web.comparison import MOST, compare
from bot.web.document import find_excerpt, lay_out, outline
from bot.web.findings import show_findings
from bot.web.guard import Failsafe, Guard
from bot.web.rendering import FOLDER, Pages
from corpus.errors import UnknownPlan

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from starlette.requests import Request

    from bot.messages import Handler
    from corpus.facts.base import Fact
    from corpus.models import Plan, PlanSummary

WORDS_OF_STATUS = {404: "no_such_page", 405: "wrong_method"}
ASSETS = ("styles", "scripts", "images")


class Library(Protocol):
    """The plans that may be read. Called from worker threads, several at a time."""

    def plans(self, start: int = 0, most: int | None = None) -> Sequence[PlanSummary]:
        """Give a summary of every plan in the order of the list, or of so many from the `start`-th on."""
        ...

    def count_plans(self) -> int:
        """Count the plans."""
        ...

    def count_facts(self, plan_ids: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        """Count by kind what was found in each of these plans."""
        ...

    def plan(self, plan_id: str) -> Plan:
        """Give one plan. Raises UnknownPlan."""
        ...

    def plan_with_facts(self, plan_id: str) -> tuple[Plan, Mapping[str, Sequence[Fact]]]:
        """Give one plan, and by kind the facts found in it. Raises UnknownPlan."""
        ...


def create_web(*, handler: Handler, library: Library) -> Starlette:
    """Make the web chat; `handler` answers, in worker threads, what is asked."""
    pages = Pages()
    chat = WebChat(handler=handler, library=library, pages=pages)
    return Starlette(
        routes=[
            Route("/", chat.ask_page),
            Route("/plans", chat.list_plans),
            Route("/plans/{plan_id}", chat.show_plan),
            Route("/compare", chat.compare_plans),
            Route("/api/ask", chat.ask, methods=["POST"]),
            Route("/healthz", chat.report_health),
            *(Mount(f"/{name}", StaticFiles(directory=FOLDER / name)) for name in ASSETS),
        ],
        middleware=[Middleware(Guard, pages=pages), Middleware(Failsafe, pages=pages)],
        exception_handlers={HTTPException: chat.refuse, UnknownPlan: chat.refuse_plan},
    )


class WebChat:
    """The routes. Plain functions run in worker threads, so that reading plans never blocks an answer."""

    def __init__(self, *, handler: Handler, library: Library, pages: Pages) -> None:
        self._handler = handler
        self._library = library
        self._pages = pages

    def ask_page(self, request: Request) -> Response:
        """Show the chat."""
        return self._pages.render(request, "chat", count=self._library.count_plans())

    def list_plans(self, request: Request) -> Response:
        """Show a page of the list of plans, above it those that the address names, ticked."""
        page = choose_page(request, self._library.count_plans())
        plans = self._library.plans(page.start, PLANS_A_PAGE)
        return self._pages.render(
            request,
            "plans",
            page=page,
            plans=plans,
            counts=self._library.count_facts([plan.id for plan in plans]),
            chosen={one: self._library.plan(one) for one in chosen_plans(request)[: MOST + 1]},
        )

    def compare_plans(self, request: Request) -> Response:
        """Show the plans that the address names side by side. Raises Refused, UnknownPlan."""
        read = [self._library.plan_with_facts(plan_id) for plan_id in plans_to_compare(request)]
        comparison = compare(read, self._pages.words_for(request))
        return self._pages.render(request, "compare", comparison=comparison)

    def show_plan(self, request: Request) -> Response:
        """Show one plan, with the excerpt `?start=…&end=…` (source offsets) marked."""
        plan, found = self._library.plan_with_facts(request.path_params["plan_id"])
        excerpt = find_excerpt(plan, request.query_params.get("start"), request.query_params.get("end"))
        return self._pages.render(
            request,
            "plan",
            plan=plan,
            blocks=lay_out(plan, excerpt),
            outline=outline(plan),
            excerpt=excerpt,
            anchor=ANCHOR,
            found=show_findings(plan, found, self._pages.words_for(request)),
        )

    async def ask(self, request: Request) -> Response:
        """Answer a question."""
        message = await read_message(request)
        began = time.perf_counter()
        reply = await run_in_threadpool(self._handler, message)
        return JSONResponse(show_reply(reply, (time.perf_counter() - began) * 1000))

    def report_health(self, request: Request) -> Response:
        """Say that the plans can be read, and how many there are."""
        return JSONResponse({"status": "ok", "plans": self._library.count_plans()})

    def refuse(self, request: Request, error: Exception) -> Response:
        """Show a request that was turned away."""
        status = error.status_code if isinstance(error, HTTPException) else 400
        word = error.detail if isinstance(error, Refused) else WORDS_OF_STATUS.get(status, "not_possible")
        return self._pages.refuse(request, status, word)

    def refuse_plan(self, request: Request, error: Exception) -> Response:
        """Show that no such plan is loaded."""
        return self._pages.refuse(request, 404, "unknown_plan")
