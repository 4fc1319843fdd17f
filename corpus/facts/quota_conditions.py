"""For what unit and on what occasion a quota holds, read from the words around its number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from corpus.facts.amounts import quota_words
from corpus.text import fold, squeeze

_LONGEST = 100
_NOWHERE = ("", "")
_EDGES = ' \t\n,;:.-–—+*•“”"('


@cache
def _compiled(group: str, key: str) -> re.Pattern[str]:
    return re.compile(quota_words()[group][key])


@cache
def _condition(where: str) -> re.Pattern[str]:
    words = quota_words()["conditions"]
    return re.compile(rf"{words[where]}(?P<condition>{words['words']}.*)", re.DOTALL)


def unit_of(
    lead: str, printed: str, *, behind: tuple[str, str] = _NOWHERE, opening: tuple[str, str] = _NOWHERE,
    above: Sequence[str] = (),
) -> str | None:  # fmt: skip
    """Give the unit that a quota is for, as printed; None where the text names none.

    `lead` are the folded words before the number and `printed` the same as printed; `behind` what follows
    it and `opening` what opens its clause (each folded and printed); `above` the headings, from the top.
    """
    if _compiled("units", "chooser").fullmatch(lead):
        return None
    own = _units(lead, printed)
    if own:
        return own
    after = _compiled("units", "after").match(behind[0])
    if after:
        group = "slash" if after["slash"] else "each"
        return squeeze(behind[1][after.start(group) : after.end(group)]).strip(_EDGES)
    found = _units(*opening) if opening[0] else None
    return found or (_unit_above(above[-1]) if above else None)


def condition_of(
    lead: str, printed: str, *, behind: tuple[str, str] = _NOWHERE, opening: tuple[str, str] = _NOWHERE,
    above: Sequence[str] = (),
) -> str | None:  # fmt: skip
    """Give the occasion of a quota ("Đợt 1", "sơ kết năm 2027"), as printed; arguments as of `unit_of`."""
    own = _in_parts(lead, printed, _occasion)
    if own:
        return own
    after = _condition("after").match(re.split(r"[;,.:(\n]|\s+va\s+\d", behind[0])[0][:_LONGEST])
    if after:
        return squeeze(behind[1][after.start("condition") : after.end("condition")]).strip(_EDGES)
    found = _in_parts(*opening, _occasion) if opening[0] else None
    return found or next(filter(None, (_occasion_above(heading) for heading in reversed(above))), None)


def _in_parts(folded: str, printed: str, read: Callable[[str, str], str | None]) -> str | None:
    """Read the parts between colons, the one nearest to the number first."""
    parts = _parts(folded, printed)
    return next((found for part in parts if (found := read(*part))), None)


def _parts(folded: str, printed: str) -> Iterator[tuple[str, str]]:
    end = len(folded) if len(folded) == len(printed) else 0
    while end > 0:
        start = folded.rfind(":", 0, end) + 1
        yield folded[start:end], printed[start:end]
        end = start - 1


def _units(folded: str, printed: str) -> str | None:
    """Read the unit; "Công đoàn cơ sở: mỗi đơn vị" is one, said in two parts."""
    found = [unit for part in _parts(folded, printed) if (unit := _unit(*part))]
    return ": ".join(reversed(found[:2])) if found else None


def _unit(folded: str, printed: str) -> str | None:
    trimmed = _compiled("units", "trailing").sub("", folded)
    each = _compiled("units", "each").search(trimmed)
    only = None if each else _compiled("units", "only").search(trimmed)
    start = each.start() if each else only.start("unit") if only else None
    if start is None:
        opens = _compiled("units", "opens").match(folded)
        start = opens.end() if opens else 0
        while start < len(trimmed) and printed[start] in _EDGES:
            start += 1
        part = _compiled("units", "breakdown").match(trimmed, start)
        start = part.end() + 1 if part else start
        heads = _compiled("units", "heads").match(trimmed, start)
        if not heads:
            return None
        start = heads.start("unit")
    unit = squeeze(printed[start : len(trimmed)]).strip(_EDGES)
    refused = _compiled("units", "not_a_unit").search(fold(unit))
    return unit if 0 < len(unit) <= _LONGEST and not refused else None


def _occasion(folded: str, printed: str) -> str | None:
    trimmed = _compiled("units", "trailing").sub("", folded)
    match = (
        _condition("lead").match(trimmed.strip("\n")) if len(trimmed.strip("\n")) == len(trimmed) else None
    )
    if not match:
        return None
    text = squeeze(printed[match.start("condition") : match.end("condition")])
    several = _compiled("conditions", "several").search(fold(text))
    text = re.split("[,;]", text)[0].strip(_EDGES)
    return text if not several and len(text) <= _LONGEST else None


def _occasion_above(heading: str) -> str | None:
    folded = fold(heading)
    return _in_parts(folded, heading, _occasion)


def _unit_above(heading: str) -> str | None:
    folded = fold(heading)
    if re.search(r"khen|thi dua|danh hieu|so luong", folded):
        return None
    return _units(folded.rstrip(" :.\n"), heading[: len(folded.rstrip(" :.\n"))])
