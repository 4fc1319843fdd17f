"""The word index: tantivy over folded syllables and folded bigrams.

Folded syllables with bigrams find the same with and without diacritics; syllables typed with diacritics
count a little on top. Tokens are made by `corpus.text`, so that index and question are folded alike.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path

import tantivy

from corpus.models import Chunk
from corpus.text import accented, bigrams, tokens
from retrieval.errors import IndexStale

FIELD_WEIGHTS = {"text": 1.0, "path": 0.3, "metadata": 1.0, "accents": 0.3}
_LENGTH = "average_length"
_MEMORY = 64 * 1024 * 1024
# So few values are found faster one by one (five: 13 µs) than as a set (200 µs, more with more plans).
_FEW = 64
_Hit = tuple[float, tantivy.DocAddress]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", stored=True, indexed=True, fast=True)
    for name in ("plan", "kind"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FIELD_WEIGHTS:
        builder.add_text_field(name, tokenizer_name="words", index_option="freq")
    return builder.build()


def _with_tokenizer(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("words", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


class LexicalIndex:
    """Chunks by their words."""

    def __init__(self, index: tantivy.Index, average_length: float) -> None:
        self.average_length = average_length
        self._index = index
        self._searcher = index.searcher()
        self._size = int(self._searcher.num_docs)
        # Asked for each word of a question again and again, and an index never changes.
        self._frequency: Callable[[str], int] = lru_cache(maxsize=8_192)(
            partial(self._searcher.doc_freq, "text")
        )
        self._known: Callable[[str, frozenset[str]], bool] = lru_cache(maxsize=32_768)(self._stands_in)

    @classmethod
    def build(cls, folder: Path, chunks: Sequence[Chunk], metadata: Mapping[str, str]) -> None:
        """Write an index of the chunks into the folder; `metadata` is a text for each plan id.

        Raises OSError.
        """
        try:
            index = _with_tokenizer(tantivy.Index(_schema(), path=str(folder)))
            writer = index.writer(_MEMORY, 1)
            terms_of = {plan_id: _joined(tokens(text)) for plan_id, text in metadata.items()}
            total = 0
            for chunk in chunks:
                words = tokens(chunk.text)
                total += len(words)
                writer.add_document(_document(chunk, words, terms_of[chunk.plan_id]))
            writer.commit()
            writer.wait_merging_threads()
        except ValueError as error:
            raise _of_the_system(error) from error
        (folder / _LENGTH).write_text(str(total / max(len(chunks), 1)), encoding="ascii")

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """Open the index in the folder. Raises IndexStale."""
        try:
            index = _with_tokenizer(tantivy.Index.open(str(folder)))
            index.config_reader("manual", 0)  # a folder never changes: no reloading
            return cls(index, float((folder / _LENGTH).read_text(encoding="ascii")))
        except (ValueError, OSError, RuntimeError) as error:
            raise IndexStale(f"{folder} cannot be read; the index is built again.") from error

    @property
    def size(self) -> int:
        """Give the number of chunks."""
        return self._size

    def frequency(self, term: str) -> int:
        """Give the number of chunks whose text holds the term."""
        return self._frequency(term)

    def stands_in(self, term: str, plans: frozenset[str]) -> bool:
        """Tell whether the text of a chunk of these plans holds the term."""
        return self._known(term, plans)

    def _stands_in(self, term: str, plans: frozenset[str]) -> bool:
        return bool(self._hits(self._term("text", term, 1.0), 1, plans))

    def search(
        self, terms: Mapping[str, float], accents: Iterable[str], limit: int, plans: Collection[str] | None
    ) -> list[int]:
        """Give the ids of the chunks that match best, best first; only those of `plans` unless it is None."""
        wanted = [
            (tantivy.Occur.Should, self._term(field, term, weight * FIELD_WEIGHTS[field]))
            for field in ("text", "path", "metadata")
            for term, weight in terms.items()
        ]
        wanted += [
            (tantivy.Occur.Should, self._term("accents", word, FIELD_WEIGHTS["accents"])) for word in accents
        ]
        if not wanted:
            return []
        query = tantivy.Query.boolean_query(wanted)
        return self._run(query, limit, plans)

    def of_kinds(self, kinds: Collection[str], limit: int, plans: Collection[str] | None) -> list[int]:
        """Give the ids of chunks that are parts of these kinds, in no order."""
        return self._run(self._among("kind", kinds), limit, plans) if kinds else []

    def _run(self, query: tantivy.Query, limit: int, plans: Collection[str] | None) -> list[int]:
        hits = self._hits(query, limit, plans)
        return [int(self._searcher.doc(address)["id"][0]) for _, address in hits]

    def _hits(self, query: tantivy.Query, limit: int, plans: Collection[str] | None) -> list[_Hit]:
        """Search inside the plans: what is out of them takes no place among the best."""
        if plans is not None:
            must = tantivy.Occur.Must
            query = tantivy.Query.boolean_query([(must, query), (must, self._among("plan", plans))])
        hits: list[_Hit] = self._searcher.search(query, limit, count=False).hits
        return hits

    def _among(self, field: str, values: Collection[str]) -> tantivy.Query:
        if 0 < len(values) <= _FEW:
            either = [(tantivy.Occur.Should, self._term(field, value, 1.0)) for value in sorted(values)]
            among = tantivy.Query.boolean_query(either)
        else:
            among = tantivy.Query.term_set_query(self._index.schema, field, sorted(values))
        return tantivy.Query.const_score_query(among, 0.0)

    def _term(self, field: str, term: str, weight: float) -> tantivy.Query:
        return tantivy.Query.boost_query(
            tantivy.Query.term_query(self._index.schema, field, term, index_option="basic"), weight
        )


def _joined(words: list[str]) -> str:
    return " ".join([*words, *bigrams(words)])


def _of_the_system(error: ValueError) -> OSError:
    """Give the system's error that tantivy, which knows ValueError only, tells of in words."""
    if match := re.search(r"\(os error (\d+)\)", str(error)):
        return OSError(int(match[1]), os.strerror(int(match[1])))
    return OSError(" ".join(str(error).split()))


def _document(chunk: Chunk, words: list[str], metadata: str) -> tantivy.Document:
    document = tantivy.Document(
        plan=chunk.plan_id,
        kind=chunk.kind.value,
        text=_joined(words),
        path=_joined(tokens("\n".join(chunk.path))),
        metadata=metadata,
        accents=" ".join(accented(chunk.text)),
    )
    document.add_unsigned("id", chunk.id)
    return document
