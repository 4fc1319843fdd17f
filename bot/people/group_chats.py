"""Group chats: where the assistant may speak, who is there, and what may be said before all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from bot.errors import UnknownChat
from bot.messages import Person
from bot.people.codes import CLOCK_SLACK_SECONDS
from bot.people.invitations import DAY_SECONDS
from bot.people.names import clean_name
from bot.people.records import GroupChat
from bot.people.scopes import Limits, visible, visible_to_all
from bot.store.chats import ChatStore
from bot.store.people import PeopleStore

if TYPE_CHECKING:
    from corpus.connections import Connections

# Whoever was not seen for so long may have left unseen, and somebody else come in for them.
SEEN_SECONDS = 7 * DAY_SECONDS
# Who speaks is noted again after this long: not every message is worth a write.
_AGAIN_SECONDS = 3600.0


class GroupChats:
    """Keep group chats. Every method that changes something is called inside a transaction of its caller."""

    def __init__(self, connections: Connections, clock: Callable[[], float]) -> None:
        self._connections = connections
        self._chats = ChatStore(connections)
        self._people = PeopleStore(connections)
        self._clock = clock

    def all(self) -> list[GroupChat]:
        """Give the groups that the assistant is in."""
        return [
            GroupChat(
                id=one.id,
                channel=one.channel,
                chat=one.chat,
                title=one.title,
                is_approved=one.is_approved,
            )
            for one in self._chats.all()
        ]

    def note(self, channel: str, chat: str, title: str) -> None:
        """Note a group that the assistant is in."""
        known = self._chats.find(channel, chat)
        title = clean_name(title)
        if known is None or (title and known.title != title):
            self._chats.note(channel, chat, title, self._clock())

    def set_approved(self, channel: str, chat: str, *, approved: bool) -> None:
        """Let the assistant speak in a group, or not. Raises UnknownChat."""
        if self._chats.find(channel, chat) is None:
            raise UnknownChat(
                "the assistant is in no such group: add it there, then see `thidua people chats`"
            )
        self._chats.set_approved(channel, chat, approved=approved)

    def leave(self, channel: str, chat: str) -> None:
        """Drop a group; whoever puts the assistant back needs an approval anew."""
        self._chats.drop(channel, chat)

    def move(self, channel: str, old: str, new: str) -> None:
        """Follow a group to its new id."""
        self._chats.move(channel, old, new)

    def note_members(self, channel: str, chat: str, joined: Iterable[Person], left: Iterable[Person]) -> None:
        """Note who was seen in a group and who left it; of groups that are not noted nothing is kept."""
        there = {one.id for one in joined if one.channel == channel}
        gone = {one.id for one in left if one.channel == channel}
        if self._chats.find(channel, chat) is None:
            return
        now = self._clock()
        seen = self._chats.members(channel, chat)
        new = {one for one in there - gone if abs(now - seen.get(one, 0.0)) > _AGAIN_SECONDS}
        if new:
            self._chats.see(channel, chat, new, now)
        if gone & set(seen):
            self._chats.miss(channel, chat, gone)

    def scope(
        self, channel: str, chat: str, count: int | None, plan_ids: Collection[str], limits: Limits
    ) -> frozenset[str]:
        """Give the plans that may be spoken of before everybody in a group; none before it is approved.

        That is the open plans; where each of `count` people is known and let in, also limited plans that all
        of them may see. Where more are known than there are, it is not known any more who they are.
        """
        known_chat = self._chats.find(channel, chat)
        if known_chat is None or not known_chat.is_approved:
            return frozenset()
        unlimited = visible(plan_ids, limits, frozenset())
        now = self._clock()
        seen = self._chats.members(channel, chat)
        fresh = {one for one, at in seen.items() if now - SEEN_SECONDS < at <= now + CLOCK_SLACK_SECONDS}
        if count is None:
            return unlimited
        if len(seen) > count:
            with self._connections.write():
                self._chats.drop_members(channel, chat)
            return unlimited
        people = self._people.of_accounts(channel, fresh)
        if count < 1 or len(people) != count:
            return unlimited
        return visible_to_all(plan_ids, limits, [one.groups for one in people])
