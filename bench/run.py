"""Measure speed, memory and size, and print each figure beside its limit.

Run it by `make bench`. Nothing here passes or fails: a ratio over 1 is a figure over its limit.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rich.console import Console
from rich.table import Table

from bot.app import build
from bot.messages import Message, Person
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parents[1]
THIDUA = str(Path(sys.executable).with_name("thidua"))
PACKAGES = ("bot", "corpus", "prompts", "retrieval")
QUESTION = "Giấy khen năm 2025 bao nhiêu cá nhân?"
COLD_RUNS = 7
INDEX_RUNS = 3
STARTING_SECONDS = 30.0
RESTING_SECONDS = 2.0


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measurement: `value` and `limit` in `unit`."""

    what: str
    value: float
    limit: float
    unit: str


def measure_cold_ask(home: Path) -> list[Figure]:
    """Time the command from its start to its end, with the index of `home` already there."""
    ask(home)
    seconds = [time_call(partial(ask, home)) for _ in range(COLD_RUNS)]
    what = f"thidua ask from cold, index present (median of {COLD_RUNS})"
    return [Figure(what=what, value=statistics.median(seconds), limit=1.0, unit="s")]


def measure_questions(home: Path) -> list[Figure]:
    """Time every question of the quality sets in one process, warmed up as a server is."""
    messages = read_messages(ROOT / "tests" / "quality")
    app = build(Settings(home=home))
    app.warm_up()
    handle = app.assistant.handle
    times = [1000 * time_call(partial(handle, message)) for message in messages]
    what = f"one question in process ({len(times)} questions)"
    p99 = statistics.quantiles(times, n=100, method="inclusive")[98]
    return [
        Figure(what=f"{what}, median", value=statistics.median(times), limit=10, unit="ms"),
        Figure(what=f"{what}, p99", value=p99, limit=30, unit="ms"),
    ]


def measure_first_start(folder: Path) -> list[Figure]:
    """Time an empty home to its first answer: the plans read, the index built, one question."""
    homes = [folder / f"new-{number}" for number in range(INDEX_RUNS)]
    seconds = [time_call(partial(answer_once, home)) for home in homes]
    what = f"five plans read and indexed from nothing (median of {INDEX_RUNS})"
    return [Figure(what=what, value=statistics.median(seconds), limit=3.0, unit="s")]


def measure_serving(home: Path) -> list[Figure]:
    """Read the resident memory of the web chat some seconds after it answers."""
    with serving(home) as process:
        time.sleep(RESTING_SECONDS)
        family = [process, *process.children(recursive=True)]
        megabytes = sum(member.memory_info().rss for member in family) / 1e6
    return [Figure(what="thidua serve at rest, resident memory", value=megabytes, limit=200, unit="MB")]


def measure_installation() -> list[Figure]:
    """Add up the files of the four packages and of every library that they need."""
    own = sum(size_of(path) for package in PACKAGES for path in (ROOT / package).rglob("*"))
    libraries = sum(size_of_library(name) for name in needed_by("thidua-bot") - {"thidua-bot"})
    return [Figure(what="installation on disk", value=(own + libraries) / 1e6, limit=400, unit="MB")]


def ask(home: Path) -> None:
    """Ask one question by the command, in a process of its own."""
    run = subprocess.run(
        [THIDUA, "ask", QUESTION], env=environment(home), capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise SystemExit(f"thidua ask failed: {run.stderr.strip()}")


def answer_once(home: Path) -> None:
    """Join everything on `home` and answer one question."""
    build(Settings(home=home)).assistant.handle(message_of(QUESTION))


def read_messages(folder: Path) -> list[Message]:
    """Read the questions of every question set in `folder`, each with the one before it, if any."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [
        message_of(row["question"], row.get("previous")) for row in map(json.loads, filter(str.strip, lines))
    ]


def message_of(text: str, previous: str | None = None) -> Message:
    """Make a message of a question, and of the one before it in the same chat."""
    return Message(text=text, person=Person(channel="bench", id="bench"), previous=previous)


@contextmanager
def serving(home: Path) -> Iterator[psutil.Process]:
    """Serve the web chat on a free port, from its first good answer to the end of the block."""
    port = free_port()
    command = [THIDUA, "serve", "--port", str(port)]
    with subprocess.Popen(
        command, env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", child)
            yield psutil.Process(child.pid)
        finally:
            child.terminate()


def wait_for(address: str, child: subprocess.Popen[bytes]) -> None:
    """Wait until `address` answers well; give up when `child` has ended or takes too long."""
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise SystemExit(f"thidua serve did not answer at {address}: start it by hand to see why")


def free_port() -> int:
    """Find a port on which nothing listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def environment(home: Path) -> dict[str, str]:
    """Give this environment with `home` as the home of Thidua."""
    return dict(os.environ) | {"THIDUA_HOME": str(home)}


def time_call(call: Callable[[], object]) -> float:
    """Give the seconds that `call` takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


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


def show(figures: Sequence[Figure]) -> None:
    """Print a line for each figure, with its limit and the ratio of the two."""
    cores, machine = os.cpu_count(), platform.machine()
    table = Table(title=f"Python {platform.python_version()}, {machine}, {cores} cores", title_justify="left")
    table.add_column("what")
    for name in ("figure", "limit", "ratio"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in figures:
        table.add_row(
            row.what,
            f"{row.value:.2f} {row.unit}",
            f"{row.limit:g} {row.unit}",
            f"{row.value / row.limit:.2f}",
        )
    Console().print(table)


def main() -> None:
    """Measure everything on fresh folders, which are taken away in the end."""
    folder = Path(tempfile.mkdtemp(prefix="thidua-bench-"))
    try:
        home = folder / "home"
        steps: list[Callable[[], list[Figure]]] = [
            partial(measure_cold_ask, home),
            partial(measure_questions, home),
            partial(measure_first_start, folder),
            partial(measure_serving, home),
            measure_installation,
        ]
        show([figure for step in steps for figure in step()])
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
