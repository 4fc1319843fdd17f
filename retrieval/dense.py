"""The vector index: FAISS, eight bits a number, exact search (to about 200,000 chunks)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import faiss
import numpy as np

from retrieval.encoders import Vectors
from retrieval.errors import IndexStale

# One question is too little work for several threads: starting them costs more than they save.
faiss.omp_set_num_threads(1)

_INDEX, _IDS = "vectors.faiss", "chunk_ids.npy"


class DenseIndex:
    """Vectors of chunks, searched by inner product."""

    def __init__(self, index: faiss.Index, ids: np.ndarray) -> None:
        self._index = index
        self._ids = ids
        self._rows = {int(chunk_id): row for row, chunk_id in enumerate(ids)}

    @classmethod
    def build(cls, folder: Path, ids: Sequence[int], vectors: Vectors) -> None:
        """Write an index of the vectors, one for each chunk id, into the folder. Raises OSError."""
        index = faiss.index_factory(vectors.shape[1], "SQ8", faiss.METRIC_INNER_PRODUCT)
        index.train(vectors)
        index.add(vectors)
        (folder / _INDEX).write_bytes(faiss.serialize_index(index).tobytes())
        np.save(folder / _IDS, np.asarray(ids, dtype=np.int64))

    @classmethod
    def open(cls, folder: Path) -> DenseIndex:
        """Open the index in the folder. Raises IndexStale."""
        try:
            return cls(faiss.read_index(str(folder / _INDEX)), np.load(folder / _IDS))
        except (RuntimeError, OSError, ValueError, EOFError) as error:
            raise IndexStale(f"{folder / _INDEX} cannot be read; the index is built again.") from error

    def search(self, vector: Vectors, limit: int, among: Collection[int] | None = None) -> list[int]:
        """Give the ids of the nearest chunks to the (1, dimension) vector, best first, only `among` those."""
        parameters = None
        if among is not None:
            rows = np.asarray(sorted(self._rows[i] for i in among if i in self._rows), dtype=np.int64)
            selector = faiss.IDSelectorBatch(rows)  # named, since what it is given to does not keep it
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        _, found = self._index.search(vector, min(limit, len(self._ids)), params=parameters)
        return [int(self._ids[row]) for row in found[0] if row >= 0]

    def similarities(self, vector: Vectors, ids: Sequence[int]) -> Vectors:
        """Give the inner product of the (1, dimension) vector with each chunk, 0 for an unknown one."""
        scores = np.zeros(len(ids), dtype=np.float32)
        known = [(place, self._rows[i]) for place, i in enumerate(ids) if i in self._rows]
        if known:
            rows = np.asarray([row for _, row in known], dtype=np.int64)
            scores[[place for place, _ in known]] = self._index.reconstruct_batch(rows) @ vector[0]
        return scores
