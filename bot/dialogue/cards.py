"""A plan's card, the lists of its facts, and its pictures: each line rests on the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.means import PICTURES
from bot.dialogue.plan_facts import KINDS, fact_line, fact_quote, facts_of
from bot.dialogue.plan_lists import turning_row
from bot.dialogue.questions import title
from bot.events import Block
from corpus.errors import UnknownPlan
from corpus.naming import short_name, shorten
from corpus.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.dialogue.visit import Action, Visit
    from bot.events import Button
    from corpus.facts.base import Fact
    from corpus.models import Plan

_FIRST_LINES = 3
_LINES_A_PAGE = 8
_QUOTED_A_PAGE = 4
_LONGEST_LINE = 280


def show_card(visit: Visit, action: Action) -> None:
    """Show a plan: what it is, how much was found in it, the first lines; further pages have all lines."""
    if (loaded := load_plan(visit, action["plan"])) is None:
        return
    plan, found = loaded
    lines = [(kind, fact_line(visit, plan, kind, fact)) for kind in KINDS for fact in facts_of(found, kind)]
    pages = 1 + -(-len(lines) // _LINES_A_PAGE)
    page = min(max(int(action.get("page", "0")), 0), pages - 1)
    if page == 0:
        blocks = [title(_heading(plan)), Block(text=_overview(visit, plan, found)), *_first(visit, lines)]
    else:
        here = lines[(page - 1) * _LINES_A_PAGE : page * _LINES_A_PAGE]
        head = visit.say("card.page", name=_name(plan), page=page + 1, pages=pages)
        blocks = [title(head), *_grouped(visit, here)]
    visit.tell(
        *blocks,
        buttons=[*_buttons(visit, plan), turning_row(visit, {"do": "card", "plan": plan.id}, page, pages)],
        edits=visit.event.message if "page" in action else "",
    )
    visit.audit("card", plan=plan.id)


def show_facts(visit: Visit, action: Action) -> None:
    """List the facts of one kind of a plan, each with its quote, some at a time."""
    if (loaded := load_plan(visit, action["plan"])) is None:
        return
    plan, found = loaded
    kind = action["kind"]
    facts = facts_of(found, kind)
    head = title(visit.say(f"facts.{kind}", name=_name(plan), count=len(facts)))
    pages = max(-(-len(facts) // _QUOTED_A_PAGE), 1)
    page = min(max(int(action.get("page", "0")), 0), pages - 1)
    blocks = [head] if facts else [head, Block(text=visit.say("facts.none"))]
    for fact in facts[page * _QUOTED_A_PAGE : (page + 1) * _QUOTED_A_PAGE]:
        blocks += [Block(text=shorten(fact_line(visit, plan, kind, fact), _LONGEST_LINE))]
        blocks += [fact_quote(visit, plan, fact)]
    rows = [
        turning_row(visit, {"do": "facts", "plan": plan.id, "kind": kind}, page, pages),
        _beside(visit, plan, kind, is_there=bool(facts)),
    ]
    visit.tell(*blocks, buttons=rows, edits=visit.event.message if "page" in action else "")
    visit.audit("facts", plan=plan.id, kind=kind)


def show_picture(visit: Visit, action: Action) -> None:
    """Send a picture of a plan: the map of its reporting lines, or its deadlines on a line."""
    if (loaded := load_plan(visit, action["plan"])) is None:
        return
    plan, found = loaded
    which = action["which"]
    draw = visit.means.pictures.get(which)
    picture = draw(plan, found, visit.language) if draw else None
    if picture is None:
        visit.tell(visit.say(f"pictures.no_{which}", name=_name(plan)))
        return
    visit.tell(title(visit.say(f"pictures.{which}", name=_name(plan))), picture=picture)
    visit.audit("picture", plan=plan.id, which=which)


def load_plan(visit: Visit, plan_id: str) -> tuple[Plan, Mapping[str, Sequence[Fact]]] | None:
    """Give a plan with its facts; say no, in the same words, where it is hidden or gone."""
    if plan_id in visit.scope:
        try:
            return visit.means.plans.plan_with_facts(plan_id)
        except UnknownPlan:
            pass
    visit.tell(visit.say("plans.hidden"))
    return None


def _buttons(visit: Visit, plan: Plan) -> list[tuple[Button, ...]]:
    kinds = tuple(
        visit.button(visit.say(f"buttons.{kind}"), {"do": "facts", "plan": plan.id, "kind": kind})
        for kind in KINDS
    )
    drawn = tuple(
        visit.button(visit.say(f"buttons.{which}"), {"do": "picture", "plan": plan.id, "which": which})
        for which in ("map", "timeline")
        if which in visit.means.pictures
    )
    return [kinds, drawn]


def _beside(visit: Visit, plan: Plan, kind: str, *, is_there: bool) -> tuple[Button, ...]:
    """Give the buttons to the picture of such facts and to the card."""
    card = visit.button(visit.say("buttons.card"), {"do": "card", "plan": plan.id})
    which = PICTURES.get(kind, "")
    if not is_there or which not in visit.means.pictures:
        return (card,)
    drawn = {"do": "picture", "plan": plan.id, "which": which}
    return visit.button(visit.say(f"buttons.{which}"), drawn), card


def _overview(visit: Visit, plan: Plan, found: Mapping[str, Sequence[Fact]]) -> str:
    about = plan.metadata
    years = f"{about.years[0]}–{about.years[-1]}" if len(about.years) > 1 else "".join(map(str, about.years))
    counts = {kind: len(facts_of(found, kind)) for kind in (*KINDS, "anomalies")}
    card = {
        "number": about.number or "",
        "issuer": "" if plan.is_garbled else squeeze(about.issuer or ""),
        "province": about.province or "",
        "period": years,
        "issued": about.issue_date.strftime("%d/%m/%Y") if about.issue_date else "",
        "signer": about.signer or "",
        "is_damaged": plan.is_damaged,
        **counts,
    }
    return visit.fill("card", card=card)


def _first(visit: Visit, lines: Sequence[tuple[str, str]]) -> list[Block]:
    kept = [one for kind in KINDS for one in [line for line in lines if line[0] == kind][:_FIRST_LINES]]
    return _grouped(visit, kept)


def _grouped(visit: Visit, lines: Sequence[tuple[str, str]]) -> list[Block]:
    blocks = []
    for kind in KINDS:
        if said := [f"– {shorten(line, _LONGEST_LINE)}" for each, line in lines if each == kind]:
            blocks.append(Block(text="\n".join([visit.say(f"card.{kind}"), *said])))
    return blocks


def _heading(plan: Plan) -> str:
    return shorten(squeeze(plan.metadata.title) or plan.id, 200)


def _name(plan: Plan) -> str:
    return short_name(plan.id, plan.metadata, damaged=plan.is_garbled)
