"""Schedules in words: what goes out, and what a late one stands for."""

from bot.blocks.lens import Lens
from flows.rhythm.schedules import ScheduleKind, Slot


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


def catch_up(slot: Slot, lens: Lens) -> str:
    """What a late one stands for; empty text for one that came in its turn."""
    if not slot.missed:
        return ""
    return lens.say.plural(
        "This also stands for {n} earlier one that could not be sent; it tells what happened since {since}",
        "This also stands for {n} earlier ones that could not be sent; it tells what happened since {since}",
        slot.missed, since=lens.say.when(slot.since),
    )  # fmt: skip
