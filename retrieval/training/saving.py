"""Rows -> an ordinary sentence-transformers folder, eight bits a number."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from retrieval.training.fitting import Rows, quantise

UNKNOWN = "[UNK]"
_STATIC = "sentence_transformers.sentence_transformer.modules.StaticEmbedding"
_NORMALISE = "sentence_transformers.sentence_transformer.modules.Normalize"


def save_model(folder: Path, names: Sequence[str], rows: Rows, *, made_with: dict[str, str]) -> None:
    """Write the model: `weights` are the scales of the rows of `embeddings`, in the manner of model2vec.

    `names` are the features of the rows; `made_with` the versions of the libraries. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    numbers, scales = quantise(np.vstack([rows, np.zeros((1, rows.shape[1]), dtype=np.float32)]))
    save_file({"embeddings": numbers, "weights": scales}, folder / "model.safetensors")
    _write(folder / "tokenizer.json", _tokenizer(names), indent=None)
    _write(
        folder / "modules.json",
        [
            {"idx": 0, "name": "0", "path": "", "type": _STATIC},
            {"idx": 1, "name": "1", "path": "1_Normalize", "type": _NORMALISE},
        ],
    )
    (folder / "1_Normalize").mkdir(exist_ok=True)
    _write(folder / "1_Normalize" / "config.json", {})
    _write(
        folder / "config_sentence_transformers.json",
        {
            "model_type": "SentenceTransformer", "__version__": made_with, "default_prompt_name": None,
            "prompts": {"query": "", "document": ""}, "similarity_fn_name": "cosine",
        },
    )  # fmt: skip


def _write(path: Path, content: object, indent: int | None = 1) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=indent) + "\n", encoding="utf-8")


def _tokenizer(names: Sequence[str]) -> dict[str, object]:
    """Give the file of a tokenizer that takes features joined by blanks; the last row is for all others."""
    return {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": None,
        "pre_tokenizer": {"type": "WhitespaceSplit"}, "post_processor": None, "decoder": None,
        "model": {
            "type": "WordLevel", "vocab": {name: row for row, name in enumerate((*names, UNKNOWN))},
            "unk_token": UNKNOWN,
        },
    }  # fmt: skip
