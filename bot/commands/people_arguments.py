"""The arguments of `thidua people`."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from bot.commands import people
from bot.commands.arguments import read_settings
from bot.people.invitations import INVITATION_DAYS, MOST_INVITATION_DAYS
from bot.people.roles import Role

people_cli = typer.Typer(
    invoke_without_command=True,
    help=(
        "Who may ask, and what each may see. Roles: member (asks), editor (also loads and corrects plans), "
        "administrator (also lets people in and out). Alone: list everybody."
    ),
)

_BOT_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")


def _check_bot_name(name: str | None) -> str | None:
    plain = name.removeprefix("@") if name else None
    if plain is not None and not _BOT_NAME.fullmatch(plain):
        raise typer.BadParameter("give the user name of the bot, such as thidua_bot")
    return plain


Number = Annotated[int, typer.Argument(metavar="ID", help="The number, as `thidua people` prints it.")]
ChatNumber = Annotated[
    int, typer.Argument(metavar="ID", help="The number, as `thidua people chats` prints it.")
]
Code = Annotated[str, typer.Argument(metavar="CODE", help="The six digits that the person was shown.")]
RoleChoice = Annotated[Role, typer.Option("--role", help="What they may do.")]
NewRole = Annotated[Role, typer.Argument(metavar="ROLE", help="member, editor or administrator.")]
InGroups = Annotated[
    list[str] | None, typer.Option("--group", help="A group of people to put them into; can be repeated.")
]
Groups = Annotated[list[str], typer.Argument(metavar="GROUP...", help="Groups of people.")]
AnyGroups = Annotated[
    list[str] | None,
    typer.Argument(metavar="[GROUP...]", help="The groups to be in, and no others; none takes out of all."),
]
Plan = Annotated[str, typer.Argument(metavar="PLAN", help="The id, as `thidua plans` prints it.")]


@people_cli.callback()
def list_(
    context: typer.Context,
    codes: Annotated[
        bool, typer.Option("--codes", help="Show the codes of those who wait. Better: have them told to you.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List who is in, who waits with a code, and which invitations are open."""
    if context.invoked_subcommand is None:
        people.list_people(read_settings(), codes=codes, as_json=as_json)


@people_cli.command()
def approve(code: Code, role: RoleChoice = "member", groups: InGroups = None) -> None:
    """Let in who waits with a code. Ask them for it: a name can be anybody's."""
    people.approve(read_settings(), code, role, groups or ())


@people_cli.command()
def decline(code: Code) -> None:
    """Turn away who waits with a code."""
    people.decline(read_settings(), code)


@people_cli.command()
def invite(
    role: RoleChoice = "member",
    groups: InGroups = None,
    name: Annotated[str, typer.Option(help="What to call them, whatever they call themselves.")] = "",
    days: Annotated[
        int, typer.Option(min=1, max=MOST_INVITATION_DAYS, help="How long it is good.")
    ] = INVITATION_DAYS,
    bot: Annotated[
        str | None, typer.Option(callback=_check_bot_name, help="The bot's user name, to write the link out.")
    ] = None,
) -> None:
    """Make an invitation: whoever opens it first is in, once. Give it to the person alone."""
    people.invite(read_settings(), role, groups or (), name, days, bot)


@people_cli.command()
def revoke(number: Annotated[int, typer.Argument(metavar="NUMBER", help="Of the invitation.")]) -> None:
    """Make an invitation void."""
    people.revoke(read_settings(), number)


@people_cli.command()
def role(number: Number, role: NewRole) -> None:
    """Give somebody another role."""
    people.change_role(read_settings(), number, role)


@people_cli.command()
def group(number: Number, groups: AnyGroups = None) -> None:
    """Put somebody into groups of people, and out of all others."""
    people.put_into_groups(read_settings(), number, groups or ())


@people_cli.command()
def remove(number: Number) -> None:
    """Make somebody a stranger at once."""
    people.remove(read_settings(), number)


@people_cli.command()
def groups() -> None:
    """List the groups of people: who is in each, and which plans are limited to it."""
    people.list_groups(read_settings())


@people_cli.command()
def limit(
    plan: Plan,
    groups: Groups,
    ahead: Annotated[
        bool, typer.Option("--ahead", help="Limit a plan before it is loaded, so that it is never open.")
    ] = False,
) -> None:
    """Show a plan to these groups and to nobody else.

    Administrators see it only when they are in one of the groups. A plan without a limit is open to
    everybody who is in. The limit outlives a new version of the plan; `thidua forget` drops it.
    """
    people.limit(read_settings(), plan, groups, ahead=ahead)


@people_cli.command()
def unlimit(plan: Plan) -> None:
    """Open a plan to everybody who is in."""
    people.unlimit(read_settings(), plan)


@people_cli.command()
def chats() -> None:
    """List the group chats that the assistant is in."""
    people.list_chats(read_settings())


@people_cli.command("approve-chat")
def approve_chat(number: ChatNumber) -> None:
    """Let the assistant answer members in a group chat."""
    people.set_chat(read_settings(), number, approved=True)


@people_cli.command("close-chat")
def close_chat(number: ChatNumber) -> None:
    """Let the assistant say nothing more in a group chat."""
    people.set_chat(read_settings(), number, approved=False)
