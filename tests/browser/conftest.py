"""A real Chromium against a real server: the web chat as a person has it, on a phone and on a desk."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = ROOT / "tests" / "quality" / "documents"
CHROMIUM_OPTIONS = (
    "--no-sandbox",  # there is no other way as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1280, height=800)


@pytest.fixture(scope="module")
def web_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real command, with the five plans, on a free port."""
    yield from _serve({**os.environ, "THIDUA_HOME": str(tmp_path_factory.mktemp("home"))})


@pytest.fixture(scope="module")
def full_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same, with the invented documents of other offices loaded besides."""
    home = {**os.environ, "THIDUA_HOME": str(tmp_path_factory.mktemp("home"))}
    files = [str(path) for path in sorted(DOCUMENTS.glob("*.txt"))]
    subprocess.run([sys.executable, "-m", "bot", "ingest", *files], cwd=ROOT, env=home, check=True)
    yield from _serve(home)


def _serve(home: dict[str, str]) -> Iterator[str]:
    command = (sys.executable, "-m", "bot", "serve", "--port", "0")
    with subprocess.Popen(command, cwd=ROOT, env=home, stdout=subprocess.PIPE, encoding="utf-8") as server:
        try:
            assert server.stdout is not None
            lines = iter(server.stdout.readline, "")
            yield next(found[0] for line in lines if (found := re.search(r"http://\S+", line)))
        finally:
            server.terminate()
            server.wait(timeout=10)


# Not of the session: Playwright's loop, while it lives, stands in the way of asynchronous tests elsewhere.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(browser: Browser, web_address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The chat, just opened; a script that fails or a rule of the security policy broken fails the test."""
    yield from _open(browser, web_address, request.param)


@pytest.fixture
def phone(browser: Browser, full_address: str) -> Iterator[Page]:
    """The same on a phone, with many plans loaded."""
    yield from _open(browser, full_address, PHONE)


def _open(browser: Browser, address: str, viewport: ViewportSize) -> Iterator[Page]:
    phone = viewport is PHONE
    context = browser.new_context(
        base_url=address,
        viewport=viewport,
        is_mobile=phone,
        has_touch=phone,
        reduced_motion="reduce",
    )
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.append(line.text) if "Security Policy" in line.text else None)
    page.goto("/")
    yield page
    context.close()
    assert problems == []
