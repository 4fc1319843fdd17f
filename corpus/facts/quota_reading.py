"""Which numbers of a clause are quotas, and for which award: the reading of one place of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.facts.amounts import Amount, Range, quota_words, read_amounts, read_bare
from corpus.facts.award_names import COLLECTIVE, INDIVIDUAL, Mention, find_awards, guess_award
from corpus.facts.base import Place
from corpus.facts.quota_conditions import condition_of, unit_of
from corpus.text import fold

# How long a clause may be to be quoted from its beginning, and how far an award may follow its number,
# in characters.
_WHOLE_CLAUSE, _BEHIND = 300, 70


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A place under reading, with the awards that its own text names."""

    place: Place
    mentions: tuple[Mention, ...]
    title: str

    @property
    def folded(self) -> str:
        """Give the place's text folded."""
        return self.place.folded


@dataclass(frozen=True, kw_only=True)
class Named:
    """The award of an amount: `own` where its name and the number stand in one sentence."""

    mention: Mention | None
    own: bool = False
    doubt: str | None = None


@cache
def compiled(group: str, key: str) -> re.Pattern[str]:
    """Give a pattern of the lexicon of quotas, compiled."""
    return re.compile(quota_words()[group][key])


@dataclass(frozen=True, kw_only=True)
class Counted:
    """An amount that is a quota: its award, and the words of its clause that lead to it.

    `[start, end)` is what to quote, in offsets of the place.
    """

    amount: Amount
    named: Named
    lead: str
    start: int
    end: int


def read_place(place: Place, *, title: str = "") -> Iterator[Counted]:
    """Give the amounts of a place that are quotas, in the order of its text.

    `title` is that of the plan: where it promises quotas, numbers count although no award is named.
    """
    if not re.search(r"\d|tap the|ca nhan", place.folded):
        return
    amounts = read_amounts(place.text, place.folded)
    shares = [a for a in amounts if a.percent is not None]
    mentions = tuple(
        m
        for m in find_awards(place.text, place.folded)
        if not any(s.start <= m.start < s.end for s in shares)
    )
    reading = Reading(place=place, mentions=mentions, title=title)
    pairs: list[tuple[Amount, Mention | None]] = [(amount, None) for amount in amounts]
    pairs += [*_numbered(reading, amounts), *_bare(reading, amounts)]
    previous = 0
    for amount, mention in sorted(pairs, key=lambda pair: pair[0].start):
        named = Named(mention=mention, own=True) if mention else _award_of(reading, amount, previous)
        lead = _lead_of(reading, amount, named, previous)
        if _is_quota(reading, amount, named, lead, is_first=not previous):
            start, end = _stretch(reading, amount, named)
            yield Counted(amount=amount, named=named, lead=lead, start=start, end=end)
        previous = previous if amount.loose else amount.end


def _numbered(reading: Reading, amounts: Sequence[Amount]) -> Iterator[tuple[Amount, Mention]]:
    """Read "02 Cờ thi đua": a number of awards, where it is known who receives them."""
    for mention in reading.mentions:
        number = re.search(r"(?<![\w./,-])(\d{1,3})\s*[“\"]?$", reading.folded[: mention.start])
        if not number or any(a.start <= mention.start < a.end for a in amounts):
            continue
        given = re.match(r"\s*(?:cho|tang|doi voi)\s+(tap the|ca nhan)\b", reading.folded[mention.end :])
        whom = {"tap the": COLLECTIVE, "ca nhan": INDIVIDUAL}[given[1]] if given else mention.given_to
        if whom in (COLLECTIVE, INDIVIDUAL):
            found = Range(low=int(number[1]), high=int(number[1]))
            end = mention.end + (given.end() if given else 0)
            yield Amount(
                start=number.start(1), end=end, collectives=found if whom == COLLECTIVE else None,
                individuals=found if whom == INDIVIDUAL else None,
            ), mention  # fmt: skip


