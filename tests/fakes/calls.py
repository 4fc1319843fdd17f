"""A call of a method: its parameters, whether they came as a query, a form, JSON or in parts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from tests.fakes.refusals import bad_request
from tests.fakes.wire import Request

_NAME = re.compile(rb'[; ]name="([^"]*)"')
_FILENAME = re.compile(rb'filename="([^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One call. Values are strings where they came by a form, and of any shape where they came as JSON."""

    method: str
    values: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a parameter as text, "" where it is not there."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def number(self, name: str, default: int = 0) -> int:
        """Return a parameter as a number, the default where it is none."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """Return whether a parameter says yes."""
        return str(self.values.get(name, "")).lower() in {"true", "yes", "1"}

    def nested(self, name: str, what: str) -> Any:
        """Return what a parameter holds as JSON, None where it is not there; 400 where it cannot be read."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None


def read_call(method: str, request: Request) -> Call:
    """Read the parameters of a call; 400 where they are not UTF-8 or cannot be parsed."""
    values: dict[str, Any] = dict(parse_qsl(request.query, keep_blank_values=True))
    kind, _, options = request.headers.get("content-type", "").partition(";")
    try:
        if kind == "application/json":
            return Call(method, values | _members(request.body))
        if kind == "multipart/form-data":
            fields, uploads = _parts(request.body, options.partition("boundary=")[2].strip('"'))
            return Call(method, values | fields, uploads)
        form = parse_qsl(request.body.decode(), keep_blank_values=True, errors="strict")
        return Call(method, values | dict(form))
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _members(body: bytes) -> dict[str, Any]:
    try:
        members = json.loads(body or b"{}")
    except ValueError:
        members = None
    if not isinstance(members, dict):
        raise bad_request("can't parse parameters JSON object")
    return members


def _parts(body: bytes, boundary: str) -> tuple[dict[str, str], dict[str, Upload]]:
    fields: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        named = _NAME.search(head)
        name = named.group(1).decode() if named else ""
        if filename := _FILENAME.search(head):
            uploads[name] = Upload(name=filename.group(1).decode(), content=content)
        else:
            fields[name] = content.decode()
    return fields, uploads
