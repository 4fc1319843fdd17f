"""Tell the operator of trouble once, not at every attempt."""

from __future__ import annotations

from collections.abc import Callable


class Notices:
    """Lines for the operator; the same trouble is told again only after `again` seconds."""

    def __init__(self, report: Callable[[str], None], tick: Callable[[], float], again: float) -> None:
        self._report = report
        self._tick = tick
        self._again = again
        self._told: dict[str, float] = {}

    def tell(self, trouble: str, line: str) -> None:
        """Tell a line of a trouble, unless it was told a short while ago."""
        now = self._tick()
        if trouble not in self._told or now - self._told[trouble] >= self._again:
            self._told[trouble] = now
            self._report(line)

    def end(self, trouble: str, line: str = "") -> None:
        """Note that a trouble is over; tell the line if it had been told of."""
        if self._told.pop(trouble, None) is not None and line:
            self._report(line)