def _bare(reading: Reading, amounts: Sequence[Amount]) -> Iterator[tuple[Amount, Mention]]:
    """Read "Bằng khen: 20." at the end of a clause, where a heading or the award tells who is counted."""
    for mention in reading.mentions:
        lead = compiled("units", "bare").match(reading.folded, mention.end)
        amount = read_bare(reading.place.text, reading.folded, lead.end()) if lead else None
        if amount and not any(a.start <= amount.start < a.end for a in amounts):
            whom = mention.given_to
            for heading in reversed(reading.place.headings):
                said = {word for word in ("tap the", "ca nhan") if word in fold(heading)}
                if len(said) == 1 and whom not in (COLLECTIVE, INDIVIDUAL):
                    whom = COLLECTIVE if said == {"tap the"} else INDIVIDUAL
            if whom == COLLECTIVE:
                yield replace(amount, individuals=None), mention
            elif whom == INDIVIDUAL:
                yield replace(amount, collectives=None), mention


def _sentence(folded: str, start: int, end: int, stops: str) -> tuple[int, int]:
    """Give the bounds of the sentence, or with ";" among the stops of the clause, that holds a stretch."""
    borders = [m.end() for m in re.finditer(rf"[{stops}](?=\s|$)(?<!\btp\.)|\n", folded)]
    label = re.match(r"\s*(?:[ivxl]+|\d+(?:\.\d+)*|[a-z])[.)]", folded)
    borders = [b for b in borders if not label or b > label.end()]
    first = max((b for b in borders if b <= start), default=0)
    return first, min((b for b in borders if b >= end), default=len(folded))


def _award_of(reading: Reading, amount: Amount, previous: int) -> Named:
    """Find the award of an amount: in its clause, behind it, earlier in its place, in the headings."""
    first, last = _sentence(reading.folded, amount.start, amount.end, ".;")
    given = [m for m in reading.mentions if not m.earned]
    given_after = quota_words()["names"]["given_after"]
    inside = [m for m in reading.mentions if m.start < amount.end < m.end]
    before = [m for m in given if first <= m.start and m.end <= amount.start]
    after = [m for m in given if amount.end <= m.start < min(last, amount.end + _BEHIND)]
    behind = bool(after) and re.search(given_after, reading.folded[amount.end : after[0].start])
    # "01 tập thể ... tặng Cờ thi đua và 02 tập thể ... tặng Bằng khen": the first award has its number.
    taken = behind and before and first < previous <= before[-1].start
    if inside or (before and not taken):
        return Named(mention=_granted(reading, (inside or before[-1:])[0]), own=True)
    if behind:
        return Named(mention=_granted(reading, after[0]), own=True)
    guessed = guess_award(reading.place.text[first:], reading.folded[first:], amount.start - first)
    if guessed and not guessed.earned:
        return Named(mention=replace(guessed, start=guessed.start + first, end=guessed.end + first), own=True)
    earlier = [m for m in given if m.end <= first]
    if earlier:
        return Named(mention=_granted(reading, earlier[-1]))
    return award_above(reading.place.headings)


def award_above(headings: Sequence[str]) -> Named:
    """Give the award that the nearest heading names which names any; none where it names several."""
    for heading in reversed(headings):
        awards = [m for m in find_awards(heading, fold(heading)) if not m.earned]
        if len({(m.award, m.granting_authority) for m in awards}) > 1:
            return Named(mention=None, doubt="several_awards")
        if awards:
            return Named(mention=awards[0])
    return Named(mention=None, doubt="no_award")


def granted_above(headings: Sequence[str], award: str | None) -> str | None:
    """Give who grants the award by the nearest heading that says so; None where that names several."""
    for heading in reversed(headings):
        mentions = [m for m in find_awards(heading, fold(heading)) if m.award == award]
        said = {m.granting_authority for m in mentions if m.granting_authority}
        if said:
            return said.pop() if len(said) == 1 else None
    return None


def _granted(reading: Reading, mention: Mention) -> Mention:
    """Give the mention with who grants it taken from a heading on the same award, where it does not say."""
    if mention.granting_authority:
        return mention
    above = award_above(reading.place.headings).mention
    if above and above.award == mention.award:
        return replace(mention, granting_authority=above.granting_authority)
    return mention


