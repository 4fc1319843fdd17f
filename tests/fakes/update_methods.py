"""The methods by which the bot takes its updates: getUpdates, or a webhook."""

from __future__ import annotations

from collections.abc import Callable

from tests.fakes import replies
from tests.fakes.calls import Call
from tests.fakes.refusals import conflict
from tests.fakes.updates import UpdateQueue
from tests.fakes.webhook import Attempt, Webhook, read_settings
from tests.fakes.wire import Answer, Reply

LONGEST_POLL_SECONDS = 50


class UpdateMethods:
    """Hand out what waits in the queue, one way at a time."""

    def __init__(self, queue: UpdateQueue, changed: Callable[[], None], retry_pace: float) -> None:
        self.queue = queue
        self.routes: dict[str, str] = {}
        self.webhook: Webhook | None = None
        self.attempts: list[Attempt] = []
        self._changed = changed
        self._retry_pace = retry_pace
        self._methods: dict[str, Callable[[Call], Answer]] = {
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._webhook_info,
        }

    def names(self) -> tuple[str, ...]:
        """Return the names of the methods."""
        return tuple(self._methods)

    def answer(self, call: Call) -> Answer:
        """Answer a call; it raises Refusal, at once or when it is awaited."""
        return self._methods[call.method](call)

    def put(self, number: int, body: bytes, lane: int) -> None:
        """Queue an update, and let the webhook have it where one is set."""
        place, waiting = self.queue.put(number, body, lane)
        if self.webhook is not None:
            self.webhook.feed(place, waiting)

    async def stop(self) -> None:
        """Deliver no more."""
        if self.webhook is not None:
            await self.webhook.stop()
            self.webhook = None

    def _get_updates(self, call: Call) -> Answer:
        if self.webhook is not None:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        self.queue.end_poll(
            conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        )
        self.queue.want(call.nested("allowed_updates", "allowed updates"))
        self.queue.confirm(call.number("offset"))
        limit, seconds = call.number("limit", 100), min(call.number("timeout"), LONGEST_POLL_SECONDS)
        batch = self.queue.batch(limit)
        return self._poll(limit, seconds) if seconds > 0 and not batch else replies.updates(batch)

    async def _poll(self, limit: int, seconds: float) -> Reply:
        await self.queue.wait(seconds)
        return replies.updates(self.queue.batch(limit))

    async def _set_webhook(self, call: Call) -> Reply:
        if not call.text("url"):
            return await self._delete_webhook(call)
        settings = read_settings(call, self.routes)
        self.queue.end_poll(conflict("terminated by setWebhook request"))
        self.queue.want(call.nested("allowed_updates", "allowed updates"))
        same = self.webhook is not None and self.webhook.settings == settings
        await self._clear(call)
        self.webhook = Webhook(settings, self.queue, self._retry_pace, self._changed, self.attempts)
        return replies.result(True, "Webhook is already set" if same else "Webhook was set")

    async def _delete_webhook(self, call: Call) -> Reply:
        was_set = self.webhook is not None
        await self._clear(call)
        return replies.result(True, "Webhook was deleted" if was_set else "Webhook is already deleted")

    async def _clear(self, call: Call) -> None:
        await self.stop()
        if call.flag("drop_pending_updates"):
            self.queue.clear()

    def _webhook_info(self, call: Call) -> Reply:
        info = self.webhook.info() if self.webhook else {"url": ""}
        wanted = {"allowed_updates": self.queue.wanted()} if self.queue.wanted() else {}
        waiting = {"has_custom_certificate": False, "pending_update_count": len(self.queue)}
        return replies.result(info | waiting | wanted)
