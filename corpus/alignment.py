"""What several plans say of the same thing, side by side. READ `align_quotas` FIRST. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from corpus.facts.base import Fact
from corpus.facts.legal_basis import LegalBasis, same_document, unique_documents
from corpus.facts.movement import Movement
from corpus.facts.quota import Quota
from corpus.lexicon import load, words
from corpus.text import fold

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, kw_only=True)
class Aligned(Generic[F]):
    """One thing in several plans: `cells` holds what each plan says of it, in the order of the plans.

    A cell is empty where its plan says nothing of it, and holds several facts where the plan speaks of it
    several times ("Đợt 1", "Đợt 2"). At least one cell is filled.
    """

    cells: tuple[tuple[F, ...], ...]

    @property
    def first(self) -> F:
        """Give the fact that the thing is named by."""
        return next(fact for cell in self.cells for fact in cell)

    @property
    def shared(self) -> bool:
        """Tell whether every plan speaks of it."""
        return all(self.cells)


def align_quotas(plans: Sequence[Sequence[Quota]]) -> list[Aligned[Quota]]:
    """Put the quotas of one award by one grantor beside each other, in the order of the first plan.

    A grantor that one plan names more fully ("UBND tỉnh", "UBND tỉnh Hưng Yên") is the same, and so is the
    head who grants for his office. A quota without grantor goes with its award where only one grants it.
    Quotas that a heading only promises are left out.
    """
    kept = [[one for one in quotas if not one.announced_only] for quotas in plans]
    rows = _gather([[one for one in quotas if one.granting_authority] for quotas in kept], _same_quota)
    for column, quotas in enumerate(kept):
        for quota in quotas:
            if not quota.granting_authority:
                _add_unnamed(rows, column, quota, len(plans))
    return _finished(rows)


def align_documents(plans: Sequence[Iterable[LegalBasis]]) -> list[Aligned[LegalBasis]]:
    """Put the same document beside itself; a document that a plan names several times counts once."""
    return _finished(_gather([unique_documents(documents) for documents in plans], same_document))


def align_movements(plans: Sequence[Sequence[Movement]]) -> list[Aligned[Movement]]:
    """Put movements of the same name beside each other, whatever period each plan gives them."""
    return _finished(_gather(plans, lambda one, other: name_words(one.name) == name_words(other.name)))


@cache
def name_words(name: str) -> tuple[str, ...]:
    """Give the folded words of a name with abbreviations spelled out, to tell whether two names are one."""
    spelled = " ".join(_spelled(word) for word in fold(name).split())
    return tuple(re.findall(r"\w+", spelled))


def is_fuller(name: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether a name, by its words, is the other with its level behind it ("Phòng Nội vụ thị xã")."""
    levels = {tuple(fold(level).split()) for level in words("offices", "levels")}
    return name[: len(other)] == other and name[len(other) :] in levels


_Rows = list[list[list[F]]]


def _gather(columns: Sequence[Iterable[F]], same: Callable[[F, F], bool]) -> _Rows[F]:
    rows: _Rows[F] = []
    for column, facts in enumerate(columns):
        for fact in facts:
            row = next((row for row in rows if any(same(one, fact) for cell in row for one in cell)), None)
            if row is None:
                row = [[] for _ in columns]
                rows.append(row)
            row[column].append(fact)
    return rows


def _finished(rows: _Rows[F]) -> list[Aligned[F]]:
    for row in rows:
        for cell in row:
            cell.sort(key=lambda fact: fact.start)
    aligned = [Aligned(cells=tuple(tuple(cell) for cell in row)) for row in rows]
    return sorted(aligned, key=_place)


def _place(row: Aligned[F]) -> tuple[int, int]:
    column = next(index for index, cell in enumerate(row.cells) if cell)
    return column, row.cells[column][0].start


def _add_unnamed(rows: _Rows[Quota], column: int, quota: Quota, columns: int) -> None:
    alike = [row for row in rows if _award(next(one for cell in row for one in cell)) == _award(quota)]
    unnamed = [row for row in alike if not any(one.granting_authority for cell in row for one in cell)]
    chosen = unnamed or (alike if len(alike) == 1 else [])
    if not chosen:
        chosen = [[[] for _ in range(columns)]]
        rows.extend(chosen)
    chosen[0][column].append(quota)


def _same_quota(one: Quota, other: Quota) -> bool:
    if _award(one) != _award(other):
        return False
    short, long = sorted((_grantor(one.granting_authority), _grantor(other.granting_authority)), key=len)
    return long[: len(short)] == short


def _award(quota: Quota) -> tuple[str, ...]:
    return name_words(quota.award or "")


def _grantor(name: str | None) -> tuple[str, ...]:
    named = name_words(name or "")
    for head in words("offices", "granting_heads"):
        post = tuple(fold(head).split())
        if named[: len(post)] == post and len(named) > len(post):
            return named[len(post) :]
    return named


@cache
def _spelled(word: str) -> str:
    forms = load("abbreviations")["abbreviations"].get(word.strip(".,;:()"), ())
    return fold(forms[0]) if len(forms) == 1 else word
