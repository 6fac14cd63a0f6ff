"""A small calendar of holidays for tests of the rhythm: China at the Spring Festival of 2026, and nothing else."""

from datetime import date

from flows.rhythm.calendar import DayKind


class FewHolidays:
    """Implements ``HolidayCalendar`` from two sets."""

    OFF = frozenset(date(2026, 2, d) for d in (16, 17, 18, 19, 20, 23))
    WORKED = frozenset({date(2026, 2, 14), date(2026, 2, 28)})

    def kind(self, country: str, day: date) -> DayKind:
        if country != "CN":
            return DayKind.ORDINARY
        if day in self.OFF:
            return DayKind.HOLIDAY
        return DayKind.MAKE_UP if day in self.WORKED else DayKind.ORDINARY
