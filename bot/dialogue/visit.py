"""Visit: one event while it is answered: who came, what they may see, and what it leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from bot.errors import PeopleError, SendError
from bot.events import Block, Button, Event, Link, Outcome, Post
from bot.messages import Language, Person
from bot.store.presses import Press

if TYPE_CHECKING:
    from bot.dialogue.means import Means
    from bot.people.roles import Member

Action = Mapping[str, str]
Result = TypeVar("Result")

NOBODY = Person(channel="", id="")


class _Undone(Exception):
    """Leads out of a transaction whose changes are not kept."""


class Visit:
    """One event while it is answered.

    What is to be stored is gathered and done in `Outcome.commit`: whoever answers may be killed before, and
    the event is then answered again.
    """

    def __init__(self, means: Means, event: Event, link: Link | None = None) -> None:
        self.means = means
        self.event = event
        self.link = link
        self.person = event.sender or NOBODY
        self.now = means.clock()
        self._posts: list[Post] = []
        self._presses: list[Press] = []
        self._tasks: list[Callable[[], object]] = []

    @cached_property
    def member(self) -> Member | None:
        """Give who came, None for a stranger."""
        return self.means.people.find(self.person) if self.event.sender else None

    @cached_property
    def language(self) -> Language:
        """Give the language to speak: the one that was chosen, else the channel's, else Vietnamese."""
        return self.chosen_language or language_of(self.event.language)

    @cached_property
    def chosen_language(self) -> Language | None:
        """Give the language that the person chose, None where it follows the question."""
        return language_of(self.member.language) if self.member and self.member.language else None

    @cached_property
    def scope(self) -> frozenset[str]:
        """Give the plans that may be spoken of here: in a group, those that everybody there may see."""
        return self.find_scope()

    def find_scope(self) -> frozenset[str]:
        """Find anew which plans may be spoken of here."""
        known = self.means.plans.plan_ids()
        own = self.means.people.scope(self.person, known)
        chat = self.event.chat
        if not chat.is_group:
            return own
        return own & self.means.people.scope_of_group(self.event.channel, chat.id, self._count(), known)

    @property
    def scope_digest(self) -> str:
        """Give what tells whether the same plans may be spoken of as when a post was made."""
        return sha256("\n".join(sorted(self.scope)).encode()).hexdigest()[:16]

    def say(self, key: str, /, **values: object) -> str:
        """Give a line in the language of the visit."""
        return self.means.wording.say(self.language, key, **values)

    def fill(self, name: str, /, **values: object) -> str:
        """Give a text of several lines in the language of the visit."""
        return self.means.wording.fill(self.language, name, **values)

    def button(self, label: str, action: Action, *, personal: bool = False) -> Button:
        """Make a button; in a group whoever may ask may press it, unless it is personal."""
        owner = self.person.id if personal or not self.event.chat.is_group else ""
        return self._button(label, action, self.event.channel, self.event.chat.id, owner)

    def button_for(self, person: Person, chat: str, label: str, action: Action) -> Button:
        """Make a button for another person in their own chat."""
        return self._button(label, action, person.channel, chat, person.id)

    def tell(
        self,
        *blocks: Block | str,
        kind: str = "answer",
        buttons: Sequence[Sequence[Button]] = (),
        picture: bytes | None = None,
        edits: str = "",
    ) -> None:
        """Show something in the chat of the visit, as a reply to what was said there."""
        post = Post(
            channel=self.event.channel, chat=self.event.chat.id, kind=kind, picture=picture, edits=edits,
            blocks=tuple(Block(text=one) if isinstance(one, str) else one for one in blocks),
            buttons=tuple(tuple(row) for row in buttons if row),
            reply_to="" if edits else self.event.message,
            scope=self.scope_digest if "scope" in vars(self) else "",
        )  # fmt: skip
        self.post(post)

    def post(self, post: Post) -> None:
        """Show something in any chat."""
        self._posts.append(post)

    def later(self, task: Callable[[], object]) -> None:
        """Do something in the transaction that closes the event."""
        self._tasks.append(task)

    def audit(self, action: str, **detail: object) -> None:
        """Note who did what, in the transaction that closes the event."""
        self.later(lambda: self.means.people.audit.record(self.person, action, detail))

    def rehearse(self, do: Callable[[], Result]) -> Result:
        """Give what a change leads to without keeping it, and keep it in the end. Raises what it raises.

        Also a change that is refused is done in the end: that a code was wrong is counted.
        """
        result: list[Result] = []
        try:
            with self.means.memory.connections.write():
                result.append(do())
                raise _Undone
        except _Undone:
            self.later(do)
        except PeopleError:
            self.later(lambda: _do_refused(do))
            raise
        return result[0]

    def was_told(self, kind: str, seconds: float, *, by_chat: bool = False, anywhere: bool = False) -> bool:
        """Tell whether a notice was given so lately; note that it is given now, if not.

        It is counted of a person in a chat, of everybody in it (`by_chat`), or of a person `anywhere`.
        """
        notices = self.means.memory.notices
        person = Person(channel=self.event.channel, id="") if by_chat else self.person
        chat = "" if anywhere else self.event.chat.id
        if notices.given(person, chat, kind, since=self.now - seconds, now=self.now):
            return True
        self.later(lambda: notices.save(person, chat, kind, at=self.now))
        return False

    def outcome(self) -> Outcome:
        """Give what the event leads to."""
        posts, presses, tasks = tuple(self._posts), tuple(self._presses), tuple(self._tasks)

        def commit() -> None:
            if presses:
                self.means.memory.presses.save(presses, at=self.now)
            for task in tasks:
                task()

        return Outcome(posts=posts, commit=commit)

    def _button(self, label: str, action: Action, channel: str, chat: str, owner: str) -> Button:
        press = Press(id=self.means.new_id(), channel=channel, chat=chat, person=owner, action=dict(action))
        self._presses.append(press)
        return Button(label=label, id=press.id)

    def _count(self) -> int | None:
        """Give how many are in the group, None where nobody says or anybody can read: then less is shown."""
        if self.link is None or self.event.chat.is_public or not self.means.people.limits():
            return None
        try:
            return self.link.count_members(self.event.chat.id)
        except SendError:
            return None


def language_of(code: str) -> Language:
    """Give the language of a channel's code ("en-GB"), Vietnamese where it is another."""
    return "en" if code.lower().partition("-")[0] == "en" else "vi"


def _do_refused(do: Callable[[], object]) -> None:
    with suppress(PeopleError):
        do()
