"""thidua people, thidua audit: who is in, what each may see, what was done."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import open_office
from bot.messages import Person
from bot.people.people import People
from bot.settings import Settings
from tests.bot.answering.sample import SOURCE
from tests.bot.commands.conftest import Thidua

PLAN = "hungyen-2025-phat-dong"
AN = Person(channel="telegram", id="71")


@pytest.fixture
def people(home: Path) -> Iterator[People]:
    """The same office as a running server has it open."""
    with open_office(Settings(home=home)) as opened:
        yield opened


def knock(people: People, name: str = "An") -> str:
    return people.ask_in(AN, name=name, chat="71", language="vi").code


def test_an_office_of_nobody_says_how_to_begin(thidua: Thidua) -> None:
    ended = thidua("people")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith("thidua people approve CODE --role administrator\n")


def test_who_knocked_is_approved(thidua: Thidua, people: People) -> None:
    code = knock(people)
    ended = thidua("people", "approve", f"{code[:3]} {code[3:]}", "--role", "editor", "--group", "Kế toán")
    assert ended.out == "1  An, editor, kế toán (telegram:71) is in.\n"
    assert thidua("people").out == "1  An, editor, kế toán\n"
    assert json.loads(thidua("people", "--json").out) == {
        "id": 1, "name": "An", "role": "editor", "groups": ["kế toán"], "paused": False,
    }  # fmt: skip


def test_codes_are_shown_only_where_asked_for(thidua: Thidua, people: People) -> None:
    code = knock(people, "Sếp\x1b[2J Lớn")
    plain = thidua("people").out
    assert plain.startswith("waits: Sếp [2J Lớn (telegram:71), until ")
    assert (code in plain, code in thidua("people", "--json").out) == (False, False)
    assert thidua("people", "--codes").out.splitlines()[0].endswith(f" – code {code}")
    assert json.loads(thidua("people", "--json", "--codes").out)["code"] == code


def test_who_waits_is_turned_away(thidua: Thidua, people: People) -> None:
    code = knock(people)
    assert thidua("people", "decline", code).code == 0
    ended = thidua("people", "approve", code)
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (1, "", 1)
    assert "nobody waits with the code" in ended.err


@pytest.mark.parametrize("bot", [("--bot", "@thidua_bot"), ()])
def test_an_invitation_is_shown_once(thidua: Thidua, people: People, bot: tuple[str, ...]) -> None:
    ended = thidua("people", "invite", "--role", "editor", "--group", "kế toán", "--name", "Bình", *bot)
    first, *_, last = ended.out.splitlines()
    assert first.startswith("https://t.me/thidua_bot?start=") == bool(bot)
    assert last.startswith("Good once, for one person, until ")
    token = first.rpartition("=")[2]
    listed = thidua("people").out
    assert (listed.startswith("invitation 1: Bình, editor, kế toán, until "), token in listed) == (
        True,
        False,
    )
    approved = people.accept(token, AN, name="x", chat="71", language="")
    assert (approved.member.name, approved.member.role) == ("Bình", "editor")


def test_an_invitation_is_made_void(thidua: Thidua) -> None:
    thidua("people", "invite")
    assert thidua("people", "revoke", "1").out == "Invitation 1 is void.\n"
    assert (thidua("people", "revoke", "1").code, "invitation" in thidua("people").out) == (1, False)


def test_people_change(thidua: Thidua, people: People) -> None:
    thidua("people", "approve", knock(people), "--role", "administrator")
    assert thidua("people", "group", "1", "Thanh tra", "Kế toán").out == (
        "1  An, administrator, kế toán, thanh tra\n"
    )
    people.pause(AN)
    demoted = thidua("people", "role", "1", "member").out.splitlines()
    assert demoted == [
        "1  An, member, kế toán, thanh tra (paused: cannot be written to)",
        "Nobody is an administrator now: only this computer lets people in.",
    ]
    assert thidua("people", "group", "1").out.startswith("1  An, member (paused")
    assert thidua("people", "remove", "1").out.startswith("1 is a stranger now")
    assert people.find(AN) is None


def test_plans_are_limited_to_groups(thidua: Thidua, people: People) -> None:
    thidua("people", "approve", knock(people))
    limited = thidua("people", "limit", PLAN, "Kế toán", "thanh tra").out
    assert limited == f"{PLAN} is for kế toán, thanh tra alone: 0 of those who are in may see it.\n"
    assert people.scope(AN, [PLAN]) == frozenset()
    thidua("people", "group", "1", "kế toán")
    assert people.scope(AN, [PLAN]) == {PLAN}
    assert thidua("people", "groups").out.splitlines() == [
        "kế toán", "    people: 1 An", f"    plans: {PLAN}",
        "thanh tra", "    people: nobody", f"    plans: {PLAN}",
    ]  # fmt: skip
    assert thidua("people", "unlimit", PLAN).out == f"{PLAN} is open to everybody who is in.\n"
    assert thidua("people", "unlimit", PLAN).out.startswith(f"{PLAN} was not limited")


def test_a_slip_in_the_id_does_not_leave_a_plan_open(thidua: Thidua, people: People) -> None:
    ended = thidua("people", "limit", f"{PLAN}x", "kế toán")
    assert (ended.code, "did you mean" in ended.err, people.limits()) == (1, True, {})
    assert thidua("people", "limit", "later", "kế toán", "--ahead").code == 0
    assert people.limits() == {"later": {"kế toán"}}


def test_a_limit_outlives_a_new_version_and_goes_with_the_plan(
    thidua: Thidua, people: People, tmp_path: Path
) -> None:
    path = tmp_path / "binhminh.txt"
    path.write_text(SOURCE, "utf-8")
    thidua("people", "limit", "x", "kế toán", "--ahead")
    thidua("ingest", str(path), "--id", "x")
    path.write_text(SOURCE.replace("tập thể", "nhóm"), "utf-8")
    thidua("ingest", str(path))
    assert people.limits() == {"x": {"kế toán"}}
    assert thidua("forget", "x").out == "x is removed, and its limit with it.\n"
    assert people.limits() == {}
    told = [json.loads(line)["action"] for line in thidua("audit", "--json").out.splitlines()]
    assert told == ["limit", "ingest", "ingest", "unlimit", "forget"]


def test_group_chats_are_approved(thidua: Thidua, people: People) -> None:
    people.note_group("telegram", "-100", "Phòng Nội vụ")
    assert thidua("people", "chats").out == (
        "1  Phòng Nội vụ (telegram:-100), not approved: it says nothing there\n"
    )
    assert thidua("people", "approve-chat", "1").out == "In Phòng Nội vụ the assistant answers members.\n"
    assert people.scope_of_group("telegram", "-100", None, [PLAN]) == {PLAN}
    assert thidua("people", "close-chat", "1").code == 0
    assert people.scope_of_group("telegram", "-100", None, [PLAN]) == frozenset()


def test_the_audit_is_exported(thidua: Thidua, people: People) -> None:
    thidua("people", "approve", knock(people))
    citation = {"plan": PLAN, "page": 1, "start": 5, "end": 9}
    detail = {"question": "Ai\x1b[2J\nđược?", "found": True, "citations": [citation]}
    people.audit.record(AN, "ask", detail)
    lines = [json.loads(line) for line in thidua("audit", "--json").out.splitlines()]
    who = {"channel": "telegram", "id": "71", "name": "An"}
    assert [line["action"] for line in lines] == ["knock", "approve", "ask"]
    asked = lines[-1]
    assert asked == {"at": asked["at"], "action": "ask", "who": who, "about": None, "detail": detail}
    assert asked["at"].endswith("+07:00")
    shown = thidua("audit").out.splitlines()[-1]
    assert " An (telegram:71): ask; found: true; citations: [" in shown
    assert shown.endswith("; question: Ai [2J được?")


def test_the_audit_begins_with_a_day(thidua: Thidua, people: People) -> None:
    knock(people)
    assert thidua("audit", "--since", "2020-01-31").out != ""
    assert thidua("audit", "--since", "2999-01-31").out == ""


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["approve", "000000"], 1, "nobody waits"),
        (["approve", "mở cửa"], 1, "six digits"),
        (["approve", "000000", "--role", "king"], 2, "king"),
        (["approve"], 2, "CODE"),
        (["role", "7", "editor"], 1, "nobody has the number 7"),
        (["remove", "x"], 2, "ID"),
        (["invite", "--days", "31"], 2, "--days"),
        (["invite", "--bot", "a/b"], 2, "user name of the bot"),
        (["invite", "--group", " "], 1, "a group of people needs a name"),
        (["limit", PLAN], 2, "GROUP"),
        (["approve-chat", "7"], 1, "no group chat has the number 7"),
        (["sing"], 2, "sing"),
    ],
)
def test_what_goes_wrong_is_one_line(thidua: Thidua, arguments: list[str], code: int, reason: str) -> None:
    ended = thidua("people", *arguments)
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (code, "", 1)
    assert reason in ended.err


def test_a_day_that_is_none_is_bad_use(thidua: Thidua) -> None:
    ended = thidua("audit", "--since", "hôm qua")
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (2, "", 1)
