"""Which sections make up which kind of digest. The only line that a new section needs outside its own wing."""

from bot.digests import persons, portfolios, projects, registers, watching
from bot.digests.sections import Sections
from flows.rhythm.schedules import ScheduleKind


def shipped_sections() -> Sections:
    return {
        ScheduleKind.PROJECT_DIGEST: (
            projects.standing,
            projects.moved,
            projects.waiting,
            registers.dates,
            registers.clearances,
            watching.hits,
            watching.asked,
            projects.still,
        ),
        ScheduleKind.WATCH_DIGEST: (watching.hits,),
        ScheduleKind.PERSONAL_DIGEST: (persons.today,),
        ScheduleKind.PORTFOLIO_DIGEST: (portfolios.everything,),
        ScheduleKind.GATE_CLOSING: (projects.closing,),
        ScheduleKind.DOCKET: (registers.dates,),
    }
