"""Forms about schedules: one to set up or change, one to pause. Fields are named in ``bot.ids.Form``."""

from dataclasses import dataclass, field
from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import Draft, draft_list, draft_text, option
from bot.blocks.inputs import field as labelled
from bot.blocks.kit import sentences
from bot.blocks.lens import Lens
from bot.blocks.limits import Block
from bot.blocks.rhythm import schedules
from bot.ids import Form, Pick, Ref
from flows.rhythm.schedules import LAST, Every, Schedule, ScheduleKind, Unreadable
from flows.rhythm.scheduling import ABOUT_A_PROJECT

OWN_LANGUAGE = "own"
LANGUAGES = (("en", "English"), ("zh_CN", "中文"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """What a form knows when it opens. ``project`` names the one it is about, empty where it has to ask."""

    kind: ScheduleKind
    at: str
    zone: str
    channel: str = ""
    project_id: str = ""
    project: str = ""
    schedule_id: str = ""
    admin: bool = False
    draft: Draft = field(default_factory=dict)


def form(blank: Blank, lens: Lens) -> dict[str, Any]:
    """At most eight fields. What goes to one person alone asks for neither place nor zone: those are the person's."""
    say, draft = lens.say, blank.draft
    own = blank.kind is ScheduleKind.PERSONAL_DIGEST
    blocks: list[Block] = []
    if blank.kind in ABOUT_A_PROJECT and not blank.project_id:
        picked = inputs.external(Pick.PROJECT, placeholder=say("Type a key or a name"))
        blocks.append(labelled("project", say("Project"), picked, optional=blank.kind is ScheduleKind.WATCH_DIGEST))
    if not own:
        place = inputs.channel("channel", initial=draft_text(draft, "channel", blank.channel))
        blocks.append(labelled("channel", say("Channel"), place, optional=True,
                               hint=say("Empty: it is sent to you alone.")))  # fmt: skip
    blocks += _rhythm(blank, lens)
    if not own:
        zone = inputs.text_input("zone", initial=draft_text(draft, "zone", blank.zone), limit=60)
        hint = say("Such as Asia/Shanghai or Europe/Berlin. What is sent to you alone goes by your own clock.")
        blocks.append(labelled("zone", say("Time zone"), zone, hint=hint))
        blocks.append(_language(draft, lens))
    blocks = [kit.section(_about(blank, lens)), inputs.first(blocks[0]), *blocks[1:]]
    ref = Ref(project_id=blank.project_id, item_id=blank.schedule_id, part=blank.kind.value)
    return kit.modal(Form.SCHEDULE, schedules.kind(blank.kind, lens), blocks, ref=ref, submit=say("Save"),
                     close=say("Cancel"))  # fmt: skip


def _about(blank: Blank, lens: Lens) -> str:
    said = [schedules.purpose(blank.kind, lens)]
    if blank.project:
        said.append(lens.say("About {project}", project=kit.inline(blank.project)))
    return "\n".join(said)


def _rhythm(blank: Blank, lens: Lens) -> list[Block]:
    say, draft = lens.say, blank.draft
    cron = [option(say("By a cron line"), Every.CRON)] if blank.admin else []
    rules = [
        option(say("Every working day"), Every.WORKDAY), option(say("Every day"), Every.DAY),
        option(say("Every week"), Every.WEEK), option(say("Every month on a day"), Every.MONTH_DAY),
        option(say("Every month on a weekday"), Every.NTH_WEEKDAY), *cron,
    ]  # fmt: skip
    days = [option(say.weekday_name(day), str(day)) for day in range(7)]
    hint = say("Day of the month: 1 to 31. Weekday of the month: 1 to 5, or last.")
    if blank.admin:
        hint = sentences(hint, say("Cron line: 0 9 * * 1-5"))
    return [
        labelled("every", say("How often"),
                 inputs.select("every", rules, initial=draft_text(draft, "every", Every.WORKDAY))),
        labelled("weekdays", say("Weekdays"),
                 inputs.multi_select("weekdays", days, initial=draft_list(draft, "weekdays")),
                 hint=say("For every week, and for every month on a weekday."), optional=True),
        labelled("which", say("Which one in the month"),
                 inputs.text_input("which", initial=draft_text(draft, "which"), limit=100), hint=hint, optional=True),
        labelled("at", say("Time of day"),
                 inputs.text_input("at", initial=draft_text(draft, "at", blank.at), limit=8, placeholder="09:00")),
    ]  # fmt: skip


def _language(draft: Draft, lens: Lens) -> Block:
    say = lens.say
    languages = [option(say("The reader's own; in a channel the lead's"), OWN_LANGUAGE)]
    languages += [option(name, code) for code, name in LANGUAGES]
    chosen = draft_text(draft, "language", OWN_LANGUAGE) or OWN_LANGUAGE
    return labelled("language", say("Language"), inputs.select("language", languages, initial=chosen))


def draft_of_schedule(schedule: Schedule) -> dict[str, object]:
    """What the form shows of a schedule that is to be changed."""
    rule = schedule.rule
    which = rule.cron or ("last" if rule.number == LAST else str(rule.number) if rule.number else "")
    return {
        "every": rule.every.value, "weekdays": [str(day) for day in rule.weekdays], "which": which,
        "at": f"{schedule.at:%H:%M}", "zone": "" if schedule.unreadable is Unreadable.ZONE else schedule.zone.key,
        "language": schedule.language,
    }  # fmt: skip


def pause(schedule: Schedule, named: str, lens: Lens) -> dict[str, Any]:
    """``named`` is finished mrkdwn."""
    say = lens.say
    text = say("{schedule} rests until that day. The next one then tells all that happened meanwhile.", schedule=named)
    blocks = [
        kit.section(text),
        inputs.first(labelled("until", say("Goes on again on"), inputs.day_picker("until"))),
    ]
    ref = Ref(project_id=schedule.project_id, item_id=schedule.id)
    return kit.modal(Form.SCHEDULE_PAUSE, say("Pause"), blocks, ref=ref, submit=say("Pause"), close=say("Cancel"))
