"""Find who reports what to whom, through whom and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.facts.base import Fact, Place, places
from corpus.facts.office_clauses import OfficeClause, office_clauses, pattern
from corpus.facts.offices import View, office_end
from corpus.models import Plan, SectionKind

Kind = Literal["report", "submission", "advice", "proposal", "distribution"]
_ENTRY = re.compile(
    r"(?:^|\n)\s*[-–—+*•]?\s*(?P<name>[^\n()]{2,120}(?:\n[^\n()-][^\n()]{0,60})?)\((?P<why>[^()\n]{1,45})\)"
)
_LEADING = re.compile(r"\s*(?:(?:ve|cho)\s+)?")
_TRAILING = re.compile(r"(?:[\s,]+(?:gui|ve|cho|len|den|voi|vao|de nghi|trinh|va|de|hoac))+\s*$")
_LONGEST_WHAT = 240
# "báo cáo định kỳ", "báo cáo hằng năm": so near behind the noun, how often is part of its name.
_SHORT = 12


@dataclass(frozen=True, kw_only=True)
class ReportingLine(Fact):
    """A way that words go: `who` tells `what` `to` whom, `via` whom, `when`.

    All as printed, None where not said. Of a copy sent (`distribution`) `what` is the purpose in brackets.
    """

    kind: Kind
    who: str | None
    what: str | None
    to: str | None
    via: str | None
    when: str | None


@dataclass(frozen=True, kw_only=True)
class _Act:
    """A verb of reporting in a clause: `[start, end)` of the verb, `stop` where the next act begins."""

    kind: Kind
    start: int
    end: int
    stop: int
    who: str | None


def find_reporting_lines(plan: Plan) -> list[ReportingLine]:
    """Find reports, submissions, advice, proposals and copies in the order of the text; never raises."""
    found = [line for clause in office_clauses(plan) for line in _of_clause(clause)]
    copies = [line for place in places(plan) for line in _copies(place, plan.metadata.issuer)]
    return sorted([*found, *copies], key=lambda line: line.start)


def _copies(place: Place, issuer: str | None) -> Iterator[ReportingLine]:
    if place.kind is not SectionKind.RECIPIENTS:
        return
    for entry in _ENTRY.finditer(place.text):
        why = entry["why"].strip()
        if not pattern("verbs", "purpose").fullmatch(
            place.folded[entry.start("why") : entry.end("why")].strip()
        ):
            continue
        yield ReportingLine(
            start=place.start + entry.start("name"), end=place.start + entry.end(), kind="distribution",
            who=issuer, what=why, to=" ".join(entry["name"].split()), via=None, when=None,
        )  # fmt: skip


def _of_clause(clause: OfficeClause) -> Iterator[ReportingLine]:
    if not pattern("any_verb").search(clause.seen.plain, clause.start, clause.end):
        return
    relayed: str | None = None
    for act in _acts(clause):
        line = _line(clause, act, relayed)
        if line is None:
            continue
        relayed = line.via or line.to
        yield line


def _acts(clause: OfficeClause) -> list[_Act]:
    seen, acts = clause.seen, list[_Act]()
    for verb in pattern("any_verb").finditer(seen.plain, clause.start, clause.end):
        kind = _kind(clause, verb.start(), verb.end())
        if kind is None or (acts and _joins(seen, acts[-1], kind, verb.start())):
            continue
        relays = bool(pattern("verbs", "relay").search(seen.plain, clause.start, verb.start()))
        if acts:
            acts[-1] = _until(acts[-1], verb.start())
        who = "" if relays and acts else (clause.subject.name if clause.subject else None)
        acts.append(_Act(kind=kind, start=verb.start(), end=verb.end(), stop=clause.end, who=who))
    return acts


def _until(act: _Act, stop: int) -> _Act:
    return _Act(kind=act.kind, start=act.start, end=act.end, stop=stop, who=act.who)


def _joins(seen: View, act: _Act, kind: Kind, at: int) -> bool:
    """Tell whether a verb goes on with what the act before it began ("Báo cáo …, gửi về …")."""
    between = seen.plain[act.end : at]
    if pattern("verbs", "relay").search(between):
        return False
    if act.kind == "report":
        return kind in {"report", "submission"}
    if act.kind == "submission":
        return kind == "report" or (
            kind in {"proposal", "submission"} and not re.search(r"[,;]\s*(?:va )?$", between)
        )
    if act.kind == "advice":
        return between.endswith("hoac ")
    return kind == "proposal" and act.kind == "proposal"


def _kind(clause: OfficeClause, start: int, end: int) -> Kind | None:
    """Give the kind of act that the verb at `[start, end)` is; None where it is none."""
    plain, seen = clause.seen.plain, clause.seen
    before = plain[max(clause.start, start - 40) : start]
    verb = plain[start:end]
    if pattern("verbs", "report").fullmatch(verb):
        return None if pattern("verbs", "noun_before").search(before) else "report"
    if pattern("verbs", "send").fullmatch(verb):
        return None if pattern("verbs", "not_send").search(before) else "submission"
    if pattern("verbs", "submit").fullmatch(verb):
        bare = pattern("verbs", "submit_bare").match(plain, end)
        odd = pattern("verbs", "not_submit").search(before)
        return "submission" if not odd and (bare or office_end(seen, end + 1)) else None
    if pattern("verbs", "advice").fullmatch(verb):
        return "advice" if office_end(seen, _past_for(seen, end)) else None
    return "proposal" if _proposes(clause, start, end, before) else None


def _past_for(seen: View, end: int) -> int:
    match = pattern("verbs", "for_whom").match(seen.plain, end)
    return match.end() if match else end + 1


def _proposes(clause: OfficeClause, start: int, end: int, before: str) -> bool:
    plain = clause.seen.plain
    if clause.subject is None or pattern("verbs", "not_propose").search(before):
        return False
    rest = plain[end : clause.end]
    if not pattern("verbs", "award").search(rest):
        return False
    if clause.subject.asked and start < clause.body:
        return False
    to_office = office_end(clause.seen, end + 1) is not None
    return to_office or bool(pattern("verbs", "choose").search(before))


def _line(clause: OfficeClause, act: _Act, relayed: str | None) -> ReportingLine | None:
    seen = clause.seen
    to = _receiver(seen, act)
    via = _via(seen, act)
    first = _first_word(clause, act)
    when = _when(seen, first, act.stop) if act.kind in {"report", "submission"} else None
    if not _holds(clause, act, to, when):
        return None
    who = act.who or (relayed if act.who == "" else None)
    kind: Kind = "report" if act.kind == "submission" and _sends_report(seen, act) else act.kind
    start = clause.start if act.who != "" else act.start
    return ReportingLine(
        start=clause.place.start + start, end=clause.place.start + act.stop, kind=kind, who=who,
        what=_what(clause, act, to, via), to=_cut(seen, to), via=_cut(seen, via), when=when,
    )  # fmt: skip


def _sends_report(seen: View, act: _Act) -> bool:
    """Tell whether what is sent is a report, and not one that the receiver writes of it."""
    found = pattern("verbs", "report").search(seen.plain, act.end, act.stop)
    return found is not None and not pattern("verbs", "relay").search(seen.plain, act.end, found.start())


def _holds(clause: OfficeClause, act: _Act, to: tuple[int, int] | None, when: str | None) -> bool:
    if act.kind in {"advice", "proposal"} or to:
        return True
    plain = clause.seen.plain
    if act.kind == "submission" and pattern("verbs", "submit_bare").match(plain, act.end):
        return clause.own
    if when and not pattern("verbs", "trouble").search(plain, clause.start, clause.end):
        # "3. Về báo cáo định kỳ" only heads the reports below it.
        return clause.place.section.heading is None or any(c.isdigit() for c in when)
    return bool(clause.organising and clause.subject and _is_made(clause, act))


def _is_made(clause: OfficeClause, act: _Act) -> bool:
    """Tell whether the report is a thing that is written: "xây dựng báo cáo …"."""
    return pattern("verbs", "made").search(clause.seen.plain[clause.start : act.start]) is not None


def _first_word(clause: OfficeClause, act: _Act) -> int:
    return clause.start if act.who != "" else act.start


def _receiver(seen: View, act: _Act) -> tuple[int, int] | None:
    """Give where the office that receives is named: right behind the verb, or behind "về", "cho", "gửi"."""
    ends = [_past_for(seen, act.end)]
    ends += [m.end() for m in pattern("verbs", "receiver").finditer(seen.plain, act.end, act.stop)]
    if act.kind == "proposal":
        ends += [m.end() + 1 for m in pattern("verbs", "propose").finditer(seen.plain, act.end, act.stop)]
    for at in ends:
        if seen.plain[act.end : at].count("(") > seen.plain[act.end : at].count(")"):
            continue
        end = office_end(seen, at)
        if end is not None and end <= act.stop:
            return at, end
    return None


def _via(seen: View, act: _Act) -> tuple[int, int] | None:
    for mark in pattern("verbs", "via").finditer(seen.plain, act.end, act.stop):
        end = office_end(seen, mark.end())
        if end is not None and not seen.plain[: mark.start()].endswith(("da ", "vua ")):
            return mark.end(), end
    return None


def _when(seen: View, start: int, stop: int) -> str | None:
    found = [m.span() for m in pattern("verbs", "when").finditer(seen.plain, start, stop)]
    if not found:
        trouble = pattern("verbs", "trouble").search(seen.plain, start, stop)
        found = [trouble.span()] if trouble else []
    return "; ".join(" ".join(seen.text[a:b].split()) for a, b in found) or None


def _cut(seen: View, span: tuple[int, int] | None) -> str | None:
    return " ".join(seen.text[slice(*span)].split()) if span else None


def _what(
    clause: OfficeClause, act: _Act, to: tuple[int, int] | None, via: tuple[int, int] | None
) -> str | None:
    """Give what is reported: the words behind the verb or the receiver, else those before the verb."""
    seen = clause.seen
    marks = [span[0] for span in (to, via) if span and span[0] > act.end + 1]
    noun = seen.plain[act.start : act.end] != "phan anh"
    named = (
        act.kind == "report"
        and noun
        and (_is_made(clause, act) or not (clause.own or seen.text[clause.body : act.start].strip()))
    )
    words = _between(seen, act.start if named else act.end, min([*marks, act.stop]))
    if act.kind in {"report", "submission"} and to and to[0] == act.end + 1:
        behind = pattern("verbs", "what_after").match(seen.plain, to[1], act.stop)
        after = _between(seen, to[1], act.stop)
        words = after if behind else (_before(clause, act) or (after if act.kind == "submission" else None))
    elif to and to[0] == act.end + 1:
        words = _between(seen, to[1], act.stop)
    return words or _before(clause, act)  # "Hồ sơ gửi trước ngày …"


def _before(clause: OfficeClause, act: _Act) -> str | None:
    trouble = pattern("verbs", "trouble").search(clause.seen.plain, clause.start, act.start)
    if act.who == "" and not trouble:
        return None
    if trouble:
        return _printed(clause.seen.text[trouble.start() : trouble.end()])
    start = clause.body if clause.body <= act.start else clause.start
    return _between(clause.seen, start, act.start)


def _between(seen: View, start: int, stop: int) -> str | None:
    """Give the words of a stretch, without when they are due and what stands in brackets."""
    bracket = seen.text.find("(", start, stop)
    stop = bracket if bracket >= 0 else stop
    time = pattern("verbs", "when").search(seen.plain, start, stop)
    if time and not (pattern("verbs", "each_time").match(time.group()) and time.start() - start < _SHORT):
        stop = time.start()
    start += len(_LEADING.match(seen.plain[start:stop]).group())  # type: ignore[union-attr]
    trailing = _TRAILING.search(seen.plain, start, stop)
    stop = trailing.start() if trailing else stop
    text = _printed(seen.text[start:stop])
    if len(text.split()) < 2 or pattern("verbs", "no_thing").fullmatch(seen.plain[start:stop].strip()):
        return None
    return text[:_LONGEST_WHAT]


def _printed(text: str) -> str:
    return " ".join(text.split()).strip(" ,;./:*()")
