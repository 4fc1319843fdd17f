"""Make the file that the restorer of diacritics loads: retrieval/restoring/learnt.npz.xz.

    python -m retrieval.training.restorer DATA_FOLDER

DATA_FOLDER holds `codex.jsonl.xz` (Vietnam's legal codex, outside copyright) and `viwiki.jsonl.xz` (a sample of
Vietnamese Wikipedia, CC BY-SA 4.0), of which the file keeps counts of syllables, pairs and triples only. The phrases
are those of corpus/lexicon. Nothing is drawn by lot: the same data give the same file. One text in twenty is held
out. About two minutes and 3 GB.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from corpus.repair.spelling import settled
from retrieval.restoring.pieces import PIECE, is_word
from retrieval.restoring.weights import Ints, Weights, pack
from retrieval.training.blocks import PairGains, Rows, grams, pair_blocks, triple_blocks
from retrieval.training.phrases import framed_phrases, lexicon_phrases, question_phrases
from retrieval.training.sequences import (
    Pieces,
    Source,
    Vocabulary,
    singles,
    source,
    texts,
    title_shares,
    vocabulary,
    without_forgotten,
)

OUT = Path(__file__).parent.parent / "restoring" / "learnt.npz.xz"
_AWARDS = "Thi đua, khen thưởng"  # the topic of the codex that is counted more often
_APART = -1


def phrase_row(phrases: Iterable[str], pieces: Pieces, words: Vocabulary) -> Ints:
    """Give the words of phrases, parted so that none is the neighbour of another's."""
    rows = [np.append(words.of_piece[pieces.of(phrase)], _APART) for phrase in phrases]
    return np.concatenate(rows)


def learnt(folder: Path, names: list[str], times: dict[str, float], least: tuple[float, float]) -> Weights:
    """Learn the weights from the files of these names."""
    pieces = Pieces()
    sources = [source(pieces, texts(folder / f"{name}.jsonl.xz", held=False)) for name in names]
    if "codex" in names:
        stressed = texts(folder / "codex.jsonl.xz", held=False, topic=_AWARDS)
        sources.append(source(pieces, stressed, times["awards"] - 1))
    own = {
        "lexicon": list(lexicon_phrases()),
        "questions": list(question_phrases()),
        "frames": list(framed_phrases()),
    }
    always = {
        settled(word.lower())
        for each in own.values()
        for phrase in each
        for word in PIECE.findall(phrase)
        if is_word(word)
    }
    for each in own.values():
        for phrase in each:
            pieces.of(phrase)
    words = vocabulary(pieces, sources, always)
    rows: Rows = _text_rows(sources, words)
    titles = title_shares(sources, pieces, words)
    rows += [(phrase_row(each, pieces, words), times[name]) for name, each in own.items()]
    return _weights(rows, words, titles, least)


def _text_rows(sources: list[Source], words: Vocabulary) -> Rows:
    rows = [(words.of_piece[each.pieces], each.times) for each in sources]
    counts = singles(rows, words)
    return [(without_forgotten(row, counts, words), times) for row, times in rows]


def _weights(rows: Rows, words: Vocabulary, titles: Ints, least: tuple[float, float]) -> Weights:
    counts = singles([(row[row >= 0], times) for row, times in rows], words) + 0.2
    logs = np.log(counts / np.bincount(words.class_of, weights=counts)[words.class_of]).astype(np.float32)
    pairs = pair_blocks(grams(rows, 2, words), logs, words, least[0])
    triples = triple_blocks(grams(rows, 3, words), PairGains(pairs, logs, words), words, least[1])
    return Weights(
        words=words.words, logs=logs, titles=np.log(titles).astype(np.float32), pairs=pairs, triples=triples
    )


def main() -> None:
    """Make the file that the arguments ask for."""
    parser = argparse.ArgumentParser(description="Make the data of the restorer of diacritics.")
    parser.add_argument("folder", type=Path, help="folder of the texts")
    parser.add_argument("--texts", nargs="+", default=["codex", "viwiki"])
    parser.add_argument(
        "--least",
        type=float,
        nargs=2,
        default=(8.0, 8.0),
        help="nats a kept block of pairs, of triples is worth",
    )
    parser.add_argument("--awards", type=float, default=10, help="times that the topic of awards is counted")
    parser.add_argument(
        "--lexicon", type=float, default=50, help="times that phrases of the lexicon are counted"
    )
    parser.add_argument(
        "--questions", type=float, default=400, help="times that phrases of questions are counted"
    )
    parser.add_argument("--frames", type=float, default=5, help="times that filled frames are counted")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    times = {key: getattr(given, key) for key in ("awards", "lexicon", "questions", "frames")}
    weights = learnt(given.folder, given.texts, times, tuple(given.least))
    content = pack(weights)
    given.out.write_bytes(content)
    print(
        f"{given.out}: {len(content):,} bytes; {len(weights.words):,} words in {len(weights.classes):,} classes, "
        f"{len(weights.pairs.steps):,} pairs in {len(weights.pairs.keys):,} blocks, "
        f"{len(weights.triples.steps):,} triples in {len(weights.triples.keys):,} blocks"
    )


if __name__ == "__main__":
    main()
