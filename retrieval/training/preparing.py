"""Documents -> ids of words, with the articles that each line cites."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.training.pairs import Coded, Shelf
from retrieval.training.recipe import Recipe
from retrieval.training.sources import Document
from retrieval.training.vocabulary import Ids, Vocabulary, WordTable, build_vocabulary

_QUESTION_WORDS = Path(__file__).parent / "question_words.toml"
# A title that so many articles have says nothing of what stands below it.
_COMMON_TITLE = 20
_LEAST_WORDS = 10
_CITED = re.compile(r"[Đđ]iều (\d+[a-z]?)[^.;\n]{0,60}? số (\d+/[^\s,;.()]+)")
_NO_WORDS = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """What training starts from.

    `topics` are the names of the topics by number, the first one none; `before` and `behind` what only asks.
    """

    shelf: Shelf
    vocabulary: Vocabulary
    topics: tuple[str, ...]
    before: tuple[Ids, ...]
    behind: tuple[Ids, ...]

    def topic_like(self, part: str) -> int:
        """Give the number of the topic whose name holds the part, -1 where there is none."""
        return next((number for number, name in enumerate(self.topics) if part in name.split()), -1)


def prepare(documents: Iterable[Document], recipe: Recipe) -> Prepared:
    """Code the documents, find what they cite, and choose the vocabulary."""
    kept = [document for document in documents if document.lines]
    table = WordTable()
    common = {title for title, count in Counter(d.title for d in kept).items() if count > _COMMON_TITLE}
    places = {document.place: number for number, document in enumerate(kept) if document.place}
    topics: dict[str, int] = {"": 0}
    coded = [_code(document, table, common, places, topics) for document in kept]
    coded_texts: list[Ids] = [part for each in coded for part in (each.title, each.body)]
    # Coded before the vocabulary is made, which knows only the words of the table.
    phrases = tomllib.loads(_QUESTION_WORDS.read_text(encoding="utf-8"))
    before, behind = (tuple(map(table.code, phrases[key])) for key in ("before", "behind"))
    vocabulary = build_vocabulary(table, coded_texts, syllables=recipe.syllables, pairs=recipe.pairs)
    shelf = Shelf(documents=tuple(coded), rarity=_rarity(coded, vocabulary))
    return Prepared(
        shelf=shelf, vocabulary=vocabulary, topics=tuple(topics), before=before, behind=behind,
    )  # fmt: skip


def _code(
    document: Document, table: WordTable, common: set[str], places: dict[str, int], topics: dict[str, int]
) -> Coded:
    return Coded(
        topic=topics.setdefault(document.topic, len(topics)),
        heading=table.code(document.heading),
        title=_NO_WORDS if document.title in common else table.code(document.title),
        lines=tuple(table.code(line) for line in document.lines),
        cited=tuple(_citations(document, places)),
    )


def _citations(document: Document, places: dict[str, int]) -> Iterable[tuple[int, int]]:
    """Give (line, document) where a line refers to an article that is here."""
    for number, line in enumerate(document.lines):
        for match in _CITED.finditer(line):
            place = f"{match[1]} {match[2]}"
            if place in places and place != document.place:
                yield number, places[place]


def _rarity(documents: Sequence[Coded], vocabulary: Vocabulary) -> np.ndarray:
    """Give each word id its inverse document frequency, 0 where the model has no row for it."""
    size = len(vocabulary.folded_id)
    seen = np.zeros(int(vocabulary.folded_id.max()) + 1, dtype=np.int64)
    for document in documents:
        seen[np.unique(vocabulary.folded_id[document.body])] += 1
    idf = np.log((1 + len(documents)) / (1 + seen))[vocabulary.folded_id]
    return np.where(np.arange(size) == 0, 0.0, np.where(vocabulary.folded_row >= 0, idf, 0.0))
