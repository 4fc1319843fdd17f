"""What people said of answers: right or wrong, once a person and answer, and what an editor made of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from bot.store.answers import Cited, Given, decode_citations, encode_citations

if TYPE_CHECKING:
    from bot.messages import Person
    from corpus.connections import Connections

Mark = Literal["right", "wrong"]
Review = Literal["", "evidence", "refuse", "dropped"]

# A mark that a person changes is looked at anew.
_SAVE = """
INSERT INTO feedback (answer, channel, person, mark, question, previous, plans, text, citations, at)
VALUES (:answer, :channel, :person, :mark, :question, :previous, :plans, :text, :citations, :at)
ON CONFLICT (answer, channel, person) DO UPDATE SET mark = excluded.mark, at = excluded.at, review = '',
    evidence = '[]'
WHERE mark <> excluded.mark
"""
_COLUMNS = "id, mark, question, previous, plans, text, citations, at, review, evidence"
_LIST = f"SELECT {_COLUMNS} FROM feedback WHERE mark = 'wrong' AND review = ? ORDER BY id"  # noqa: S608 - constants
_FIND = f"SELECT {_COLUMNS} FROM feedback WHERE id = ?"  # noqa: S608 - constants


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """A mark on an answer; `evidence` holds the quotes that an editor says answer the question."""

    id: int
    mark: Mark
    question: str
    previous: str
    plans: tuple[str, ...]
    text: str
    citations: tuple[Cited, ...]
    at: float
    review: Review
    evidence: tuple[Mapping[str, Any], ...]


class Feedback:
    """Keep marks and their reviews. Raises StoreError and its kinds."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def mark(self, given: Given, person: Person, mark: Mark, *, at: float) -> None:
        """Keep what a person says of an answer, in place of what they said before."""
        values = {
            "answer": given.id, "channel": person.channel, "person": person.id, "mark": mark,
            "question": given.question, "previous": given.previous, "plans": json.dumps(given.plans),
            "text": given.text, "citations": encode_citations(given.citations), "at": at,
        }  # fmt: skip
        with self._connections.write() as db:
            db.execute(_SAVE, values)

    def marks(self, answer: str) -> Mapping[tuple[str, str], Mark]:
        """Give who marked an answer how, by channel and person."""
        with self._connections.lend() as db:
            rows = db.execute(
                "SELECT channel, person, mark FROM feedback WHERE answer = ?", [answer]
            ).fetchall()
        return {(channel, person): cast("Mark", mark) for channel, person, mark in rows}

    def wrong(self, review: Review = "") -> list[Remark]:
        """List what was marked wrong and has such a review, oldest first."""
        with self._connections.lend() as db:
            return [_build(row) for row in db.execute(_LIST, [review]).fetchall()]

    def find(self, number: int) -> Remark | None:
        """Give the mark of this number, None where there is none."""
        with self._connections.lend() as db:
            row = db.execute(_FIND, [number]).fetchone()
        return None if row is None else _build(row)

    def review(self, number: int, review: Review, evidence: tuple[Mapping[str, Any], ...] = ()) -> None:
        """Keep what an editor made of a mark."""
        with self._connections.write() as db:
            db.execute(
                "UPDATE feedback SET review = ?, evidence = ? WHERE id = ?",
                [review, json.dumps([dict(one) for one in evidence], ensure_ascii=False), number],
            )


def count_marks(marks: Mapping[tuple[str, str], Mark]) -> Counter[Mark]:
    """Count how often an answer was marked right and wrong."""
    return Counter(marks.values())


def _build(row: tuple[Any, ...]) -> Remark:
    number, mark, question, previous, plans, text, citations, at, review, evidence = row
    return Remark(
        id=number, mark=mark, question=question, previous=previous, plans=tuple(json.loads(plans)), text=text,
        citations=decode_citations(citations), at=at, review=review, evidence=tuple(json.loads(evidence)),
    )  # fmt: skip
