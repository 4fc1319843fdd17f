"""One of several processes that try the same thing at the same moment."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bot.errors import PeopleError
from bot.messages import Person
from bot.migrations import office
from bot.people.people import People
from bot.people.roles import TERMINAL
from corpus.connections import Connections


def attempt(people: People, what: str, secret: str, account: str) -> bool:
    """Approve a code or accept a token; tell whether that let anybody in."""
    try:
        if what == "approve":
            people.approve(secret, by=TERMINAL)
        else:
            people.accept(secret, Person(channel="telegram", id=account), name="", chat=account, language="")
    except PeopleError:
        return False
    return True


def main(path: str, what: str, secret: str, account: str) -> None:
    """Say that all is ready, wait for the word, try, and say whether it was won."""
    connections = Connections.open(Path(path), [office])
    people = People(connections, clock=time.time)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    sys.stdout.write("won\n" if attempt(people, what, secret, account) else "lost\n")
    connections.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
