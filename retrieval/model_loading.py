"""Encoders and cross-encoders of other makers, loaded by sentence-transformers: the one file that imports it.

The extra `models` installs that library; nothing of it is imported before a model is needed, and no program
code that a model brings along is run.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from numpy.typing import NDArray

from retrieval.errors import ModelUnreadable, WrongModel
from retrieval.model_source import OWN_CODE, Located, explained

ENCODER, RERANKER = "SentenceTransformer", "CrossEncoder"
_SPOKEN = {ENCODER: "an encoder", RERANKER: "a cross-encoder"}
_SETTING = {ENCODER: "THIDUA_ENCODER", RERANKER: "THIDUA_RERANKER"}
# A model that sentence-transformers never saved tells by the end of its architecture's name what it can be.
_CAN_BE = {"ForSequenceClassification": {RERANKER}, "ForCausalLM": {ENCODER, RERANKER}, "": {ENCODER}}
# How transformers reports weights that the files lack and that it made up by chance.
_MADE_UP = re.compile(r"^(\S+)\s*\|\s*(?:\x1b\[\d+m)*MISSING", re.MULTILINE)
# Encoders pool by themselves; what BERT pools with is not saved with many of them.
_NEEDLESS = {ENCODER: "pooler.", RERANKER: "\0"}


class SentenceModel(Protocol):
    """What we use of sentence_transformers.SentenceTransformer."""

    prompts: dict[str, str]
    max_seq_length: int | None

    def encode_query(self, inputs: Sequence[str], **options: Any) -> NDArray[Any]:
        """Give a vector for each question."""
        ...

    def encode_document(self, inputs: Sequence[str], **options: Any) -> NDArray[Any]:
        """Give a vector for each passage."""
        ...


class PairModel(Protocol):
    """What we use of sentence_transformers.CrossEncoder."""

    num_labels: int

    def predict(self, inputs: Sequence[tuple[str, str]], **options: Any) -> NDArray[Any]:
        """Give a score for each pair."""
        ...


def load_encoder(located: Located) -> SentenceModel:
    """Load an encoder, on the GPU where there is one. Raises WrongModel and ModelUnreadable."""
    model: SentenceModel = _load(located, ENCODER)
    return model


def load_reranker(located: Located) -> PairModel:
    """Load a cross-encoder that gives one score, on the GPU where there is one.

    Raises WrongModel and ModelUnreadable.
    """
    model: PairModel = _load(located, RERANKER)
    if model.num_labels != 1:
        raise WrongModel(
            f"{located.choice.source} sorts pairs into {model.num_labels} classes and gives no score: "
            "set THIDUA_RERANKER to a cross-encoder made for ranking, or unset it."
        )
    return model


def _load(located: Located, kind: str) -> Any:
    _check_kind(located, kind)
    with explained(located, "loaded"), _listening() as heard:
        import sentence_transformers

        made = getattr(sentence_transformers, kind)
        model = made(str(located.folder), backend=located.choice.backend)
    lacking = [name for name in _MADE_UP.findall("\n".join(heard)) if _NEEDLESS[kind] not in name]
    if lacking:
        raise ModelUnreadable(
            f"The files of the model {located.choice.source} lack {len(lacking)} of its weights, such as "
            f"{lacking[0]}: fetch it once more, or set {_SETTING[kind]} to another."
        )
    _shorten(model, located)
    return model


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what the library would say on standard error; its bar of progress is for downloads only."""
    from transformers.utils import logging as library

    heard: list[str] = []
    handler = _Collector(heard)
    library.disable_progress_bar()
    library.disable_default_handler()
    logging.getLogger("transformers").addHandler(handler)
    try:
        yield heard
    finally:
        logging.getLogger("transformers").removeHandler(handler)


class _Collector(logging.Handler):
    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message."""
        self._heard.append(record.getMessage())


def _shorten(model: Any, located: Located) -> None:
    """Let the model read no more of a text than was set. Raises WrongModel where it cannot read as much."""
    wanted = located.choice.max_length
    if wanted is None:
        return
    # Cross-encoders had the second name before sentence-transformers 6.
    length = "max_seq_length" if hasattr(model, "max_seq_length") else "max_length"
    most = getattr(model, length)
    if most is not None and wanted > most:
        raise WrongModel(
            f"{located.choice.source} reads at most {most} tokens of a text, not {wanted}: "
            f"set its maximum length to {most} or less, or unset it."
        )
    setattr(model, length, wanted)


def _check_kind(located: Located, wanted: str) -> None:
    """See that the model is what it is wanted as. Raises WrongModel and ModelUnreadable."""
    source, kinds = located.choice.source, _kinds(located)
    if not kinds:
        raise WrongModel(
            f"{source} holds no model: there is neither modules.json nor config.json in it. "
            "Give the folder that the model was saved to."
        )
    if wanted not in kinds:
        other = "".join(f": it is {_SPOKEN[kind]}, set as {_SETTING[kind]}" for kind in kinds & {*_SPOKEN})
        raise WrongModel(
            f"{source} is not {_SPOKEN[wanted]}{other}. Set {_SETTING[wanted]} to another model, or unset it."
        )


def _check_code(located: Located, types: Sequence[str]) -> None:
    """See that a model is made of the library's own parts; older versions run any. Raises WrongModel."""
    if any(not name.startswith("sentence_transformers.") for name in types):
        raise WrongModel(OWN_CODE.format(source=located.choice.source))


def _kinds(located: Located) -> set[str]:
    """Tell as what the model can be used; as nothing where it is none. Raises ModelUnreadable."""
    modules, config = located.stored("modules.json"), located.stored("config.json")
    saved = located.stored("config_sentence_transformers.json") or {}
    with explained(located, "read"):
        if modules is not None:
            _check_code(located, [str(module["type"]) for module in modules])
            return {str(saved.get("model_type") or ENCODER)}
        if config is None:
            return set()
        built = str(next(iter(config.get("architectures") or ()), ""))
        return next(kinds for ending, kinds in _CAN_BE.items() if built.endswith(ending))
