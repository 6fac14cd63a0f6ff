"""Schedules in words: what goes out, when, who set it up, and what a late one stands for."""

from datetime import time

from bot.blocks.kit import person
from bot.blocks.lens import Lens
from flows.rhythm.defaults import is_usual
from flows.rhythm.schedules import LAST, Every, Rule, Schedule, ScheduleKind, Slot, Unreadable


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


def purpose(code: ScheduleKind, lens: Lens) -> str:
    """What such a one tells, for the form."""
    say = lens.say
    return {
        ScheduleKind.PROJECT_DIGEST: say(
            "What moved, what is due or late, and what comes next. Silent where there is nothing to say."
        ),
        ScheduleKind.PERSONAL_DIGEST: say("What waits for you in all your projects, within your own working time."),
        ScheduleKind.PORTFOLIO_DIGEST: say("All projects at a glance: stages, bottlenecks, gates and linkage."),
        ScheduleKind.WATCH_DIGEST: say("What the watches found."),
        ScheduleKind.GATE_CLOSING: say("The gate review whose vote ends within a week, and who is still to vote."),
        ScheduleKind.DOCKET: say("Dates of the register that come near or were missed."),
    }[code]


def rhythm(schedule: Schedule, lens: Lens) -> str:
    """``every working day at 09:00 (Asia/Shanghai)``."""
    return rhythm_of(schedule.rule, schedule.at, schedule.zone.key, lens)


def rhythm_of(rule: Rule, wall: time, zone: str, lens: Lens) -> str:
    """The same of its parts."""
    say, values = lens.say, {"time": f"{wall:%H:%M}", "zone": zone}
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
        case Every.CRON:
            return say("by the cron line {line} ({zone})", line=f"`{rule.cron}`", zone=zone)
        case Every.NTH_WEEKDAY:
            return say("on {days} number {number} of every month at {time} ({zone})",
                       days=days, number=rule.number, **values)  # fmt: skip


def origin(schedule: Schedule, lens: Lens, *, key: str = "") -> str:
    """Who set it up, when it comes, and how to change it: stands under every digest. ``key`` is its project's."""
    say, how = lens.say, f"/liandong schedule {key}".rstrip()
    if is_usual(schedule):
        return say("Comes {rhythm} · change or stop it: `{command}`", rhythm=rhythm(schedule, lens), command=how)
    return say("Set up by {person} · comes {rhythm} · change or stop it: `{command}`",
               person=person(schedule.owner), rhythm=rhythm(schedule, lens), command=how)  # fmt: skip


def set_up_by(schedule: Schedule, lens: Lens) -> str:
    """For lists."""
    if is_usual(schedule):
        return lens.say("by default")
    return lens.say("set up by {person}", person=person(schedule.owner))


def cannot_be_read(what: Unreadable, lens: Lens) -> str:
    """Why a schedule rests, and what to do."""
    say = lens.say
    return {
        Unreadable.ZONE: say("It rests: its time zone is not known here any more. Choose another one, and it goes on."),
        Unreadable.RULE: say("It rests: its days cannot be read any more. Choose them anew, and it goes on."),
        Unreadable.TIME: say("It rests: its time of day cannot be read any more. Choose it anew, and it goes on."),
        Unreadable.ROW: say("It rests: it cannot be read any more. Please set it up anew."),
    }[what]


def only_a_test(lens: Lens) -> str:
    """Under a digest that somebody asked for to see what it looks like."""
    return lens.say("This is a test that only you can see. What it tells will be told again in its turn.")


def nothing_to_tell(lens: Lens) -> str:
    """In the place of such a digest."""
    return lens.say("There is nothing to tell at the moment: in its turn this digest would stay silent.")


def catch_up(slot: Slot, lens: Lens) -> str:
    """What a late one stands for; empty text for one that came in its turn."""
    if not slot.missed:
        return ""
    return lens.say.plural(
        "This also stands for {n} earlier one that could not be sent; it tells what happened since {since}",
        "This also stands for {n} earlier ones that could not be sent; it tells what happened since {since}",
        slot.missed, since=lens.say.when(slot.since),
    )  # fmt: skip
