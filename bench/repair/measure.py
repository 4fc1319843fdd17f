"""Tell how many words are right before and after the repair.

    python -m bench.repair.measure PAGES.jsonl... [LINES.tsv...]

PAGES are made by bench.repair.pages. LINES hold a header, then raw line and corrected line in the columns
`raw_ocr` and `corrected_by_hand`, read as one text. Words right: the longest common subsequence with the true
words, case set aside, tone marks in one place, over the true words.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.repair.reading import repair
from corpus.repair.spelling import settled

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Give the words and numbers of a text as they are compared."""
    return [settled(word.lower()) for word in _WORD.findall(text)]


def common(truth: Sequence[str], read: Sequence[str]) -> int:
    """Give the length of the longest common subsequence."""
    row = [0] * (len(read) + 1)
    for one in truth:
        before = row
        row = [0]
        for at, other in enumerate(read, 1):
            row.append(before[at - 1] + 1 if one == other else max(before[at], row[-1]))
    return row[-1]


def texts(path: Path) -> Iterator[tuple[str, str, str]]:
    """Give group, raw and true text of each page of a file."""
    if path.suffix == ".tsv":
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        raw, truth = ("\n".join(row[key] for row in rows) for key in ("raw_ocr", "corrected_by_hand"))
        yield path.name, raw, truth
        return
    for page in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        yield page["damage"], page["raw"], page["truth"]


def main() -> None:
    """Print a line for each file and each kind of damage."""
    for path in map(Path, sys.argv[1:]):
        groups: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        spent = 0.0
        for group, raw, truth in texts(path):
            began = time.perf_counter()
            repaired = repair(raw).text
            spent += time.perf_counter() - began
            wanted = words(truth)
            figures = len(wanted), common(wanted, words(raw)), common(wanted, words(repaired))
            for name in (group, "all"):
                groups[name] = [a + b for a, b in zip(groups[name], figures, strict=True)]
        print(f"{path}: {spent:.1f} s")
        for name, (total, before, after) in groups.items():
            print(f"  {name:12} {total:7,} words  {before / total:6.1%} -> {after / total:6.1%}")


if __name__ == "__main__":
    main()
