"""Sample views of when reminders reach somebody, and of days off."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import answers, home
from bot.blocks.rhythm import absences, channels, muting, preferences, standing_in
from bot.blocks.rhythm.preferences import Wishes
from flows.lifecycle.readmodels import NO_WORK
from flows.names import DeliverableState
from flows.rhythm.calendar import Absence, PersonCalendar, Quiet
from flows.rhythm.preferences import (
    USUAL,
    USUAL_IN_CHANNELS,
    ChannelMode,
    ChannelPreferences,
    Delivery,
    OwnChannel,
    Preferences,
)
from tests.builders import (
    CONTRIBUTOR,
    LEAD,
    PATENT,
    STEER,
    TECH,
    build_card,
    build_deliverable,
    build_gate,
    build_submission,
)

from .samples_reminders import REMINDER_ANSWERS, REMINDER_FORMS
from .samples_schedules import SCHEDULE_ANSWERS, SCHEDULE_FORMS

Maker = Callable[[Lens], Message | dict[str, Any]]

SHANGHAI = PersonCalendar(zone=ZoneInfo("Asia/Shanghai"), country="CN")
CHOSEN = Preferences(
    days=(0, 1, 2, 3), begins=time(8, 30), ends=time(17), quiet=Quiet(time(12), time(13, 30)), country="CN",
    delivery=Delivery.MINE, muted=(build_card().id,), deputy="U0ZHAO",
)  # fmt: skip
WISHES = Wishes(
    chosen=CHOSEN, calendar=SHANGHAI, projects={build_card().id: "LD-12 · Radar & lidar", "prj_2": "LD-13 · Battery"}
)
CHANNEL = ChannelPreferences(
    mode=ChannelMode.DIGEST,
    quiet=Quiet(time(20), time(8)),
    set_by="U0LIN",
    set_at=datetime(2026, 11, 23, 2, tzinfo=UTC),
)
OWN_CHANNELS = (
    OwnChannel("C0RADAR", ("LD-12", "LD-3"), CHANNEL),
    OwnChannel("C0HALL", tuple(f"LD-{n}" for n in range(9)), USUAL_IN_CHANNELS),
)


def stands_in(about: str, at: Lens) -> Message:
    """A reviewer of the project for the owner of its patent work, or for a gatekeeper."""
    submitted = build_deliverable(
        id="dlv_2", assignee=PATENT, state=DeliverableState.SUBMITTED, submissions=(build_submission(),)
    )
    work = (build_deliverable(id="dlv_1", assignee=PATENT), submitted)
    card = build_card(deliverables=work, gate=build_gate(closes_on=date(2026, 11, 30)))
    absent = {"ballot": STEER, "review": LEAD}.get(about, PATENT)
    reader = PATENT if about == "review" else TECH
    told = standing_in.told({"about": about, "for": absent, "until": "2026-11-27"}, card, reader, at)
    assert told is not None
    return told


def muted(at: Lens) -> Lens:
    return replace(at, muted=frozenset({build_card().id}))


RHYTHM_ANSWERS: dict[str, Maker] = {
    **REMINDER_ANSWERS,
    **SCHEDULE_ANSWERS,
    "preferences_usual": lambda at: preferences.own(Wishes(chosen=USUAL, calendar=SHANGHAI), at),
    "preferences_chosen": lambda at: preferences.own(WISHES, at, channel=("C0RADAR", CHANNEL)),
    "hearing_usual": lambda at: muting.heard(build_card(), at),
    "hearing_muted": lambda at: muting.heard(build_card(), muted(at)),
    "hearing_mine": lambda at: muting.heard(build_card(), replace(at, delivery=Delivery.MINE)),
    "hearing_daily": lambda at: muting.heard(build_card(), replace(at, delivery=Delivery.DAILY)),
    "status_muted": lambda at: answers.status(build_card(), CONTRIBUTOR, muted(at), channel=channels.line(CHANNEL, at)),
    "away_until": lambda at: absences.away(Absence(date(2026, 11, 23), date(2026, 11, 27), "U0ZHAO"), at),
    **{
        f"stands_in_{about.lower()}": partial(stands_in, about)
        for about in ("ask", "review", "ballot", "clearance", "DocketDates", "HitsUnanswered")
    },
    "away_without_end": lambda at: absences.away(Absence(date(2026, 11, 23)), at),
}

RHYTHM_FORMS: dict[str, Maker] = {
    "home_channels": lambda at: home.my_work(
        replace(NO_WORK, project_total=2),
        replace(at, delivery=Delivery.MINE),
        user_id=LEAD,
        below=channels.entries(OWN_CHANNELS, at),
    ),
    **REMINDER_FORMS,
    **SCHEDULE_FORMS,
    "form_preferences": lambda at: preferences.form(replace(WISHES, chosen=USUAL), at),
    "form_preferences_chosen": lambda at: preferences.form(WISHES, at),
    "form_channel_preferences": lambda at: channels.form(CHANNEL, "C0RADAR", "Asia/Shanghai", at),
}
