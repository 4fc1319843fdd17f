"""facts: what was found in the plans, each fact with its exact words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.commands.terminal import open_app, write, write_json
from bot.settings import Settings
from corpus.entries import Entry, describe

_LONGEST = 160
_REREAD = " – đọc lại từ bản quét (re-read from a scan; check the original)"
# What a line of each kind shows of a fact, in this order.
_SHOWN = {
    "quotas": (
        "award", "granting_authority", "collectives", "individuals", "percent", "percent_of", "per",
        "condition",
    ),
    "deadlines": ("kind", "days", "recurrence", "relative", "what"),
    "reporting_lines": ("type", "who", "to", "via", "when", "what"),
    "responsibilities": ("office", "role", "task"),
    "legal_basis": ("type", "number", "date", "issuer", "subject"),
    "supersedes": ("direction", "type", "number", "date", "part"),
    "movements": ("name", "period", "launched_by", "led_by"),
    "budgets": ("source", "arranged_by", "amount"),
    "criteria": ("award", "for_whom", "condition"),
    "anomalies": ("what",),
}  # fmt: skip


def list_facts(settings: Settings, plan_id: str | None, *, as_json: bool) -> None:
    """List what was found in one plan, or in every plan. Raises UnknownPlan."""
    with open_app(settings) as app:
        for one in [plan_id] if plan_id is not None else [plan.id for plan in app.store.plans()]:
            plan, found = app.store.plan_with_facts(one)
            entry = describe(plan, found)
            if as_json:
                write_json(entry)
            else:
                write("\n".join((plan.id + (_REREAD if plan.is_reread else ""), *_lines(entry))))


def _lines(entry: Entry) -> Iterator[str]:
    yield "  metadata"
    for name, field in entry["metadata"].items():
        if field:
            yield _line(f"{name.replace('_', ' ')}: {_text(field['value'])}", field["page"])
    for kind, shown in _SHOWN.items():
        if entry[kind]:
            yield f"  {kind.replace('_', ' ')}"
        for fact in entry[kind]:
            values = {**fact, **_ranges(fact)}
            yield _line(" | ".join(_text(values[name]) for name in shown if values.get(name)), fact["page"])


def _line(text: str, page: int) -> str:
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return f"    {cut} (p. {page})"


def _text(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else " ".join(str(value).split())


def _ranges(fact: Entry) -> dict[str, str | None]:
    days = [day for day in (fact.get("start"), fact.get("end")) if day]
    return {
        "days": " – ".join(dict.fromkeys(days)) or None,
        "collectives": _range("tập thể", fact.get("collectives_min"), fact.get("collectives_max")),
        "individuals": _range("cá nhân", fact.get("individuals_min"), fact.get("individuals_max")),
    }


def _range(whom: str, least: Any, most: Any) -> str | None:
    if least is None and most is None:
        return None
    if least is None or most is None:
        return f"{whom} ≤ {most}" if least is None else f"{whom} ≥ {least}"
    return f"{whom} {least}" if least == most else f"{whom} {least}-{most}"
