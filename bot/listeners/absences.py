"""``/liandong away until Friday`` and ``/liandong back``: one's own days off."""

import re
from dataclasses import replace
from datetime import date

from bot.blocks.kit import Message
from bot.blocks.rhythm import absences
from bot.context import Caller, Desk, Sight
from bot.day_words import read_away, split_deputy
from bot.grammar import Intent, Verb
from bot.listeners import home
from flows.notices import card_again
from flows.ports import UnitOfWork
from flows.rhythm.moving import resettle

_ID = re.compile(r"^[UW][A-Z0-9]{4,}$")


def answer(desk: Desk, sight: Sight, wish: Intent) -> Message:
    """Keep or end the caller's days off; said twice, it is the same."""
    return _back(desk, sight) if wish.verb is Verb.BACK else _away(desk, sight, wish.text)


def _away(desk: Desk, sight: Sight, text: str) -> Message:
    words, name = split_deputy(text)
    deputy, absence = _deputy(sight, name), read_away(words, _today(desk, sight))
    if absence is None:
        return absences.usage(sight.caller.lens)
    if deputy is None:
        return absences.unknown_deputy(name, sight.caller.lens)
    with desk.store.write() as uow:
        uow.absences.put(desk.team.id, sight.caller.user_id, replace(absence, deputy=deputy))
        _show(desk, uow, sight.caller)
        uow.commit()
    _told(desk)
    usual = sight.reads.preferences(sight.team_id, sight.caller.user_id).deputy
    return absences.away(replace(absence, deputy=deputy or usual), sight.caller.lens)


def _show(desk: Desk, uow: UnitOfWork, caller: Caller) -> None:
    """The Home says it, and so do the cards of projects where something is late with the caller, or was."""
    team, key = desk.team.id, caller.envelope.request_key
    work = uow.reads.my_work(team, caller.user_id, today=caller.lens.today, guest=caller.actor.is_guest, projects=0)
    late = dict.fromkeys(line.project_id for line in work.work if line.deliverable.due < caller.lens.today)
    cards = [card for project_id in late if (card := uow.reads.card(team, project_id)) is not None and card.channel_id]
    again = [card_again(team, card.id, card.channel_id, key) for card in cards]
    uow.outbox.put(again, now=caller.now, new_id=desk.new_id)
    home.show(desk, uow, caller)


def _told(desk: Desk) -> None:
    """The status of a project says who is away, and the relay has something to send."""
    desk.shelf.clear()
    desk.wake()


def _deputy(sight: Sight, name: str) -> str | None:
    """Whom a name or an id means; empty text for no name, None where it is nobody, several people or oneself."""
    if not name:
        return ""
    ids = (name.upper(),) if _ID.match(name) else sight.reads.people_named(sight.team_id, name)
    people = [person for person in sight.reads.persons(sight.team_id, ids) if not (person.is_bot or person.deleted)]
    only = people[0].user_id if len(people) == 1 else sight.caller.user_id
    return None if only == sight.caller.user_id else only


def _back(desk: Desk, sight: Sight) -> Message:
    with desk.store.write() as uow:
        was_away = uow.absences.drop(desk.team.id, sight.caller.user_id)
        resettle(uow, desk.team.id, sight.caller.user_id, working=desk.working, now=sight.caller.now)
        _show(desk, uow, sight.caller)
        uow.commit()
    _told(desk)
    return absences.back(was_away, sight.caller.lens)


def _today(desk: Desk, sight: Sight) -> date:
    """The day where the caller is: days off are counted there."""
    calendar = desk.working.calendar(sight.reads, sight.team_id, sight.caller.user_id)
    return sight.caller.now.astimezone(calendar.zone).date()
