"""What a person reads who was let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.visit import language_of
from bot.events import Block, Post

if TYPE_CHECKING:
    from bot.dialogue.wording import Wording
    from bot.people.records import Approved


def greet(wording: Wording, approved: Approved) -> Post:
    """Give the post that greets whoever was let in, in the chat where they knocked."""
    text = wording.fill(language_of(approved.member.language), "welcome", name=approved.member.name)
    return Post(
        channel=approved.person.channel, chat=approved.chat, kind="notice", blocks=(Block(text=text),)
    )
