"""What was typed, with the turn before it -> Intent."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from bot.answering.letters import find_question
from bot.answering.manners import Claim, read_manner
from bot.messages import Language
from corpus.lexicon import load, pattern, words
from corpus.text import fold, squeeze, tokens
from retrieval.answer_types import types_asked
from retrieval.concepts import content_runs
from retrieval.language import detect
from retrieval.letters import plain_letters
from retrieval.unknown import names_province

LONGEST_QUESTION = 2000
_LONGEST_LETTER = 20_000
_FEW_WORDS = 4

Task = Literal["question", "smalltalk", "declined", "empty", "too_long"]


@dataclass(frozen=True, kw_only=True)
class Intent:
    """What a person wants: `text` is the question made complete, `before` the turn it leans on, if any.

    `asked` is what this turn adds; `whole` what the next turn may lean on: the question with all that it took
    from the turn before. `compares`, `searches` and `claim` tell how it is put (see Manner).
    """

    task: Task
    language: Language
    text: str = ""
    topic: str = ""
    before: str | None = None
    asked: str = ""
    whole: str = ""
    compares: bool = False
    searches: bool = False
    claim: Claim | None = None


@cache
def _smalltalk() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(said)) for name, said in load("conversation")["smalltalk"].items())


def _declined() -> re.Pattern[str]:
    return pattern("conversation", "declined", "patterns")


def _follow_up(name: str) -> re.Pattern[str]:
    return pattern("conversation", "follow_up", name)


@cache
def _awards() -> re.Pattern[str]:
    names = {fold(form) for award in load("awards")["award"] for form in _forms(award)}
    names.update(words("naming", "award_bases"), *load("naming")["short"].values())
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")\b")


def _forms(award: dict[str, list[str] | str]) -> list[str]:
    several = [award.get(key, []) for key in ("aliases", "abbreviations", "english")]
    return [str(award["name"]), *(form for forms in several for form in forms)]


def read_intent(text: str, previous: str | None, mend: Callable[[str], str] = lambda text: text) -> Intent:
    """Tell what a person wants; `mend` undoes slips of the fingers. Never fails."""
    clean = _printable(text)
    if not any(c.isalnum() for c in clean):
        return Intent(task="empty", language="vi")
    if letter := find_question(text[:_LONGEST_LETTER]):
        question, whole = map(_printable, letter)
        return _read_letter(question, whole, mend)
    if len(clean) > LONGEST_QUESTION:
        return Intent(task="too_long", language=detect(clean[:LONGEST_QUESTION]))
    mended = mend(clean)
    folded = squeeze(re.sub(r"[^\w\s/']", " ", fold(mended)))
    for topic, said in _smalltalk():
        if said.fullmatch(folded):
            return Intent(task="smalltalk", language=_language(clean), topic=topic)
    if _declined().search(fold(clean)):
        return Intent(task="declined", language=_language(clean))
    manner = read_manner(mended)
    # Cut before it is mended, which takes seconds on a long text: a channel hands over whatever it was sent.
    before = _printable(previous or "")[:LONGEST_QUESTION]
    earlier = mend(before)
    # Asked again in the same words, a question would only be joined to itself.
    is_new = tokens(earlier) != tokens(mended)
    if any(c.isalnum() for c in before) and is_new and _leans(mended, compares=manner.compares):
        intent = _complete(manner.text, read_manner(earlier).text)
    else:
        intent = Intent(task="question", language=_language(clean), text=manner.text, whole=manner.text)
    return replace(intent, compares=manner.compares, searches=manner.searches, claim=manner.claim)


def _read_letter(question: str, letter: str, mend: Callable[[str], str]) -> Intent:
    """Read the question of a letter, which leans on the letter as on a turn before, for the plan it means."""
    if _declined().search(fold(letter)):
        return Intent(task="declined", language=_language(question))
    manner = read_manner(mend(question[:LONGEST_QUESTION]))
    return Intent(
        task="question", language=_language(question), text=manner.text, whole=manner.text, asked=manner.text,
        before=letter[:LONGEST_QUESTION], compares=manner.compares, searches=manner.searches,
        claim=manner.claim,
    )  # fmt: skip


def _printable(text: str) -> str:
    return squeeze("".join(c if c.isprintable() else " " for c in plain_letters(text)))


def _language(text: str) -> Language:
    """Give the language, of a greeting too, in which no word of function may stand."""
    if detect(text) == "en":
        return "en"
    folded = fold(text)
    return (
        "en"
        if folded == text.lower()
        and _follow_up("english_talk").search(folded)
        and not content_markers(folded)
        else "vi"
    )


def content_markers(folded: str) -> bool:
    """Tell whether Vietnamese words of function stand in the folded text."""
    markers = set(load("vietnamese_function")["markers"])
    return any(word in markers for word in folded.split())


def _leans(text: str, *, compares: bool) -> bool:
    """Tell whether the question cannot be understood without the one before.

    One that names a province, a document by its number, or what it compares, stands by itself however short.
    """
    folded = fold(text)
    if _follow_up("opens").search(folded) or _follow_up("refers").search(folded):
        return True
    numbered = pattern("naming", "document").search(folded)
    if compares or numbered or names_province(" ".join(tokens(text))):
        return False
    return sum(len(run) for run in content_runs(text)) <= _FEW_WORDS and len(tokens(text)) <= 2 * _FEW_WORDS


def _complete(text: str, before: str) -> Intent:
    """Join a question to the one it leans on: its year, award or phase takes the place of the other's."""
    language = _language(text) if _language(text) == "en" or detect(before) == "vi" else detect(before)
    asked = _follow_up("opener").sub("", text).strip(" ?!.,") or text
    merged, left = _swap_slots(asked, before)
    if merged != before:
        text = f"{merged} {left}".strip() if _has_content(left) else merged
    elif types_asked(fold(asked)) or _follow_up("whole").search(fold(asked)):
        return Intent(
            task="question",
            language=language,
            text=asked,
            before=before,
            asked=asked,
            whole=f"{before} {asked}",
        )
    else:
        text = f"{before} {asked}"
    return Intent(task="question", language=language, text=text, before=before, asked=asked, whole=text)


def _has_content(text: str) -> bool:
    if _follow_up("empty").search(squeeze(fold(text)).strip(" ?!.,")):
        return False
    return any(run for run in content_runs(text) if any(len(word) > 2 for word in run))


def _swap_slots(asked: str, before: str) -> tuple[str, str]:
    """Put what fills a slot of the new question where the old one had another; give both, the rest second."""
    merged, left = before, asked
    for slot in (_awards(), *map(re.compile, load("conversation")["follow_up"]["slots"])):
        new, old = _find(slot, left), _find(slot, merged)
        if new and old and fold(left[slice(*new)]) != fold(merged[slice(*old)]):
            merged = merged[: old[0]] + left[slice(*new)] + merged[old[1] :]
            left = left[: new[0]] + " " + left[new[1] :]
    return merged, squeeze(left)


def _find(slot: re.Pattern[str], text: str) -> tuple[int, int] | None:
    folded = fold(text)
    match = slot.search(folded) if len(folded) == len(text) else None
    return match.span() if match else None
