"""Who did what to a schedule, as one sentence each: for its own view and for the history of its project."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Any

from bot.blocks.kit import bold
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.rhythm import schedules
from flows.lifecycle.readmodels import HistoryLine
from flows.rhythm.schedules import Every, Rule, ScheduleKind

Values = Mapping[str, Any]
"""An event's fields as the history keeps them."""


def told(event: str, values: Values, *, by: str, lens: Lens) -> str:
    """What an event says, with who did it. Raises KeyError for an event that is not ours."""
    return SCHEDULE_SENTENCES[event](values, by, lens)


def changes(lines: Sequence[HistoryLine], lens: Lens) -> str:
    """What became of one schedule, newest first, under its next times; empty text where nothing is recorded."""
    if not lines:
        return ""
    shown = [
        f"• {lens.say.when(line.at)} · {told(line.event, line.params, by=parts.who(line.by, lens), lens=lens)}"
        for line in lines
    ]
    return "\n".join([bold(lens.say("Who set it up and changed it")), *shown])


def _named(values: Values, lens: Lens) -> str:
    return bold(schedules.kind(ScheduleKind(str(values["kind"])), lens))


def _rhythm(values: Values, lens: Lens) -> str:
    given = values["rule"]
    rule = Rule(Every(given["every"]), tuple(given["weekdays"]), int(given["number"]), str(given["cron"]))
    return schedules.rhythm_of(rule, time.fromisoformat(str(values["wall"])), str(values["zone"]), lens)


def _place(values: Values) -> str:
    return f" · <#{values['place']}>" if values.get("place") else ""


def _added(values: Values, by: str, lens: Lens) -> str:
    return lens.say("{by} set up the schedule {schedule}: {rhythm}", by=by, schedule=_named(values, lens),
                    rhythm=_rhythm(values, lens)) + _place(values)  # fmt: skip


def _changed(values: Values, by: str, lens: Lens) -> str:
    return lens.say("{by} changed the schedule {schedule}: {rhythm}", by=by, schedule=_named(values, lens),
                    rhythm=_rhythm(values, lens)) + _place(values)  # fmt: skip


def _paused(values: Values, by: str, lens: Lens) -> str:
    until = lens.day(date.fromisoformat(str(values["until"])))
    return lens.say("{by} paused the schedule {schedule} until {day}", by=by, schedule=_named(values, lens), day=until)


def _resumed(values: Values, by: str, lens: Lens) -> str:
    return lens.say("{by} resumed the schedule {schedule}", by=by, schedule=_named(values, lens))


def _removed(values: Values, by: str, lens: Lens) -> str:
    return lens.say("{by} removed the schedule {schedule}", by=by, schedule=_named(values, lens))


def _brought_back(values: Values, by: str, lens: Lens) -> str:
    return lens.say("{by} brought the schedule {schedule} back", by=by, schedule=_named(values, lens))


SCHEDULE_SENTENCES: dict[str, Callable[[Values, str, Lens], str]] = {
    "ScheduleAdded": _added,
    "ScheduleChanged": _changed,
    "SchedulePaused": _paused,
    "ScheduleResumed": _resumed,
    "ScheduleRemoved": _removed,
    "ScheduleBroughtBack": _brought_back,
}
"""A sentence for every event of ``flows/rhythm/events.py``; a test compares the two."""
