"""Whether the channel is in place: lines for the operator, each of which says what to do."""

from __future__ import annotations

from telegram import Bot, User, WebhookInfo
from telegram.error import Conflict, EndPointNotFound, InvalidToken

from bot.channels.telegram_faults import NEW_TOKEN, Faults, give_reason
from bot.channels.telegram_secrecy import Secrets
from bot.errors import ChannelRefused


async def check_bot(bot: Bot, secrets: Secrets, address: str) -> list[str]:
    """Ask Telegram about the bot. Raises ChannelRefused.

    `address` is where Telegram is to call, "" where it is polled.
    """
    try:
        me, webhook = await bot.get_me(), await bot.get_webhook_info()
    except (InvalidToken, EndPointNotFound) as error:
        raise ChannelRefused(f"Telegram does not take the token: {NEW_TOKEN}") from error
    except Conflict as error:
        raise ChannelRefused(
            "Telegram: this bot is also used elsewhere: stop the other program, or give this one a bot of"
            " its own"
        ) from error
    except Faults as error:
        reason = give_reason(error, secrets)
        raise ChannelRefused(f"Telegram cannot be reached ({reason}): check the network") from error
    return [f"Telegram: @{me.username} is known", *_on_groups(me), *_on_delivery(webhook, secrets, address)]


def _on_groups(me: User) -> list[str]:
    if not me.can_join_groups:
        return ["Telegram groups: switched off; to allow them: @BotFather, /setjoingroups"]
    if me.can_read_all_group_messages:
        return [
            "Telegram groups: all that is said there is sent to this bot; better switch that off:"
            " @BotFather, /setprivacy, Enable"
        ]
    return ["Telegram groups: only what is said to this bot is sent to it (privacy mode), as it should be"]


def _on_delivery(webhook: WebhookInfo, secrets: Secrets, address: str) -> list[str]:
    lines = [_on_address(webhook.url, address)]
    if webhook.pending_update_count:
        lines.append(f"Telegram: {webhook.pending_update_count} updates wait; thidua serve takes them in")
    if webhook.last_error_message:
        said = secrets.scrub(" ".join(webhook.last_error_message.split()))[:200]
        lines.append(f"Telegram could not deliver ({said}): check the reverse proxy and its certificate")
    return lines


def _on_address(known: str, address: str) -> str:
    if known == address:
        return "Telegram delivery: by webhook" if address else "Telegram delivery: by polling"
    if not address:
        return "Telegram delivery: a webhook is set elsewhere; thidua serve removes it and polls"
    return "Telegram delivery: the webhook is not set yet; thidua serve sets it"
