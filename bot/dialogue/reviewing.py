"""Reviews: what an editor makes of answers that were called wrong, and the question set that comes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.errors import BadReview
from bot.people.roles import TERMINAL
from corpus.errors import UnknownPlan
from corpus.models import Citation

if TYPE_CHECKING:
    from bot.people.audit import Audit
    from bot.store.feedback import Feedback, Remark, Review
    from corpus.store import PlanStore

_PLACE = re.compile(r"(?P<plan>[\w.-]+):(?P<start>\d+)-(?P<end>\d+)")


class Reviews:
    """Go through what was marked wrong. Raises StoreError and its kinds."""

    def __init__(self, feedback: Feedback, plans: PlanStore, audit: Audit) -> None:
        self._feedback = feedback
        self._plans = plans
        self._audit = audit

    def waiting(self) -> list[Remark]:
        """List what nobody went through yet, oldest first."""
        return self._feedback.wrong()

    def answer(self, number: int, places: Sequence[str]) -> None:
        """Say where the answer stands: "PLAN:START-END" in offsets of the source. Raises BadReview."""
        evidence = tuple(self._cut(place) for place in places)
        self._settle(number, "evidence", evidence)

    def refuse(self, number: int) -> None:
        """Say that the plans do not answer the question. Raises BadReview."""
        self._settle(number, "refuse")

    def drop(self, number: int) -> None:
        """Make nothing of a mark. Raises BadReview."""
        self._settle(number, "dropped")

    def questions(self) -> list[dict[str, Any]]:
        """Give the reviewed questions as `thidua eval` reads them, in the order of their numbers."""
        remarks = [*self._feedback.wrong("evidence"), *self._feedback.wrong("refuse")]
        return [_question(remark) for remark in sorted(remarks, key=lambda remark: remark.id)]

    def _settle(self, number: int, review: Review, evidence: tuple[dict[str, Any], ...] = ()) -> None:
        remark = self._feedback.find(number)
        if remark is None or remark.mark != "wrong":
            raise BadReview(f"nothing marked wrong has the number {number}: `thidua feedback` lists them")
        self._feedback.review(number, review, evidence)
        self._audit.record(TERMINAL, "review", {"kind": review, "plans": [one["plan"] for one in evidence]})

    def _cut(self, place: str) -> dict[str, Any]:
        """Cut the quote that stands at a place."""
        found = _PLACE.fullmatch(place)
        if not found:
            raise BadReview(f"{place!r} is no place: write PLAN:START-END, as `thidua feedback` prints it")
        try:
            plan = self._plans.plan(found["plan"])
        except UnknownPlan as error:
            raise BadReview(str(error)) from error
        start, end = int(found["start"]), int(found["end"])
        citation = Citation(plan_id=plan.id, page=plan.page_at(start), start=start, end=end)
        if end > len(plan.source) or not (quote := citation.quote(plan.source)):
            raise BadReview(f"{place} holds no words: {plan.id} has {len(plan.source)} characters")
        return {"plan": plan.id, "page": citation.page, "quote": quote}


def _question(remark: Remark) -> dict[str, Any]:
    plan = remark.plans[0] if len(remark.plans) == 1 else None
    return {
        "id": f"feedback-{remark.id}", "question": remark.question, "previous": remark.previous or None,
        "plan": plan, "evidence": [dict(one) for one in remark.evidence],
    }  # fmt: skip
