"""The Events API: one listener, a table of event types. Slack repeats events, so each is remembered by its id."""

import logging
from collections.abc import Callable

from bot.blocks.lifecycle import answers
from bot.blocks.lifecycle import typed as views
from bot.context import Caller, Desk
from bot.envelope import Body, of_event
from bot.errors import explain
from bot.listeners import audience, home, reaching, typed
from bot.listeners.replies import NOTHING, AckBody
from bot.people import dnd_of, person_of
from flows.errors import LiandongError
from flows.rhythm.moving import undisturbed

log = logging.getLogger(__name__)

SPOKEN_SUBTYPES = ("", "file_share")
"""Messages a person wrote. Every other subtype is an edit, a deletion or Slack speaking."""


def hear(desk: Desk, body: Body) -> AckBody:
    """Take note of an event. What we have no use for is acknowledged, so that Slack does not repeat it."""
    handle = _EVENTS.get(body["event"]["type"])
    if handle is None:
        log.debug("event without use: %s", body["event"]["type"])
    else:
        handle(desk, body)
    return NOTHING


def refuse(desk: Desk, caller: Caller, body: Body, error: LiandongError) -> AckBody:
    """Whoever typed something hears why it led nowhere; other events have nobody to tell."""
    event = body["event"]
    if (event["type"] == "app_mention" or event.get("channel_type") == "im") and _is_a_persons(body):
        message = answers.problem(explain(error, caller.lens), caller.lens)
        desk.outward.post_soon(event["channel"], message, thread_ts=event.get("thread_ts") or "")
    return NOTHING


def _home_opened(desk: Desk, body: Body) -> None:
    if body["event"].get("tab") != "home":
        return
    envelope = of_event(body)
    with desk.store.write() as uow:
        caller = desk.recognise(uow.reads, envelope)
        if not uow.inbox.remember(desk.team.id, envelope.request_key, None, now=caller.now):
            return
        uow.people.home_opened(desk.team.id, caller.user_id, now=caller.now)
        home.show(desk, uow, caller)
        uow.commit()
    desk.wake()


def _message(desk: Desk, body: Body) -> None:
    """What is said to us; in channels nothing is, but what must not be said there is looked out for."""
    if body["event"].get("channel_type") != "im":
        desk.lookout.overhear(body)
    elif _is_a_persons(body):
        typed.heard(desk, body)


def _is_a_persons(body: Body) -> bool:
    event = body["event"]
    return bool(event.get("user")) and not event.get("bot_id") and (event.get("subtype") or "") in SPOKEN_SUBTYPES


def _mentioned(desk: Desk, body: Body) -> None:
    """Somebody called us in a channel: one line of help in the thread."""
    event, envelope = body["event"], of_event(body)
    if not _is_a_persons(body):
        return
    with desk.store.write() as uow:
        caller = desk.recognise(uow.reads, envelope)
        if not uow.inbox.remember(desk.team.id, envelope.request_key, None, now=caller.now):
            return
        uow.commit()
    desk.outward.post_soon(event["channel"], views.hint(caller.lens), thread_ts=event.get("thread_ts") or event["ts"])


def _person_changed(desk: Desk, body: Body) -> None:
    """A new or changed person. Without the locale, which Slack does not always send, they are looked up."""
    user = body["event"]["user"]
    audience.person_changed(desk, body, person_of(desk.team.id, user))
    reaching.person_moved(desk, body, person_of(desk.team.id, user))
    if "locale" not in user:
        desk.learn(user["id"])


def _dnd_changed(desk: Desk, body: Body) -> None:
    """Told twice, it is the same."""
    event = body["event"]
    with desk.store.write() as uow:
        seen = [(event["user"], dnd_of(event.get("dnd_status") or {}))]
        undisturbed(uow, desk.team.id, seen, working=desk.working, now=desk.clock.now())
        uow.commit()
    desk.wake()


_EVENTS: dict[str, Callable[[Desk, Body], None]] = {
    "message": _message,
    "app_home_opened": _home_opened,
    "user_change": _person_changed,
    "team_join": _person_changed,
    "dnd_updated_user": _dnd_changed,
    "app_mention": _mentioned,
    "channel_shared": audience.channel_changed,
    "channel_unshared": audience.channel_changed,
    "member_joined_channel": reaching.joined,
    "member_left_channel": reaching.left,
    "channel_archive": reaching.archived,
    "channel_deleted": reaching.deleted,
    "channel_left": reaching.removed,
    "channel_rename": reaching.renamed,
    "channel_unarchive": reaching.unarchived,
    "group_archive": reaching.archived,
    "group_deleted": reaching.deleted,
    "group_left": reaching.removed,
    "group_rename": reaching.renamed,
    "group_unarchive": reaching.unarchived,
    "tokens_revoked": reaching.token_revoked,
    "app_uninstalled": reaching.uninstalled,
}
"""Every event we use; ``manifest.json`` subscribes to the same ones."""
