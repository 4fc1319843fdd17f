"""What can go wrong in the bot.

BotError
├── UnfoundedStatement   a quote or a statement that does not rest on a stored source
├── PlansInMotion        plans that are replaced faster than an answer takes
├── StillAnswering       a question that another request is being answered for
├── BrokenTemplates      templates that do not fit together
├── BadQuestions         a file of questions that cannot be read
├── BadReview            a review of a mark that is not there, or of words that no plan has
├── IngestFailed         files that were left out
├── ServeError           what serves chats cannot go on
│   ├── PublicAddressRefused   an address that others could reach
│   ├── PortInUse              another program listens there already
│   ├── AddressUnusable        an address or port that this computer does not give
│   ├── ChannelRefused         a channel that does not accept how it is set up (a wrong token)
│   ├── ChannelDeaf            a channel from which nothing is heard any more
│   └── IntakeFailed           what came in cannot be stored
├── PeopleError          someone who may not, or is not known
│   ├── NotAllowed             what the person's role does not reach
│   ├── UnknownCode            a pairing code that nobody waits with
│   │   ├── CodeUsed               one that was approved before
│   │   └── TooManyWrongCodes      none is looked at for a while, after so many wrong ones
│   ├── InvitationRefused      an invitation that is unknown, used or past
│   ├── AlreadyMember          a person who is in, at the door
│   ├── LastAdministrator      the office would be without one
│   ├── UnknownMember          a number that nobody has
│   ├── UnknownChat            a group that the assistant is not in
│   └── BadGroup               a name of a group that cannot be kept, or none where one is needed
└── SendError            a message that was not delivered, or may not have been
    ├── RetryLater             it was not, and can be tried again after a while
    ├── ChatMoved              it was not: the chat has a new id
    ├── Undeliverable          it was not, and never will be
    │   └── Blocked                the person wants no messages, or is gone
    └── Ambiguous              nobody knows whether it was

Every message is one line and says what to do next.
"""

from __future__ import annotations


class BotError(Exception):
    """Base of all errors of this layer."""


class UnfoundedStatement(BotError):
    """A quote that does not stand in the stored source, or a statement without one: never shown."""


class PlansInMotion(BotError):
    """Plans that are replaced faster than an answer takes."""


class StillAnswering(BotError):
    """A question that is being answered for another request of the same key."""


class BrokenTemplates(BotError):
    """Templates that differ between languages, or ask for what they are not given."""


class BadQuestions(BotError):
    """A file of questions that cannot be read."""


class BadReview(BotError):
    """A review of a mark that is not there, or by words that no plan has."""


class IngestFailed(BotError):
    """Files that are no plans and were left out; those that are were loaded."""


class ServeError(BotError):
    """The web chat cannot be served."""


class PublicAddressRefused(ServeError):
    """An address that others than this computer could reach."""


class PortInUse(ServeError):
    """A port on which another program listens already."""


class AddressUnusable(ServeError):
    """An address or a port that this computer does not give."""


class ChannelRefused(ServeError):
    """A channel that does not accept how it is set up, such as a wrong token."""


class ChannelDeaf(ServeError):
    """A channel from which nothing is heard any more; the process ends, to be started again."""


class IntakeFailed(ServeError):
    """What came in cannot be stored; the process ends, and the channel keeps it until the next start."""


class PeopleError(BotError):
    """Something that a person may not do, or a person or group that is not known."""


class NotAllowed(PeopleError):
    """What the role of a person does not reach."""


class UnknownCode(PeopleError):
    """A pairing code that nobody waits with."""


class CodeUsed(UnknownCode):
    """A pairing code that was approved before."""


class TooManyWrongCodes(UnknownCode):
    """Codes that are not looked at for `seconds`, as too many wrong ones came before."""

    def __init__(self, line: str, *, seconds: float) -> None:
        super().__init__(line)
        self.seconds = seconds


class InvitationRefused(PeopleError):
    """An invitation that is unknown, used or past."""


class AlreadyMember(PeopleError):
    """A person who is in and came to the door again."""


class LastAdministrator(PeopleError):
    """The last administrator, who stays one unless the operator says otherwise."""


class UnknownMember(PeopleError):
    """A number that no person has."""


class UnknownChat(PeopleError):
    """A group that the assistant is not in."""


class BadGroup(PeopleError):
    """The name of a group of people that cannot be kept, or none where one is needed."""


class SendError(BotError):
    """A message that was not delivered, or may not have been."""


class RetryLater(SendError):
    """A message that was not delivered and can be tried again after `seconds`."""

    def __init__(self, line: str, *, seconds: float) -> None:
        super().__init__(line)
        self.seconds = seconds


class ChatMoved(SendError):
    """A message that was not delivered because its chat now has the id `moved_to`."""

    def __init__(self, line: str, *, moved_to: str) -> None:
        super().__init__(line)
        self.moved_to = moved_to


class Undeliverable(SendError):
    """A message that was not delivered and never will be."""


class Blocked(Undeliverable):
    """A person who wants no messages, or is gone."""


class Ambiguous(SendError):
    """A message of which nobody knows whether it was delivered."""
