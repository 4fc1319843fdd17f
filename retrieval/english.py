"""English words of the domain -> Vietnamese phrases, by the glossary of the lexicon."""

from __future__ import annotations

from functools import cache

from corpus.lexicon import aligned_english, load, words

LONGEST_PHRASE = 6
_ENDINGS = (
    ("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"),
    ("'s", ""), ("’s", ""),
)  # fmt: skip


@cache
def _glossary() -> dict[str, tuple[str, ...]]:
    """Give the entries, those of the domain before those of general speech."""
    entries: dict[str, tuple[str, ...]] = {}
    for name in ("english_general", "english"):
        entries.update({key: tuple(senses) for key, senses in load(name)["terms"].items()})
    return entries


@cache
def stop_words() -> frozenset[str]:
    """Give the English words without content: those so listed, and words of function that have no sense."""
    markers = {word for word in words("english_function", "markers") if word not in _glossary()}
    return frozenset((*words("english_function", "stop"), *markers))


def look_up_aligned(word: str) -> tuple[str, ...]:
    """Give what translations have for a lower-case English word: for those that no glossary has."""
    return aligned_english().get(word, ())


def look_up(phrase: str) -> tuple[str, ...]:
    """Give the Vietnamese senses of an English phrase, also in a plural or another regular form."""
    glossary = _glossary()
    if phrase in glossary:
        return glossary[phrase]
    for ending, instead in _ENDINGS:
        if phrase.endswith(ending) and len(phrase) - len(ending) >= 3:
            stem = phrase[: len(phrase) - len(ending)] + instead
            if stem in glossary:
                return glossary[stem]
    return ()
