"""Where a model of another maker lies, and which one it is; nothing of it is loaded here.

A model is taken from a folder, or by its name from the Hugging Face hub: what lies in the hub's cache is used
as it is, so that a start needs no internet, and a model changes only when somebody fetches another.
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

from retrieval.errors import ModelDamaged, ModelMissing, ModelsNotInstalled, WrongModel

# A backend -> the packages that it needs, and the extra that installs them.
_LIBRARY = ("torch", "transformers", "sentence_transformers")
BACKENDS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "torch": (_LIBRARY, "models"),
    "onnx": ((*_LIBRARY, "onnxruntime", "optimum"), "models-onnx"),
}
_HUB_NAME = re.compile(r"([\w.-]+/[\w.-]+)(?:@([\w./-]+))?")
_LONGEST_REASON = 160


@dataclass(frozen=True, kw_only=True)
class ModelChoice:
    """Which model, and how it is run. `source` is a folder, or a hub name with or without @revision."""

    source: str
    backend: str = "torch"
    max_length: int | None = None
    batch_size: int = 32


@dataclass(frozen=True, kw_only=True)
class Located:
    """Where a model lies: a folder, or a hub name with the commit that is meant."""

    choice: ModelChoice
    place: str
    revision: Any = None

    @property
    def label(self) -> str:
        """Give the model's name as a person says it."""
        return Path(self.place).name

    def digest(self) -> str:
        """Give what changes whenever the model does: of a folder's files, or the hub's commit.

        Raises ModelDamaged.
        """
        if self.revision is not None:
            return str(self.revision.resolved)
        with explained(self, "read"):
            return _digest(Path(self.place))

    def stored(self, name: str) -> Any:
        """Read one of the model's JSON files; None where there is none. Raises ModelDamaged."""
        with explained(self, "read"):
            path = Path(self.place, name) if self.revision is None else self._fetch(name)
            return json.loads(path.read_text("utf-8")) if path is not None and path.is_file() else None

    def _fetch(self, name: str) -> Path | None:
        from huggingface_hub import errors, hf_hub_download

        try:
            return Path(hf_hub_download(self.place, name, revision=self.revision))
        except errors.EntryNotFoundError:
            return None


def locate(choice: ModelChoice) -> Located:
    """Find the model, without loading it. Raises ModelsNotInstalled and ModelMissing."""
    _check_installed(choice.backend)
    folder = Path(choice.source).expanduser()
    if folder.is_dir():
        return Located(choice=choice, place=str(folder.resolve()))
    named = _HUB_NAME.fullmatch(choice.source)
    if folder.exists() or named is None:
        raise ModelMissing(
            f"{choice.source} is no folder: give the folder of a model, or a hub name such as BAAI/bge-m3."
        )
    return Located(choice=choice, place=named[1], revision=_resolve(choice.source, named[1], named[2]))


@contextmanager
def explained(located: Located, done: str) -> Iterator[None]:
    """Turn whatever a model or its library raises into one line. Raises ModelDamaged and WrongModel."""
    try:
        yield
    except Exception as error:
        reason = " ".join((str(error) or type(error).__name__).split())
        if "trust_remote_code" in reason:
            raise WrongModel(
                f"{located.choice.source} brings program code of its own, which Thidua does not run: "
                "choose a model that sentence-transformers knows by itself (docs/models.md names some)."
            ) from error
        if len(reason) > _LONGEST_REASON:
            reason = f"{reason[:_LONGEST_REASON].rstrip()} …"
        raise ModelDamaged(
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


def _resolve(source: str, name: str, revision: str | None) -> Any:
    """Give the commit that is meant: the one in the hub's cache, or the hub's newest. Raises ModelMissing."""
    from huggingface_hub import errors, resolve_revision

    try:
        return resolve_revision(name, revision=revision, local_files_only=True)
    except errors.RevisionResolutionError:
        pass  # not fetched yet
    except ValueError as error:
        raise ModelMissing(f"{source} is no folder, and no hub name either, such as BAAI/bge-m3.") from error
    try:
        return resolve_revision(name, revision=revision)
    except errors.RevisionResolutionError as error:
        raise ModelMissing(
            f"{source} is no folder here, and the model hub cannot be reached to fetch it: connect this computer "
            "to the internet once, or copy the model's folder here and name the folder."
        ) from error
    except OSError as error:
        raise ModelMissing(
            f"{source} is no folder here, and the hub has no such model that is open to all: "
            "see that the name is right."
        ) from error


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
