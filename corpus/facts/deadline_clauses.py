"""The clause that a date stands in: a sentence, cut where another date of it has had its say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from corpus.dates import DatePhrase
from corpus.facts.base import Place
from corpus.facts.offices import View
from corpus.lexicon import load
from corpus.text import fold

# A sentence ends at ";", a line's end, a table's bar, a full stop after a word (not after a number or label).
_END = re.compile(
    r"[;\n|]|(?<=[^\W\d_]{2})\.(?=\s|$)|(?<=[\d)\]”\"])\.(?=\s+[^\W\d_]|$)(?<!^\d\.)(?<!\s\d\.)"
)
_BRACKETS = re.compile(r"\([^)]*\)?")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LABEL = re.compile(r"^\W*(?:(?:[ivx]+|\d+(?:\.\d+)*|[a-z])[.)]|dieu \d+[.:]?|\(\d+\))?[\s*•+–—-]*")


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Compile the pattern of the lexicon of deadlines that stands under `name`."""
    return re.compile(load("deadline")[name])


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A date with the words that belong to it: `[start, end)` in the place's text.

    `seen` is the text as names of offices are looked for in it. `begin` is where its sentence begins,
    `finish` where it ends; `follows` says that another date of the sentence stands before.
    """

    place: Place
    seen: View
    phrase: DatePhrase
    begin: int
    start: int
    end: int
    finish: int
    follows: bool

    def sees(self, name: str, words: str) -> bool:
        """Say whether the pattern of that name stands in the words."""
        return pattern(name).search(words) is not None

    @cached_property
    def before(self) -> str:
        """Give the clause's folded words before the date, without the label."""
        folded = self.place.folded[self.start : self.phrase.start]
        return folded[self.label :]

    @cached_property
    def before_all(self) -> str:
        """Give the sentence's folded words before the date."""
        return self.place.folded[self.begin : self.phrase.start]

    @cached_property
    def after(self) -> str:
        """Give the clause's folded words after the date."""
        return self.place.folded[self.phrase.end : self.end]

    @cached_property
    def label(self) -> int:
        """Give the length of the numbering that the clause begins with."""
        match = _LABEL.match(self.place.folded[self.start : self.phrase.start])
        return match.end() if match else 0

    @property
    def words(self) -> str:
        """Give the clause, folded, without the label."""
        return self.place.folded[self.start + self.label : self.end]

    @property
    def folded_phrase(self) -> str:
        """Give the date's own words, folded."""
        return self.place.folded[self.phrase.start : self.phrase.end]

    @cached_property
    def heading(self) -> str:
        """Give the heading above, folded."""
        return fold(self.place.headings[-1]) if self.place.headings else ""

    @cached_property
    def empty(self) -> bool:
        """Say whether no words but the date stand in the clause before it, nor two after it."""
        after = _BRACKETS.sub("", self.after)
        return not _WORD.search(self.before.removesuffix("va ")) and len(_WORD.findall(after)) < 2

    @cached_property
    def counts(self) -> bool:
        """Say whether the date only counts something ("tính đến ngày", "có mặt đến ngày")."""
        marked = self.place.text[self.start : self.phrase.start].lower()
        return self.sees("counting", self.before) or self.sees("counting_marked", marked)

    @cached_property
    def quoted(self) -> bool:
        """Say whether the date is part of a quoted name."""
        before = pattern("quotation").sub("", self.before_all)
        after = self.place.folded[self.phrase.end : self.finish]
        return self.sees("quoted", before) or self.sees("quote_closed", after)

    @property
    def heads_date(self) -> bool:
        """Say whether the date is a year that only labels the next ("năm 2025: trước ngày 15/5/2025")."""
        labels = self.phrase.precision == "year" and self.place.folded.startswith(":", self.phrase.end)
        return labels and self.empty and self.follows

    @cached_property
    def celled(self) -> bool:
        """Say whether the date fills a cell of a table."""
        return self.empty and "|" in self.place.text[max(0, self.begin - 1) : self.finish + 1]

    @cached_property
    def heads(self) -> bool:
        """Say whether the date is a label itself ("Tháng 3/2025: ban hành kế hoạch")."""
        return self.bare and self.after.lstrip().startswith(":") and len(_WORD.findall(self.after)) > 1

    @cached_property
    def goes_on(self) -> bool:
        """Say whether the clause goes on with what was said before, in its sentence or behind a semicolon."""
        return self.follows or self.place.text[: self.begin].endswith(";")

    @cached_property
    def bare(self) -> bool:
        """Say whether no words stand in the clause before the date."""
        return not _WORD.search(self.before)

    @cached_property
    def labelled(self) -> bool:
        """Say whether the date is what a label names ("Vòng sơ khảo: ngày 12/8/2025")."""
        return self.before.rstrip().endswith((":", "-", "–"))

    @cached_property
    def acts(self) -> bool:
        """Say whether the clause names something to be done."""
        return self.sees("action", self.before) or self.sees("review", self.before)

    @cached_property
    def reports(self) -> bool:
        """Say whether what is due is a report."""
        if self.sees("report", self.before) or self.sees("report", self.after):
            return True
        if not self.acts and self.sees("report", self.place.folded[self.phrase.end : self.finish]):
            return True
        return self.bare and self.sees("report", self.heading) and not self.sees("no_report", self.words)


def clauses(place: Place, seen: View, phrases: Sequence[DatePhrase]) -> Iterator[Clause]:
    """Give the clause of each date that is not a cited document's, in order."""
    own = [phrase for phrase in phrases if not phrase.cited]
    for begin, finish in _sentences(place):
        inside = [phrase for phrase in own if begin <= phrase.start < finish]
        start = begin
        for index, phrase in enumerate(inside):
            after = inside[index + 1].start if index + 1 < len(inside) else None
            end = finish if after is None else _cut(place.folded, phrase.end, after)
            head = _skip(place.text, start, phrase.start)
            whole = max(_trim(place.text, head, end), phrase.end)
            yield Clause(
                place=place, seen=seen, phrase=phrase, begin=begin, start=head, end=whole, finish=finish,
                follows=index > 0,
            )  # fmt: skip
            start = max(end, phrase.end)


def _sentences(place: Place) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(place.text):
        yield start, match.start()
        start = match.end()
    yield start, len(place.text)


def _cut(folded: str, end: int, after: int) -> int:
    """Give where the words of a date end that another date follows: at the next comma."""
    bracket = re.compile(r"\s*\([^)]*\)").match(folded, end, after)
    end = bracket.end() if bracket else end
    comma = re.compile(r"[,(:]|\sva\s").search(folded, end, after)
    return comma.start() if comma else end


def _skip(text: str, start: int, end: int) -> int:
    match = re.compile(r"[\s,:;)./]*(?:và\s+)?").match(text, start, end)
    return match.end() if match else start


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \t\n,;:./|":
        end -= 1
    return end
