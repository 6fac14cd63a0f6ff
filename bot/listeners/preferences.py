"""What reaches somebody and when: ``/liandong preferences``, and the buttons that mute one project."""

from bot.blocks.kit import Message
from bot.blocks.lifecycle import forms_info
from bot.blocks.rhythm import muting
from bot.blocks.rhythm import preferences as views
from bot.blocks.rhythm.preferences import Wishes
from bot.context import Caller, Desk, Sight
from bot.envelope import Body, Envelope, of_interaction
from bot.forms_rhythm import read_preferences
from bot.ids import Ref
from bot.listeners import days, home
from bot.listeners.channel_wishes import of_place
from bot.listeners.replies import AckBody, instead, open_view, tell
from bot.public_holidays import known_country
from bot.wishes import minding_one
from flows.errors import NotFound
from flows.rhythm.moving import resettle
from flows.rhythm.preferences import Delivery, Preferences
from flows.rhythm.preferences import muting as with_muting

CHOICES = 60
"""Projects that the form offers for muting."""


def answer(desk: Desk, sight: Sight) -> Message:
    """What holds for the caller, and for the channel they ask in where they have a say there."""
    channel = sight.caller.envelope.channel_id
    return views.own(_present(desk, sight), sight.caller.lens, channel=of_place(sight, channel))


def change(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """A click that opens the form over the caller's present choices."""
    del ref
    with desk.look(envelope) as sight:
        wishes = _present(desk, sight)
    open_view(desk, sight.caller, views.form(wishes, sight.caller.lens))


def save(desk: Desk, body: Body) -> AckBody:
    """Keep what the form says, and show it back."""
    envelope = of_interaction(body)
    with desk.look(envelope) as sight:
        before = sight.reads.preferences(desk.team.id, envelope.user_id)
    chosen = read_preferences(body["view"]["state"]["values"], envelope.user_id, known_country, before=before)
    _keep(desk, sight.caller, chosen)
    with desk.look(envelope) as sight:
        kept = _present(desk, sight)
        say, lens = sight.caller.say, sight.caller.lens
    text = "\n".join([say("Saved."), *views.lines(kept, lens)])
    return instead(forms_info.info(say("Your preferences"), text, lens))


def _keep(desk: Desk, caller: Caller, chosen: Preferences) -> None:
    """What waits is judged by it at once, and the Home shows it."""
    with desk.store.write() as uow:
        uow.preferences.put(desk.team.id, caller.user_id, chosen)
        if chosen.delivery is Delivery.DAILY:
            days.begin(desk, uow, caller.user_id, now=caller.now)
        resettle(uow, desk.team.id, caller.user_id, working=desk.working, now=caller.now)
        home.show(desk, uow, caller)
        uow.commit()
    desk.shelf.clear()  # the status of their projects says what they hear
    desk.wake()


def heard(sight: Sight, ref: Ref) -> Message:
    """What the caller hears of one project."""
    card = sight.card(ref.project_id)
    return muting.heard(card, minding_one(sight, card))


def mute(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    _mute(desk, envelope, ref.project_id, wanted=True)


def unmute(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    _mute(desk, envelope, ref.project_id, wanted=False)


def _mute(desk: Desk, envelope: Envelope, project_id: str, *, wanted: bool) -> None:
    """Of what somebody may not see they learn nothing; pressed twice, it is the same."""
    with desk.look(envelope) as sight:
        card = sight.card(project_id)
        message = muting.heard(card, minding_one(sight, card, muted=wanted))
    with desk.store.write() as uow:
        before = uow.reads.preferences(desk.team.id, envelope.user_id)
        uow.preferences.put(desk.team.id, envelope.user_id, with_muting(before, card.id, wanted=wanted))
        home.show(desk, uow, sight.caller)
        uow.commit()
    desk.wake()
    tell(desk, sight.caller, message)


def _present(desk: Desk, sight: Sight) -> Wishes:
    """What the caller has chosen, the working time that follows from it, and what can be muted."""
    chosen = sight.reads.preferences(sight.team_id, sight.caller.user_id)
    calendar = desk.working.calendar(sight.reads, sight.team_id, sight.caller.user_id)
    projects = {project: named for project in chosen.muted if (named := _named(sight, project))}
    for row in sight.projects(limit=CHOICES):
        projects.setdefault(row.id, f"{row.key} · {row.name}")
    return Wishes(chosen=chosen, calendar=calendar, projects=projects)


def _named(sight: Sight, project_id: str) -> str:
    """Empty text for a project that the caller may not see any more."""
    try:
        card = sight.card(project_id)
    except NotFound:
        return ""
    return f"{card.key} · {card.name}"
