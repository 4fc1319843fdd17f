"""The command as a person runs it: a process of its own on a home of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Outcome:
    """How a command ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def complaint(self) -> str:
        """The one line on standard error."""
        (line,) = self.err.splitlines()
        return line


@dataclass(frozen=True)
class Terminal:
    """Runs `thidua` on one home."""

    home: Path
    extra: Mapping[str, str] = field(default_factory=dict)

    def run(
        self,
        *arguments: str | bytes,
        stdin: bytes = b"",
        before: Callable[[], None] | None = None,
        **files: Any,
    ) -> Outcome:
        done = subprocess.run(
            self.command(*arguments),
            input=stdin,
            env=self.environment(),
            cwd=ROOT,
            preexec_fn=before,
            timeout=PATIENCE_SECONDS,
            check=False,
            **(files or {"capture_output": True}),
        )
        return Outcome(
            done.returncode, (done.stdout or b"").decode("utf-8"), (done.stderr or b"").decode("utf-8")
        )

    def ask(self, *questions: str) -> list[Any]:
        lines = "".join(
            json.dumps({"id": number, "question": each}) + "\n" for number, each in enumerate(questions)
        )
        return self.run("ask", "--jsonl", stdin=lines.encode()).lines

    @contextmanager
    def start(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """Start a command and end it with the block, if it has not ended by itself."""
        process = subprocess.Popen(
            self.command(*arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self.environment(),
            cwd=ROOT,
            encoding="utf-8",
        )
        with process:
            try:
                yield process
            finally:
                process.send_signal(signal.SIGKILL)

    def command(self, *arguments: str | bytes) -> list[str | bytes]:
        return [sys.executable, "-m", "bot", *arguments]

    def environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("THIDUA_")}
        return own | {"THIDUA_HOME": str(self.home)} | dict(self.extra)
