"""Questions as JSON lines: {"id": …, "question": …, "previous": …}."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.errors import BadQuestions

Question = dict[str, Any]

_LARGEST = 64 * 1024 * 1024


def read_questions(lines: Iterable[bytes], where: str) -> Iterator[Question]:
    """Read questions one by one, blank lines left out. Raises BadQuestions."""
    for number, raw in enumerate(lines, start=1):
        if raw.strip():
            yield _read(raw, f"line {number} of {where}")


def read_question_file(path: Path) -> list[Question]:
    """Read a file of at least one question. Raises BadQuestions."""
    try:
        if path.stat().st_size > _LARGEST:
            raise BadQuestions(f"{path} is larger than 64 MB; split it.")
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise BadQuestions(f"{path} cannot be read ({error.strerror}); check the path.") from error
    questions = list(read_questions(lines, str(path)))
    if not questions:
        raise BadQuestions(f"{path} holds no question; write one JSON object a line.")
    return questions


def write_question_file(path: Path, questions: Iterable[Question]) -> None:
    """Write questions, a JSON object a line. Raises BadQuestions."""
    text = "".join(f"{json.dumps(question, ensure_ascii=False)}\n" for question in questions)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadQuestions(f"{path} cannot be written ({error.strerror}); check the path.") from error


def _read(raw: bytes, where: str) -> Question:
    try:
        entry = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadQuestions(f"{where} is not JSON in UTF-8 ({error}); write one object a line.") from error
    if not isinstance(entry, dict) or not isinstance(entry.get("question"), str):
        raise BadQuestions(f'{where} has no "question"; write {{"id": …, "question": …}}.')
    if not isinstance(entry.get("previous"), str | None):
        raise BadQuestions(
            f'{where}: "previous" is neither text nor null; write the question before, or null.'
        )
    return entry
