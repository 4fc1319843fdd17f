"""Retrieval on a public benchmark of Vietnamese law questions (ALQAC), beside plain BM25 in the same run.

`make alqac DATA=FOLDER` reads `corpus.jsonl` (id, text) and `queries.jsonl` (text, gold: ids) from the
folder; it takes some minutes. The benchmark states no licence, so it is measured on where it lies: never
trained on, never kept here. An article is one passage for its words; its vector is the nearest of its windows
of 120 words.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from corpus.models import Chunk, SectionKind
from corpus.text import fold, nfc
from retrieval.encoders import Encoder, Vectors
from retrieval.evaluation import mean_reciprocal_rank
from retrieval.features import features_of
from retrieval.fusion import Scores, fuse
from retrieval.query import parse_query
from retrieval.retriever import WEIGHTS
from retrieval.scoring import inverse_frequency, term_values
from retrieval.shelf import Shelf
from retrieval.static import StaticEncoder

TOPS = (1, 5, 10)
WINDOW, STEP = 120, 60
K1, B = 1.2, 0.75
_WORD = re.compile(r"\w+")

Ranker = Callable[[str], Scores]


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """Articles, and questions with the places of the articles that answer them."""

    texts: tuple[str, ...]
    questions: tuple[tuple[str, frozenset[int]], ...]


def read(folder: Path) -> Benchmark:
    """Read the benchmark. Raises OSError and ValueError."""
    entries = [json.loads(line) for line in (folder / "corpus.jsonl").read_text("utf-8").splitlines()]
    places = {entry["id"]: place for place, entry in enumerate(entries)}
    asked = [json.loads(line) for line in (folder / "queries.jsonl").read_text("utf-8").splitlines()]
    return Benchmark(
        texts=tuple(entry["text"] for entry in entries),
        questions=tuple(
            (each["text"], frozenset(places[gold] for gold in each["gold"] if gold in places))
            for each in asked
        ),
    )


class PlainRanker:
    """BM25 over single words, as any search engine has it."""

    def __init__(self, texts: Sequence[str], normalise: Callable[[str], str]) -> None:
        self._normalise = normalise
        counted = [Counter(_WORD.findall(normalise(text))) for text in texts]
        lengths = np.array([counts.total() for counts in counted], dtype=np.float64)
        self._norms = K1 * (1 - B + B * lengths / lengths.mean())
        self._postings: dict[str, tuple[list[int], list[int]]] = {}
        for place, counts in enumerate(counted):
            for word, count in counts.items():
                places, found = self._postings.setdefault(word, ([], []))
                places.append(place)
                found.append(count)

    def __call__(self, question: str) -> Scores:
        """Score each article."""
        scores = np.zeros(len(self._norms))
        for word in _WORD.findall(self._normalise(question)):
            places, found = self._postings.get(word, ([], []))
            counts = np.array(found, dtype=np.float64)
            value = inverse_frequency(len(places), len(self._norms))
            scores[places] += value * counts * (K1 + 1) / (counts + self._norms[places])
        return scores


class OwnRanker:
    """Thidua's own scores of words and vectors, without what only plans have."""

    def __init__(self, texts: Sequence[str], encoder: Encoder) -> None:
        self._encoder = encoder
        chunks = [_chunk(place, text) for place, text in enumerate(texts)]
        self._features = [features_of(chunk) for chunk in chunks]
        self._frequency = Counter(term for each in self._features for term in each.counts)
        windows = [(place, window) for place, text in enumerate(texts) for window in _windows(text)]
        self._owners = np.array([place for place, _ in windows])
        self._vectors = encoder.encode_documents([window for _, window in windows])
        self._shelf = Shelf(list(zip(chunks, self._features, strict=True)), self.average_length)
        self._scored: dict[str, Mapping[str, Scores]] = {}

    @cached_property
    def average_length(self) -> float:
        """Give the mean length of an article in syllables."""
        return sum(each.length for each in self._features) / len(self._features)

    def idf(self, term: str) -> float:
        """Give the inverse document frequency of a term among articles."""
        return inverse_frequency(self._frequency[term], len(self._features))

    def is_known(self, term: str) -> bool:
        """Tell whether any article holds the term."""
        return term in self._frequency

    def words(self, question: str) -> Scores:
        """Score the words of each article."""
        return self._parts(question)["words"]

    def vectors(self, question: str) -> Scores:
        """Score the nearest window of each article."""
        return self._parts(question)["vector"]

    def both(self, question: str) -> Scores:
        """Join words and vectors by the weights of the product."""
        parts = self._parts(question)
        return fuse({name: parts[name] for name in ("words", "vector")}, WEIGHTS)

    def all(self, question: str) -> Scores:
        """Join types of answers too, which were made for plans."""
        return fuse(self._parts(question), WEIGHTS)

    def _parts(self, question: str) -> Mapping[str, Scores]:
        """Give each score of each article by itself; remembered, since several rankers ask for it."""
        if question not in self._scored:
            query = parse_query(question, self.is_known)
            words = self._shelf.lexical_scores(query, term_values(query, self), {"": frozenset()}, self)
            self._scored[question] = {
                "words": np.array(words),
                "vector": self._nearest(query.meaning),
                "type": np.array(self._shelf.type_scores(query.types)),
            }
        return self._scored[question]

    def _nearest(self, meaning: str) -> Scores:
        similar: Vectors = self._vectors @ self._encoder.encode_queries([meaning])[0]
        scores = np.full(len(self._features), -1.0)
        np.maximum.at(scores, self._owners, similar)
        return scores


