"""``/liandong away until Friday`` and ``/liandong back``: one's own days off."""

from datetime import date

from bot.blocks.kit import Message
from bot.blocks.rhythm import absences
from bot.context import Desk, Sight
from bot.day_words import read_away
from bot.grammar import Intent, Verb


def answer(desk: Desk, sight: Sight, wish: Intent) -> Message:
    """Keep or end the caller's days off; said twice, it is the same."""
    return _back(desk, sight) if wish.verb is Verb.BACK else _away(desk, sight, wish.text)


def _away(desk: Desk, sight: Sight, text: str) -> Message:
    absence = read_away(text, _today(desk, sight))
    if absence is None:
        return absences.usage(sight.caller.lens)
    with desk.store.write() as uow:
        uow.absences.put(desk.team.id, sight.caller.user_id, absence)
        uow.commit()
    return absences.away(absence, sight.caller.lens)


def _back(desk: Desk, sight: Sight) -> Message:
    with desk.store.write() as uow:
        was_away = uow.absences.drop(desk.team.id, sight.caller.user_id)
        uow.commit()
    return absences.back(was_away, sight.caller.lens)


def _today(desk: Desk, sight: Sight) -> date:
    """The day where the caller is: days off are counted there."""
    calendar = desk.working.calendar(sight.reads, sight.team_id, sight.caller.user_id)
    return sight.caller.now.astimezone(calendar.zone).date()
