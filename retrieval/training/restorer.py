"""Make the file that the restorer of diacritics loads: retrieval/restoring/learnt.npz.

    python -m retrieval.training.restorer DATA_FOLDER

DATA_FOLDER holds `codex.jsonl.xz` (Vietnam's legal codex, outside copyright) and `viwiki.jsonl.xz` (a sample
of Vietnamese Wikipedia, CC BY-SA 4.0), of which the file keeps what counts of syllables, pairs and triples
tell. The phrases are those of corpus/lexicon. Nothing is drawn by lot: the same data give the same file. One
text in twenty is held out. About two minutes and 4 GB.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.restoring.weights import Ints, Weights, pack
from retrieval.training.blocks import PairGains, Rows, grams, pair_blocks, triple_blocks
from retrieval.training.phrases import abbreviations, framed_phrases, lexicon_phrases, question_phrases
from retrieval.training.sequences import (
    Doubles,
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

OUT = Path(__file__).parent.parent / "restoring" / "learnt.npz"
_AWARDS = "Thi đua, khen thưởng"  # the topic of the codex that is counted more often
_APART = -1


def learnt(folder: Path, names: list[str], times: dict[str, float], least: tuple[float, float]) -> Weights:
    """Learn the weights from the files of these names."""
    pieces = Pieces()
    sources = [source(pieces, texts(folder / f"{name}.jsonl.xz", held=False)) for name in names]
    stressed = texts(folder / "codex.jsonl.xz", held=False, topic=_AWARDS)
    sources.append(source(pieces, stressed, times["awards"] - 1))
    own = {"lexicon": lexicon_phrases(), "questions": question_phrases(), "frames": framed_phrases()}
    phrases = {name: [pieces.of(phrase) for phrase in each] for name, each in own.items()}
    always = [row for each in phrases.values() for row in each] + [
        pieces.of(word) for word in abbreviations()
    ]
    words = vocabulary(pieces, sources, np.concatenate(always))
    rows = _text_rows(sources, words)
    rows += [(_apart(each, words), times[name]) for name, each in phrases.items()]
    return _weights(rows, words, title_shares(sources, pieces, words), least)


def _apart(phrases: list[NDArray[np.int32]], words: Vocabulary) -> Ints:
    """Give the words of phrases, parted so that none is the neighbour of another's."""
    return np.concatenate([np.append(words.of_piece[phrase], _APART) for phrase in phrases])


def _text_rows(sources: list[Source], words: Vocabulary) -> Rows:
    rows = [(words.of_piece[each.pieces], each.times) for each in sources]
    counts = singles(rows, words)
    return [(without_forgotten(row, counts, words), times) for row, times in rows]


def _weights(rows: Rows, words: Vocabulary, titles: Doubles, least: tuple[float, float]) -> Weights:
    counts = singles([(row[row >= 0], times) for row, times in rows], words) + 0.2
    logs = np.log(counts / np.bincount(words.class_of, weights=counts)[words.class_of])
    pairs = pair_blocks(grams(rows, 2, words), logs, words, least[0])
    triples = triple_blocks(grams(rows, 3, words), PairGains(pairs, logs, words), words, least[1])
    return Weights(
        words=words.words,
        firsts=np.searchsorted(words.class_of, np.arange(words.classes + 1)),
        logs=logs,
        titles=np.log(titles).astype(np.float32),
        pairs=pairs,
        triples=triples,
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
        default=(8.0, 9.0),
        help="nats a kept block of pairs, of triples is worth",
    )
    parser.add_argument("--awards", type=float, default=10, help="times that the topic of awards is counted")
    parser.add_argument(
        "--lexicon", type=float, default=50, help="times that phrases of the lexicon are counted"
    )
    parser.add_argument(
        "--questions", type=float, default=2000, help="times that phrases of questions are counted"
    )
    parser.add_argument("--frames", type=float, default=10, help="times that filled frames are counted")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    times = {key: getattr(given, key) for key in ("awards", "lexicon", "questions", "frames")}
    weights = learnt(given.folder, given.texts, times, tuple(given.least))
    content = pack(weights)
    given.out.write_bytes(content)
    sys.stdout.write(
        f"{given.out}: {len(content):,} bytes; {len(weights.words):,} words in "
        f"{len(weights.classes):,} classes, "
        f"{len(weights.pairs.steps):,} pairs in {len(weights.pairs.keys):,} blocks, "
        f"{len(weights.triples.steps):,} triples in {len(weights.triples.keys):,} blocks\n"
    )


if __name__ == "__main__":
    main()
