"""Routes by which a test in another process rules the fake and reads what the bot did."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qs

from tests.fakes.bot_api import BotApi
from tests.fakes.wire import Answer, Reply, Request


class Control:
    """Answer the control routes of one fake. Bodies are JSON; so are replies."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._posts: dict[str, Callable[[Any], Any]] = {
            "deliver": lambda body: {"updates": api.deliver(*body["updates"])},
            "deliver_raw": lambda body: api.deliver_raw(*body["bodies"]),
            "press": lambda body: api.press(body["message_id"], body["chat_id"], body["label"], body["by"]),
            "faults": api.faults.add_entry,
            "clear_faults": lambda body: api.faults.clear(),
            "state": lambda body: api.set_state(body["chat_id"], body["state"]),
            "migrate": lambda body: {"updates": api.migrate(body["old"], body["new"], body["by"])},
            "expire_queries": lambda body: api.expire_queries(),
            "break_connections": lambda body: api.break_connections(),
            "route": lambda body: api.updates.routes.update({body["public"]: body["address"]}),
        }

    def answer(self, request: Request) -> Answer:
        """Do what a route says; 404 for one that is not there, 400 for what it cannot do."""
        try:
            return self._route(request)
        except (KeyError, TypeError, ValueError) as problem:
            return Reply(body=repr(problem).encode(), status=400, kind="text/plain")

    def _route(self, request: Request) -> Answer:
        name = request.path.removeprefix("/control/")
        query = {key: values[-1] for key, values in parse_qs(request.query).items()}
        if request.verb == "POST" and name == "file":
            return _json(self._api.add_file(query["name"], request.body))
        if request.verb == "POST" and name in self._posts:
            return _json(self._posts[name](json.loads(request.body or b"{}")))
        if name == "sent":
            return _json([asdict(sent) for sent in self._api.records.sent[int(query.get("since", 0)) :]])
        if name == "state":
            return self._state(int(query["after"]))
        return Reply(body=b"{}", status=404)

    async def _state(self, after: int) -> Reply:
        """Tell the counts as soon as something is newer than a version."""
        records = self._api.records
        await records.wait_until(lambda: records.version > after)
        return _json(
            {
                "version": records.version,
                "sent": len(records.sent),
                "unconfirmed": self._api.unconfirmed(),
                "polled": self._api.queue.polled(),
                "calls": dict(records.calls),
                "refused": records.refused,
                "actions": records.actions,
                "query_answers": [asdict(answer) for answer in records.query_answers],
                "webhook": self._api.updates.webhook.info() if self._api.updates.webhook else None,
                "webhook_attempts": len(self._api.updates.attempts),
            }
        )


def _json(body: Any) -> Reply:
    return Reply(body=json.dumps(body).encode())
