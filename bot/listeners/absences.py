"""``/liandong away until Friday, deputy @Zhao`` and ``/liandong back``: one's own days off."""

from dataclasses import replace
from datetime import date

from bot.blocks.kit import Message
from bot.blocks.rhythm import absences
from bot.context import Desk, Sight
from bot.day_words import read_away, split_deputy
from bot.grammar import Intent, Verb


def answer(desk: Desk, sight: Sight, wish: Intent) -> Message:
    """Keep or end the caller's days off; said twice, it is the same."""
    return _back(desk, sight) if wish.verb is Verb.BACK else _away(desk, sight, wish.text)


def _away(desk: Desk, sight: Sight, text: str) -> Message:
    days, name = split_deputy(text)
    absence = read_away(days, _today(desk, sight))
    if absence is None:
        return absences.usage(sight.caller.lens)
    named = _who(sight, name) if name else ""
    if name and not named:
        return absences.no_such_deputy(name, sight.caller.lens)
    with desk.store.write() as uow:
        uow.absences.put(desk.team.id, sight.caller.user_id, replace(absence, deputy=named))
        uow.commit()
    usual = sight.reads.preferences(sight.team_id, sight.caller.user_id).deputy
    return absences.away(replace(absence, deputy=named or usual), sight.caller.lens)


def _who(sight: Sight, name: str) -> str:
    """The one colleague whom a mention or a name means; empty for nobody, several, a guest, or oneself."""
    if name.startswith("<@"):
        found: tuple[str, ...] = (name.removeprefix("<@"),)
    else:
        found = sight.reads.people_named(sight.team_id, name)
    people = sight.reads.persons(sight.team_id, found)
    able = [p.user_id for p in people if not (p.is_bot or p.is_guest or p.deleted)]
    return able[0] if len(able) == 1 and able[0] != sight.caller.user_id else ""


def _back(desk: Desk, sight: Sight) -> Message:
    with desk.store.write() as uow:
        was_away = uow.absences.drop(desk.team.id, sight.caller.user_id)
        uow.commit()
    return absences.back(was_away, sight.caller.lens)


def _today(desk: Desk, sight: Sight) -> date:
    """The day where the caller is: days off are counted there."""
    calendar = desk.working.calendar(sight.reads, sight.team_id, sight.caller.user_id)
    return sight.caller.now.astimezone(calendar.zone).date()
