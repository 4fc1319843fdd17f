"""Each command, from its arguments to its lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.answering.sample import SOURCE
from tests.bot.commands.conftest import Thidua

QUESTION = "Giấy khen của Giám đốc Sở Hưng Yên năm 2025 bao nhiêu tập thể?"
QUOTE = "4.4. Giấy khen của Giám đốc Sở: 03-05 tập thể, 05-10 cá nhân."
SCANNED = "- Gidy khen caa Giam dbc So: 05-10 tap thé; 05-10 ca nhan;"
FIRST = "hungyen-2025-phat-dong"


def test_ask_prints_the_answer(thidua: Thidua) -> None:
    ended = thidua("ask", QUESTION)
    assert (ended.code, ended.err) == (0, "")
    assert QUOTE in ended.out


def test_ask_prints_json(thidua: Thidua) -> None:
    line = json.loads(thidua("ask", QUESTION, "--json").out)
    assert [citation["quote"] for citation in line["citations"]] == [QUOTE, SCANNED]


def test_ask_goes_on_from_the_question_before(thidua: Thidua) -> None:
    assert "Bằng khen của Chủ tịch UBND tỉnh" in thidua("ask", "còn bằng khen?", "--previous", QUESTION).out


def test_ask_reads_lines(thidua: Thidua) -> None:
    ended = thidua(
        "ask", "--jsonl", stdin=b'\n{"id": 1, "question": "hi"}\n\n{"id": 2, "question": "\\ud800"}\n'
    )
    assert [json.loads(line)["id"] for line in ended.out.splitlines()] == [1, 2]


def test_a_terminal_without_utf_8_is_understood(thidua: Thidua) -> None:
    raw = QUESTION.encode().decode("ascii", "surrogateescape")
    assert QUOTE in thidua("ask", raw).out


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["ask"], "give a question"),
        (["ask", "--jsonl", "hi"], "--jsonl stands alone"),
        (["ingest", "a", "b", "--id", "c"], "--id goes with one file"),
        (["ingest", "a", "--id", "../c"], "an id is up to 100 letters"),
        (["sing"], "sing"),
    ],
)
def test_bad_use_is_one_line(thidua: Thidua, arguments: list[str], reason: str) -> None:
    ended = thidua(*arguments)
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (2, "", 1)
    assert reason in ended.err


def test_a_bad_setting_is_bad_use(thidua: Thidua, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_PORT", "-1")
    ended = thidua("plans")
    assert (ended.code, "THIDUA_PORT" in ended.err) == (2, True)


def test_no_command_lists_the_commands(thidua: Thidua) -> None:
    ended = thidua()
    assert (ended.code, "doctor" in ended.out) == (2, True)


def test_plans_come_and_go(thidua: Thidua, tmp_path: Path) -> None:
    path = tmp_path / "binhminh.txt"
    path.write_text(SOURCE, "utf-8")
    assert json.loads(thidua("ingest", str(path), "--id", "x", "--json").out)["number"] == "45/KH-UBND"
    again = thidua("ingest", str(path)).out
    assert again.startswith("x: ")
    assert again.endswith(" (takes the place of the one before)\n")
    assert thidua("plans").out.splitlines()[-2:][0] == "x"
    assert [json.loads(line)["id"] for line in thidua("plans", "--json").out.splitlines()][-1] == "x"
    assert thidua("forget", "x").out == "x is removed.\n"
    assert thidua("forget", "x").code == 1


def test_what_is_no_plan_is_left_out_in_one_line_each(thidua: Thidua, tmp_path: Path) -> None:
    ended = thidua("ingest", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert (ended.code, ended.out) == (1, "")
    assert [line.split()[1] for line in ended.err.splitlines()] == [
        str(tmp_path / "a.txt"),
        str(tmp_path / "b.txt"),
    ]


def test_two_files_of_one_name_do_not_take_each_others_place(thidua: Thidua, tmp_path: Path) -> None:
    paths = [tmp_path / year / "kh.txt" for year in ("2024", "2025")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(SOURCE, "utf-8")
    ended = thidua("ingest", *map(str, paths))
    assert (ended.code, len(ended.out.splitlines())) == (1, 1)
    reason = f"thidua: {paths[1]}: a file of this name came before it; load it alone, with --id."
    assert ended.err.splitlines()[-1] == reason


def test_a_plan_is_shown(thidua: Thidua) -> None:
    text, shown = thidua("plan", FIRST).out, json.loads(thidua("plan", FIRST, "--json").out)
    assert f"title: {shown['metadata']['title']}" in text.splitlines()
    outline = [f"{'  ' * each['depth']}{each['label']} {each['heading']}" for each in shown["outline"]]
    assert [line for line in outline if line not in text.splitlines()] == []
    assert len(outline) > 5


def test_a_question_set_is_evaluated(thidua: Thidua, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    asked = {"question": QUESTION, "evidence": [{"plan": FIRST, "quote": QUOTE}]}
    path.write_text(json.dumps(asked) + '\n{"question": "số điện thoại của Sở?"}\n', "utf-8")
    figures = json.loads(thidua("eval", str(path), "--json").out)
    assert (figures["questions"], figures["answered"], figures["refused"], figures["evidence_first"]) == (
        2,
        1,
        1,
        1,
    )
    assert thidua("eval", str(path)).out.split()[:2] == ["questions", "2"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"question": "a", "previous": 1}', None])
def test_a_bad_question_set_is_told(thidua: Thidua, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "questions.jsonl"
    if content is not None:
        path.write_bytes(content)
    ended = thidua("eval", str(path))
    assert (ended.code, len(ended.err.splitlines()), str(path) in ended.err) == (1, 1, True)


def test_doctor_finds_everything_in_place(thidua: Thidua, home: Path) -> None:
    ended = thidua("doctor")
    assert (ended.code, ended.out.splitlines()[0]) == (0, f"data folder: {home}")


def test_an_address_that_others_can_reach_is_refused(thidua: Thidua) -> None:
    ended = thidua("serve", "--host", "0.0.0.0", "--port", "0")
    assert (ended.code, "can be reached by others" in ended.err) == (1, True)
