"""Whoever asks to be forgotten is: in every table that knows people."""

from __future__ import annotations

import pytest

from bot.events import Block, Chat, Event, Post
from bot.messages import Person
from bot.people.roles import TERMINAL
from bot.store.forgetting import FORGETTING
from bot.store.inbox import Inbox
from bot.store.outbox import Outbox
from bot.store.presses import Press, Presses
from tests.bot.people.office import Office, someone

# Words that stand in no other value, so that they are found wherever they were left.
ACCOUNT, NAME, PHRASE, GROUP_CHAT = "70987654321", "Nguyễn Quên Tôi", "hỏi riêng tư", "-100999"
# Columns that can name a person or hold what one wrote; `who` of a rate is a digest and lapses in an hour.
PERSONAL = {
    "account", "by_account", "used_account", "about_account", "person", "person_id", "sender", "name", "lane",
    "body", "question", "words",
}  # fmt: skip
# A lease is named after what it guards.
IMPERSONAL = {"leases"}


def tables(office: Office) -> dict[str, set[str]]:
    with office.connections.lend() as db:
        return {
            table.name: {column.name for column in table.columns}
            for table in db.tables
            if not table.name.startswith(("sqlite_", "_sqlite_"))
        }


def dump(office: Office) -> str:
    with office.connections.lend() as db:
        return "\n".join(db.conn.iterdump())


def event(key: str, text: str, **others: object) -> Event:
    values = {
        "channel": "telegram",
        "key": key,
        "kind": "text",
        "chat": Chat(id=ACCOUNT),
        "sender": someone(ACCOUNT),
        "name": NAME,
        "text": text,
    }
    return Event(**{**values, **others})  # type: ignore[arg-type]


def post(chat: str, text: str) -> Post:
    return Post(channel="telegram", chat=chat, blocks=(Block(text=text),))


def live(office: Office) -> None:
    """Let somebody do everything that leaves something behind."""
    people, me = office.people, someone(ACCOUNT)
    code = people.ask_in(me, name=NAME, chat=ACCOUNT, language="vi").code
    approve = Press(
        id="x", channel="zalo", chat="9", person="9", action={"do": "approve", "code": code, "name": NAME}
    )
    Presses(office.connections).save([approve], at=office.clock())
    people.approve(code, by=TERMINAL, role="administrator", groups=["kế toán"])
    people.note_group("telegram", GROUP_CHAT, "Nhóm")
    people.approve_group("telegram", GROUP_CHAT, by=me)
    people.note_members("telegram", GROUP_CHAT, [me, someone("2")])
    people.invite(by=me, name="Khách")
    people.wait(me, ACCOUNT)
    people.audit.record(me, "ask", {"question": PHRASE, "citations": []})
    office.admit("2")
    people.put_into_groups(2, ["thanh tra"], by=me)
    people.change_role(1, "editor", by=TERMINAL)
    answer(office)


def answer(office: Office) -> None:
    """Take events in and answer them, alone and in a group."""
    inbox, outbox = Inbox(office.connections, office.clock), Outbox(office.connections, office.clock)
    group = Chat(id=GROUP_CHAT, is_group=True)
    joined = event(
        "3", "", kind="joined", chat=group, sender=someone("2"), name="Người 2", members=(someone(ACCOUNT),)
    )
    others = event("4", "của người khác", chat=group, sender=someone("2"), name="Người 2")
    inbox.add([event("1", PHRASE), event("2", PHRASE, chat=group), joined, others])
    while claimed := inbox.claim("me", ["telegram"], 9):
        for one in claimed:
            chat = one.event.chat.id
            inbox.close(one.id, "me")
            outbox.add([post(chat, f"Đáp: {one.event.text}")], inbox_id=one.id)
    for one in outbox.claim("me", ["telegram"], 1):
        outbox.settle(one.id, "me", "sent", message="77")
    outbox.add([post(ACCOUNT, f"Nhắc: {PHRASE}")])


@pytest.mark.parametrize("word", [ACCOUNT, NAME, PHRASE])
def test_nothing_of_a_person_is_left(office: Office, word: str) -> None:
    live(office)
    assert word in dump(office)
    office.people.forget(someone(ACCOUNT))
    assert word not in dump(office)
    assert office.people.find(someone(ACCOUNT)) is None


def test_the_file_holds_no_word_of_a_person_once_its_log_is_folded(office: Office) -> None:
    def written() -> bytes:
        path = office.connections.path
        return b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))

    live(office)
    assert PHRASE.encode() in written()
    office.people.forget(someone(ACCOUNT))
    office.connections.fold()
    assert [word for word in (ACCOUNT, NAME, PHRASE) if word.encode() in written()] == []


def test_buttons_that_name_a_person_to_others_go(office: Office) -> None:
    live(office)
    presses = Presses(office.connections)
    assert presses.find("x") is not None
    office.people.forget(someone(ACCOUNT))
    assert presses.find("x") is None


def test_what_is_of_others_stays(office: Office) -> None:
    live(office)
    office.people.forget(someone(ACCOUNT))
    assert "của người khác" in dump(office)
    assert [member.name for member in office.people.members()] == ["Người 2"]
    assert [one.is_approved for one in office.people.chats()] == [True]


def test_the_audit_keeps_what_was_done_without_who(office: Office) -> None:
    live(office)
    office.people.forget(someone(ACCOUNT))
    told = [(one["action"], one["who"], one["detail"]) for one in office.people.audit.export()]
    assert ("ask", None, {"citations": []}) in told
    assert ("groups", None, {"groups": ["thanh tra"]}) in told
    assert told[-1] == ("forget me", None, {})


def test_an_update_that_comes_again_is_still_known(office: Office) -> None:
    live(office)
    office.people.forget(someone(ACCOUNT))
    assert Inbox(office.connections, office.clock).add([event("1", PHRASE)]) == 0


def test_a_stranger_who_knocked_is_forgotten_too(office: Office) -> None:
    office.people.ask_in(someone(ACCOUNT), name=NAME, chat=ACCOUNT, language="vi")
    office.people.forget(someone(ACCOUNT))
    assert [word for word in (ACCOUNT, NAME) if word in dump(office)] == []


def test_who_was_never_seen_can_be_forgotten(office: Office) -> None:
    office.people.forget(someone("nobody"))
    office.people.forget(Person(channel="web", id="local"))
    assert office.actions() == ["forget me", "forget me"]


def test_the_same_account_of_another_channel_is_another_person(office: Office) -> None:
    live(office)
    office.people.forget(Person(channel="zalo", id=ACCOUNT))
    assert office.people.find(someone(ACCOUNT)) is not None
    assert PHRASE in dump(office)


def test_forgetting_is_whole_or_not_at_all(office: Office) -> None:
    live(office)
    before = dump(office)
    with pytest.raises(RuntimeError), office.connections.write():  # noqa: PT012 - the end of the block is tested
        office.people.forget(someone(ACCOUNT))
        raise RuntimeError
    assert dump(office) == before


def test_every_table_that_knows_people_is_forgotten_in(office: Office) -> None:
    knowing = {name for name, columns in tables(office).items() if columns & PERSONAL} - IMPERSONAL
    assert knowing - {table for table, _ in FORGETTING} == set()


def test_every_row_of_the_table_is_of_a_table_that_is_there(office: Office) -> None:
    assert {table for table, _ in FORGETTING} <= set(tables(office))
    assert [table for table, statement in FORGETTING if table not in statement] == []
