"""Which plans an address asks for: a page of the list, or those to be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.web.asking import Refused
from bot.web.comparison import FEWEST, MOST

if TYPE_CHECKING:
    from starlette.requests import Request

PLANS_A_PAGE = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPage:
    """One page of the list of plans: `number` from 1 to `total`."""

    number: int
    total: int

    @property
    def start(self) -> int:
        """Give how many plans stand on the pages before."""
        return (self.number - 1) * PLANS_A_PAGE


def choose_page(request: Request, plans: int) -> ListPage:
    """Give the page asked for, the nearest one where there is none such."""
    total = max(1, -(-plans // PLANS_A_PAGE))
    asked = request.query_params.get("page", "")
    # Longer digits are no page, and int() would take its time with them.
    number = int(asked) if asked.isdecimal() and len(asked) < 10 else 1
    return ListPage(number=min(max(number, 1), total), total=total)


def chosen_plans(request: Request) -> list[str]:
    """Give the ids of the plans that are ticked, each once."""
    return list(dict.fromkeys(filter(None, request.query_params.getlist("plan"))))


def plans_to_compare(request: Request) -> list[str]:
    """Give the ids of the plans to be compared. Raises Refused where they are too few or too many."""
    chosen = chosen_plans(request)
    if len(chosen) < FEWEST:
        raise Refused(400, "too_few_plans")
    if len(chosen) > MOST:
        raise Refused(400, "too_many_plans")
    return chosen
