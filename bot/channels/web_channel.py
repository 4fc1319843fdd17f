"""The web chat as a channel: it is asked and answers in one request, so nothing is ever sent by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bot.channels.web import create_web
from bot.errors import Undeliverable
from bot.web.asking import CHANNEL
from bot.web.serving import refuse_public, serve

if TYPE_CHECKING:
    from bot.channels.web import Library
    from bot.events import Acknowledge, Attachment, Event, Post, Take
    from bot.messages import Handler


class WebChannel:
    """Serve the web chat on this computer. Raises PublicAddressRefused for any other address.

    `handler` answers in worker threads and keeps what it is asked until it is answered; `announce` is given
    the address once the chat can be opened.
    """

    name = CHANNEL
    is_direct = True
    heard = 0.0

    def __init__(
        self, *, handler: Handler, library: Library, host: str, port: int, announce: Callable[[str], None]
    ) -> None:
        refuse_public(host)
        self._app = create_web(handler=handler, library=library)
        self._host = host
        self._port = port
        self._announce = announce

    async def receive(self, take: Take, acknowledge: Acknowledge) -> None:
        """Serve until cancelled. Raises PortInUse, AddressUnusable."""
        await serve(self._app, self._host, self._port, announce=self._announce)

    def parts(self, post: Post) -> Sequence[Post]:
        """Give the post as it is: a page has room."""
        return (post,)

    async def send(self, post: Post) -> str:
        """Raise Undeliverable: nobody can be reached who does not ask."""
        raise Undeliverable("the web chat reaches nobody who does not ask")

    async def fetch(self, file: Attachment) -> bytes:
        """Raise Undeliverable: no documents come in by the web chat."""
        raise Undeliverable("no documents come in by the web chat: use thidua ingest")

    async def count_members(self, chat: str) -> int | None:
        """Give one: whoever sits at this computer."""
        return 1

    async def show_typing(self, event: Event) -> None:
        """Do nothing: the page shows that it waits."""

    def invitation_link(self, token: str) -> str:
        """Give none: whoever sits at this computer needs no invitation."""
        return ""

    async def close(self) -> None:
        """Do nothing: the server ended with `receive`."""
