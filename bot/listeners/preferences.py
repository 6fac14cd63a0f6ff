"""``/liandong preferences``: when reminders reach somebody; read and changed by themselves."""

from bot.blocks.kit import Message
from bot.blocks.lifecycle import forms_info
from bot.blocks.rhythm import preferences as views
from bot.context import Desk, Sight
from bot.envelope import Body, Envelope, of_interaction
from bot.forms_rhythm import read_preferences
from bot.ids import Ref
from bot.listeners.replies import AckBody, instead, open_view
from bot.public_holidays import known_country
from flows.rhythm.calendar import PersonCalendar
from flows.rhythm.preferences import Preferences


def answer(desk: Desk, sight: Sight) -> Message:
    """What holds for the caller."""
    chosen, calendar = _present(desk, sight)
    return views.own(chosen, calendar, sight.caller.lens)


def change(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """A click that opens the form over the caller's present choices."""
    del ref
    with desk.look(envelope) as sight:
        chosen, calendar = _present(desk, sight)
    open_view(desk, sight.caller, views.form(chosen, calendar, sight.caller.lens))


def save(desk: Desk, body: Body) -> AckBody:
    """Keep what the form says, and show it back."""
    envelope = of_interaction(body)
    chosen = read_preferences(body["view"]["state"]["values"], envelope.user_id, known_country)
    with desk.store.write() as uow:
        uow.preferences.put(desk.team.id, envelope.user_id, chosen)
        uow.commit()
    with desk.look(envelope) as sight:
        kept, calendar = _present(desk, sight)
        say, lens = sight.caller.say, sight.caller.lens
    text = "\n".join([say("Saved."), *views.lines(kept, calendar, lens)])
    return instead(forms_info.info(say("Your preferences"), text, lens))


def _present(desk: Desk, sight: Sight) -> tuple[Preferences, PersonCalendar]:
    """What the caller has chosen, and the working time that follows from it."""
    chosen = sight.reads.preferences(sight.team_id, sight.caller.user_id)
    return chosen, desk.working.calendar(sight.reads, sight.team_id, sight.caller.user_id)
