"""How many collectives and individuals, or what share of them, a text speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from corpus.lexicon import load
from corpus.text import fold

_NUMBER = r"\d{1,3}(?:\.\d{3})*(?!\d)"
# How far the words between two numbers of one quota may reach, in characters.
_BETWEEN = 40


@dataclass(frozen=True, kw_only=True)
class Range:
    """A number of awards: from `low` to `high`, None where the text sets no such bound."""

    low: int | None
    high: int | None


@dataclass(frozen=True, kw_only=True)
class Amount:
    """What one stretch `[start, end)` of a text counts; `loose` where its unit counts only behind an award.

    `percent_of` is None where the text counts heads. `doubts` are keys of the lexicon's doubts.
    """

    start: int
    end: int
    collectives: Range | None = None
    individuals: Range | None = None
    percent: float | None = None
    percent_of: str | None = None
    either_or: bool = False
    loose: bool = False
    open_top: bool = False
    doubts: tuple[str, ...] = ()


@cache
def quota_words() -> dict[str, Any]:
    """Give the lexicon of quotas. Raises LexiconError."""
    return load("quotas")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = quota_words()
    strict = rf"(?P<both>{words['collective']}\s*(?P<join>hoac|/|,|va)\s*{words['individual']})"
    unit = (
        rf"(?:{strict}|(?P<collective>{words['collective']})|(?P<individual>{words['individual']})"
        rf"|(?P<loose_collective>{words['loose_collective']})|(?P<loose_individual>{words['loose_individual']}))\b"
    )
    bound = (
        rf"(?:(?P<most>{words['most']})|(?P<least>{words['least']})|(?P<about>{words['about']})|\btu)"
        r"(?:\s+la)?\s*:?\s*"
    )
    spelt = "|".join(sorted(map(fold, words["number_words"]), key=len, reverse=True))
    number = rf"(?:{_NUMBER}|\b(?:{spelt})\b)"
    span = (
        rf"(?P<low>{number})(?:\s*\((?P<low_words>[a-z ]{{2,20}})\))?"
        rf"(?:\s*(?:[-–—~]|den)\s*(?P<high>{number})(?:\s*\((?P<high_words>[a-z ]{{2,20}})\))?)?"
    )
    count = rf"(?<![\w./%-])(?<!\d,)(?<!\d–)(?:{bound})?{span}"
    strict_unit = rf"(?:(?P<collective>{words['collective']})|(?P<individual>{words['individual']}))"
    ending = rf"(?=\s*(?:[;,.)|]|$|\n|va\b|hoac\b|{words['collective']}|{words['individual']}))"
    return {
        "straight": re.compile(rf"{count}\s*(?:luot\s+)?{unit}(?!\s*[:=]\s*\d)"),
        "turned": re.compile(rf"{strict_unit}\s*(?:[:(=]\s*|[-–]\s+)?(?:{bound})?{span}{ending}"),
        "bare": re.compile(rf"(?:{bound})?{span}(?=\s*[.;/]*\s*$)"),
        "share": re.compile(
            rf"(?<![\w.,/-])(?:(?P<most>{words['most']})\s*)?(?P<low>\d{{1,3}}(?:[.,]\d+)?)\s*%"
            rf"{words['shares']['of_whom']}"
        ),
        "share_again": re.compile(words["shares"]["again"]),
        "share_ends": re.compile(words["shares"]["ends"]),
        "share_lower": re.compile(words["shares"]["lower"]),
        "share_inside": re.compile(words["shares"]["inside"]),
        "or_more": re.compile(words["or_more"]),
        "gap": re.compile(
            rf"[\s,;/]*(?:(?P<either>hoac)\b|va\b|cung\b|\bva/hoac\b)?\s*(?:{bound})?"
            r"|\s[^:.;\d]*?[,;]?\s*(?:va\s+|(?P<either2>hoac)\s+)?"
        ),
        "apart": re.compile(r"\b(?:moi|rieng|trong do|dip|khoi|cum|dot|so ket|tong ket|con)\b|[(]"),
    }


def read_amounts(text: str, folded: str) -> list[Amount]:
    """Give the amounts in the order of the text, those of one award joined; `folded` as long as `text`."""
    if len(text) != len(folded) or not re.search(r"\d|\b(?:tap the|ca nhan)", folded):
        return []
    shares = list(_shares(text, folded))
    shares += list(_shares_again(folded, shares))
    taken = [(share.start, share.end) for share in shares]
    counts: list[Amount] = []
    for kind in ("straight", "turned"):
        for match in _patterns()[kind].finditer(folded):
            if all(match.end() <= start or match.start() >= end for start, end in taken):
                amount = _amount(text, folded, match)
                if amount:
                    counts.append(amount)
                    taken.append((match.start(), match.end()))
    return sorted([*shares, *_joined(folded, sorted(counts, key=lambda a: a.start))], key=lambda a: a.start)


def read_bare(text: str, folded: str, start: int) -> Amount | None:
    """Read a number that ends the text, of whom is not said; both sides of the amount hold it."""
    match = _patterns()["bare"].match(folded, start) if len(text) == len(folded) else None
    return _amount(text, folded, match) if match else None


def read_range(text: str) -> Range | None:
    """Read a table's cell such as "03", "10-15"; None where it holds no number."""
    match = re.fullmatch(r"\s*(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?\s*", text)
    return Range(low=int(match[1]), high=int(match[2] or match[1])) if match else None


