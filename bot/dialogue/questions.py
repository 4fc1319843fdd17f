"""Questions: what was asked, answered within what the person may see, with buttons below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dialogue.fitting import LONGEST_LABEL, fit_answer, numbered
from bot.dialogue.means import PICTURES
from bot.dialogue.memory import TURN_SECONDS
from bot.dialogue.recording import describe_question
from bot.events import Block, Button
from bot.messages import Message, Reply
from bot.store.answers import Cited, Given
from bot.store.turns import Turn
from corpus.naming import shorten

if TYPE_CHECKING:
    from bot.dialogue.fitting import Say
    from bot.dialogue.visit import Visit

# What is longer is not read at all: a channel hands over whatever it was sent.
LONGEST_TEXT = 20_000
_BY_FACTS = ("facts", "comparison")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked: wordings of one question, the first that facts answer is taken.

    `plans` are those that it is narrowed to, `leans` tells that it may go on from the turn before. `kind` is
    the kind of fact that a command asks for; `mark` stands above the answer.
    """

    wordings: tuple[str, ...]
    plans: tuple[str, ...] = ()
    leans: bool = False
    kind: str = ""
    mark: str = ""


def answer_text(visit: Visit, mark: str = "") -> None:
    """Answer what was typed."""
    text = visit.event.text
    if len(text) > LONGEST_TEXT:
        visit.tell(visit.say("question.too_long"))
        return
    ask(visit, Asked(wordings=(text,), leans=True, mark=mark))


def ask(visit: Visit, asked: Asked) -> None:
    """Answer a question, and remember it for the next."""
    if not visit.scope:
        visit.tell(visit.say("plans.none"))
        return
    if not set(asked.plans) <= visit.scope:
        visit.tell(visit.say("plans.hidden"))
        return
    turn = _previous(visit) if asked.leans else None
    previous = turn.question if turn else None
    text, reply = find_reply(visit, asked, previous)
    given = _show(visit, asked, text, previous or "", reply)
    if reply.question:
        plans = (*asked.plans, *(turn.plans if turn else ()))
        said = Turn(question=reply.question, plans=tuple(sorted(set(plans))))
        visit.later(
            lambda: visit.means.memory.turns.save(visit.person, visit.event.chat.id, said, at=visit.now)
        )
    visit.audit("question", **describe_question(text, reply, (one.plan for one in given.citations)))


def find_reply(visit: Visit, asked: Asked, previous: str | None) -> tuple[str, Reply]:
    """Give the first wording that facts answer, else the first that is answered, else the first."""
    replies: list[tuple[str, Reply]] = []
    for text in asked.wordings:
        reply = visit.means.handle(_message(visit, text, asked.plans, previous))
        if reply.kind in _BY_FACTS or reply.choices:
            return text, reply
        replies.append((text, reply))
    return next((pair for pair in replies if pair[1].found), replies[0])


def is_answered_by_facts(visit: Visit, asked: Asked) -> bool:
    """Tell whether facts answer one of the wordings."""
    return find_reply(visit, asked, None)[1].kind in _BY_FACTS


def ask_again(visit: Visit, given: Given) -> Reply:
    """Answer a question anew as it was answered, within what may be seen now."""
    return visit.means.handle(_message(visit, given.question, given.plans, given.previous or None))


def _message(visit: Visit, text: str, plans: Sequence[str], previous: str | None) -> Message:
    return Message(
        text=text, person=visit.person, previous=previous,
        plan=plans[0] if len(plans) == 1 else None,
        scope=visit.scope & frozenset(plans) if plans else visit.scope, language=visit.chosen_language,
    )  # fmt: skip


def _previous(visit: Visit) -> Turn | None:
    """Give the turn before; one that may name a plan which is not to be seen here now counts as none."""
    since = visit.now - TURN_SECONDS
    turn = visit.means.memory.turns.last(visit.person, visit.event.chat.id, since=since)
    return turn if turn and set(turn.plans) <= visit.scope else None


def _show(visit: Visit, asked: Asked, text: str, previous: str, reply: Reply) -> Given:
    """Post an answer with its buttons, and keep what the buttons go back to."""
    language = visit.chosen_language or reply.language

    def say(key: str, **values: object) -> str:
        return visit.means.wording.say(language, key, **values)

    mark = "\n".join(filter(None, (say("question.edited") if visit.event.is_edited else "", asked.mark)))
    blocks = fit_answer(reply, say, mark=mark)
    answer = visit.means.new_id()
    buttons = _buttons(visit, asked, reply, answer, say)
    whole = text if asked.plans else reply.question or text
    given = Given(
        id=answer, channel=visit.event.channel, chat=visit.event.chat.id, person=visit.person.id,
        question=text, whole=whole, previous=previous, plans=asked.plans, language=language,
        text=reply.text,
        citations=tuple(Cited(plan=q.plan, start=q.start, end=q.end) for q in reply.quotations),
        blocks=blocks, buttons=buttons,
    )  # fmt: skip
    visit.tell(*blocks, buttons=buttons)
    if buttons:
        visit.later(lambda: visit.means.memory.answers.save(given, at=visit.now))
    return given


def _buttons(
    visit: Visit, asked: Asked, reply: Reply, answer: str, say: Say
) -> tuple[tuple[Button, ...], ...]:
    """Give the buttons below an answer: the plans to choose from, or what can be done with what was said."""

    def button(do: str) -> Button:
        return visit.button(say(f"buttons.{do}"), {"do": do, "answer": answer})

    if reply.choices:
        names = numbered([choice.name for choice in reply.choices])
        return tuple(
            (
                visit.button(
                    shorten(name, LONGEST_LABEL), {"do": "again", "answer": answer, "plan": choice.plan}
                ),
            )
            for name, choice in zip(names, reply.choices, strict=True)
        )
    rows: list[tuple[Button, ...]] = []
    others = visit.scope - {quotation.plan for quotation in reply.quotations}
    could_be_other = bool(reply.question) and bool(others) and len(visit.scope) > 1
    first = (button("citations"),) if reply.quotations else ()
    rows.append((*first, button("others")) if could_be_other else first)
    rows.append(_picture_row(visit, asked.kind, reply, say))
    if reply.question:
        rows.append((button("right"), button("wrong")))
    return tuple(row for row in rows if row)


def _picture_row(visit: Visit, kind: str, reply: Reply, say: Say) -> tuple[Button, ...]:
    """Give the button to the picture of such facts, where the answer is of one plan."""
    which = PICTURES.get(kind, "")
    plans = {quotation.plan for quotation in reply.quotations}
    if which not in visit.means.pictures or len(plans) != 1:
        return ()
    return (visit.button(say(f"buttons.{which}"), {"do": "picture", "plan": plans.pop(), "which": which}),)


def title(text: str) -> Block:
    """Give the title of a post."""
    return Block(text=text, kind="title")
