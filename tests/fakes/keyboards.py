"""Keyboards below messages, checked as the platform checks them."""

from __future__ import annotations

from typing import Any

from tests.fakes.calls import Call
from tests.fakes.refusals import bad_request

MOST_IN_ROW = 8
MOST_BUTTONS = 100
MOST_DATA_BYTES = 64
_OTHERS = {"keyboard", "remove_keyboard", "force_reply"}
_ACTIONS = {
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "web_app",
    "login_url",
    "copy_text",
    "pay",
}


def read_keyboard(call: Call) -> dict[str, Any] | None:
    """Return the keyboard of a call, None where it has none; 400 where the platform would not show it."""
    markup = call.nested("reply_markup", "reply keyboard markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        return markup if _OTHERS & markup.keys() else None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if any(len(row) > MOST_IN_ROW for row in rows) or sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check(button)
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _check(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= MOST_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif "url" in button:
        if not str(button["url"]).startswith(("http://", "https://", "tg://")):
            raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    elif not _ACTIONS & button.keys():
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )


def data_of(markup: dict[str, Any] | None, label: str) -> str:
    """Return the data behind the button of this label; a KeyError where the keyboard has none."""
    rows = (markup or {}).get("inline_keyboard", [])
    buttons = {button["text"]: button.get("callback_data", "") for row in rows for button in row}
    if label not in buttons:
        raise KeyError(f"no button {label!r}: there are {sorted(buttons)}")
    return str(buttons[label])
