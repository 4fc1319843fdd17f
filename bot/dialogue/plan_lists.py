"""Lists of plans, six at a time, each plan a button: of one is to be made what the list was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.dialogue.fitting import LONGEST_LABEL, numbered
from bot.dialogue.questions import title
from bot.events import Button
from corpus.naming import short_name, shorten
from corpus.text import fold, tokens

if TYPE_CHECKING:
    from bot.dialogue.visit import Action, Visit
    from corpus.models import PlanSummary

PAGE = 6


def visible_plans(visit: Visit) -> list[PlanSummary]:
    """Give the plans that may be spoken of here."""
    return [plan for plan in visit.means.plans.plans() if plan.id in visit.scope]


def list_plans(
    visit: Visit, then: Action, plans: Sequence[PlanSummary], *, key: str, page: int = 0, edits: str = ""
) -> None:
    """List plans; the button of each does `then` with it."""
    if not plans:
        visit.tell(visit.say("plans.none"))
        return
    pages = -(-len(plans) // PAGE)
    page = min(max(page, 0), pages - 1)
    shown = plans[page * PAGE : (page + 1) * PAGE]
    lines = numbered([_name(plan) for plan in shown], page * PAGE + 1)
    rows = [
        (visit.button(shorten(line, LONGEST_LABEL), {**then, "plan": plan.id}),)
        for line, plan in zip(lines, shown, strict=True)
    ]
    turn = {"do": "list", "then": then["do"], "key": key} | {k: v for k, v in then.items() if k != "do"}
    visit.tell(
        title(visit.say(key)), "\n".join(lines),
        buttons=[*rows, turning_row(visit, turn, page, pages)], edits=edits,
    )  # fmt: skip


def turn_list(visit: Visit, action: Action) -> None:
    """Show another page of a list, in the place of the one before."""
    kept = {k: v for k, v in action.items() if k not in ("do", "then", "key", "page")}
    plans = visible_plans(visit)
    left_out = {kept.get("first", "")}
    if given := visit.means.memory.answers.find(kept["answer"]) if "answer" in kept else None:
        left_out |= {one.plan for one in given.citations}
    list_plans(
        visit, {"do": action["then"], **kept}, [plan for plan in plans if plan.id not in left_out],
        key=action["key"], page=int(action["page"]), edits=visit.event.message,
    )  # fmt: skip


def turning_row(visit: Visit, action: Action, page: int, pages: int) -> tuple[Button, ...]:
    """Give the buttons that turn the pages of what `action` shows."""
    row = []
    if page > 0:
        row.append(visit.button(visit.say("buttons.earlier"), {**action, "page": str(page - 1)}))
    if page < pages - 1:
        row.append(visit.button(visit.say("buttons.later"), {**action, "page": str(page + 1)}))
    return tuple(row)


def named_plans(visit: Visit, text: str) -> list[PlanSummary]:
    """Give the visible plans whose name holds every word of the text."""
    wanted = set(tokens(fold(text)))
    return [plan for plan in visible_plans(visit) if wanted <= set(tokens(fold(_all_names(plan))))]


def _all_names(plan: PlanSummary) -> str:
    about = plan.metadata
    known = (about.number, about.title, about.issuer, about.province, about.place, *map(str, about.years))
    return " ".join(filter(None, known))


def _name(plan: PlanSummary) -> str:
    return short_name(plan.id, plan.metadata)
