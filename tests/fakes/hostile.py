"""Updates as nobody should send them: malformed, forged, too large, replayed. Seeded, so that a run repeats.

    storm = Storm(seed=1, cast=cast, files=["file-1"])
    blow = storm.blow()          # blow.body is the update, blow.wants_word says who must be answered

KINDS is the visible table: what there is, and how often of a hundred or so. What is said stands in
hostile_words.py.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.fakes import hostile_words as words
from tests.fakes.entities import utf16_length
from tests.fakes.hostile_cast import Blow, Cast, Seen
from tests.fakes.hostile_shapes import deepen, spoil
from tests.fakes.update_bodies import Body, found_entities, private

MOST_KEPT = 400
HUGE_TEXT = 10 * 1024 * 1024


class Storm:
    """Makes updates of a cast. `buttons` are those that were shown, which others then press."""

    def __init__(self, *, seed: int, cast: Cast, files: Sequence[str] = ()) -> None:
        self._chance = random.Random(seed)
        self.cast = cast
        self._files = files
        self._update = 10_000
        self._message = 1_000_000
        self._past: list[Body] = []
        self.buttons: list[Seen] = []

    def blow(self) -> Blow:
        """Make the next update."""
        kind = self._chance.choices(list(KINDS), [weight for _, weight in KINDS.values()])[0]
        made = KINDS[kind][0](self)
        blow = made if isinstance(made, Blow) else Blow(kind=kind, body=made)
        if kind != "replay":
            blow = Blow(
                kind=kind, chat=blow.chat, wants_word=blow.wants_word,
                body={"update_id": self._number(), **blow.body},
            )  # fmt: skip
            self._past.append(blow.body)
            del self._past[:-MOST_KEPT]
        return blow

    def last(self, by: Body) -> Body:
        """Make one that is in order, so that what came before it is confirmed."""
        return {"update_id": self._number(), "message": self._said(by, private(by), text="hạn nộp báo cáo?")}

    def text(self) -> Body:
        by, chat = self._place()
        return {"message": self._said(by, chat, text=self._addressed(self._one(words.TEXTS), chat))}

    def command(self) -> Body:
        by, chat = self._place()
        name = self._one(words.COMMANDS)
        to = self._one(["", "", "", f"@{self.cast.bot['username']}", "@another_bot"])
        argument = self._one([self._one(words.TEXTS), self._one(words.ARGUMENTS), ""])
        return {"message": self._said(by, chat, text=f"/{name}{to} {argument}".strip())}

    def guess(self) -> Body:
        """Guess codes and invitations, whoever it is."""
        by, chat = self._place()
        code = f"{self._chance.randrange(10**6):06d}"
        token = "".join(self._chance.choices("abcXYZ0189-_", k=self._one([3, 22, 43, 64, 300])))
        said = [
            f"/duyet {code}",
            f"/duyet {code} quản trị",
            f"/approve {code}",
            f"/start {token}",
            code,
            token,
        ]
        return {"message": self._said(by, chat, text=self._one(said))}

    def unreadable(self) -> Blow:
        by, chat = self._place()
        what = self._one(list(words.UNREADABLE))
        message = self._said(by, chat, **{what: words.UNREADABLE[what]})
        if self._chance.random() < 0.3:
            message["caption"] = self._one(words.TEXTS)
        is_due = by in self.cast.insiders and chat["type"] == "private"
        return Blow(
            kind=what, body={"message": message}, chat=chat["id"],
            wants_word=message["message_id"] if is_due else 0,
        )  # fmt: skip

    def document(self) -> Blow:
        by, chat = self._place()
        file: Body = {"file_id": self._one([*self._files, "forged", "x" * 3000]), "file_unique_id": "u"}
        name = self._one(words.FILE_NAMES)
        if name is not None:
            file["file_name"] = name
        file["file_size"] = self._one([10, 0, 10**9, -1])
        message = self._said(by, chat, document=file)
        is_due = by in self.cast.insiders and chat["type"] == "private" and file["file_id"] != "forged"
        return Blow(
            kind="document", body={"message": message}, chat=chat["id"],
            wants_word=message["message_id"] if is_due and file["file_id"] in self._files else 0,
        )  # fmt: skip

    def press(self) -> Body:
        """Press what another was shown, what nobody was shown, or, where it does no harm, one's own."""
        by, chat = self._place()
        data = self._one(words.CALLBACKS)
        message = self._message
        if self.buttons and self._chance.random() < 0.7:
            seen = self._one(self.buttons)
            data, message = seen.data, seen.message
            chat = self._one([chat, {"id": seen.chat, "type": "private", "first_name": "X"}])
            owner = next((one for one in self.cast.people if one["id"] == seen.chat), None)
            if owner and words.is_harmless(seen.label):
                by, chat = owner, private(owner)
            elif by == owner:
                # Whoever may let somebody in, and does, is no attack.
                data = "forged"
        query = {"id": str(self._chance.randrange(10**15)), "from": by, "chat_instance": "1", "data": data}
        shown = {"message_id": message, "date": 0, "chat": chat}
        return {"callback_query": query | self._one([{"message": shown}, {"message": shown}, {}])}

    def edit(self) -> Body:
        by, chat = self._place()
        message = self._said(by, chat, text=self._one(words.TEXTS)) | {"edit_date": words.NOW + 5}
        message["message_id"] = self._one([message["message_id"], max(self._message - 30, 1), 1])
        return {"edited_message": message}

    def reply(self) -> Body:
        """Answer a message that is gone, of the assistant or of anybody."""
        by, chat = self._place()
        author = self._one([self.cast.bot, self._one(self.cast.people)])
        gone = {"message_id": self._one([1, 10**9]), "date": 0, "chat": chat, "from": author, "text": "…"}
        return {"message": self._said(by, chat, text=self._one(words.TEXTS), reply_to_message=gone)}

    def other(self) -> Body:
        """Let somebody speak who is no person, or whose words are another's."""
        by, chat = self._place()
        message = self._said(by, chat, text=self._one(words.TEXTS))
        kind = self._one(["bot", "channel", "hidden", "forwarded", "via", "forged", "nobody"])
        if kind == "bot":
            message["from"] = {**by, "is_bot": True}
        elif kind == "channel":
            post = message | {"chat": {"id": -1009, "type": "channel", "title": "Kênh"}}
            return {self._one(["channel_post", "edited_channel_post"]): post}
        elif kind == "hidden":
            message["sender_chat"] = self._one([chat, {"id": -1009, "type": "channel", "title": "Kênh"}])
        elif kind == "forwarded":
            message["forward_origin"] = {"type": "user", "date": 0, "sender_user": by}
        elif kind == "via":
            message["via_bot"] = self.cast.bot
        elif kind == "forged":
            # A chat with one person in which another speaks: no platform sends that.
            message["chat"], message["from"] = (
                private(self._one(self.cast.strangers)),
                self._one(self.cast.insiders),
            )
        else:
            del message["from"]
        return {"message": message}

    def company(self) -> Body:
        """Let people come and go, and the assistant be put in and out."""
        by = self._one(self.cast.people)
        group = self._one(self.cast.groups)
        if self._chance.random() < 0.4:
            who = self._one(self.cast.people)
            field = self._one([{"new_chat_members": [who]}, {"left_chat_member": who}])
            return {"message": self._said(by, group, **field)}
        statuses = ["member", "left", "kicked", "restricted", "administrator", "odd", None]
        old, new = ({"user": by, "status": self._one(statuses)} for _ in range(2))
        if self._chance.random() < 0.4:
            body = {"chat": group, "from": by, "date": 0, "old_chat_member": old, "new_chat_member": new}
            return {"chat_member": body}
        fickle = self._one(self.cast.fickle)
        chat = self._one([self._one(self.cast.loose), private(fickle)])
        mine = [{"user": self.cast.bot, "status": self._one(statuses[:5])} for _ in range(2)]
        body = {
            "chat": chat,
            "from": fickle,
            "date": 0,
            "old_chat_member": mine[0],
            "new_chat_member": mine[1],
        }
        return {"my_chat_member": body}

    def migration(self) -> Body:
        by, chat = self._place()
        number = self._one(
            [0, 1, -1, chat["id"], 2**62, 2**70, "x", None, True, self._one(self.cast.strangers)["id"]]
        )
        field = self._one(["migrate_to_chat_id", "migrate_from_chat_id"])
        return {"message": self._said(by, chat, **{field: number})}

    def broken(self) -> Body:
        """Take something in order and spoil it: fields missing, of another type, nested, huge."""
        makers = [Storm.text, Storm.command, Storm.press, Storm.edit, Storm.reply, Storm.company]
        return spoil(self._one(makers)(self), self._chance)

    def nested(self) -> Body:
        return deepen(self.text(), self._chance.randrange(5, 300))

    def shapeless(self) -> Body:
        """Make an update that is hardly one, or whose number is none."""
        ids = [None, "7", True, 1.5, -3, [], {}]
        return self._one(
            [{}, {"message": []}, {"message": "x"}, {"poll": {"id": "1"}}, {"callback_query": 7}, {"new": {}}]
        ) | self._one([{}, {"update_id": self._one(ids)}])

    def huge(self) -> Body:
        by, chat = self._place()
        return {
            "message": self._said(by, chat, text=self._one(["giấy khen ", "🏆", "k"]) * (HUGE_TEXT // 10))
        }

    def replay(self) -> Blow:
        body = self._one(self._past) if self._past else self.text() | {"update_id": self._number()}
        return Blow(kind="replay", body=body)

    def _number(self) -> int:
        self._update += 1
        return self._update

    def _one(self, choices: Sequence[Any]) -> Any:
        return self._chance.choice(choices)

    def _place(self) -> tuple[Body, Body]:
        """Choose who does something, and where: alone with the assistant, or in a group."""
        by = self._one(self._one([self.cast.strangers, self.cast.insiders, self.cast.people]))
        return by, private(by) if self._chance.random() < 0.7 else self._one(self.cast.groups)

    def _addressed(self, text: str, chat: Body) -> str:
        is_group = chat["type"] != "private"
        return f"@{self.cast.bot['username']} {text}" if is_group and self._chance.random() < 0.7 else text

    def _said(self, by: Body, chat: Body, **content: Any) -> Body:
        self._message += 1
        body = {"message_id": self._message, "date": words.NOW, "from": by, "chat": chat, **content}
        if isinstance(text := content.get("text"), str) and len(text) < 5000:
            body["entities"] = self._one([_entities(text), _entities(text), words.ODD_ENTITIES])
        return body


def _entities(text: str) -> list[Body]:
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return found_entities(whole) if utf16_length(whole) else []


KINDS: Mapping[str, tuple[Callable[[Storm], Body | Blow], float]] = {
    "text": (Storm.text, 16), "command": (Storm.command, 16), "guess": (Storm.guess, 6),
    "unreadable": (Storm.unreadable, 10), "document": (Storm.document, 4), "press": (Storm.press, 12),
    "edit": (Storm.edit, 5), "reply": (Storm.reply, 4), "other": (Storm.other, 8),
    "company": (Storm.company, 6), "migration": (Storm.migration, 2), "broken": (Storm.broken, 10),
    "nested": (Storm.nested, 2), "shapeless": (Storm.shapeless, 3), "huge": (Storm.huge, 0.1),
    "replay": (Storm.replay, 6),
}  # fmt: skip
