"""Whatever comes in, by whomever: no crash, and no word of a plan to a stranger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app import build
from bot.dialogue.commands import COMMANDS
from bot.events import Event
from bot.settings import Settings
from bot.store.envelopes import decode_event, encode_event
from bot.store.presses import Press
from tests.bot.dialogue.office import Guest, Office, read

KINDS = (
    "text", "command", "press", "unreadable", "joined", "left", "added", "removed", "blocked", "unblocked",
    "migrated", "file",
)  # fmt: skip
STRANGE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "\u202e\u200f", "giấy khen 2025", "\ud800", "{x}", "%s", "{{ 7*7 }}", "<b>", "0" * 999]
    ),
)
EVENTS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(KINDS), "text": STRANGE, "name": STRANGE, "language": STRANGE,
        "what": STRANGE,
        "command": st.one_of(st.sampled_from(sorted(COMMANDS)), STRANGE), "button": STRANGE,
        "is_addressed": st.booleans(), "is_edited": st.booleans(), "moved_to": st.just(""),
    }
)  # fmt: skip


def stored(event: Event) -> Event:
    """Give an event as the inbox hands it out, which takes no halves of characters."""
    return decode_event(encode_event(event))


@pytest.fixture(scope="module")
def shared(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    app = build(Settings(home=prepared))
    made = Office(app, tmp_path_factory.mktemp("hostile"))
    yield made
    made.close()
    app.close()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(EVENTS, st.booleans())
def test_a_stranger_hears_of_no_plan(shared: Office, fields: dict[str, Any], in_a_group: bool) -> None:
    stranger = shared.stranger("x")
    guest = stranger.into("g") if in_a_group else stranger
    event = stored(guest.event(**fields))
    outcome = shared.desk.respond(event, shared.line)
    said = "\n".join(read(post) for post in outcome.posts if post.chat == event.chat.id)
    assert not any(word in said for word in ("“", "tr. 1", "Hưng Yên", "Tây Ninh", "Mỹ Hào"))
    assert not any(post.buttons for post in outcome.posts if post.chat == event.chat.id)
    shared.desk.acknowledge(guest.event(**fields))
    shared.clock.now += 30


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(EVENTS)
def test_a_member_is_answered_without_a_crash(shared: Office, fields: dict[str, Any]) -> None:
    member = shared.people.find(shared.stranger("lan").person)
    guest = shared.stranger("lan") if member else shared.let_in("lan")
    outcome = shared.desk.respond(stored(guest.event(**fields)), shared.line)
    assert all(read(post).strip() for post in outcome.posts)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(["approve", "decline", "approve_group", "people"]), STRANGE)
def test_buttons_of_administrators_do_nothing_for_members(shared: Office, do: str, text: str) -> None:
    guest = _member(shared)
    posts = _press(shared, guest, {"do": do, "code": text, "channel": text, "chat": text, "page": "0"})
    assert [read(post) for post in posts] == ["Việc này dành cho quản trị viên."]


def _member(shared: Office) -> Guest:
    known = shared.people.find(shared.stranger("mai").person)
    return shared.stranger("mai") if known else shared.let_in("mai")


def _press(shared: Office, guest: Guest, action: dict[str, str]) -> list[Any]:
    press = Press(
        id=f"p{shared.key()}", channel="test", chat="chat-mai", person=guest.person.id,
        action={key: value.encode("utf-8", "replace").decode() for key, value in action.items()},
    )  # fmt: skip
    shared.memory.presses.save([press], at=shared.clock())
    return list(shared.desk.respond(guest.event("press", button=press.id), shared.line).posts)
