"""What is done to each table when a person asks to be forgotten.

A new table with people in it gets its row here. Statements know :channel and :account, the person's, and
:chat, where the person was written to alone. They run in this order, in one transaction. What still waits to
be worked off or is being sent at that moment stays until it is settled: the question that asks for it, and
the answer that tells that it was done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Person
from bot.store.inbox import lane_of

if TYPE_CHECKING:
    from corpus.connections import Connections

# Events that the person sent, or that name them among those who came into a group or left it.
_THEIR_EVENTS = """
channel = :channel AND json_valid(body) AND (
    json_extract(body, '$.sender.id') = :account
    OR json_extract(body, '$.chat.id') = :chat
    OR EXISTS (
        SELECT 1 FROM json_each(body, '$.members') AS one
        WHERE json_extract(one.value, '$.id') = :account
    )
)
"""
_THEIR_POSTS = f"""
channel = :channel AND (
    json_valid(body) AND json_extract(body, '$.chat') = :chat
    OR inbox_id IN (SELECT id FROM inbox WHERE {_THEIR_EVENTS})
)
"""  # noqa: S608 - both halves stand above

_FORGET_POSTS = f"DELETE FROM outbox WHERE state <> 'sending' AND {_THEIR_POSTS}"  # noqa: S608 - as above
_EMPTY_EVENTS = f"""
UPDATE inbox SET body = '', lane = '', problem = '', owner = '' WHERE state <> 'waiting' AND {_THEIR_EVENTS}
"""  # noqa: S608 - as above

# Table and statement. The row of an event stays without its content: it tells a repeated delivery from a new
# one.
FORGETTING: tuple[tuple[str, str], ...] = (
    # Buttons by which administrators were asked to let them in: these name them.
    (
        "presses",
        """
        DELETE FROM presses WHERE json_extract(action, '$.name') IN (
            SELECT name FROM people WHERE channel = :channel AND account = :account AND name <> ''
            UNION SELECT name FROM pairings WHERE channel = :channel AND account = :account AND name <> ''
        )
        """,
    ),
    ("outbox", _FORGET_POSTS),
    ("inbox", _EMPTY_EVENTS),
    (
        "memberships",
        """
        DELETE FROM memberships
        WHERE person_id IN (SELECT id FROM people WHERE channel = :channel AND account = :account)
        """,
    ),
    ("people", "DELETE FROM people WHERE channel = :channel AND account = :account"),
    ("pairings", "DELETE FROM pairings WHERE channel = :channel AND account = :account"),
    (
        "invitations",
        """
        DELETE FROM invitations
        WHERE by_channel = :channel AND by_account = :account
            OR used_channel = :channel AND used_account = :account
        """,
    ),
    # Marks before answers, by which those of others on what the person asked are found.
    (
        "feedback",
        """
        DELETE FROM feedback WHERE channel = :channel AND person = :account OR answer IN
            (SELECT id FROM answers WHERE channel = :channel AND person = :account)
        """,
    ),
    ("answers", "DELETE FROM answers WHERE channel = :channel AND person = :account"),
    ("turns", "DELETE FROM turns WHERE channel = :channel AND person = :account"),
    ("presses", "DELETE FROM presses WHERE channel = :channel AND (person = :account OR chat = :chat)"),
    ("notices", "DELETE FROM notices WHERE channel = :channel AND person = :account"),
    # What others may still want to put back stays, without who sent it.
    ("documents", "UPDATE documents SET person = '' WHERE channel = :channel AND person = :account"),
    ("chat_members", "DELETE FROM chat_members WHERE channel = :channel AND account = :account"),
    (
        "audit",
        """
        UPDATE audit SET words = '', channel = '', account = '', name = ''
        WHERE channel = :channel AND account = :account
        """,
    ),
    (
        "audit",
        """
        UPDATE audit SET words = '', about_channel = '', about_account = '', about_name = ''
        WHERE about_channel = :channel AND about_account = :account
        """,
    ),
)


def forget_person(connections: Connections, person: Person, chat: str) -> None:
    """Delete what is kept of a person, or make it nameless."""
    values = {"channel": person.channel, "account": person.id, "chat": chat}
    with connections.write() as db:
        for _, statement in FORGETTING:
            db.execute(statement, values)


def drop_unsent(connections: Connections, channel: str, chat: str) -> None:
    """Delete what still waits to be sent to a chat."""
    with connections.write() as db:
        db.execute("DELETE FROM outbox WHERE state = 'waiting' AND lane = ?", [lane_of(channel, chat)])