def _is_quota(reading: Reading, amount: Amount, named: Named, lead: str, *, is_first: bool) -> bool:
    """Tell a quota from aims, results, guests, parts of a quota and conditions of an award."""
    folded = reading.folded
    sentence = folded[slice(*_sentence(folded, amount.start, amount.end, "."))]
    headings = [fold(heading) for heading in reading.place.headings]
    if compiled("refused", "sentence").search(sentence) or _is_refused(headings):
        return False
    if compiled("refused", "before").search(lead) or compiled("refused", "after").match(folded, amount.end):
        return False
    chosen = bool(compiled("units", "chooser").fullmatch(lead))
    if amount.loose and not (_is_alone(reading, lead) if not named.own else chosen or not _says(lead)):
        return False
    if (lead.count("(") > lead.count(")") and not is_first) or _is_part(reading, amount, lead):
        return False
    if not named.mention:
        near = " ".join([sentence, *headings[-2:]])
        promised = compiled("promises", "heading").search(fold(reading.title))
        return amount.percent is None and bool(promised or compiled("refused", "reward").search(near))
    return (chosen and named.own) or _leads_to_number(lead, amount)


def _says(lead: str) -> bool:
    return bool(re.search(r"\w", _rest(lead)))


def _is_alone(reading: Reading, lead: str) -> bool:
    """Tell whether the clause under an award's heading says no more than the occasion before its number."""
    above = award_above(reading.place.headings[-1:]).mention
    return above is not None and lead.rstrip().endswith(":") and condition_of(lead, lead) is not None


def _is_refused(headings: Sequence[str]) -> bool:
    usual, always = compiled("refused", "heading"), compiled("refused", "always_heading")
    promise = compiled("promises", "heading")
    return any(
        not promise.search(h) and (always.search(h) or (usual.search(h) and "khen" not in h))
        for h in headings
    )


def _lead_of(reading: Reading, amount: Amount, named: Named, previous: int) -> str:
    """Give the folded words of the clause that stand between its award, or its beginning, and the number."""
    first, _ = _sentence(reading.folded, amount.start, amount.end, ".;")
    begin = max(first, previous if previous <= amount.start else 0)
    if named.own and named.mention and named.mention.end <= amount.start:
        begin = max(begin, named.mention.end)
    # "... vào dịp sơ kết và 02 tập thể": what stands before "và" is said of the number before it.
    of_previous = (
        re.match(r".*\w.*(?=\s+va\s*$)", reading.folded[begin : amount.start]) if begin == previous else None
    )
    return reading.folded[begin + (of_previous.end() if of_previous else 0) : amount.start]


def _is_part(reading: Reading, amount: Amount, lead: str) -> bool:
    """Tell a part of a quota ("trong đó ...") that is not said to be for a unit of its own."""
    first, _ = _sentence(reading.folded, amount.start, amount.end, ".;")
    inside = compiled("units", "breakdown").search(reading.folded[first : amount.start])
    return bool(inside) and not unit_of(lead, lead)


def _rest(lead: str) -> str:
    """Give what the lead says beside the verbs of proposing."""
    return compiled("units", "trailing").sub("", compiled("units", "opens").sub("", lead)).strip(' ,:“”"()-–')


def _leads_to_number(lead: str, amount: Amount) -> bool:
    rest = compiled("units", "trailing").sub("", compiled("units", "opens").sub("", lead)).strip(' ,:“”"()-–')
    if not rest or amount.open_top or lead.rstrip().endswith(":"):
        return True
    return bool(unit_of(lead, lead) or condition_of(lead, lead) or compiled("units", "joins").fullmatch(rest))


def _stretch(reading: Reading, amount: Amount, named: Named) -> tuple[int, int]:
    """Give what to quote: from the award, or the beginning of a short clause, to the end of the sentence."""
    first, end = _sentence(reading.folded, amount.start, amount.end, ".;")
    if named.mention and named.mention.end > amount.end and named.own:
        end = max(end, named.mention.end)
    start = 0 if end <= _WHOLE_CLAUSE else first
    return start, end
