"""On which days an office works: public holidays from the library, Chinese make-up workdays, EPO closures from data."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.public_holidays import Year, year_of
from flows.linkage.closures import shipped_closures
from flows.linkage.codes import Certainty

EPO = "EP"
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Country:
    """Where the library finds an office's holidays."""

    code: str
    subdivision: str | None = None
    categories: tuple[str, ...] = ("public",)


COUNTRIES = {
    "CN": Country("CN"),
    "US": Country("US", "DC"),
    # The Japanese office is closed over the New Year, as banks are; its days from 29 December are not in the library.
    "JP": Country("JP", None, ("public", "bank")),
    "KR": Country("KR"),
    "WO": Country("CH", "GE"),
    "ISO": Country("CH", "GE"),
}


class Offices:
    """The calendars of ``flows.linkage.counting.KNOWN``. Stateless; thread-safe. Unknown codes are open on weekdays."""

    def is_open(self, calendar: str, day: date) -> bool:
        if calendar == EPO:
            return day.weekday() < SATURDAY and day not in _epo(day.year)[0]
        free, worked = _year(calendar, day.year)
        return day in worked or (day.weekday() < SATURDAY and day not in free)

    def is_settled(self, calendar: str, day: date) -> bool:
        """Whether the office's days of that year are known for certain: China tells a year's make-up workdays in the
        autumn before, the EPO its closures likewise."""
        if calendar == EPO:
            return _epo(day.year)[1]
        return calendar != "CN" or bool(_year(calendar, day.year).worked)


def _year(calendar: str, year: int) -> Year:
    country = COUNTRIES.get(calendar)
    if country is None:
        return Year(frozenset(), frozenset())
    return year_of(country.code, year, subdivision=country.subdivision, categories=country.categories)


@lru_cache(maxsize=64)
def _epo(year: int) -> tuple[frozenset[date], bool]:
    known = next((c for c in shipped_closures("epo") if c.year == year), None)
    return (known.closed, known.certainty is not Certainty.GENERAL) if known else (frozenset(), False)
