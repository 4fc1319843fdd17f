"""Run the fake as a process: python -m tests.fakes. It prints its address and ends with its parent."""

from __future__ import annotations

import argparse
import asyncio
import sys

from tests.fakes.bot_api import TOKEN, BotApi
from tests.fakes.control import Control


async def _serve(options: argparse.Namespace) -> None:
    api = BotApi(token=options.token, port=options.port, seed=options.seed, retry_pace=options.retry_pace)
    api.control = Control(api).answer
    async with api:
        sys.stdout.write(f"{api.address}\n")
        sys.stdout.flush()
        # The end of standard input is the end of whoever started this, however it came.
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
        )
        await reader.read()


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakes", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--retry-pace", type=float, default=0.01)
    asyncio.run(_serve(parser.parse_args()))


if __name__ == "__main__":
    main()
