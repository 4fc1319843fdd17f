"""Plans in few words, for lists and headings. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.text import squeeze

if TYPE_CHECKING:
    from corpus.models import PlanMetadata

_LONGEST_NAME = 100


def short_name(plan_id: str, metadata: PlanMetadata, *, damaged: bool = False) -> str:
    """Name a plan in few words: type, number or years, issuing body and province.

    The issuing body of a text whose letters are damaged is left out: it would not be read.
    """
    years = metadata.years
    spoken = f"{years[0]}-{years[-1]}" if len(years) > 1 else "".join(map(str, years))
    kind = metadata.document_type or ""
    head = f"{kind} số {metadata.number}" if metadata.number else f"{kind} {spoken}"
    known = (metadata.issuer if not damaged else None, metadata.province, spoken if metadata.number else None)
    body = ", ".join(squeeze(name) for name in known if name)
    return shorten(" – ".join(part for part in (head.strip(), body) if part), _LONGEST_NAME) or plan_id


def shorten(text: str, longest: int) -> str:
    """Cut a text that is longer at a blank, with a sign that something is left out."""
    if len(text) <= longest:
        return text
    whole_words, *cut_word = text[: longest - 1].rsplit(maxsplit=1) or [""]
    return f"{whole_words} …" if cut_word else f"{whole_words[: longest - 1]}…"
