"""Audit: who asked what, which citations, who changed what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from bot.messages import Person
from bot.people.invitations import DAY_SECONDS
from bot.store.audit import AuditStore, Deed

if TYPE_CHECKING:
    from corpus.connections import Connections

# What of a detail stays: places, numbers and words of our own. All else may be what a person wrote, and is
# emptied after the days that are set, and when the person asks to be forgotten.
LASTING = frozenset(
    {"citations", "plan", "plans", "found", "kind", "role", "groups", "channel", "chat", "days"}
)


class Audit:
    """Record what was done, and give it back."""

    def __init__(self, connections: Connections, *, clock: Callable[[], float], keep_days: int) -> None:
        self._connections = connections
        self._store = AuditStore(connections)
        self._clock = clock
        self._keep_seconds = keep_days * DAY_SECONDS

    def record(
        self, who: Person | None, action: str, detail: Mapping[str, Any], *, about: Person | None = None
    ) -> None:
        """Note that somebody did something, in the caller's transaction if there is one.

        Of an answered question, `detail` is {"question": its words, "found": …, "citations": [{"plan",
        "page", "start", "end"}, …]}. Keys outside `LASTING` are kept as long as questions are, or not at all.
        """
        words = {key: value for key, value in detail.items() if key not in LASTING}
        deed = Deed(
            at=self._clock(),
            action=action,
            who=who,
            about=about,
            detail={key: value for key, value in detail.items() if key in LASTING},
            words=words if self._keep_seconds else {},
        )
        with self._connections.write():
            self._store.add(deed)
            self.sweep()

    def export(self, since: float = 0.0) -> Iterator[dict[str, Any]]:
        """Give what was done since then, in order: {"at", "action", "who", "about", "detail"}."""
        self.sweep()
        for deed in self._store.read(since):
            yield {
                "at": deed.at,
                "action": deed.action,
                "who": _describe(deed.who, deed.name),
                "about": _describe(deed.about, deed.about_name),
                "detail": {**deed.detail, **deed.words},
            }

    def sweep(self) -> None:
        """Empty the words that have been kept long enough; also what a clock that ran ahead has dated."""
        now = self._clock()
        self._store.empty_words(before=now - self._keep_seconds, after=now + self._keep_seconds)


def _describe(person: Person | None, name: str) -> dict[str, str] | None:
    return None if person is None else {"channel": person.channel, "id": person.id, "name": name}
