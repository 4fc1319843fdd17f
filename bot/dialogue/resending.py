"""What nobody knows to have arrived: a small post with a button, in place of a repeated answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.events import Block, Post

if TYPE_CHECKING:
    from bot.dialogue.visit import Action, Visit


def ask_whether(visit: Visit, post: Post, outbox: str) -> Post:
    """Give the post that asks whether another arrived; `outbox` is what that one is found by."""
    button = visit.button(visit.say("buttons.resend"), {"do": "resend", "post": outbox})
    return replace(
        post, blocks=(Block(text=visit.say("arrived.ask")),), kind="arrived", buttons=((button,),),
        picture=None, edits="", important=False,
    )  # fmt: skip


def mark_again(visit: Visit, post: Post) -> Post:
    """Give a post marked as sent again, for where nobody knows whether it arrived the first time."""
    mark = Block(text=visit.say("arrived.again"))
    return replace(post, blocks=(mark, *(block for block in post.blocks if block != mark)))


def send_again(visit: Visit, action: Action) -> None:
    """Send a stored post again, if all that it rests on may be seen here now."""
    post = visit.means.resend(action["post"])
    if post is None or (post.channel, post.chat) != (visit.event.channel, visit.event.chat.id):
        visit.tell(visit.say("press.old"), edits=visit.event.message)
    elif not _plans_below(visit, post) <= visit.scope:
        visit.tell(visit.say("plans.hidden"))
    elif post.scope not in ("", visit.scope_digest):
        # A part of an answer, a picture or a list of quotes has no buttons that tell what it rests on.
        visit.tell(visit.say("press.old"))
    else:
        visit.post(replace(post, important=False, edits=""))


def _plans_below(visit: Visit, post: Post) -> set[str]:
    """Give the plans that the buttons of a post lead to, and that its answer cites."""
    plans: set[str] = set()
    for button in (button for row in post.buttons for button in row):
        press = visit.means.memory.presses.find(button.id)
        action = press.action if press else {}
        plans |= {action["plan"]} if "plan" in action else set()
        given = visit.means.memory.answers.find(action["answer"]) if "answer" in action else None
        plans |= {one.plan for one in given.citations} if given else set()
    return plans
