"""What a channel hears of its projects: chosen by the members of a project that lives there, and nobody else."""

from bot.blocks.lifecycle import forms_info
from bot.blocks.rhythm import channels
from bot.context import Caller, Desk, Sight
from bot.envelope import Body, Envelope, of_interaction
from bot.forms_rhythm import read_channel_preferences
from bot.ids import Ref, unpack
from bot.listeners import home
from bot.listeners.replies import AckBody, instead, open_view
from flows.errors import NotFound
from flows.notices import card_again
from flows.ports import UnitOfWork
from flows.rhythm.preferences import ChannelPreferences


def of_place(sight: Sight, channel_id: str) -> tuple[str, ChannelPreferences] | None:
    """A channel with what was chosen for it; None where the caller has no say there, or none is meant."""
    if not channel_id or not _has_a_say(sight, channel_id):
        return None
    return channel_id, sight.reads.channel_preferences(sight.team_id, channel_id)


def change(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """A click that opens the form over the present choices. Raises ``NotFound``."""
    with desk.look(envelope) as sight:
        chosen = _chosen(sight, ref.channel_id)
    zone = desk.settings.zone.key
    open_view(desk, sight.caller, channels.form(chosen, ref.channel_id, zone, sight.caller.lens))


def save(desk: Desk, body: Body) -> AckBody:
    """Keep what the form says, and show it back. Raises ``NotFound`` and ``InvalidFields``."""
    envelope, channel_id = of_interaction(body), unpack(body["view"]["private_metadata"]).channel_id
    with desk.look(envelope) as sight:
        _chosen(sight, channel_id)
    caller = sight.caller
    chosen = read_channel_preferences(body["view"]["state"]["values"], by=caller.user_id, at=caller.now)
    with desk.store.write() as uow:
        uow.preferences.put_channel(desk.team.id, channel_id, chosen)
        _show(desk, uow, caller, channel_id)
        uow.commit()
    desk.shelf.clear()  # the status of its projects says so
    desk.wake()
    text = "\n".join([caller.say("Saved."), *channels.lines(chosen, channel_id, caller.lens)])
    return instead(forms_info.info(caller.say("This channel"), text, caller.lens))


def _show(desk: Desk, uow: UnitOfWork, caller: Caller, channel_id: str) -> None:
    """The cards there and the caller's Home say what holds now, and what waits for quiet hours is judged by them."""
    key = caller.envelope.request_key
    cards = [
        card_again(desk.team.id, row.id, channel_id, key) for row in uow.reads.card_of_channel(desk.team.id, channel_id)
    ]
    uow.outbox.judge_again(desk.team.id, channel_id, now=caller.now)
    uow.outbox.put(cards, now=caller.now, new_id=desk.new_id)
    home.show(desk, uow, caller)


def _chosen(sight: Sight, channel_id: str) -> ChannelPreferences:
    found = of_place(sight, channel_id)
    if found is None:
        raise NotFound("project", "")
    return found[1]


def _has_a_say(sight: Sight, channel_id: str) -> bool:
    """Members of a project there; guests change nothing for others."""
    actor = sight.caller.actor
    if actor.is_guest or actor.is_gone:
        return False
    glances = (
        sight.reads.glance(sight.team_id, row.id, actor.user_id)
        for row in sight.reads.card_of_channel(sight.team_id, channel_id)
    )
    return any(glance is not None and glance.is_member for glance in glances)
