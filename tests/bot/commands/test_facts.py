"""thidua facts, and what thidua plan says of facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from corpus.store import PlanStore
from corpus.text import squeeze
from tests.bot.commands.conftest import Thidua

FIRST = "hungyen-2025-phat-dong"
KINDS = [
    "quotas", "deadlines", "reporting_lines", "responsibilities", "legal_basis", "supersedes", "movements",
    "budgets", "criteria",
]  # fmt: skip


def entries(value: Any) -> Iterator[dict[str, Any]]:
    """Give everything with a quote."""
    if isinstance(value, dict):
        if "quote" in value:
            yield value
        for below in value.values():
            yield from entries(below)
    elif isinstance(value, list):
        for below in value:
            yield from entries(below)


def test_facts_are_a_plan_a_line(thidua: Thidua) -> None:
    lines = [json.loads(line) for line in thidua("facts", "--json").out.splitlines()]
    assert len(lines) == 5
    assert {tuple(line) for line in lines} == {("plan", "metadata", *KINDS, "quotas_note", "anomalies")}


def test_every_quote_is_an_exact_part_of_its_plan(thidua: Thidua, home: Path) -> None:
    with PlanStore.open(Settings(home=home).database) as store:
        sources = {one.id: squeeze(store.plan(one.id).source) for one in store.plans()}
    for line in map(json.loads, thidua("facts", "--json").out.splitlines()):
        quotes = [entry["quote"] for entry in entries(line)]
        assert len(quotes) > 30
        assert [quote for quote in quotes if not quote or quote not in sources[line["plan"]]] == []
        assert {type(entry["page"]) for entry in entries(line)} == {int}


def test_facts_of_one_plan(thidua: Thidua) -> None:
    line = json.loads(thidua("facts", FIRST, "--json").out)
    assert line["quotas"][3] == {
        "award": "Giấy khen", "granting_authority": "Giám đốc Sở", "collectives_min": 3, "collectives_max": 5,
        "individuals_min": 5, "individuals_max": 10, "percent": None, "percent_of": None, "per": None,
        "percent_at_most": False, "condition": None, "either_or": False, "announced_only": False,
        "quote": "4.4. Giấy khen của Giám đốc Sở: 03-05 tập thể, 05-10 cá nhân.", "page": 1, "doubt": None,
    }  # fmt: skip
    period = next(one for one in line["deadlines"] if one["kind"] == "period")
    assert (period["start"], period["end"], period["precision"]) == ("2025", "2025", "year")
    assert line["responsibilities"][0]["unit"] == line["responsibilities"][0]["office"]
    assert {"type", "who", "what", "to", "via", "when"} <= set(line["reporting_lines"][0])
    assert line["metadata"]["signer"] == {
        "name": "Vũ Tuấn Anh", "position": "Giám đốc", "authority": None, "value": "Vũ Tuấn Anh",
        "quote": "Vũ Tuấn Anh", "page": 1, "doubt": None,
    }  # fmt: skip
    assert line["metadata"]["recipients"]["value"][0] == "Sở Nội vụ (để theo dõi)"
    assert [one["kind"] for one in line["anomalies"]] == ["late-citation"]


def test_promised_quotas_are_a_note(thidua: Thidua) -> None:
    line = json.loads(thidua("facts", "myhao-2025-2030-khcn-chuyen-doi-so", "--json").out)
    assert line["quotas"] == []
    assert line["quotas_note"]["quote"] == "IV. HÌNH THỨC, TIÊU CHUẨN, SỐ LƯỢNG KHEN THƯỞNG"


def test_a_document_cited_twice_is_one_legal_basis(thidua: Thidua) -> None:
    bases = json.loads(thidua("facts", FIRST, "--json").out)["legal_basis"]
    cited = [(one["number"] or one["subject"], one["date"]) for one in bases]
    assert len(cited) == len(set(cited))


def test_facts_can_be_read_in_a_terminal(thidua: Thidua) -> None:
    lines = thidua("facts", FIRST).out.splitlines()
    assert lines[0] == FIRST
    assert "  quotas" in lines
    assert "    Giấy khen | Giám đốc Sở | tập thể 3-5 | cá nhân 5-10 (p. 1)" in lines
    assert "    issuer: Sở Khoa học và Công nghệ (p. 1)" in lines
    assert max(map(len, lines)) < 180


@pytest.mark.parametrize("command", ["facts", "plan"])
def test_an_unknown_plan_is_one_line(thidua: Thidua, command: str) -> None:
    ended = thidua(command, "nothing")
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (1, "", 1)


def test_a_plan_is_shown_with_the_number_of_its_facts(thidua: Thidua) -> None:
    shown = json.loads(thidua("plan", FIRST, "--json").out)
    assert list(shown["facts"]) == KINDS
    assert (shown["facts"]["quotas"], len(shown["anomalies"])) == (4, 1)
    text = thidua("plan", FIRST).out.splitlines()
    assert "quotas: 4" in text
    assert text[-1].startswith("! Kế hoạch 196/KH-UBND")
