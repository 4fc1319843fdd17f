"""What the buttons below an answer do: its citations, the same of another plan, right and wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.fitting import MOST_UNITS, length, quote_text
from bot.dialogue.plan_lists import list_plans
from bot.dialogue.questions import Asked, ask, ask_again, title
from bot.events import Block, Button
from bot.store.feedback import Mark, count_marks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.dialogue.visit import Action, Visit
    from bot.store.answers import Given


def show_citations(visit: Visit, action: Action) -> None:
    """Show all quotations of an answer whole, each with plan, section and page."""
    if (given := _given(visit, action)) is None:
        return
    reply = ask_again(visit, given)
    if not reply.quotations:
        visit.tell(visit.say("plans.hidden"))
        return
    quotes = [Block(kind="quote", text=quote_text(one, visit.say)) for one in reply.quotations]
    visit.tell(title(visit.say("answer.citations", count=len(quotes))), *quotes, *reply.warnings)
    visit.audit("citations", plans=sorted({one.plan for one in reply.quotations}))


def offer_others(visit: Visit, action: Action) -> None:
    """List the other plans that a question could mean."""
    if (given := _given(visit, action)) is None:
        return
    cited = {one.plan for one in given.citations}
    list_plans(
        visit,
        {"do": "again", "answer": given.id},
        [plan for plan in visit.means.plans.plans() if plan.id in visit.scope - cited],
        key="plans.which",
    )


def turn_others(visit: Visit, action: Action) -> None:
    """Ask the same question of the plan that was chosen."""
    if (given := _given(visit, action)) is not None:
        ask(visit, Asked(wordings=(given.whole,), plans=(action["plan"],)))


def mark_right(visit: Visit, action: Action) -> None:
    """Keep that an answer was right."""
    _mark(visit, action, "right")


def mark_wrong(visit: Visit, action: Action) -> None:
    """Keep that an answer was wrong."""
    _mark(visit, action, "wrong")


def _mark(visit: Visit, action: Action, mark: Mark) -> None:
    """Keep what a person says of an answer, once, and thank below it."""
    if (given := _given(visit, action)) is None:
        return
    feedback = visit.means.memory.feedback
    marks = dict(feedback.marks(given.id))
    who = (visit.person.channel, visit.person.id)
    if marks.get(who) == mark:
        return
    marks[who] = mark
    visit.later(lambda: feedback.mark(given, visit.person, mark, at=visit.now))
    visit.audit("feedback", mark=mark, answer=given.id)
    shown = _thanking(visit, given, marks, mark)
    is_visible = {one.plan for one in given.citations} <= visit.scope
    if is_visible and length(given.blocks) <= MOST_UNITS and visit.event.message:
        visit.tell(*given.blocks, buttons=shown, edits=visit.event.message)
    else:
        visit.tell(visit.say("feedback.thanks"))


def _thanking(
    visit: Visit, given: Given, marks: Mapping[tuple[str, str], Mark], mark: Mark
) -> tuple[tuple[Button, ...], ...]:
    """Give the buttons with thanks on the one that was pressed; in a group, with how many pressed each."""
    counts = count_marks(marks)
    labels: dict[str, str] = {}
    for each in ("right", "wrong"):
        plain = visit.means.wording.say(given.language, f"buttons.{each}")
        if visit.event.chat.is_group:
            labels[plain] = f"{plain} ({counts[each]})" if counts[each] else plain
        elif each == mark:
            labels[plain] = visit.means.wording.say(given.language, "feedback.pressed", label=plain)
    return tuple(
        tuple(replace(button, label=labels.get(button.label, button.label)) for button in row)
        for row in given.buttons
    )


def _given(visit: Visit, action: Action) -> Given | None:
    """Give the answer that a button is of; say that it is too old where it is gone."""
    given = visit.means.memory.answers.find(action["answer"])
    if given is None:
        visit.tell(visit.say("press.old"))
    return given
