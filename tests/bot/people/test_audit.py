"""What is known of what was done, and for how long."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.people.roles import TERMINAL
from tests.bot.people.office import DAY, NOON, Office, open_office, someone
from tests.bot.store.costs import count_steps

CITATION = {"plan": "p", "page": 1, "start": 2, "end": 3}
ASKED = {"question": "Ai được khen?", "found": True, "citations": [CITATION]}
OPERATOR = {"channel": "terminal", "id": "local", "name": ""}
AN = {"channel": "telegram", "id": "1", "name": "Người 1"}


def test_who_asked_what_is_told(office: Office) -> None:
    office.admit("1")
    office.clock.now += 60
    office.people.audit.record(someone("1"), "ask", ASKED)
    assert list(office.people.audit.export()) == [
        {"at": NOON, "action": "knock", "who": {**AN, "name": ""}, "about": None, "detail": {}},
        {
            "at": NOON,
            "action": "approve",
            "who": OPERATOR,
            "about": AN,
            "detail": {"role": "member", "groups": []},
        },
        {"at": NOON + 60, "action": "ask", "who": AN, "about": None, "detail": ASKED},
    ]


def test_who_changed_what_is_told(office: Office) -> None:
    people = office.people
    office.admit("1", "administrator")
    people.put_into_groups(1, ["Kế toán"], by=TERMINAL)
    people.limit("p", ["kế toán"], by=someone("1"))
    people.unlimit("p", by=someone("1"))
    people.note_group("telegram", "-5", "Nhóm")
    people.approve_group("telegram", "-5", by=someone("1"))
    office.accept(people.invite(by=someone("1")).token, "2")
    people.change_role(2, "editor", by=someone("1"))
    people.remove(2, by=someone("1"))
    told = [
        (one["action"], one["about"] and one["about"]["id"], one["detail"]) for one in people.audit.export()
    ]
    assert told == [
        ("knock", None, {}),
        ("approve", "1", {"role": "administrator", "groups": []}),
        ("groups", "1", {"groups": ["kế toán"]}),
        ("limit", None, {"plan": "p", "groups": ["kế toán"]}),
        ("unlimit", None, {"plan": "p"}),
        ("approve chat", None, {"channel": "telegram", "chat": "-5"}),
        ("invite", None, {"role": "member", "groups": [], "days": 7}),
        ("accept", "2", {"role": "member", "groups": []}),
        ("role", "2", {"role": "editor"}),
        ("remove", "2", {}),
    ]


def test_a_change_that_was_refused_is_not_told(office: Office) -> None:
    office.admit("1", "administrator")
    told = office.actions()
    with pytest.raises(Exception, match="last administrator"):
        office.people.remove(1, by=someone("1"))
    assert office.actions() == told


def test_only_what_was_done_since_then_is_told(office: Office) -> None:
    for number in range(3):
        office.people.audit.record(None, f"deed {number}", {})
        office.clock.now += DAY
    assert [one["action"] for one in office.people.audit.export(NOON + DAY)] == ["deed 1", "deed 2"]


def test_the_export_goes_through_any_number_of_rows(office: Office) -> None:
    with office.connections.write():
        for number in range(1201):
            office.people.audit.record(None, str(number), {})
    assert office.actions() == [str(number) for number in range(1201)]


def test_words_of_questions_go_after_the_days_that_are_set(tmp_path: Path) -> None:
    with open_office(tmp_path, keep_days=2) as office:
        office.people.audit.record(someone("1"), "ask", ASKED)
        office.clock.now += 2 * DAY - 1
        assert [one["detail"] for one in office.people.audit.export()] == [ASKED]
        office.clock.now += 1
        office.people.sweep()
        with office.connections.lend() as db:
            assert "khen" not in "".join(db.conn.iterdump())
        kept = {"found": True, "citations": [CITATION]}
        assert [one["detail"] for one in office.people.audit.export()] == [kept]


def test_the_words_that_are_kept_cost_who_records_more_nothing(office: Office) -> None:
    def record() -> None:
        office.people.audit.record(someone("1"), "ask", ASKED)

    with office.connections.write():
        for _ in range(2000):
            record()
    assert count_steps(office.connections, record) < 1000


def test_words_that_a_clock_ahead_has_dated_go_too(tmp_path: Path) -> None:
    with open_office(tmp_path, keep_days=2) as office:
        office.clock.now += 1000 * DAY
        office.people.audit.record(someone("1"), "ask", ASKED)
        office.clock.now = NOON
        assert [one["detail"].get("question") for one in office.people.audit.export()] == [None]


def test_no_words_are_kept_where_none_are_to_be(tmp_path: Path) -> None:
    with open_office(tmp_path, keep_days=0) as office:
        office.people.audit.record(someone("1"), "ask", ASKED)
        with office.connections.lend() as db:
            assert "khen" not in "".join(db.conn.iterdump())
        assert [one["detail"]["citations"] for one in office.people.audit.export()] == [[CITATION]]


def test_what_is_recorded_in_a_transaction_goes_with_it(office: Office) -> None:
    with pytest.raises(RuntimeError), office.connections.write():  # noqa: PT012 - the end of the block is tested
        office.people.audit.record(None, "undone", {})
        raise RuntimeError
    assert office.actions() == []
