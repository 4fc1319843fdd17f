"""How what serves is joined."""

from __future__ import annotations

import time
from pathlib import Path

from bot.delivery.owner import Owner
from bot.migrations import office
from bot.serving import PollLease
from bot.store.leases import Leases
from corpus.connections import Connections


async def test_one_process_polls_and_the_next_one_at_once_when_it_is_gone(tmp_path: Path) -> None:
    connections = Connections.open(tmp_path / "office.db", [office])
    leases = Leases(connections, time.time)
    first, second = (Owner(tmp_path / "owners") for _ in range(2))
    mine, other = (PollLease(leases=leases, name="bot", owner=owner) for owner in (first, second))
    assert (await mine.hold(), await other.hold(), await mine.hold()) == (True, False, True)
    first.close()
    assert await other.hold()
    second.close()
    connections.close()
