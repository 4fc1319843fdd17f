"""thidua feedback, and eval --from-feedback: from a mark to a figure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.messages import Person
from bot.migrations import office
from bot.store.answers import Cited, Given
from bot.store.feedback import Feedback
from corpus.connections import Connections
from tests.bot.commands.conftest import Thidua

PLAN = "hungyen-2023-dot-75-nam"
QUESTION = "giấy khen giám đốc sở hưng yên 2023 bao nhiêu tập thể"


@pytest.fixture
def marked(home: Path) -> None:
    connections = Connections.open(home / "office.db", [office])
    for number, question in enumerate((QUESTION, "lương của giám đốc là bao nhiêu"), 1):
        given = Given(
            id=f"a{number}", channel="test", chat="c", person="p", question=question, whole=question,
            previous="", plans=(), language="vi", text="Theo kế hoạch:\n– một\n– hai\n– ba",
            citations=(Cited(plan=PLAN, start=7439, end=7500),) if number == 1 else (), blocks=(), buttons=(),
        )  # fmt: skip
        Feedback(connections).mark(given, Person(channel="test", id="p"), "wrong", at=1_800_000_000.0)
    connections.close()


@pytest.mark.usefixtures("marked")
def test_marks_are_listed_reviewed_and_measured(thidua: Thidua, tmp_path: Path) -> None:
    listed = thidua("feedback")
    assert (listed.code, listed.out) == (
        0,
        f"1. 15/01/2027 15:00 {QUESTION}\n    Theo kế hoạch:\n    – một\n    – hai\n    {PLAN}:7439-7500\n"
        "2. 15/01/2027 15:00 lương của giám đốc là bao nhiêu\n    Theo kế hoạch:\n    – một\n    – hai\n",
    )
    assert [json.loads(line)["id"] for line in thidua("feedback", "--json").out.splitlines()] == [1, 2]
    assert thidua("feedback", "review", "1", "--evidence", f"{PLAN}:7439-7500").out == "1 is reviewed.\n"
    assert thidua("feedback", "review", "2", "--refuse").out == "2 is reviewed.\n"
    assert thidua("feedback").out == ""
    out = tmp_path / "reviewed.jsonl"
    figures = json.loads(thidua("eval", "--from-feedback", str(out), "--json").out)
    assert figures == {
        "questions": 2, "answered": 1.0, "refused": 1.0, "evidence_quoted": 1.0, "evidence_first": 1.0,
        "mean_reciprocal_rank": 1.0,
    }  # fmt: skip
    assert json.loads(thidua("eval", str(out), "--json").out) == figures


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["review", "1"], "say one of --evidence"),
        (["review", "1", "--refuse", "--drop"], "say one of --evidence"),
        (["review", "7", "--drop"], "nothing marked wrong has the number 7"),
        (["review", "1", "--evidence", "x"], "'x' is no place"),
    ],
)
def test_a_review_that_cannot_be_is_refused_in_one_line(
    thidua: Thidua, arguments: list[str], said: str
) -> None:
    ended = thidua("feedback", *arguments)
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert said in ended.err


def test_where_nothing_is_reviewed_eval_says_what_to_do(thidua: Thidua, tmp_path: Path) -> None:
    ended = thidua("eval", "--from-feedback", str(tmp_path / "out.jsonl"))
    assert (ended.code, ended.err) == (
        1,
        "thidua: no feedback is reviewed yet: `thidua feedback` lists what was marked wrong\n",
    )
    assert thidua("eval").code == 2