def _chunk(place: int, text: str) -> Chunk:
    return Chunk(
        id=place, plan_id="", position=place, clauses=(), kind=SectionKind.PARAGRAPH, path=(), text=text,
        start=0, end=len(text),
    )  # fmt: skip


def _windows(text: str) -> Iterator[str]:
    words = text.split()
    for start in range(0, max(1, len(words) - STEP), STEP):
        yield " ".join(words[start : start + WINDOW])


def measure(ranker: Ranker, questions: Sequence[tuple[str, frozenset[int]]]) -> list[float]:
    """Give recall at each of TOPS and the mean reciprocal rank among the first ten."""
    rows, ranks = [], []
    for question, gold in questions:
        best = np.argsort(-ranker(question), kind="stable")[: TOPS[-1]].tolist()
        rows.append([len(gold & set(best[:top])) / len(gold) for top in TOPS])
        ranks.append(next((rank for rank, place in enumerate(best, start=1) if place in gold), None))
    return [*np.mean(rows, axis=0).tolist(), mean_reciprocal_rank(ranks)]


def rankers(texts: Sequence[str]) -> Mapping[str, Ranker]:
    """Give what is compared, by name."""
    own = OwnRanker(texts, StaticEncoder.shipped())
    return {
        "BM25, accented syllables": PlainRanker(texts, lambda text: nfc(text).lower()),
        "BM25, folded syllables": PlainRanker(texts, fold),
        "ours: words": own.words,
        "ours: vectors": own.vectors,
        "ours: hybrid": own.both,
        "ours: hybrid, answer types": own.all,
    }


def compare(benchmark: Benchmark) -> Table:
    """Give the figures of every ranker, with questions as they are and without their diacritics."""
    typed: dict[str, Callable[[str], str]] = {"with diacritics": str, "without": fold}
    table = Table(title=f"{len(benchmark.questions)} questions, {len(benchmark.texts)} articles")
    for column in ("", "typed", *(f"R@{top}" for top in TOPS), "MRR@10"):
        table.add_column(column, justify="left" if column in ("", "typed") else "right")
    for name, ranker in rankers(benchmark.texts).items():
        for how, strip in typed.items():
            questions = [(strip(question), gold) for question, gold in benchmark.questions]
            table.add_row(name, how, *(f"{value:.3f}" for value in measure(ranker, questions)))
    return table


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    if len(arguments) != 1:
        sys.exit(__doc__)
    try:
        benchmark = read(Path(arguments[0]))
    except (OSError, ValueError, KeyError) as error:
        sys.exit(f"{arguments[0]} holds no such benchmark ({error}): {__doc__}")
    Console().print(compare(benchmark))


if __name__ == "__main__":
    main(sys.argv[1:])
