"""What facts tell about a claim to be confirmed, or about plans set side by side. Pure.

Only what follows from typed values is told; where they leave it open, nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answering.answers import Statement, Verdict
from bot.answering.manners import Claim
from corpus.facts.base import Fact
from corpus.facts.deadline import Deadline
from corpus.facts.legal_basis import same_number
from corpus.facts.metadata import MetadataField
from corpus.facts.movement import Movement
from corpus.facts.quota import Quota
from corpus.facts.reporting_line import ReportingLine
from corpus.facts.supersession import Supersession
from corpus.lexicon import pattern, words
from corpus.text import fold, tokens

_DAY = re.compile(r"(\d{1,2})\D+(\d{1,2})(?:\D+(\d{4}))?")


def judge_claim(claim: Claim, question: str, statements: Sequence[Statement]) -> Verdict:
    """Tell whether what is said bears a claim out; "" where the plans differ or leave it open."""
    found = {_of_statement(claim, fold(question), statement) for statement in statements}
    return found.pop() if len(found) == 1 else ""


def _of_statement(claim: Claim, question: str, statement: Statement) -> Verdict:
    facts = [line.fact for line in statement.lines]
    if claim.kind == "count" and (quotas := [fact for fact in facts if isinstance(fact, Quota)]):
        return _of_counts(claim.value, question, quotas)
    if claim.kind == "day" and (deadlines := [fact for fact in facts if isinstance(fact, Deadline)]):
        return _of_days(claim.value, question, deadlines)
    if claim.kind == "day" and (issued := _fields(facts, "issue_date")):
        return _of_date(claim.value, issued[0])
    if claim.kind == "name":
        return _of_names(claim.value, _fields(facts, "signer"), _fields(facts, "position"))
    if claim.kind == "number" and (replaced := [fact for fact in facts if isinstance(fact, Supersession)]):
        numbers = {same_number(fact.number) for fact in replaced if fact.number}
        return "confirmed" if same_number(claim.value) in numbers else "contradicted"
    if claim.kind == "share" and (
        shares := {fact.percent for fact in facts if isinstance(fact, Quota)} - {None}
    ):
        return _of_shares(claim.value, shares)
    return ""


def _fields(facts: Sequence[Fact], name: str) -> list[str]:
    return [fact.value for fact in facts if isinstance(fact, MetadataField) and fact.name == name]


def _of_date(claimed: str, iso: str) -> Verdict:
    found = _DAY.search(claimed)
    if not found:
        return ""
    agrees = iso.endswith(f"-{int(found[2]):02d}-{int(found[1]):02d}") and iso.startswith(found[3] or "")
    return "confirmed" if agrees else "contradicted"


def _of_names(claimed: str, signers: Sequence[str], positions: Sequence[str]) -> Verdict:
    """Hold who is said to have signed against the signer and the post, whole: a part tells nothing."""
    names, posts = ([" ".join(tokens(value)) for value in values] for values in (signers, positions))
    said = (" ".join(tokens(claimed)), _without_title(claimed))
    if any(
        value in (*names, *posts, *(f"{post} {name}" for post in posts for name in names)) for value in said
    ):
        return "confirmed"
    touches = any(value in whole or whole in value for whole in names for value in said)
    return "contradicted" if (names or posts) and not touches else ""


def _without_title(name: str) -> str:
    """Give the folded name without "ông", "bà", "đồng chí"."""
    said = tokens(name)
    while len(said) > 1 and said[0] in words("manners", "titles"):
        said.pop(0)
    return " ".join(said)


def _of_shares(claimed: str, shares: set[float | None]) -> Verdict:
    number = re.search(r"\d+(?:[.,]\d+)?", claimed)
    if not number:
        return ""
    said = float(number[0].replace(",", "."))
    if said not in shares:
        return "contradicted"
    return "confirmed" if len(shares) == 1 else ""


def _of_counts(claimed: str, question: str, quotas: Sequence[Quota]) -> Verdict:
    """Confirm a count or a range that every quota has, deny one that lies within none."""
    ends = [int(end) for end in re.findall(r"\d+", claimed)]
    low, high = ends[0], ends[-1]
    ranges = [found for quota in quotas for found in _ranges(quota, question)]
    if ranges and all(found == (low, high) for found in ranges):
        return "confirmed"
    within = any((least or 0) <= low and (most is None or high <= most) for least, most in ranges)
    return "" if within or not ranges else "contradicted"


def _ranges(quota: Quota, question: str) -> Iterator[tuple[int | None, int | None]]:
    """Give the ranges of what the question counts: of both where it does not say."""
    sides = {
        "individuals": (quota.individuals_min, quota.individuals_max),
        "collectives": (quota.collectives_min, quota.collectives_max),
    }
    named = [ends for side, ends in sides.items() if pattern("manners", "confirms", side).search(question)]
    return (ends for ends in named or sides.values() if ends != (None, None))


def _of_days(claimed: str, question: str, deadlines: Sequence[Deadline]) -> Verdict:
    """Confirm a day that is the one day there is; deny one that is none of those said.

    Of a period the question must say whether it means its beginning or its end.
    """
    found = _DAY.search(claimed)
    if not found:
        return ""
    ending = f"-{int(found[2]):02d}-{int(found[1]):02d}"

    def is_meant(day: str | None) -> bool:
        return day is not None and day.endswith(ending) and day.startswith(found[3] or "")

    if not any(is_meant(fact.first) or is_meant(fact.last) for fact in deadlines):
        spans = any(fact.first != fact.last or fact.precision != "day" for fact in deadlines)
        return "" if spans else "contradicted"
    if len(deadlines) > 1:
        return ""
    (only,) = deadlines
    if only.first == only.last:
        return "confirmed"
    begins, ends = (pattern("manners", "confirms", key).search(question) for key in ("begins", "ends"))
    if bool(begins) == bool(ends):
        return ""
    return "confirmed" if is_meant(only.first if begins else only.last) else "contradicted"


def compare(statements: Sequence[Statement], *, is_complete: bool) -> Verdict:
    """Tell whether plans set side by side say the same: by quotas, periods, dates, ways of reporting.

    They do only where none of them says more than the others, and none was asked that says nothing.
    """
    said = [values for statement in statements if (values := _values(statement))]
    if len(said) < 2:
        return ""
    common = set.intersection(*(set(values) for values in said))
    if not common:
        return ""
    if any(len({values[key] for values in said}) > 1 for key in common):
        return "different"
    return "same" if is_complete and all(set(values) == common for values in said) else ""


def _values(statement: Statement) -> dict[str, frozenset[object]]:
    """Give what a statement says by subject: an award, a movement, the dates, the ways of reporting."""
    values: dict[str, set[object]] = {}
    for fact in (line.fact for line in statement.lines):
        if isinstance(fact, Quota) and fact.award:
            sides = (fact.collectives_min, fact.collectives_max, fact.individuals_min, fact.individuals_max)
            subject = " | ".join(
                (fact.award, fact.granting_authority or "", fact.per or "", fact.condition or "")
            )
            values.setdefault(fold(subject), set()).add((*sides, fact.percent))
        elif isinstance(fact, Movement) and fact.period:
            values.setdefault("movement", set()).add(fact.period)
        elif isinstance(fact, Deadline):
            values.setdefault(fact.kind, set()).add((fact.first, fact.last, fact.recurrence))
        elif isinstance(fact, ReportingLine):
            values.setdefault("reporting", set()).add((fold(fact.to or ""), fold(fact.via or "")))
    return {subject: frozenset(said) for subject, said in values.items()}