def _value(printed: str, original: str) -> int | None:
    if printed[0].isdigit():
        return int(printed.replace(".", ""))
    value: int | None = quota_words()["number_words"].get(" ".join(original.lower().split()))
    return value


def _amount(text: str, folded: str, match: re.Match[str]) -> Amount | None:
    low = _value(match["low"], text[match.start("low") : match.end("low")])
    high = _value(match["high"], text[match.start("high") : match.end("high")]) if match["high"] else low
    if low is None or high is None or not _spelt_out_well(folded, match):
        return None
    groups = match.groupdict()
    doubts = ["upside_down"] if low > high else []
    doubts += ["approximate"] if match["about"] else []
    doubts += ["words_differ"] if _words_differ(text, match, low, high) else []
    doubts += ["shared"] if groups.get("join") in (",", "va") else []
    more = bool(match["least"] or _patterns()["or_more"].match(folded, match.end()))
    found = Range(low=None if match["most"] and not match["high"] else low, high=None if more else high)
    both = bool(groups.get("both")) or "collective" not in groups
    collective = both or groups.get("collective") or groups.get("loose_collective")
    return Amount(
        start=match.start(), end=match.end(), collectives=found if collective else None,
        individuals=found if both or not collective else None, either_or=groups.get("join") in ("hoac", "/"),
        loose=bool(groups.get("loose_collective") or groups.get("loose_individual")),
        open_top=bool(match["most"]), doubts=tuple(doubts),
    )  # fmt: skip


def _spelt_out_well(folded: str, match: re.Match[str]) -> bool:
    """Tell a number in words from other senses ("trong năm cá nhân ...") by what stands before it."""
    if match["low"][0].isdigit() or match["most"] or match["least"] or match["about"]:
        return True
    return bool(
        re.search(r"(?:[:,;(]|\b(?:va|de nghi|tang|cho|xet|don vi|khen|chon))\s*$", folded[: match.start()])
    )


def _words_differ(text: str, match: re.Match[str], low: int, high: int) -> bool:
    words = quota_words()["number_words"]
    for group, number in (("low_words", low), ("high_words", high)):
        if match[group]:
            printed = " ".join(text[match.start(group) : match.end(group)].lower().split())
            if printed in words and words[printed] != number:
                return True
    return False


def _shares(text: str, folded: str) -> Iterator[Amount]:
    at = 0
    while match := _patterns()["share"].search(folded, at):
        cut = _patterns()["share_ends"].search(folded, match.start("of"), match.end("of"))
        end = at = cut.start() if cut else match.end("of")
        while end > match.start("of") and text[end - 1] in " ,:":
            end -= 1
        if _is_a_limit(folded, match):
            yield Amount(
                start=match.start(), end=end, percent=float(match["low"].replace(",", ".")),
                percent_of=" ".join(text[match.start("of") : end].split()), open_top=bool(match["most"]),
            )  # fmt: skip


def _shares_again(folded: str, shares: Sequence[Amount]) -> Iterator[Amount]:
    """Give the shares of other units that follow one and leave out of what they are."""
    for match in _patterns()["share_again"].finditer(folded, shares[0].end if shares else len(folded)):
        if all(match.end() <= share.start or match.start("most") >= share.end for share in shares):
            yield Amount(
                start=match.start("most"), end=match.end(), percent=float(match["low"].replace(",", ".")),
                open_top=True,
            )  # fmt: skip


def _is_a_limit(folded: str, match: re.Match[str]) -> bool:
    """Tell the share that may be proposed from one that has to be reached, or is part of another."""
    before = folded[: match.start()]
    if _patterns()["share_inside"].search(before):
        return False
    bare = not match["of"].startswith(("so", "tong", "tren", "cua"))
    return bool(match["most"]) or not (bare or _patterns()["share_lower"].search(before))


def _joined(folded: str, counts: Sequence[Amount]) -> Iterator[Amount]:
    """Join "02 tập thể, 04 cá nhân"; a bound before the first holds for the second where it has none."""
    current: Amount | None = None
    for amount in counts:
        joined = _join(folded, current, amount) if current else None
        if current and not joined:
            yield current
        current = joined or amount
    if current:
        yield current


def _join(folded: str, first: Amount, second: Amount) -> Amount | None:
    between = folded[first.end : second.start]
    gap = _patterns()["gap"].fullmatch(between) if len(between) <= _BETWEEN else None
    both = (first.collectives and second.collectives) or (first.individuals and second.individuals)
    if not gap or both or _patterns()["apart"].search(between):
        return None
    if first.open_top and not second.open_top and not re.match(r"(?:tu|khoang|it)\b", folded[second.start :]):
        second = _capped(second)
    return replace(
        first, end=second.end, collectives=first.collectives or second.collectives,
        individuals=first.individuals or second.individuals, loose=first.loose or second.loose,
        either_or=first.either_or or bool(gap["either"] or gap["either2"]),
        doubts=(*first.doubts, *(d for d in second.doubts if d not in first.doubts)),
    )  # fmt: skip


def _capped(amount: Amount) -> Amount:
    """Give the amount as a most, where it is one number."""

    def cap(found: Range | None) -> Range | None:
        return Range(low=None, high=found.high) if found and found.low == found.high else found

    return replace(amount, collectives=cap(amount.collectives), individuals=cap(amount.individuals))
