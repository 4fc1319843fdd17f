"""thidua serve and doctor: the web chat over loopback, and whether everything is in place."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.acceptance.terminal import Terminal

Served = tuple["subprocess.Popen[str]", httpx.Client]


@contextmanager
def serving(terminal: Terminal) -> Iterator[Served]:
    with terminal.start("serve", "--port", "0") as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found
        with httpx.Client(base_url=found[0], trust_env=False, timeout=30) as client:
            yield process, client


def test_the_web_chat_answers_notices_a_new_plan_and_ends_well(terminal: Terminal, plan_file: Path) -> None:
    with serving(terminal) as (process, client):
        assert client.get("/healthz").status_code == 200
        question = {"question": "Giấy khen của Giám đốc Sở Hưng Yên năm 2025 bao nhiêu tập thể?"}
        answer = client.post("/api/ask", json=question).json()
        assert (answer["found"], "03-05 tập thể" in answer["text"]) == (True, True)

        assert terminal.run("ingest", str(plan_file)).code == 0
        answer = client.post("/api/ask", json={"question": "Vườn ươm sáng kiến bao nhiêu giấy khen?"}).json()
        assert "07 tập thể, 11 cá nhân" in answer["text"]

        process.send_signal(signal.SIGTERM)
        assert process.wait() == 0
        assert process.communicate()[1] == ""


def test_ctrl_c_ends_it_well(prepared: Path) -> None:
    with serving(Terminal(prepared)) as (process, client):
        assert client.get("/").status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
        assert process.communicate()[1] == ""


def test_a_port_in_use_is_told(prepared: Path) -> None:
    with serving(Terminal(prepared)) as (_, client):
        port = str(client.base_url.port)
        done = Terminal(prepared).run("serve", "--port", port)
    assert (done.code, done.out) == (1, "")
    assert f"port {port} is in use" in done.complaint


@pytest.mark.parametrize("host", ["0.0.0.0", "example.org"])
def test_an_address_that_others_can_reach_is_refused(prepared: Path, host: str) -> None:
    done = Terminal(prepared, {"THIDUA_HOST": host}).run("serve", "--port", "0")
    assert (done.code, done.out) == (1, "")
    assert f"{host} can be reached by others" in done.complaint
    assert "--host 127.0.0.1" in done.complaint


def test_doctor_finds_everything_in_place(prepared: Path) -> None:
    done = Terminal(prepared).run("doctor")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == f"data folder: {prepared}"
    assert lines[1] == "database: sound, 5 plans"
    assert lines[-1] == "Everything is in place. Start the web chat with: thidua serve"


def test_doctor_puts_a_fresh_home_in_place(fresh: Terminal) -> None:
    assert fresh.run("doctor").code == 0
    assert fresh.home.is_dir()
