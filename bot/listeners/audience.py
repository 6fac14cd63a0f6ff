"""Who hears what: channels that are shared or gain and lose people, and people who become guests or leave.

Each is acted on before the next message: what was known of the channel is forgotten, and the cards in it are looked
at anew. The relay decides what they may still show (``bot/discretion.py``).
"""

from dataclasses import replace

from bot.context import Desk
from bot.envelope import Body, of_event
from bot.listeners import home
from bot.standing import shown_again
from flows.ports import Person, UnitOfWork
from flows.rhythm.moving import meet


def channel_changed(desk: Desk, body: Body) -> None:
    """A channel was shared with another organisation, or is its own again."""
    _look_again(desk, body, body["event"]["channel"])


def member_moved(desk: Desk, body: Body) -> None:
    """Somebody joined or left a channel. A colleague changes nothing about who may hear what."""
    event, envelope = body["event"], of_event(body)
    with desk.store.read() as reads:
        person = reads.person(desk.team.id, envelope.user_id)
    caller_is_ours = envelope.user_team in ("", desk.team.id)
    if person is None or person.is_guest or not caller_is_ours:
        _look_again(desk, body, event["channel"])


def person_changed(desk: Desk, body: Body, now_is: Person) -> None:
    """Keep what Slack says of a person. Where they are a guest now, or none any more, their home is shown anew.

    Without a locale in the event the known one stays until the person has been looked up. What waits for whoever has
    moved is looked at anew.
    """
    envelope = of_event(body)
    with desk.store.write() as uow:
        was = uow.reads.person(desk.team.id, now_is.user_id)
        if was is None and not now_is.locale:
            return  # somebody new: looked up first, so that they are greeted in their language
        moved = _keep(desk, uow, _with_locale(now_is, was))
        other = was is None or (was.is_guest, was.deleted) != (now_is.is_guest, now_is.deleted)
        if was is not None and other:
            uow.channels.forget(desk.team.id)
            home.show(desk, uow, desk.recognise(uow.reads, envelope))
        uow.commit()
    if other:
        desk.reconsider("")
    if other or moved:
        desk.wake()


def _keep(desk: Desk, uow: UnitOfWork, person: Person) -> bool:
    """Whether they have moved."""
    return bool(meet([person], uow=uow, working=desk.working, now=desk.clock.now(), new_id=desk.new_id))


def _with_locale(now_is: Person, was: Person | None) -> Person:
    """What the event does not say stays as it was."""
    if now_is.locale or was is None:
        return now_is
    return replace(now_is, locale=was.locale, tz=now_is.tz or was.tz)


def _look_again(desk: Desk, body: Body, channel_id: str) -> None:
    """Forget the channel and have the cards of its projects rendered anew, once for each event."""
    key = of_event(body).request_key
    desk.reconsider(channel_id)
    now = desk.clock.now()
    with desk.store.write() as uow:
        if not uow.inbox.remember(desk.team.id, key, None, now=now):
            return
        uow.channels.forget(desk.team.id, channel_id)
        rows = uow.reads.card_of_channel(desk.team.id, channel_id)
        again = (notice for row in rows for notice in shown_again(uow.reads, desk.team.id, row.id, channel_id, key))
        uow.outbox.put(again, now=now, new_id=desk.new_id)
        uow.commit()
    desk.lookout.learn(channel_id)
    desk.wake()
