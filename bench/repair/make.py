"""Make the file that the repair of badly recognised text loads: corpus/repair/learnt.npz.xz.

    python -m bench.repair.pages --texts codex.jsonl.xz --fonts FOLDER --pages 1500 --out pages.jsonl
    python -m bench.repair.make --pages pages.jsonl --texts codex.jsonl.xz viwiki.jsonl.xz:0.6 \
        --phrases corpus/lexicon/{awards,offices,provinces}.toml --stress "Thi đua, khen thưởng" \
        --out corpus/repair/learnt.npz.xz

`--texts` are `.jsonl.xz` files with a key `text`, or folders of `.txt` files; `:0.3` behind one takes so
many of its articles. `--stress` counts articles whose topic (`demuc`) holds these words `--times` times; so
often the phrases of `--phrases` count, too. The articles that `bench.repair.pages` holds out are left out
here as well. The file that ships was made from Vietnam's legal codex (outside copyright) and from 0.6 of a
sample of Vietnamese Wikipedia (CC BY-SA 4.0), of which it keeps counts of words, pairs and triples only.
Memory: about 4 GB; time: about three minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bench.repair.alignment import answering
from bench.repair.channel import cost, learnt
from bench.repair.language import (
    capitals,
    encoded,
    pairs_and_triples,
    sequence,
    title_shares,
    vocabulary,
)
from bench.repair.texts import articles, phrases
from corpus.repair.language import Language
from corpus.repair.packed import pack
from corpus.repair.words import Kind, tokens

_LONGEST_PRINTED, _LONGEST_READ = 8, 10


@dataclass
class Counted:
    """Sequences of words, and how often each word begins with a capital inside a clause."""

    sequences: list[list[str]] = field(default_factory=list)
    cases: Counter[tuple[str, bool]] = field(default_factory=Counter)
    always: set[str] = field(default_factory=set)

    def add(self, text: str, times: int = 1) -> None:
        """Count a clean text so many times."""
        self.sequences += [[sys.intern(word) for word in sequence(text)]] * times
        self.cases.update(capitals(text))


def language_of(counted: Counted, least: tuple[int, int], gains: tuple[float, float]) -> Language:
    """Learn words, pairs and triples."""
    counts: Counter[str] = Counter()
    for words in counted.sequences:
        counts.update(words)
    kept = vocabulary(counts, counted.always, *least)
    singles, pairs, triples = pairs_and_triples(encoded(counted.sequences, kept), len(kept), gains)
    return Language(
        words=tuple(kept),
        singles=singles.astype(np.float32),
        titles=title_shares(counted.cases, kept).astype(np.float32),
        pairs=pairs.keys,
        pair_logs=pairs.logs.astype(np.float32),
        pair_backs=pairs.backs.astype(np.float32),
        triples=triples.keys,
        triple_logs=triples.logs.astype(np.float32),
        triple_backs=triples.backs.astype(np.float32),
    )


def costs_of(pages: Path) -> dict[str, dict[str, float]]:
    """Learn what letters are read as from pages printed and read."""
    seen: Counter[tuple[str, str]] = Counter()
    for line in pages.read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        truth = [token.text for token in tokens(page["truth"]) if token.kind is Kind.WORD]
        raw = [token.text for token in tokens(page["raw"]) if token.kind is Kind.WORD]
        seen.update(answering(truth, raw))
    pairs = {
        (truth, raw): count
        for (truth, raw), count in seen.items()
        if len(truth) <= _LONGEST_PRINTED and len(raw) <= _LONGEST_READ and truth.isalpha()
    }
    costs: dict[str, dict[str, float]] = {}
    for (printed, read), probability in learnt(pairs).items():
        if printed:
            costs.setdefault(read, {})[printed] = cost(probability)
    return costs


def main() -> None:
    """Make the file that the arguments ask for."""
    parser = argparse.ArgumentParser(description="Make the data of the repair of badly recognised text.")
    parser.add_argument(
        "--pages", type=Path, required=True, help="pages printed and read, by bench.repair.pages"
    )
    parser.add_argument(
        "--texts", nargs="+", required=True, help="clean texts, with :SHARE behind where wanted"
    )
    parser.add_argument("--phrases", type=Path, nargs="*", default=(), help="TOML files of the lexicon")
    parser.add_argument("--stress", default="", help="topic that counts several times")
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument(
        "--least", type=int, nargs=2, default=(6, 80), help="sightings of a word; of a foreign one"
    )
    parser.add_argument(
        "--gains", type=float, nargs=2, default=(22, 42), help="nats a kept pair, triple must add"
    )
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    costs = costs_of(given.pages)
    counted = Counted()
    for source in given.texts:
        for topic, text in articles(source, held=False):
            counted.add(text, given.times if given.stress and given.stress in topic else 1)
    for path in given.phrases:
        for phrase in phrases(path):
            counted.add(phrase, given.times)
            counted.always.update(sequence(phrase))
    language = language_of(counted, tuple(given.least), tuple(given.gains))
    content = pack(language, costs)
    given.out.write_bytes(content)
    print(
        f"{given.out}: {len(content):,} bytes; {len(language.words):,} words, {len(language.pairs):,} pairs, "
        f"{len(language.triples):,} triples; {sum(map(len, costs.values())):,} misreadings"
    )


if __name__ == "__main__":
    main()
