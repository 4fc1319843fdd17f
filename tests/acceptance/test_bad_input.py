"""Whatever is typed gets a polite answer: never an error, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.acceptance.terminal import Terminal

# As JSON texts: some of it no Python string can be printed to a terminal.
QUESTIONS = {
    "empty": '""',
    "blank": '"   \\t \\n "',
    "long": json.dumps("giấy khen bao nhiêu " * 500),
    "long without blanks": json.dumps("a" * 10_000),
    "control characters": '"giấy\\u0007 khen\\u001b[31m \\u0008 2025\\u007f"',
    "nul": '"giấy\\u0000khen"',
    "only nul": '"\\u0000"',
    "emoji": '"😀🎉🏆👨‍👩‍👧"',
    "punctuation": '"?!…—“”‘’(){}[]/\\\\|@#$%^&*"',
    "html": '"<script>alert(1)</script><b>giấy khen</b>&amp;"',
    "sql": '"\'; DROP TABLE plans; -- OR 1=1"',
    "template": '"{{ 7*7 }} {% for x in answer %} ${HOME} %s %n"',
    "query language": '"text:giấy AND (khen OR \\"*\\" ~2 ^3 [a TO b] \\\\"',
    "lone surrogate": '"giấy khen \\ud800 2025"',
    "reversed surrogates": '"\\udc00\\ud800"',
    "right to left": '"\\u202eكم عدد شهادات التقدير؟ \\u200f2025"',
    "long word": json.dumps("khenthưởng" * 150),
    "question marks": json.dumps("?" * 5000),
    "combining marks": json.dumps("a" + "\u0301" * 1500),
    "wide letters": '"ｇｉấｙ ｋｈｅｎ ２０２５"',
    "no-break blanks": '"giấy\\u00a0khen\\u200b2025\\ufeff"',
    "number": '"2025"',
    "huge number": json.dumps("giấy khen năm " + "9" * 1500),
    "other script": '"2025年奖状多少"',
}


def test_every_question_gets_a_polite_answer(prepared: Path) -> None:
    lines = [f'{{"id": {json.dumps(name)}, "question": {text}}}' for name, text in QUESTIONS.items()]
    lines += [
        f'{{"id": "after", "question": "còn năm 2023?", "previous": {text}}}' for text in QUESTIONS.values()
    ]
    done = Terminal(prepared).run("ask", "--jsonl", stdin="\n".join(lines).encode())
    assert (done.code, done.err) == (0, "")
    assert [line["id"] for line in done.lines] == [*QUESTIONS, *["after"] * len(QUESTIONS)]
    assert [line["id"] for line in done.lines if not 10 < len(line["text"]) <= 4000] == []
    assert "Traceback" not in done.out


def test_what_holds_no_word_is_asked_again(prepared: Path) -> None:
    names = ("empty", "blank", "only nul", "emoji", "punctuation", "question marks", "reversed surrogates")
    stdin = "\n".join(f'{{"question": {QUESTIONS[name]}}}' for name in names).encode()
    done = Terminal(prepared).run("ask", "--jsonl", stdin=stdin)
    assert {(line["kind"], line["found"]) for line in done.lines} == {("empty", False)}


@pytest.mark.parametrize("typed", ["", "\x1b[2J\x07", b"gi\xe1\xba khen \xff\xfe", "😀"], ids=ascii)
def test_as_an_argument_too(prepared: Path, typed: str | bytes) -> None:
    done = Terminal(prepared).run("ask", "--", typed)
    assert (done.code, done.err) == (0, "")
    assert len(done.out) > 10


def test_in_a_terminal_without_unicode(prepared: Path) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = Terminal(prepared, ascii_only).run(
        "ask", "giấy khen 2025 của Hưng Yên bao nhiêu tập thể?".encode()
    )
    assert (done.code, done.err) == (0, "")
    assert "Giấy khen" in done.out
