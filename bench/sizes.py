"""What Thidua weighs: the wheel, and an installation with every library that it needs."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bench.figures import Figure

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "corpus", "prompts", "retrieval")


def measure_installation() -> list[Figure]:
    """Add up the files of the four packages and of every library that they need."""
    own = sum(size_of(path) for package in PACKAGES for path in (ROOT / package).rglob("*"))
    libraries = sum(size_of_library(name) for name in needed_by("thidua-bot") - {"thidua-bot"})
    return [Figure(what="installation on disk", value=(own + libraries) / 1e6, limit=400, unit="MB")]


def measure_wheel(folder: Path) -> list[Figure]:
    """Build the wheel into a folder, as for a release."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the wheel cannot be built: {(done.stderr or done.stdout).strip()}")
    size = sum(size_of(path) for path in folder.glob("*.whl"))
    return [Figure(what="wheel", value=size / 1e6, limit=20, unit="MB")]


def needed_by(name: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """Name `name` and every installed distribution that it needs, directly or not, without extras."""
    try:
        requirements = [Requirement(line) for line in distribution(name).requires or ()]
    except PackageNotFoundError:
        return set()
    found = {name}
    for requirement in requirements:
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        other = canonicalize_name(requirement.name)
        if wanted and other not in seen | found:
            found |= needed_by(other, seen | found)
    return found


def size_of_library(name: str) -> int:
    """Add up the bytes of the files that an installed distribution has put down."""
    return sum(size_of(Path(str(file.locate()))) for file in distribution(name).files or ())


def size_of(path: Path) -> int:
    """Give the bytes of a file; nothing for a folder or what is not there."""
    return path.stat().st_size if path.is_file() else 0
