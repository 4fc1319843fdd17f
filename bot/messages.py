"""All that the rooms of the bot say to each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Language = Literal["vi", "en"]


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who asks, as a channel knows them."""

    channel: str
    id: str


@dataclass(frozen=True, kw_only=True)
class Message:
    """One question as it was typed, with the question before it in the same chat.

    `plan` is the id of the plan that was chosen among those offered: the question is of that one alone. `key`
    names the question in its channel, where it may come twice: both times it gets the same answer.
    `scope` are the ids of the plans that the asker may see; in a group chat, that everybody there may see.
    The reply is as if no other plan were loaded. None is all of them, for whoever operates the computer (the
    terminal, the web chat of this computer); every other caller gives a set, and an empty one shows nothing.
    `language` is the one to answer in; None is that of the question.
    """

    text: str
    person: Person
    previous: str | None = None
    plan: str | None = None
    key: str = ""
    scope: frozenset[str] | None = None
    language: Language | None = None


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """A citation made ready for a person: the exact words, and where they stand.

    `start` and `end` are offsets in the plan's stored source text; `reading` is the quote as people read it
    (line breaks joined, page numbers gone). `is_reread` tells that words of it were read anew from a bad
    scan: they may be wrong, and `quote` is what the scan has.
    """

    plan: str
    plan_title: str
    section: str
    page: int
    start: int
    end: int
    quote: str
    reading: str
    is_reread: bool = False


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A plan that a question may be of, and its name for people."""

    plan: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer ready to be sent.

    `text` is complete in itself (for a channel that shows text only); `summary` is the same without the
    quotations, and `notes` what is said below them, for a channel that shows those by itself. `found` is
    false where the plans do not say, and for smalltalk. `question` is what was answered, with all that it
    took from the turn before: the next question may lean on it. Empty for smalltalk and the like.
    `understood` tells what was understood where that is not what was typed: the first line of `text`, if
    there is room, and a line of its own for a channel that shows the parts by itself. `choices` are
    the plans that speak of what was asked, where they are too many to be told: one of them is to be chosen.
    """

    found: bool
    kind: str
    language: Language
    summary: str
    text: str
    notes: str = ""
    question: str = ""
    understood: str = ""
    choices: tuple[Choice, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    warnings: tuple[str, ...] = ()


def describe(reply: Reply) -> dict[str, object]:
    """Give the fields of an answer line that others build on, the same from every command and channel."""
    return {
        "found": reply.found,
        "kind": reply.kind,
        "language": reply.language,
        "text": reply.text,
        "citations": [
            {"plan": each.plan, "section": each.section, "page": each.page, "quote": each.quote}
            for each in reply.quotations
        ],
        "warnings": list(reply.warnings),
        "understood": reply.understood,
        "choices": [{"plan": each.plan, "name": each.name} for each in reply.choices],
    }


Handler = Callable[[Message], Reply]
