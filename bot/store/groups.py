"""Which plans are limited to which groups of people."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.connections import Connections

_READ = "SELECT plan_id, group_name FROM plan_limits ORDER BY plan_id, group_name"
_ADD = "INSERT INTO plan_limits (plan_id, group_name) VALUES (?, ?)"
_DROP = "DELETE FROM plan_limits WHERE plan_id = ?"

Limits = dict[str, frozenset[str]]


class GroupStore:
    """Keep the limits of plans. A plan that is not among them is open to everybody who was let in."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def limits(self) -> Limits:
        """Give the groups of each limited plan."""
        limits: Limits = {}
        with self._connections.lend() as db:
            for plan_id, group in db.execute(_READ).fetchall():
                limits[plan_id] = limits.get(plan_id, frozenset()) | {group}
        return limits

    def set_limit(self, plan_id: str, groups: Collection[str]) -> None:
        """Limit a plan to these groups and no others; to none of them, and it is open."""
        with self._connections.write() as db:
            db.execute(_DROP, [plan_id])
            for group in sorted(groups):
                db.execute(_ADD, [plan_id, group])
