"""feedback: what people called wrong, and what an editor makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from bot.app import OFFICE_ZONE, open_reviews
from bot.commands.terminal import open_app, write, write_json
from bot.errors import BadReview
from bot.settings import Settings

_SHOWN_LINES = 3


def list_feedback(settings: Settings, *, as_json: bool) -> None:
    """List what was marked wrong and is not reviewed, with its number and the places that were cited."""
    with open_app(settings) as app, open_reviews(app) as reviews:
        remarks = reviews.waiting()
    for remark in remarks:
        if as_json:
            write_json(asdict(remark))
            continue
        day = datetime.fromtimestamp(remark.at, OFFICE_ZONE)
        before = f" (sau câu: {remark.previous})" if remark.previous else ""
        lines = [f"{remark.id}. {day:%d/%m/%Y %H:%M} {remark.question}{before}"]
        lines += remark.text.splitlines()[:_SHOWN_LINES]
        lines += [f"{one.plan}:{one.start}-{one.end}" for one in remark.citations]
        write("\n    ".join(lines))


def review_feedback(
    settings: Settings, number: int, evidence: Sequence[str], *, refuse: bool, drop: bool
) -> None:
    """Keep what an editor makes of a mark. Raises BadReview."""
    if bool(evidence) + refuse + drop != 1:
        raise BadReview("say one of --evidence PLAN:START-END, --refuse (the plans do not say it) and --drop")
    with open_app(settings) as app, open_reviews(app) as reviews:
        if evidence:
            reviews.answer(number, evidence)
        elif refuse:
            reviews.refuse(number)
        else:
            reviews.drop(number)
    write(f"{number} is reviewed.")
