"""The wheel, built as for a release, installed into an empty environment and asked a question.

One environment serves every check. Where pip cannot reach a package index these tests are skipped.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
DATA = (
    "corpus/plans/*.txt",
    "corpus/plans/*.toml",
    "corpus/lexicon/*.toml",
    "prompts/**/*.j2",
    "bot/pictures/**/*",
    "bot/web/**/*",
    "*/py.typed",
)
QUESTION = "Giấy khen năm 2025 bao nhiêu cá nhân?"
LIMIT_MEGABYTES = 400
# Signs in pip's output that it failed for want of a connection, not because of the wheel.
NO_INDEX = (
    "Retrying (Retry(",
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ProxyError",
)


@dataclass(frozen=True)
class Installation:
    """An environment that holds the installed wheel and what it depends on, and nothing else."""

    folder: Path
    home: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return execute([str(self.folder / "bin" / command[0]), *command[1:]], self.home)


def execute(command: list[str], cwd: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        env=clean(os.environ) | {"THIDUA_HOME": str(cwd / "home")} | extra,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    """Take away what would let the checkout or this environment's packages answer in the wheel's place."""
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith(("PYTHON", "COV_", "VIRTUAL_"))
    }


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = execute(build, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def installation(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = tmp_path_factory.mktemp("empty-environment")
    venv.create(folder, with_pip=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    done = execute([*pip, "install", "--constraint", str(ROOT / "constraints.txt"), str(wheel)], folder)
    if done.returncode and any(sign in done.stdout + done.stderr for sign in NO_INDEX):
        pytest.skip("pip cannot reach a package index from here")
    assert done.returncode == 0, done.stdout + done.stderr
    return Installation(folder, tmp_path_factory.mktemp("elsewhere"))


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("pattern", DATA)
def test_the_wheel_holds_the_data(wheel: Path, pattern: str) -> None:
    files = {path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern) if path.is_file()}
    shipped = {name for name in files if "__pycache__" not in name}
    assert shipped
    assert shipped <= names_in(wheel)


def test_the_wheel_holds_the_packages_and_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names_in(wheel)}
    packages = {top for top in tops if not top.endswith(".dist-info")}
    assert packages == {"bot", "corpus", "prompts", "retrieval"}


def test_an_installed_wheel_answers_with_a_quote_of_a_shipped_plan(installation: Installation) -> None:
    done = installation.run("thidua", "ask", QUESTION, "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    sources = [path.read_text("utf-8") for path in (ROOT / "corpus" / "plans").glob("*.txt")]
    assert answer["found"]
    assert answer["citations"]
    for citation in answer["citations"]:
        assert any(citation["quote"] in source for source in sources)


def test_the_installation_has_no_torch(installation: Installation) -> None:
    listed = installation.run("python", "-m", "pip", "list", "--format=freeze")
    assert listed.returncode == 0, listed.stderr
    assert "torch" not in {line.split("==")[0] for line in listed.stdout.splitlines()}


def test_the_installation_is_small(installation: Installation) -> None:
    sizes = (path.lstat().st_size for path in installation.folder.rglob("*"))
    assert sum(sizes) / 1e6 <= LIMIT_MEGABYTES
