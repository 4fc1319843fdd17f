"""Means: all that the desk works with, made elsewhere and handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.dialogue.memory import KEEP_BUTTONS_DAYS
from bot.dialogue.wording import Wording
from bot.events import Post
from bot.messages import Handler, Language

if TYPE_CHECKING:
    from bot.answering.answers import Line
    from bot.dialogue.memory import Memory
    from bot.people.people import People
    from corpus.facts.base import Fact
    from corpus.models import Plan
    from corpus.store import PlanStore

# Draws what is known of a plan as a PNG; None where there is nothing to draw.
Draw = Callable[["Plan", Mapping[str, Sequence["Fact"]], Language], bytes | None]
# Keeps a file as a plan. Raises UnreadableFile, NotAPlan, StoreError.
Ingest = Callable[..., "Plan"]

# The picture that shows a kind of fact, by the names in `Means.pictures`.
PICTURES = {"deadlines": "timeline", "reporting_lines": "map"}


def _no_post(_: str) -> Post | None:
    return None


def _no_link(_channel: str, _token: str) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Means:
    """What the desk works with.

    `pictures` draw by name ("map", "timeline"); `say_fact` puts a fact in a line; `new_id` makes ids that
    nobody guesses; `resend` gives the post of the outbox that bears an id; `invitation_link` the address that
    opens an invitation in a channel, "" where it has none.
    """

    handle: Handler
    people: People
    plans: PlanStore
    memory: Memory
    ingest: Ingest
    say_fact: Callable[[Line, Language], str]
    clock: Callable[[], float]
    new_id: Callable[[], str]
    wording: Wording = field(default_factory=Wording)
    pictures: Mapping[str, Draw] = field(default_factory=dict)
    resend: Callable[[str], Post | None] = _no_post
    invitation_link: Callable[[str, str], str] = _no_link
    folder: Path | None = None
    keep_days: int = KEEP_BUTTONS_DAYS
