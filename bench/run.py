"""Measure speed, memory and size, each figure beside its limit, and what refusing costs.

Run it by `make bench`. Nothing here passes or fails: a ratio over 1 is a figure that does not keep its limit.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from bench import refusing
from bench.delivering import measure_delivery
from bench.figures import Figure, show
from bench.sizes import ROOT, measure_installation, measure_wheel
from bot.app import build
from bot.messages import Message, Person
from bot.settings import Settings
from retrieval.features import metadata_text, passage_text
from retrieval.static import StaticEncoder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.app import App

    Join = Callable[..., App]

THIDUA = str(Path(sys.executable).with_name("thidua"))
QUESTION = "Giấy khen năm 2025 bao nhiêu cá nhân?"
COLD_RUNS = 7
INDEX_RUNS = 3
MEETING = 100
ENCODING_SECONDS = 2.0
STARTING_SECONDS = 30.0
RESTING_SECONDS = 2.0


def measure_cold_ask(home: Path) -> list[Figure]:
    """Time the command from its start to its end, with the index of `home` already there."""
    ask(home)
    seconds = [time_call(partial(ask, home)) for _ in range(COLD_RUNS)]
    what = f"thidua ask from cold, index present (median of {COLD_RUNS})"
    return [Figure(what=what, value=statistics.median(seconds), limit=1.0, unit="s")]


def measure_questions(home: Path, messages: Sequence[Message], *, join: Join = build) -> list[Figure]:
    """Time every question in one process, warmed up as a server is; each is answered, none remembered."""
    app = join(Settings(home=home), remembered=0)
    app.warm_up()
    handle = app.assistant.handle
    times = [1000 * time_call(partial(handle, message)) for message in messages]
    what = f"one question in process ({len(times)} questions)"
    p99 = statistics.quantiles(times, n=100, method="inclusive")[98]
    return [
        Figure(what=f"{what}, median", value=statistics.median(times), limit=5, unit="ms"),
        Figure(what=f"{what}, p99", value=p99, limit=15, unit="ms"),
    ]


def measure_remembered(home: Path, messages: Sequence[Message], *, join: Join = build) -> list[Figure]:
    """Time the questions of a meeting, in which the same is asked by many, from the second time on."""
    app = join(Settings(home=home))
    handle = app.assistant.handle
    for message in messages:
        handle(message)
    times = [1000 * time_call(partial(handle, message)) for message in messages]
    what = f"a question that was just asked ({len(times)} questions, median)"
    return [Figure(what=what, value=statistics.median(times), limit=1, unit="ms")]


def measure_encoding(home: Path) -> list[Figure]:
    """Count the passages of the plans that the embedded model encodes in a second, on one core."""
    app, encoder = build(Settings(home=home)), StaticEncoder.shipped()
    metadata = {plan.id: metadata_text(plan.metadata) for plan in app.store.plans()}
    texts = [passage_text(chunk, metadata[chunk.plan_id]) for chunk in app.store.all_chunks()]
    app.close()
    encode, seconds = partial(encoder.encode_documents, texts), list[float]()
    while sum(seconds) < ENCODING_SECONDS:
        seconds.append(time_call(encode))
    speed = len(texts) / statistics.median(seconds)
    what = f"passages encoded in a second ({len(texts)} passages, median of {len(seconds)})"
    return [Figure(what=what, value=speed, limit=3000, unit="/s", is_least=True)]


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
    return [Figure(what="thidua serve at rest, resident memory", value=megabytes, limit=250, unit="MB")]


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


def main() -> None:
    """Measure everything on fresh folders, which are taken away in the end."""
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as made:
        folder = Path(made)
        home, asked = folder / "home", read_messages(ROOT / "tests" / "quality")
        steps: list[Callable[[], list[Figure]]] = [
            partial(measure_cold_ask, home),
            partial(measure_questions, home, asked),
            partial(measure_remembered, home, asked[:MEETING]),
            partial(measure_encoding, home),
            partial(measure_first_start, folder),
            partial(measure_serving, home),
            partial(measure_delivery, home),
            measure_installation,
            partial(measure_wheel, folder / "wheel"),
        ]
        show([figure for step in steps for figure in step()])
        refusing.show(refusing.measure(folder / "grounds"))


if __name__ == "__main__":
    main()
