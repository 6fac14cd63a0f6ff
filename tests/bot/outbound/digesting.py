"""What composes digests, as the composition root makes it."""

from datetime import time
from zoneinfo import ZoneInfo

from bot.bootstrap import load_templates
from bot.digests.composing import Composer
from bot.digests.registry import shipped_sections
from bot.public_holidays import PublicHolidays, likely_country
from bot.words import WordBook
from flows.rhythm.people import WorkingTime
from flows.rhythm.schedules import Usual

SHANGHAI = ZoneInfo("Asia/Shanghai")
USUAL = Usual(time(9), SHANGHAI)


def composer() -> Composer:
    return Composer(
        sections=shipped_sections(),
        words=WordBook("en"),
        templates=load_templates(),
        zone=SHANGHAI,
        working=WorkingTime(PublicHolidays(), SHANGHAI, likely_country),
    )
