"""Answer: what will be said, before it is words. A statement without a citation cannot be built."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.errors import UnfoundedStatement
from bot.messages import Choice, Language, Quotation
from corpus.changes import Change
from corpus.facts.base import Fact
from corpus.models import Plan, PlanMetadata, Run
from corpus.naming import short_name, shorten
from corpus.text import squeeze

Kind = Literal[
    "comparison",
    "facts",
    "passages",
    "choices",
    "not_found",
    "no_plans",
    "smalltalk",
    "declined",
    "empty",
    "too_long",
]

Verdict = Literal["", "confirmed", "contradicted", "same", "different"]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A fact of a `kind` (see corpus/facts) said in one line: its values as printed, put into words.

    `when` is how the plan itself says a date that comes again or hangs on something.
    """

    kind: str
    fact: Fact
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """Something said about one plan, resting on exact quotes. Raises UnfoundedStatement without any.

    `lines` are the facts that answer; each rests on one of the quotations. `unsaid` counts facts that answer
    too and have no line. `oddities` say what is odd in what
    is quoted, `changes` what has changed since of the offices and documents in it; `replaced_by` names the
    plan that took the place of this one; `is_reread` tells that its words were read anew from a bad scan.
    """

    plan: str
    plan_label: str
    plan_name: str
    quotations: tuple[Quotation, ...]
    lines: tuple[Line, ...] = ()
    unsaid: int = 0
    oddities: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    replaced_by: str = ""
    is_reread: bool = False

    def __post_init__(self) -> None:
        if not self.quotations:
            raise UnfoundedStatement(f"A statement about {self.plan} has no citation; it is not shown.")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Sections of one plan that are worth opening where no statement can be made."""

    plan: str
    plan_label: str
    sections: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer in one language. Without statements it means: the plans do not say.

    `silent` are names of plans that were asked too and do not say, or of all where they are asked for;
    `related` where plans come near without answering as well; `nearest` where to look when none answers;
    `topic` names the smalltalk; `shows_raw` tells that the raw words stand beside those that were read anew;
    `damaged` are labels of quoted plans whose text is bad recognition; `several` tells that it is about
    several plans, none of them clearly more than the others; `understood` what was understood where that is
    not what was typed; `choices` are plans of which one is to be chosen; `verdict` what follows from the
    facts for a `claim` to be confirmed, or for plans set side by side.
    """

    kind: Kind
    language: Language
    statements: tuple[Statement, ...] = ()
    silent: tuple[str, ...] = ()
    related: tuple[Place, ...] = ()
    nearest: tuple[Place, ...] = ()
    topic: str = ""
    question: str = ""
    unknown: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    shows_raw: bool = True
    several: bool = False
    claim: str = ""
    verdict: Verdict = ""
    understood: str = ""
    choices: tuple[Choice, ...] = ()

    @property
    def found(self) -> bool:
        """Tell whether the plans say something."""
        return bool(self.statements)

    @property
    def changes(self) -> tuple[Change, ...]:
        """Give what has changed since, each change once."""
        return tuple(dict.fromkeys(change for statement in self.statements for change in statement.changes))

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """Give all quotations in the order shown."""
        return tuple(quotation for statement in self.statements for quotation in statement.quotations)


_HYPHENATION = re.compile("\u00ad\\s*")
_LONGEST_TITLE, _LONGEST_BODY = 110, 90


def label(plan_id: str, metadata: PlanMetadata) -> str:
    """Name a plan for people: title, number, issuing body, province or year where the title lacks them."""
    whole = squeeze(metadata.title) or plan_id
    title = shorten(whole, _LONGEST_TITLE)
    if metadata.number:
        title = f"{title}, số {metadata.number}"
    bodies = (squeeze(name) for name in (metadata.issuer, metadata.province) if name)
    body = ", ".join(name for name in bodies if name.casefold() not in whole.casefold())
    if metadata.years and not any(str(year) in title for year in metadata.years):
        body = f"{body}, {metadata.years[0]}" if body else str(metadata.years[0])
    return f"{title} ({shorten(body, _LONGEST_BODY)})" if body else title


def quote(plan: Plan, start: int, end: int, *, section: str) -> Quotation:
    """Cut a quotation of the reading stretch `[start, end)` and hold it against the stored source.

    The quote is the source's own words; words of its reading differ from them only where they were read anew
    from a bad scan. Raises UnfoundedStatement where the words are not there.
    """
    try:
        citation = plan.cite(start, end)
    except ValueError as error:
        raise UnfoundedStatement(
            f"A quote of {plan.id} at {start} is of nothing; it is not shown."
        ) from error
    words = citation.quote(plan.source)
    reading = "\n".join(squeeze(line) for line in plan.reading.text[start:end].splitlines())
    runs = plan.reading.runs_in(start, end)
    if not words or words not in plan.squeezed or not _lead_back(runs, plan, start, end):
        raise UnfoundedStatement(
            f"A quote of {plan.id} at {start} does not stand in its source; it is not shown."
        )
    return Quotation(
        plan=plan.id, section=section,
        plan_title=short_name(plan.id, plan.metadata, damaged=plan.is_garbled), page=citation.page,
        start=citation.start, end=citation.end, quote=words, reading=reading,
        is_reread=any(run.is_reread for run in runs),
    )  # fmt: skip


def _lead_back(runs: Sequence[Run], plan: Plan, start: int, end: int) -> bool:
    """Tell whether all that the reading stretch `[start, end)` holds leads back, in order, to the source.

    Every letter, sign and digit must stand there as it is read; a word read anew must stand for one word of
    the scan and hold no digit, so that numbers, dates and codes are those of the source.
    """
    text, done, behind = plan.reading.text, start, 0
    for run in runs:
        first, last = max(run.reading, start), min(run.reading + run.length, end)
        head, tail = run.to_source(first, last)
        if head < behind or text[done:first].strip():
            return False
        raw, read = plan.source[head:tail], text[first:last]
        if not (_stands_for(raw, read) if run.is_reread else raw == read):
            return False
        done, behind = last, tail
    return not text[done:end].strip()


def _stands_for(raw: str, read: str) -> bool:
    """Tell whether what was read can be a word of the scan read anew: one word for one, without digits."""
    word = _HYPHENATION.sub("", raw)
    return len(word.split()) == 1 == len(read.split()) and not any(letter.isdigit() for letter in read)
