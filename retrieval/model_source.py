"""Where a model of another maker lies, and which one it is; nothing of it is loaded here.

A model is a folder: one that the operator names, or the one that `hub.py` fetched by the model's name.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.errors import ModelMissing, ModelsNotInstalled, ModelUnreadable, ModelUnusable, WrongModel
from retrieval.hub import fetch

# A backend -> the packages that it needs, and the extra that installs them.
_LIBRARY = ("torch", "transformers", "sentence_transformers")
BACKENDS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "torch": (_LIBRARY, "models"),
    "onnx": ((*_LIBRARY, "onnxruntime", "optimum"), "models-onnx"),
}
_HUB_NAME = re.compile(r"([\w.-]+/[\w.-]+)(?:@([\w./-]+))?")
_LONGEST_REASON = 160
OWN_CODE = (
    "{source} brings program code of its own, which Thidua does not run: choose a model that "
    "sentence-transformers knows by itself (docs/models.md names some)."
)


@dataclass(frozen=True, kw_only=True)
class ModelChoice:
    """Which model, and how it is run. `source` is a folder, or a hub name with or without @revision."""

    source: str
    backend: str = "torch"
    max_length: int | None = None
    batch_size: int = 32


@dataclass(frozen=True, kw_only=True)
class Located:
    """The folder that a model lies in; `commit` where the hub keeps it, whose folders never change."""

    choice: ModelChoice
    folder: Path
    commit: str | None = None

    @property
    def label(self) -> str:
        """Give the model's name as a person says it."""
        return self.folder.name if self.commit is None else self.choice.source

    def digest(self) -> str:
        """Give what changes whenever the model does. Raises ModelUnreadable."""
        if self.commit is not None:
            return self.commit
        with explained(self, "read"):
            return _digest(self.folder)

    def stored(self, name: str) -> Any:
        """Read one of the model's JSON files; None where there is none. Raises ModelUnreadable."""
        path = self.folder / name
        with explained(self, "read"):
            return json.loads(path.read_text("utf-8")) if path.is_file() else None


def locate(choice: ModelChoice) -> Located:
    """Find the model, without loading it; fetch it where a hub name means one that is not here yet.

    Raises ModelsNotInstalled and ModelMissing.
    """
    _check_installed(choice.backend)
    folder = Path(choice.source).expanduser()
    if folder.is_dir():
        return Located(choice=choice, folder=folder.resolve())
    named = _HUB_NAME.fullmatch(choice.source)
    if folder.exists() or named is None:
        raise ModelMissing(
            f"{choice.source} is no folder: give the folder of a model, or a hub name such as BAAI/bge-m3."
        )
    fetched = fetch(named[1], named[2], onnx=choice.backend == "onnx")
    return Located(choice=choice, folder=fetched, commit=fetched.name)


@contextmanager
def explained(located: Located, done: str) -> Iterator[None]:
    """Turn whatever a model or its library raises into one line. Raises ModelUnreadable and WrongModel."""
    try:
        yield
    except ModelUnusable:
        raise
    except Exception as error:
        reason = " ".join((str(error) or type(error).__name__).split())
        if "trust_remote_code" in reason:
            raise WrongModel(OWN_CODE.format(source=located.choice.source)) from error
        if len(reason) > _LONGEST_REASON:
            reason = f"{reason[:_LONGEST_REASON].rstrip()} …"
        raise ModelUnreadable(
            f"The model {located.choice.source} cannot be {done} ({reason}): fetch it once more and see that "
            "it is whole, or unset the setting that names it to go on without it."
        ) from error


def _check_installed(backend: str) -> None:
    packages, extra = BACKENDS[backend]
    missing = [package for package in packages if importlib.util.find_spec(package) is None]
    if missing:
        raise ModelsNotInstalled(
            f"Models of other makers need packages that are not installed ({', '.join(missing)}). "
            f"Install them with: pip install 'thidua-bot[{extra}]'"
        )


def _digest(folder: Path) -> str:
    """Give a digest of the folder's files; hidden ones and what only people read (.md) do not count."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and path.suffix != ".md" and not any(part.startswith(".") for part in inside.parts):
            with path.open("rb") as file:
                checksum = hashlib.file_digest(file, "sha256").hexdigest()
            digest.update(f"{inside.as_posix()}\0{checksum}\n".encode())
    return digest.hexdigest()
