"""Any sentence-transformers model behind the `Encoder` protocol.

A model puts a prompt of its own before questions and before passages where it was trained so; prompts that
its files name are used unless others are set. Vectors are brought to length one whatever the model does.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.text import tokens
from retrieval.encoders import Vectors, unit
from retrieval.errors import ModelUnreadable, UnsoundVectors
from retrieval.model_loading import SentenceModel, load_encoder
from retrieval.model_source import Located, ModelChoice, explained, locate

# What model makers call their prompt for passages; the first that says something is taken.
_PASSAGE_PROMPTS = ("document", "passage", "corpus")
_TRIAL = ("bằng khen", "kinh phí")


@dataclass(frozen=True, kw_only=True)
class EncoderChoice(ModelChoice):
    """Which encoder, and how it is run. A prompt of None is the model's own; "" is none at all."""

    query_prompt: str | None = None
    document_prompt: str | None = None


class SentenceTransformerEncoder:
    """A sentence-transformers model, loaded when the first text is encoded; threads may share it."""

    def __init__(self, choice: EncoderChoice) -> None:
        self._choice = choice
        # A model's tokenizer cannot be used by two threads at a time.
        self._lock = threading.RLock()
        self._loaded: tuple[SentenceModel, int] | None = None

    @cached_property
    def name(self) -> str:
        """Give a name that changes with the model's files and with every setting that changes vectors.

        Raises ModelUnusable.
        """
        choice, located = self._choice, self._located
        made_of = (
            located.digest(), choice.backend, choice.query_prompt, choice.document_prompt, choice.max_length,
        )  # fmt: skip
        return f"{located.label} {hashlib.sha256(repr(made_of).encode()).hexdigest()[:16]}"

    @property
    def dimension(self) -> int:
        """Give the length of the vectors. Raises ModelUnusable."""
        return self._ready()[1]

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Give a (len(texts), dimension) array of unit vectors of questions. Raises ModelUnusable."""
        model, dimension = self._ready()
        prompt = self._choice.query_prompt
        if prompt is None:
            prompt = model.prompts.get("query") or ""
        return self._encode(model.encode_query, texts, prompt, dimension)

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Give a (len(texts), dimension) array of unit vectors of passages. Raises ModelUnusable."""
        model, dimension = self._ready()
        prompt = self._choice.document_prompt
        if prompt is None:
            prompt = next(filter(None, map(model.prompts.get, _PASSAGE_PROMPTS)), "")
        return self._encode(model.encode_document, texts, prompt, dimension)

    def _ready(self) -> tuple[SentenceModel, int]:
        """Load the model once, and see by a trial how long its vectors are, which not every model tells."""
        with self._lock:
            if self._loaded is None:
                model = load_encoder(self._located)
                with explained(self._located, "run"):
                    found = model.encode_document(list(_TRIAL), prompt="", show_progress_bar=False)
                    trial = np.asarray(found, dtype=np.float32)
                if np.array_equal(*self._unit(trial, (len(_TRIAL), trial.shape[-1]))):
                    raise ModelUnreadable(
                        f"The model {self._choice.source} reads every text alike, as without its words: "
                        "fetch it once more and see that the files of its tokenizer are there."
                    )
                self._loaded = model, trial.shape[-1]
            return self._loaded

    @cached_property
    def _located(self) -> Located:
        return locate(self._choice)

    def _encode(
        self, run: Callable[..., NDArray[Any]], texts: Sequence[str], prompt: str, dimension: int
    ) -> Vectors:
        """Encode the texts that have words; the others stay zero."""
        vectors = np.zeros((len(texts), dimension), dtype=np.float32)
        rows = [row for row, text in enumerate(texts) if tokens(text)]
        if not rows:
            return vectors
        with self._lock, explained(self._located, "run"):
            found = np.asarray(
                run(
                    [texts[row] for row in rows],
                    prompt=prompt,
                    batch_size=self._choice.batch_size,
                    show_progress_bar=False,
                ),
                dtype=np.float32,
            )
        vectors[rows] = self._unit(found, (len(rows), dimension))
        return vectors

    def _unit(self, found: Vectors, shape: tuple[int, int]) -> Vectors:
        """Bring vectors to length one. Raises UnsoundVectors."""
        source = self._choice.source
        if found.shape != shape:
            raise UnsoundVectors(
                f"The model {source} gave {found.shape} numbers where {shape} were due: set THIDUA_ENCODER "
                "to another model, or unset it."
            )
        if not np.isfinite(found).all():
            raise UnsoundVectors(
                f"The model {source} gives numbers that are not finite: fetch it once more, or set "
                "THIDUA_ENCODER to another model; an index that was built before is unchanged."
            )
        return unit(found)
