"""Channels, people and the app itself that go and come back: what is meant for them is kept meanwhile.

What an event does not tell, because it was lost, the relay finds out with the next message (``bot/pausing.py``).
"""

from bot.context import Desk
from bot.envelope import Body, of_event
from bot.listeners import audience
from bot.pausing import pause, pause_all
from bot.residents import GONE as GONE_PERSON
from flows.ports import Person

ARCHIVED, GONE, LEFT = "is_archived", "channel_not_found", "not_in_channel"


def archived(desk: Desk, body: Body) -> None:
    _close(desk, body, body["event"]["channel"], ARCHIVED)


def deleted(desk: Desk, body: Body) -> None:
    _close(desk, body, body["event"]["channel"], GONE)


def removed(desk: Desk, body: Body) -> None:
    """We were taken out of a channel."""
    _close(desk, body, body["event"]["channel"], LEFT)


def unarchived(desk: Desk, body: Body) -> None:
    _open(desk, body, body["event"]["channel"])


def renamed(desk: Desk, body: Body) -> None:
    """Nothing has to wait: Slack shows the new name wherever a message names the channel."""
    desk.reconsider(body["event"]["channel"]["id"])


def joined(desk: Desk, body: Body) -> None:
    """Somebody joined a channel: where it was the bot, it can write there again."""
    if body["event"].get("user") == desk.team.bot_user_id:
        _open(desk, body, body["event"]["channel"])
    else:
        audience.member_moved(desk, body)


def left(desk: Desk, body: Body) -> None:
    """Somebody left a channel, or was removed."""
    if body["event"].get("user") == desk.team.bot_user_id:
        removed(desk, body)
    else:
        audience.member_moved(desk, body)


def person_moved(desk: Desk, body: Body, person: Person) -> None:
    """A person was deactivated, or is back. Called after what Slack says of them has been kept."""
    with desk.store.read() as reads:
        was_paused = reads.pause(desk.team.id, person.user_id) is not None
    if person.deleted and not was_paused:
        _close(desk, body, person.user_id, GONE_PERSON)
    elif was_paused and not person.deleted:
        _open(desk, body, person.user_id)


def token_revoked(desk: Desk, body: Body) -> None:
    """Slack names the tokens' users by kind; only the bot's own is ours."""
    if (body["event"].get("tokens") or {}).get("bot"):
        _halt(desk, "token_revoked")


def uninstalled(desk: Desk, _body: Body) -> None:
    _halt(desk, "app_uninstalled")


def _halt(desk: Desk, code: str) -> None:
    with desk.store.write() as uow:
        pause_all(uow, desk.team.id, code, now=desk.clock.now())
        uow.commit()
    desk.halt(code)


def _close(desk: Desk, body: Body, place: str, code: str) -> None:
    now = desk.clock.now()
    desk.reconsider(place)
    with desk.store.write() as uow:
        if not uow.inbox.remember(desk.team.id, f"{of_event(body).request_key}:closed", None, now=now):
            return
        pause(uow, desk.team.id, place, code, now=now, new_id=desk.new_id)
        uow.commit()
    desk.wake()


def _open(desk: Desk, body: Body, place: str) -> None:
    now = desk.clock.now()
    desk.reconsider(place)
    with desk.store.write() as uow:
        if not uow.inbox.remember(desk.team.id, f"{of_event(body).request_key}:open", None, now=now):
            return
        uow.pauses.end(desk.team.id, place, now=now)
        uow.commit()
    desk.wake()
