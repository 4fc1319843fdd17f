"""thidua ask: a question in, an answer out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.acceptance.terminal import Terminal

QUOTA = "4.4. Giấy khen của Giám đốc Sở: 03-05 tập thể, 05-10 cá nhân."
SCANNED = "- Gidy khen caa Giam dbc So: 05-10 tap thé; 05-10 ca nhan;"
QUESTION = "Giấy khen của Giám đốc Sở Hưng Yên năm 2025 bao nhiêu tập thể?"
FIELDS = ["id", "found", "kind", "language", "text", "citations", "warnings", "understood", "choices", "ms"]


@pytest.fixture
def shared(prepared: Path, tmp_path: Path) -> Terminal:
    """The prepared home itself, for what changes nothing."""
    return Terminal(prepared)


def test_a_person_gets_text(shared: Terminal) -> None:
    done = shared.run("ask", QUESTION)
    assert (done.code, done.err) == (0, "")
    assert f"“{QUOTA}”" in done.out
    assert done.out.endswith("\n")


def test_a_program_gets_exactly_the_fields_of_the_design(shared: Terminal) -> None:
    done = shared.run("ask", QUESTION, "--json")
    line = done.json
    assert (done.code, done.err, len(done.out.splitlines())) == (0, "", 1)
    assert list(line) == FIELDS
    assert (line["id"], line["found"], line["language"]) == (None, True, "vi")
    assert ["29/KH-SKHCN" in warning for warning in line["warnings"]] == [True]
    assert isinstance(line["kind"], str)
    assert isinstance(line["ms"], float)
    assert [list(citation) for citation in line["citations"]] == [["plan", "section", "page", "quote"]] * 2
    assert (line["citations"][0]["plan"], line["citations"][0]["quote"]) == ("hungyen-2025-phat-dong", QUOTA)
    assert line["citations"][1]["quote"] == SCANNED


def test_lines_are_answered_in_order_under_their_ids(shared: Terminal) -> None:
    questions = [
        {"id": "b", "question": QUESTION},
        {"id": 7, "question": "hi", "previous": None},
        {"question": "?"},
    ]
    lines = [json.dumps(questions[0]), "", json.dumps(questions[1]), "   ", json.dumps(questions[2]), ""]
    done = shared.run("ask", "--jsonl", stdin="\n".join(lines).encode("utf-8-sig"))
    assert (done.code, done.err) == (0, "")
    assert [list(line) for line in done.lines] == [FIELDS] * 3
    assert [(line["id"], line["found"]) for line in done.lines] == [("b", True), (7, False), (None, False)]


def test_no_questions_have_no_answers(shared: Terminal) -> None:
    done = shared.run("ask", "--jsonl")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_the_question_before_is_gone_on_from(shared: Terminal) -> None:
    done = shared.run("ask", "còn bằng khen?", "--previous", QUESTION, "--json")
    assert any("Bằng khen của Chủ tịch UBND tỉnh" in citation["quote"] for citation in done.json["citations"])


def test_an_answer_comes_before_the_next_question_is_asked(shared: Terminal) -> None:
    with shared.start("ask", "--jsonl") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for key in ("a", "b"):
            process.stdin.write(json.dumps({"id": key, "question": "xin chào"}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == key
        process.stdin.close()
        assert process.wait() == 0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not JSON in UTF-8"),
        (b'{"question": "\xff\xfe"}', "not JSON in UTF-8"),
        (b"[" * 100_000, "not JSON in UTF-8"),
        (b'["question"]', 'has no "question"'),
        (b'{"id": 1, "question": "hi", "previous": 3}', '"previous" is neither text nor null'),
    ],
    ids=["broken", "not-utf-8", "deep", "no-object", "previous"],
)
def test_a_bad_line_is_named_and_the_lines_before_it_are_answered(
    shared: Terminal, line: bytes, reason: str
) -> None:
    done = shared.run("ask", "--jsonl", stdin=b'{"id": 1, "question": "hi"}\n' + line + b"\n")
    assert (done.code, [answer["id"] for answer in done.lines]) == (1, [1])
    assert done.complaint.startswith("thidua: line 2 of standard input")
    assert reason in done.complaint


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["ask"], "give a question"),
        (["ask", "--jsonl", "hi"], "--jsonl stands alone"),
        (["ask", "--jsonl", "--previous", "hi"], "--jsonl stands alone"),
        (["ask", "hi", "there"], "there"),
        (["ask", "hi", "--loud"], "--loud"),
        (["plan"], "ID"),
        (["ingest"], "PATH"),
        (["eval"], "QUESTIONS.jsonl"),
        (["serve", "--port", "70000"], "--port"),
        (["sing"], "sing"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_use_is_one_line_and_code_2(shared: Terminal, arguments: list[str], reason: str) -> None:
    done = shared.run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.complaint.startswith("thidua: ")
    assert reason in done.complaint
    assert "--help" in done.complaint


def test_a_bad_setting_is_named(shared: Terminal) -> None:
    done = Terminal(shared.home, {"THIDUA_PORT": "many"}).run("plans")
    assert done.code == 2
    assert "THIDUA_PORT" in done.complaint


def test_without_a_command_the_commands_are_listed(shared: Terminal) -> None:
    done = shared.run()
    assert (done.code, done.err) == (2, "")
    assert all(
        name in done.out for name in ("ask", "plans", "plan", "ingest", "forget", "eval", "serve", "doctor")
    )


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("ask", ["QUESTION", "--previous", "--json", "--jsonl"]),
        ("plans", ["--json"]),
        ("plan", ["ID", "--json"]),
        ("ingest", ["PATH", "--id", "--json"]),
        ("forget", ["ID"]),
        ("eval", ["QUESTIONS.jsonl", "--json"]),
        ("serve", ["--port", "--host"]),
        ("doctor", ["Usage: thidua doctor"]),
    ],
)
def test_help_names_the_arguments(shared: Terminal, command: str, words: list[str]) -> None:
    done = shared.run(command, "--help")
    assert (done.code, done.err) == (0, "")
    assert [word for word in words if word not in done.out] == []


def test_help_needs_no_home(tmp_path: Path) -> None:
    assert Terminal(tmp_path / "none").run("--help").code == 0
    assert not (tmp_path / "none").exists()


def test_an_empty_setting_is_none(shared: Terminal, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(shared.home, data / "thidua")
    done = Terminal(tmp_path / "home", {"THIDUA_HOME": "", "XDG_DATA_HOME": str(data)}).run("doctor")
    assert (done.code, done.out.splitlines()[0]) == (0, f"data folder: {data / 'thidua'}")
