"""To whoever set a schedule up: it rests since what is stored of it cannot be read, and how it goes on."""

from collections.abc import Mapping

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.rhythm import schedules
from bot.ids import Act, Ref
from bot.schedule_deeds import Deed
from flows.notices import Scalar
from flows.rhythm.schedules import ScheduleKind, Unreadable


def told(params: Mapping[str, Scalar], lens: Lens, *, project_id: str = "", project: str = "") -> Message:
    """``project`` names the one it is about, where it is about one."""
    what, say = Unreadable(str(params["what"])), lens.say
    if what is Unreadable.ROW:
        named = bold(say("One of your schedules"))
    else:
        named = bold(schedules.kind(ScheduleKind(str(params["kind"])), lens))
    text = " · ".join(filter(None, [named, inline(project)])) + "\n" + schedules.cannot_be_read(what, lens)
    if what is Unreadable.ROW:
        return kit.one_section(text)
    ref = Ref(project_id=project_id, item_id=str(params["schedule"]), extra=Deed.EDIT.value)
    return kit.one_section(text, kit.button(say("Change"), Act.SCHEDULE, ref))
