"""Says of a date that its office has not told, or nobody has checked, on which days of that year it works."""

from bot.blocks.lens import Lens
from bot.calendars import Offices
from flows.linkage.judgements import DocketItem


def is_unsettled(item: DocketItem) -> bool:
    """Whether the day may still move by itself. A date that no calendar moves is certain."""
    return bool(item.calendar) and any(
        not Offices().is_settled(item.calendar, day) for day in (item.raw_on, item.due_on)
    )


def in_short(item: DocketItem, lens: Lens) -> str:
    """Beside a day; empty text for a certain one."""
    return lens.say("may still move") if is_unsettled(item) else ""


def unsettled(item: DocketItem, lens: Lens) -> str:
    """A whole sentence, with the day that is safe whatever will be told: where make-up workdays are not known yet, an
    office may work on the weekend over which a date was moved. Empty text for a certain day."""
    if not is_unsettled(item):
        return ""
    say = lens.say
    years = " / ".join(dict.fromkeys(str(day.year) for day in (item.raw_on, item.due_on)))
    told = say("Not certain: the working days of {office} in {years} are not announced or not confirmed yet.",
               office=item.calendar, years=years)  # fmt: skip
    if item.raw_on >= item.due_on:
        return told
    return say("{told} Until then {day} is the safe day.", told=told, day=lens.day(item.raw_on))
