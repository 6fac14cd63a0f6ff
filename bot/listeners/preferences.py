"""``/liandong preferences``: what reaches a person or a channel, and when; read and changed."""

from bot.blocks.kit import Message
from bot.blocks.lifecycle import forms_info
from bot.blocks.rhythm import preferences as views
from bot.context import Caller, Desk, Sight
from bot.envelope import Body, Envelope, of_interaction
from bot.forms_rhythm import read_channel_preferences, read_preferences
from bot.ids import Form, Ref, unpack
from bot.listeners import home
from bot.listeners.replies import NOTHING, AckBody, instead, open_view
from bot.outward import View
from bot.public_holidays import known_country
from flows.errors import InvalidFields, NotFound
from flows.lifecycle.readmodels import ProjectCard
from flows.rhythm.preferences import ChannelPreferences, Preferences


def answer(desk: Desk, sight: Sight) -> Message:
    """What holds for the caller, and for the channel they are in where one of their projects lives there."""
    chosen = sight.reads.preferences(sight.team_id, sight.caller.user_id)
    calendar = desk.working.calendar(sight.reads, sight.team_id, sight.caller.user_id)
    channel_id, line = sight.caller.envelope.channel_id, ""
    if _lives_here(sight, channel_id):
        line = views.channel_line(sight.reads.channel_preferences(sight.team_id, channel_id), sight.caller.lens)
    return views.own(chosen, calendar, _muted(sight, chosen), sight.caller.lens, channel=line)


def _muted(sight: Sight, chosen: Preferences) -> tuple[ProjectCard, ...]:
    """Those of the muted projects that the caller may still see."""
    found = []
    for project_id in chosen.muted:
        glance = sight.reads.glance(sight.team_id, project_id, sight.caller.user_id)
        if glance is not None and sight.opens(glance):
            found.append(sight.behind(glance))
    return tuple(found)


def _lives_here(sight: Sight, channel_id: str) -> bool:
    """Whether a project that the caller belongs to lives in a channel. Guests choose nothing for others."""
    caller = sight.caller
    if not channel_id or caller.actor.is_guest or caller.actor.is_gone:
        return False
    rows = sight.reads.card_of_channel(sight.team_id, channel_id)
    glances = (sight.reads.glance(sight.team_id, row.id, caller.user_id) for row in rows)
    return any(glance is not None and glance.is_member for glance in glances)


def change(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """A click that opens the form over the caller's present choices."""
    del ref
    with desk.look(envelope) as sight:
        chosen = sight.reads.preferences(sight.team_id, sight.caller.user_id)
        calendar = desk.working.calendar(sight.reads, sight.team_id, sight.caller.user_id)
        view = views.form(chosen, calendar, _muted(sight, chosen), sight.caller.lens)
    open_view(desk, sight.caller, view)


def channel_opener(sight: Sight, ref: Ref) -> View:
    """The form over what holds in the channel where the button stands."""
    del ref
    channel_id = sight.caller.envelope.channel_id
    if not _lives_here(sight, channel_id):
        raise NotFound("project", "")
    chosen = sight.reads.channel_preferences(sight.team_id, channel_id)
    return views.channel_form(chosen, channel_id, sight.caller.lens)


def save(desk: Desk, body: Body) -> AckBody:
    """Keep what a form says, and show it back."""
    view = body["view"]
    if view["callback_id"] == Form.CHANNEL_PREFERENCES:
        return _save_channel(desk, body)
    envelope = of_interaction(body)
    chosen = read_preferences(view["state"]["values"], envelope.user_id, known_country)
    with desk.look(envelope) as sight:
        _check_deputy(sight, chosen)
    told = _keep(desk, sight.caller, chosen)
    with desk.look(envelope) as sight:
        text = "\n".join([told, *_lines(desk, sight, chosen)])
    return instead(forms_info.info(sight.caller.say("Your preferences"), text, sight.caller.lens))


def _keep(desk: Desk, caller: Caller, chosen: Preferences) -> str:
    with desk.store.write() as uow:
        uow.preferences.put(desk.team.id, caller.user_id, chosen)
        home.show(desk, uow, caller)
        uow.commit()
    desk.wake()
    return caller.say("Saved.")


def _lines(desk: Desk, sight: Sight, chosen: Preferences) -> tuple[str, ...]:
    calendar = desk.working.calendar(sight.reads, sight.team_id, sight.caller.user_id)
    return views.lines(chosen, calendar, _muted(sight, chosen), sight.caller.lens)


def _check_deputy(sight: Sight, chosen: Preferences) -> None:
    """A deputy works here: no bot, no guest, nobody who has left."""
    if not chosen.deputy:
        return
    person = sight.reads.person(sight.team_id, chosen.deputy)
    if person is None or person.is_bot or person.deleted:
        raise InvalidFields({"deputy": "unknown_person"})
    if person.is_guest:
        raise InvalidFields({"deputy": "guest_deputy"})


def _save_channel(desk: Desk, body: Body) -> AckBody:
    view = body["view"]
    channel_id = unpack(view["private_metadata"]).channel_id
    with desk.look(of_interaction(body)) as sight:
        caller = sight.caller
        if not _lives_here(sight, channel_id):
            raise NotFound("project", "")
        before = sight.reads.channel_preferences(desk.team.id, channel_id)
    chosen = read_channel_preferences(view["state"]["values"], by=caller.user_id, at=caller.now)
    if (before.mode, before.threads) != (chosen.mode, chosen.threads):
        _keep_for_channel(desk, caller, channel_id, chosen)
    return NOTHING


def _keep_for_channel(desk: Desk, caller: Caller, channel_id: str, chosen: ChannelPreferences) -> None:
    """Whoever reads there learns who has chosen what."""
    with desk.store.write() as uow:
        uow.preferences.put_channel(desk.team.id, channel_id, chosen)
        uow.commit()
    desk.outward.post_soon(channel_id, views.channel_saved(chosen, caller.user_id, caller.lens))
