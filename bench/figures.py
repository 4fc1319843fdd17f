"""A figure beside its limit."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measurement: `value` and `limit` in `unit`; the limit is the most there may be, or the least."""

    what: str
    value: float
    limit: float
    unit: str
    is_least: bool = False

    @property
    def ratio(self) -> float:
        """Give a number over 1 where the limit is not kept, whichever way it limits."""
        return self.limit / self.value if self.is_least else self.value / self.limit


def show(figures: Sequence[Figure]) -> None:
    """Print a line for each figure, with its limit and the ratio of the two."""
    cores, machine = os.cpu_count(), platform.machine()
    table = Table(title=f"Python {platform.python_version()}, {machine}, {cores} cores", title_justify="left")
    table.add_column("what")
    for name in ("figure", "limit", "ratio"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in figures:
        least = "at least " if row.is_least else ""
        table.add_row(
            row.what, f"{row.value:,.2f} {row.unit}", f"{least}{row.limit:,g} {row.unit}", f"{row.ratio:.2f}"
        )
    Console().print(table)
