"""Models by their name on the Hugging Face hub, kept in the hub's own cache.

What lies there is used as it is, so a start needs no internet, and a model changes only where somebody
fetches another. The file that tells what a model is comes last: where it is there, the rest is, too.
"""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from retrieval.errors import ModelMissing

_TELLING = ("modules.json", "config.json")
# Weights in forms that are not asked for, pictures, and what only people read.
_NEEDLESS = (
    "*.h5", "*.msgpack", "*.ot", "*.gguf", "*.tflite", "*.mlmodel", "openvino/*", "*.md", "*.png", "*.jpg",
    "*.webp", "*.pdf", ".*", "onnx/*", "*.onnx*", "optimizer.pt", "training_args.bin",
)  # fmt: skip
_ONNX = ("onnx/model.onnx*", "model.onnx*")
_PATIENCE_SECONDS = 10.0


def fetch(name: str, revision: str | None, *, onnx: bool) -> Path:
    """Give the folder of a model in the hub's cache; fetch it first where it is not there yet.

    The folder is named after the model's commit. Raises ModelMissing.
    """
    from huggingface_hub import HfApi, errors, snapshot_download

    try:
        if (kept := _kept(name, revision)) is not None:
            return kept
        found = HfApi().model_info(name, revision=revision, timeout=_PATIENCE_SECONDS)
        files = _needed([file.rfilename for file in found.siblings or ()], onnx=onnx)
        rest = [file for file in files if file not in _TELLING]
        snapshot_download(name, revision=found.sha, allow_patterns=rest)
        return Path(snapshot_download(name, revision=revision, allow_patterns=list(_TELLING)))
    except (errors.HFValidationError, errors.HfHubHTTPError) as error:
        raise ModelMissing(
            f"{name} is no folder here, and no model on the hub that is open to all: see that the name "
            "is right."
        ) from error
    except Exception as error:
        raise ModelMissing(
            f"{name} is no folder here, and it cannot be fetched from the model hub: see that this computer "
            "has internet and room for it, or copy the model's folder here and name the folder."
        ) from error


def _kept(name: str, revision: str | None) -> Path | None:
    from huggingface_hub import try_to_load_from_cache

    paths = (try_to_load_from_cache(name, file, revision=revision) for file in _TELLING)
    return next((Path(path).parent for path in paths if isinstance(path, str)), None)


def _needed(files: Collection[str], *, onnx: bool) -> list[str]:
    """Choose what to fetch: weights come in several forms, of which one in each folder is needed."""
    exported = {file for file in files if onnx and _fits(file, _ONNX)}
    safe = {str(PurePosixPath(file).parent) for file in files if file.endswith(".safetensors")}
    kept = {file for file in files if not _fits(file, _NEEDLESS)}
    doubled = {file for file in kept if file.endswith(".bin") and str(PurePosixPath(file).parent) in safe}
    heavy = {file for file in kept if "/" not in file and file.endswith((".safetensors", ".bin"))}
    return sorted(exported | kept - doubled - (heavy if exported else set()))


def _fits(file: str, patterns: Collection[str]) -> bool:
    return any(fnmatch(file, pattern) for pattern in patterns)
