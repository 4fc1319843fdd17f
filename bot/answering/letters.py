"""A letter or a pasted text with a question in it: which sentence asks, and what stands around it."""

from __future__ import annotations

import re

from corpus.lexicon import pattern
from corpus.text import fold

# A question of one breath is shorter; a letter has more sentences than this.
_SHORTEST_LETTER, _FEWEST_SENTENCES = 300, 4
_FEWEST_WORDS = 4
# Behind a full stop and at the end of a line, not inside numbers and abbreviations.
_BREAK = re.compile(r"(?<=[?!…])\s+|(?<=[^\d\W][.])\s+(?=[^\W\d_])|\n+")


def find_question(text: str) -> tuple[str, str] | None:
    """Give the sentence of a letter that asks, and the letter; None where it is no letter or asks nothing.

    The last sentence with a question mark asks, else the last that says so ("cho em hỏi …"); where it has too
    few words to be understood, the sentence before belongs to it. Takes time linear in the length.
    """
    if len(text) < _SHORTEST_LETTER:
        return None
    sentences = [sentence for piece in _BREAK.split(text) if (sentence := piece.strip())]
    numbered = list(enumerate(sentences))
    marked = [at for at, sentence in numbered if sentence.rstrip(' "”)').endswith("?")]
    said = pattern("conversation", "letter", "asks")
    asking = marked or [at for at, sentence in numbered if said.search(fold(sentence))]
    if len(sentences) < _FEWEST_SENTENCES or not asking:
        return None
    at = asking[-1]
    short = at > 0 and len(sentences[at].split()) < _FEWEST_WORDS
    return " ".join(sentences[at - short : at + 1]), text
