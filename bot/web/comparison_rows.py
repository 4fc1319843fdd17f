"""Rows of a comparison: what each plan says of one thing. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from corpus.facts.base import Fact
from corpus.models import Plan

if TYPE_CHECKING:
    from bot.web.citing import Source
    from corpus.alignment import Aligned

F = TypeVar("F", bound=Fact)
Read = tuple[Plan, Mapping[str, Sequence[Fact]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One thing that a plan says: `text` is the main part, `more` what belongs to it."""

    text: str
    more: tuple[str, ...] = ()
    source: Source | None = None


Cells = tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What each plan says of one thing, a cell a plan; a cell is empty where its plan says nothing.

    `differs` tells that plans say different things of it, None where that is not looked at. `printed` tells
    that the name is the plans' own words.
    """

    name: str
    cells: Cells
    more: str | None = None
    differs: bool | None = None
    printed: bool = True


def printed_row(name: str, cells: Cells, *, more: str | None = None) -> Row:
    """Make a row that is named by the plans' own words."""
    return Row(name=name, cells=cells, more=more, differs=_differ(cells))


def named_row(name: str, cells: Cells, *, compared: bool = False) -> Row:
    """Make a row that is named by a word of ours."""
    return Row(name=name, cells=cells, differs=_differ(cells) if compared else None, printed=False)


def aligned_cells(read: Sequence[Read], row: Aligned[F], say: Callable[[Plan, F], Entry]) -> Cells:
    """Say what stands in the cells of an aligned row."""
    return tuple(
        tuple(say(plan, one) for one in cell) for (plan, _), cell in zip(read, row.cells, strict=True)
    )


def _differ(cells: Cells) -> bool | None:
    told = [tuple((one.text, one.more) for one in cell) for cell in cells if cell]
    return len(set(told)) > 1 if len(told) > 1 else None
