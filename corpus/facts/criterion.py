"""What an award asks for: conditions under headings such as "Tiêu chuẩn ...", or beside its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.facts.amounts import quota_words
from corpus.facts.award_names import COLLECTIVE, INDIVIDUAL, Mention, find_awards
from corpus.facts.base import Fact, Place, places
from corpus.facts.quota_reading import read_place
from corpus.models import Plan, SectionKind
from corpus.text import fold, squeeze

_INSIDE = (SectionKind.NUMBERED, SectionKind.PARAGRAPH, SectionKind.ITEM)
# How far from its beginning a clause may name its award, in characters.
_AT_FIRST = 40
_EDGES = " \t\n:;,.–-"


@dataclass(frozen=True, kw_only=True)
class Criterion(Fact):
    """A condition that an award asks for.

    `award` as the lexicon writes it, several joined by "; ", None where the text names none; `for_whom` as
    printed, or "tập thể", "cá nhân"; `condition` as printed, without its label.
    """

    award: str | None = None
    for_whom: str | None = None
    condition: str


def find_criterions(plan: Plan) -> list[Criterion]:
    """Find the conditions of awards in the order of the text, one a clause; never raises."""
    speaks = bool(_compiled("context").search(fold(plan.metadata.title)))
    return [criterion for place in _led_places(plan) for criterion in _of_place(place, speaks)]


def _led_places(plan: Plan) -> Iterator[Place]:
    """Give the places, with the paragraph that leads to a list among the headings of the list's items.

    "Danh hiệu ... để tặng cho tập thể đạt các tiêu chuẩn sau:" stands beside the items, not above them.
    """
    leads: dict[int, str] = {}
    for place in places(plan):
        parts: list[str] = []
        for section, heading in zip(place.above, place.headings, strict=True):
            parts += [heading, leads[id(section)]] if id(section) in leads else [heading]
        yield replace(place, headings=tuple(parts))
        if place.above and place.section.kind is SectionKind.PARAGRAPH and _is_lead(place):
            leads[id(place.above[-1])] = place.text


def _is_lead(place: Place) -> bool:
    return place.folded.rstrip().endswith(":") and bool(_compiled("heading").search(place.folded))


@cache
def _compiled(key: str) -> re.Pattern[str]:
    return re.compile(quota_words()["criteria"][key])


def _of_place(place: Place, speaks: bool) -> Iterator[Criterion]:
    if place.kind not in _INSIDE or place.section.heading is not None or len(place.folded) != len(place.text):
        return
    label = _label_end(place)
    mentions = [m for m in find_awards(place.text, place.folded) if not m.earned]
    begin = _condition_start(place, label, mentions, speaks=speaks)
    if begin is None:
        return
    condition = squeeze(place.text[begin:]).strip(_EDGES).lstrip('”"').strip(_EDGES)
    if condition:
        own = [m for m in mentions if m.start <= label + _AT_FIRST] or _awarded(place, mentions)
        awards = own or _awards_above(place)
        yield Criterion(
            start=place.start, end=place.start + len(place.text), condition=condition,
            award="; ".join(dict.fromkeys(m.award for m in awards)) or None,
            for_whom=_for_whom(place, label, awards),
        )  # fmt: skip


def _label_end(place: Place) -> int:
    at = len(place.section.label) if place.text.startswith(place.section.label) else 0
    while at < len(place.text) and not place.text[at].isalnum() and place.text[at] not in '“"(':
        at += 1
    return at


def _condition_start(place: Place, label: int, mentions: Sequence[Mention], *, speaks: bool) -> int | None:
    """Give where the condition begins in the place's text; None where it states none.

    `speaks` tells that the plan's own title speaks of awards.
    """
    if _compiled("beside").match(place.folded[label:]) or _compiled("pure_lead").match(place.folded[label:]):
        return None
    own = re.match(rf"{quota_words()['criteria']['heading']}[^:.;]{{0,60}}:", place.folded[label:])
    if own and not _compiled("excluded").search(own.group()):
        return label + own.end() if _has_context(place, own.group()) else None
    first = next((m for m in mentions if m.start <= label + _AT_FIRST), None)
    if first and _compiled("opening").match(place.folded, first.end):
        return first.end
    if _awarded(place, mentions) or _is_of_award_above(place, label):
        return label
    counted = any(True for _ in read_place(place))
    return label if not counted and _is_under_criteria(place, speaks) else None


def _has_context(place: Place, own: str) -> bool:
    return any(_compiled("context").search(text) for text in (own, *map(fold, place.headings)))


def _awarded(place: Place, mentions: Sequence[Mention]) -> list[Mention]:
    """Give the award of "Bằng khen được tặng cho tập thể có ..." or "Tặng Bằng khen cho tập thể có ..."."""
    for mention in mentions:
        if mention.start <= _label_end(place) + _AT_FIRST:
            behind = re.match(
                r"[\s”\"]*" + quota_words()["criteria"]["awarded_behind"], place.folded[mention.end :]
            )
            if behind:
                return [mention]
    return []


def _is_of_award_above(place: Place, label: int) -> bool:
    """Tell "Cá nhân đã ... và có 05 năm liên tục ..." under a heading that is an award's name."""
    if not place.headings or not _compiled("of_award_above").match(place.folded, label):
        return False
    heading = place.headings[-1]
    awards = find_awards(heading, fold(heading))
    return len(awards) == 1 and awards[0].start <= _AT_FIRST // 2


def _is_under_criteria(place: Place, speaks: bool) -> bool:
    """Tell whether a heading above announces criteria, with none but awards and receivers between."""
    for index in range(len(place.headings) - 1, -1, -1):
        heading = fold(place.headings[index])
        if _compiled("heading").search(heading):
            above = [fold(h) for h in place.headings[: index + 1]]
            excluded = _compiled("excluded").search(heading)
            if speaks and _compiled("bare_heading").match(heading):
                return True
            return not excluded and any(_compiled("context").search(text) for text in above)
        if not _parts_receivers(place.headings[index], heading):
            return False
    return False


def _parts_receivers(heading: str, folded: str) -> bool:
    for_whom = _compiled("whom").search(folded) or _compiled("collective").match(folded)
    awards = find_awards(heading, folded)
    beside = _compiled("beside").match(folded)
    return bool(for_whom or _compiled("individual").match(folded) or awards) and not beside


def _awards_above(place: Place) -> list[Mention]:
    for heading in reversed(place.headings):
        awards = [m for m in find_awards(heading, fold(heading)) if not m.earned]
        if awards:
            return awards
    return []


def _for_whom(place: Place, label: int, awards: Sequence[Mention]) -> str | None:
    own = _receiver(place.text[label:], place.folded[label:], own=True)
    if own:
        return own
    for heading in reversed(place.headings):
        found = _receiver(heading, fold(heading), own=False)
        if found:
            return found
    receivers = {mention.given_to for mention in awards}
    return receivers.pop() if len(receivers) == 1 and receivers <= {COLLECTIVE, INDIVIDUAL} else None


def _receiver(text: str, folded: str, *, own: bool) -> str | None:
    if len(text) != len(folded):
        return None
    for key, whom in (("collective", COLLECTIVE), ("individual", INDIVIDUAL), ("household", "hộ gia đình")):
        if _compiled(key).match(folded):
            return whom
    given = _compiled("given_to").search(folded[:200])
    if given:
        return COLLECTIVE if given["whom"].startswith("tap") else INDIVIDUAL
    named = None if own else _compiled("whom").search(folded)
    return squeeze(text[named.start("whom") : named.end("whom")]).strip(_EDGES) if named else None
