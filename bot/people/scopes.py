"""Which plans may be seen. Pure; what is not allowed by name is denied."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

Limits = Mapping[str, frozenset[str]]


def visible(plan_ids: Collection[str], limits: Limits, groups: frozenset[str]) -> frozenset[str]:
    """Give the plans that somebody in these groups may see: those without a limit, and those of a group."""
    return frozenset(one for one in plan_ids if one not in limits or limits[one] & groups)


def visible_to_all(
    plan_ids: Collection[str], limits: Limits, everybody: Iterable[frozenset[str]]
) -> frozenset[str]:
    """Give the plans that each of several people may see, given the groups of each."""
    shared = frozenset(plan_ids)
    for groups in everybody:
        shared &= visible(plan_ids, limits, groups)
    return shared
