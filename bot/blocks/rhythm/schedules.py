"""Schedules in words: what goes out, when, who set it up, and what a late one stands for."""

from bot.blocks.kit import person
from bot.blocks.lens import Lens
from flows.rhythm.defaults import is_usual
from flows.rhythm.schedules import LAST, Every, Schedule, ScheduleKind, Slot


def kind(code: ScheduleKind, lens: Lens) -> str:
    """The name of a kind, for headings and lists."""
    say = lens.say
    return {
        ScheduleKind.PROJECT_DIGEST: say("Project digest"),
        ScheduleKind.PERSONAL_DIGEST: say("My day"),
        ScheduleKind.PORTFOLIO_DIGEST: say("Portfolio digest"),
        ScheduleKind.WATCH_DIGEST: say("Watch digest"),
        ScheduleKind.GATE_CLOSING: say("Gates that close soon"),
        ScheduleKind.DOCKET: say("Dates of the register"),
    }[code]


def rhythm(schedule: Schedule, lens: Lens) -> str:
    """``every working day at 09:00 (Asia/Shanghai)``."""
    say, rule, values = lens.say, schedule.rule, {"time": f"{schedule.at:%H:%M}", "zone": schedule.zone.key}
    days = say.listing([say.weekday_name(day) for day in rule.weekdays]) if rule.weekdays else ""
    match rule.every:
        case Every.DAY:
            return say("every day at {time} ({zone})", **values)
        case Every.WORKDAY:
            return say("every working day at {time} ({zone})", **values)
        case Every.WEEK:
            return say("every {days} at {time} ({zone})", days=days, **values)
        case Every.MONTH_DAY:
            return say("on day {number} of every month at {time} ({zone})", number=rule.number, **values)
        case Every.NTH_WEEKDAY if rule.number == LAST:
            return say("on the last {days} of every month at {time} ({zone})", days=days, **values)
        case Every.NTH_WEEKDAY:
            return say("on {days} number {number} of every month at {time} ({zone})",
                       days=days, number=rule.number, **values)  # fmt: skip


def origin(schedule: Schedule, lens: Lens) -> str:
    """Who set it up, when it comes, and how to change it: stands under every post in a channel."""
    say, how = lens.say, "/liandong schedule"
    if is_usual(schedule):
        return say("Comes {rhythm} · change or stop it: `{command}`", rhythm=rhythm(schedule, lens), command=how)
    return say("Set up by {person} · comes {rhythm} · change or stop it: `{command}`",
               person=person(schedule.owner), rhythm=rhythm(schedule, lens), command=how)  # fmt: skip


def catch_up(slot: Slot, lens: Lens) -> str:
    """What a late one stands for; empty text for one that came in its turn."""
    if not slot.missed:
        return ""
    return lens.say.plural(
        "This also stands for {n} earlier one that could not be sent; it tells what happened since {since}",
        "This also stands for {n} earlier ones that could not be sent; it tells what happened since {since}",
        slot.missed, since=lens.say.when(slot.since),
    )  # fmt: skip
