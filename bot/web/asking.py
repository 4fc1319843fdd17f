"""A request body in, a message out; a reply in, the answer line out."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException

from bot.messages import Message, Person, Quotation, Reply, describe
from bot.web.citing import ANCHOR
from corpus.text import nfc

if TYPE_CHECKING:
    from starlette.requests import Request

LARGEST_BODY = 256 * 1024
LONGEST_KEY = 64
# Until people are told apart, everybody on this computer is one person.
CHANNEL = "web"
SOMEBODY = Person(channel=CHANNEL, id="local")


class Refused(HTTPException):
    """A request that is turned away; `detail` names the line in the words of the interface."""


async def read_message(request: Request) -> Message:
    """Read the question out of a request. Raises Refused."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(415, "not_json")
    body = _parse(await _read_body(request))
    question, previous = body.get("question"), body.get("previous")
    plan, key = body.get("plan"), body.get("key")
    if not isinstance(question, str) or not all(
        isinstance(each, str | None) for each in (previous, plan, key)
    ):
        raise Refused(400, "wrong_fields")
    return Message(
        text=_clean(question), person=SOMEBODY, previous=_clean(previous) if previous else None,
        plan=_clean(plan) if plan else None, key=_clean(key or "")[:LONGEST_KEY],
    )  # fmt: skip


async def _read_body(request: Request) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            raise Refused(413, "too_large")
    return bytes(body)


def _parse(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Refused(400, "bad_json") from error
    if not isinstance(value, dict):
        raise Refused(400, "wrong_fields")
    return value


def _clean(text: str) -> str:
    """Give the text in NFC, with halves of characters (which JSON can smuggle in) replaced."""
    return nfc(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def show_reply(reply: Reply, milliseconds: float) -> dict[str, object]:
    """Give the answer line of a reply, with what the page needs besides."""
    line = describe(reply)
    citations = [_show_quotation(each) for each in reply.quotations]
    shown = {"summary": reply.summary, "notes": reply.notes, "question": reply.question}
    return {**line, "citations": citations, "ms": round(milliseconds, 1), **shown}


def _show_quotation(quotation: Quotation) -> dict[str, object]:
    return {**asdict(quotation), "url": address_excerpt(quotation)}


def address_excerpt(quotation: Quotation) -> str:
    """Give the address of the plan's page, opened at the excerpt."""
    offsets = urlencode({"start": quotation.start, "end": quotation.end})
    return f"/plans/{quote(quotation.plan, safe='')}?{offsets}#{ANCHOR}"
