"""What commands do. COMMANDS is the visible table: Vietnamese names, and English beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from bot.dialogue.cards import show_card, show_facts, show_picture
from bot.dialogue.helping import show_help, welcome
from bot.dialogue.invitations import invite
from bot.dialogue.knocking import approve_code, list_people
from bot.dialogue.plan_lists import list_plans, named_plans, visible_plans
from bot.dialogue.preferences import ask_to_forget, show_preferences
from bot.dialogue.questions import LONGEST_TEXT, Asked, ask, is_answered_by_facts

if TYPE_CHECKING:
    from bot.dialogue.visit import Action, Visit

Command = Callable[["Visit"], None]
_MOST_COMPARED = 2


def ask_anything(visit: Visit) -> None:
    """Answer the question behind the command."""
    if not visit.event.text.strip():
        visit.tell(visit.say("question.how"))
    elif not _is_too_long(visit):
        ask(visit, Asked(wordings=(visit.event.text,), leans=True))


def ask_kind(kind: str, visit: Visit) -> None:
    """Ask for one kind of fact: of what is named behind the command, else of the plan that is chosen."""
    text = visit.event.text.strip()
    if not text:
        _choose(visit, {"do": "facts", "kind": kind}, show_facts)
    elif not _is_too_long(visit):
        asked = Asked(wordings=_wordings(visit, kind, text), kind=kind)
        named = named_plans(visit, text)
        if len(named) == 1 and not is_answered_by_facts(visit, asked):
            # Only a plan is named: all that was found of the kind in it, or that there is nothing.
            show_facts(visit, {"plan": named[0].id, "kind": kind})
        else:
            ask(visit, asked)


def show_plans(visit: Visit) -> None:
    """List the plans, or show the card of the one that is named."""
    text = visit.event.text.strip()[:LONGEST_TEXT]
    named = named_plans(visit, text) if text else visible_plans(visit)
    if text and len(named) == 1:
        show_card(visit, {"plan": named[0].id})
    elif text and not named:
        visit.tell(visit.say("plans.unknown"))
    else:
        list_plans(visit, {"do": "card"}, named, key="plans.title")


def compare(visit: Visit) -> None:
    """Compare what is named behind the command, else two plans that are chosen one after the other."""
    text = visit.event.text.strip()
    if text and not _is_too_long(visit):
        ask(visit, Asked(wordings=_wordings(visit, "compare", text)))
    elif not text:
        if len(visible_plans(visit)) < _MOST_COMPARED:
            visit.tell(visit.say("compare.one_plan"))
        else:
            list_plans(visit, {"do": "compare"}, visible_plans(visit), key="compare.first")


def choose_second(visit: Visit, action: Action) -> None:
    """List the plans that the chosen one can be compared with."""
    first = action["plan"]
    others = [plan for plan in visible_plans(visit) if plan.id != first]
    if first not in visit.scope:
        visit.tell(visit.say("plans.hidden"))
    else:
        list_plans(visit, {"do": "compare_two", "first": first}, others, key="compare.second")


def choose_kind(visit: Visit, action: Action) -> None:
    """Offer what two plans can be compared by."""
    pair = {"first": action["first"], "second": action["plan"]}
    kinds = ("quotas", "deadlines", "reporting_lines")
    row = [
        visit.button(visit.say(f"buttons.{kind}"), {"do": "compare_by", "kind": kind, **pair})
        for kind in kinds
    ]
    visit.tell(visit.say("compare.by"), buttons=[row])


def compare_by(visit: Visit, action: Action) -> None:
    """Compare two plans by one kind of fact."""
    wordings = visit.means.wording.choices(visit.language, f"asks.compare_{action['kind']}")
    ask(visit, Asked(wordings=tuple(wordings), plans=(action["first"], action["second"])))


def draw_map(visit: Visit) -> None:
    """Send the map of reporting of the plan that is named, else of the one that is chosen."""
    text = visit.event.text.strip()[:LONGEST_TEXT]
    named = named_plans(visit, text) if text else []
    if text and not named:
        visit.tell(visit.say("plans.unknown"))
    elif len(named) == 1:
        show_picture(visit, {"plan": named[0].id, "which": "map"})
    elif named:
        list_plans(visit, {"do": "picture", "which": "map"}, named, key="plans.which")
    else:
        _choose(visit, {"do": "picture", "which": "map"}, show_picture)


def _choose(visit: Visit, then: Action, do: Callable[[Visit, Action], None]) -> None:
    """Do it with the only plan, or list the plans to choose from."""
    plans = visible_plans(visit)
    if len(plans) == 1:
        do(visit, {**then, "plan": plans[0].id})
    else:
        list_plans(visit, then, plans, key="plans.which")


def _wordings(visit: Visit, kind: str, text: str) -> tuple[str, ...]:
    asks = visit.means.wording.choices(visit.language, f"asks.{kind}")
    return tuple(wording.format(text=text) for wording in asks)


def _is_too_long(visit: Visit) -> bool:
    if len(visit.event.text) <= LONGEST_TEXT:
        return False
    visit.tell(visit.say("question.too_long"))
    return True


_QUOTAS, _DEADLINES, _REPORTS = (
    partial(ask_kind, kind) for kind in ("quotas", "deadlines", "reporting_lines")
)

COMMANDS: Mapping[str, Command] = {
    "start": welcome,
    "hoi": ask_anything, "ask": ask_anything,
    "chitieu": _QUOTAS, "quotas": _QUOTAS,
    "han": _DEADLINES, "deadlines": _DEADLINES,
    "baocao": _REPORTS, "reports": _REPORTS,
    "kehoach": show_plans, "plans": show_plans,
    "sosanh": compare, "compare": compare,
    "sodo": draw_map, "map": draw_map,
    "caidat": show_preferences, "settings": show_preferences,
    "trogiup": show_help, "help": show_help,
    "quen_toi": ask_to_forget, "forget_me": ask_to_forget,
    "duyet": approve_code, "approve": approve_code,
    "nguoi": list_people, "people": list_people,
    "moi": invite, "invite": invite,
}  # fmt: skip
