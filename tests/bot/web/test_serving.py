"""On this computer only, with one line for everything that is in the way."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from bot.errors import AddressUnusable, PortInUse, PublicAddressRefused
from bot.web.serving import address_of, bind, refuse_public, serve

ROOT = Path(__file__).parent.parent.parent.parent


async def nothing(*_: object) -> None:
    pass


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "localhost", "LocalHost", "::1", "[::1]"])
def test_this_computer_is_allowed(host: str) -> None:
    refuse_public(host)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "", "192.168.1.5", "10.0.0.1", "example.vn", "localhost.vn", "::ffff:8.8.8.8"]
)
async def test_an_address_that_others_reach_is_refused_with_the_reason(host: str) -> None:
    with pytest.raises(PublicAddressRefused, match=r"no access control yet: use --host 127\.0\.0\.1$"):
        await serve(nothing, host, 0, announce=print)


async def test_a_port_in_use_is_named_with_another() -> None:
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse, match=f"port {port} is in use .* --port"):
            await serve(nothing, "127.0.0.1", port, announce=print)


@pytest.mark.parametrize("port", [-1, 65536, 10**9])
async def test_a_port_that_cannot_be_is_refused(port: int) -> None:
    with pytest.raises(AddressUnusable, match="--port 8000"):
        await serve(nothing, "127.0.0.1", port, announce=print)


def test_an_address_is_as_typed_in_a_browser() -> None:
    with bind("127.0.0.1", 0) as listener:
        assert address_of(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.skipif(not socket.has_ipv6, reason="this computer has no IPv6")
def test_an_address_of_the_new_kind_stands_in_brackets() -> None:
    try:
        listener = bind("::1", 0)
    except AddressUnusable:
        pytest.skip("this computer has no IPv6 address")
    with listener:
        assert address_of(listener) == f"http://[::1]:{listener.getsockname()[1]}"


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_listens_and_stops_without_noise(stop: signal.Signals) -> None:
    command = [sys.executable, "-m", "tests.bot.web.sample_server", "0"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8"
    ) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        assert httpx.get(f"{address}/healthz").json() == {"status": "ok", "plans": 2}
        server.send_signal(stop)
        _, noise = server.communicate(timeout=10)
    assert (server.returncode, noise) == (0, "")
