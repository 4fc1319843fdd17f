"""What the audit says of a question: who asked what, and which citations the answer had."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.messages import Message, Reply
    from bot.people.audit import Audit


def describe_question(text: str, reply: Reply, plans: Iterable[str]) -> dict[str, object]:
    """Give what is recorded of a question; `plans` are those that the answer rests on."""
    return {
        "question": text,
        "plans": sorted(set(plans)),
        "citations": [
            {"plan": one.plan, "page": one.page, "start": one.start, "end": one.end}
            for one in reply.quotations
        ],
        "found": reply.found,
    }


def record_question(audit: Audit) -> Callable[[Message, Reply], None]:
    """Give what records a message and its reply, for channels that answer in the request that asks."""

    def record(message: Message, reply: Reply) -> None:
        plans = (one.plan for one in reply.quotations)
        audit.record(message.person, "question", describe_question(message.text, reply, plans))

    return record
