"""The facts of a plan as plain values for JSON, each with its exact quote and its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast

from corpus.checks import check_plan
from corpus.checks.anomaly import say
from corpus.facts.base import Fact
from corpus.facts.legal_basis import LegalBasis, unique_documents
from corpus.facts.metadata import MetadataField
from corpus.facts.quota import Quota
from corpus.models import Plan

Entry = dict[str, Any]

_LISTED = "recipients"
_METADATA = (
    "number", "issuer", "issue_date", "place", "title", "signer", "position", "authority", "province",
    "period", "scope", "audience", "theme", "slogan", _LISTED,
)  # fmt: skip
# Offsets stay inside; `start` and `end` of an entry are days.
_RENAMED: Mapping[str, Mapping[str, str]] = {
    "deadlines": {"first": "start", "last": "end"},
    "reporting_lines": {"kind": "type"},
    "supersedes": {"document_type": "type"},
}


def describe(plan: Plan, found: Mapping[str, Sequence[Fact]]) -> Entry:
    """Give all that was found in a plan by kind: `{"plan", "metadata", "quotas", …, "anomalies"}`.

    Where words of a fact were read anew from a bad scan, its doubt says so. A document cited several times is
    one entry of `legal_basis`. A heading that promises quotas which the text does not give is `quotas_note`,
    no quota.
    """
    facts = {**found, "legal_basis": unique_documents(cast("Sequence[LegalBasis]", found["legal_basis"]))}
    entries = {kind: _entries(plan, kind, facts[kind]) for kind in facts if kind != "metadata"}
    entries["responsibilities"] = [{"unit": one["office"], **one} for one in entries["responsibilities"]]
    quotas = cast("Sequence[Quota]", found["quotas"])
    entries["quotas"] = _entries(plan, "quotas", [one for one in quotas if not one.announced_only])
    promised = [_cited(plan, one) for one in quotas if one.announced_only]
    return {
        "plan": plan.id,
        "metadata": _metadata(plan, cast("Sequence[MetadataField]", found["metadata"])),
        **entries,
        "quotas_note": promised[0] if promised else None,
        "anomalies": _entries(plan, "anomalies", anomalies_of(plan, found)),
    }


def anomalies_of(plan: Plan, found: Mapping[str, Sequence[Fact]]) -> Sequence[Fact]:
    """Give what is odd in a plan with these facts."""
    return check_plan(plan, [fact for facts in found.values() for fact in facts])


def _entries(plan: Plan, kind: str, facts: Iterable[Fact]) -> list[Entry]:
    renamed = _RENAMED.get(kind, {})
    return [
        {**{renamed.get(name, name): value for name, value in _values(fact).items()}, **_cited(plan, fact)}
        for fact in facts
    ]


def _values(fact: Fact) -> Entry:
    return {name: value for name, value in asdict(fact).items() if name not in ("start", "end", "doubt")}


def _cited(plan: Plan, fact: Fact) -> Entry:
    citation = fact.cite(plan)
    is_reread = any(run.is_reread for run in plan.reading.runs_in(fact.start, fact.end))
    doubt = fact.doubt or (say("reread") if is_reread else None)
    return {"quote": citation.quote(plan.source), "page": citation.page, "doubt": doubt}


def _metadata(plan: Plan, fields: Sequence[MetadataField]) -> Entry:
    """Give each field with its value; the signer with position and authority, the recipients as one list."""
    by_name: Entry = dict.fromkeys(_METADATA)
    for field in fields:
        if field.name != _LISTED:
            by_name[field.name] = {"value": field.value, **_cited(plan, field)}
    if signer := by_name["signer"]:
        also = {name: (by_name[name] or {}).get("value") for name in ("position", "authority")}
        by_name["signer"] = {"name": signer["value"], **also, **signer}
    if listed := [field for field in fields if field.name == _LISTED]:
        whole = Fact(start=min(one.start for one in listed), end=max(one.end for one in listed))
        by_name[_LISTED] = {"value": [one.value for one in listed], **_cited(plan, whole)}
    return by_name
