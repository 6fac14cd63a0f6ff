"""At which hour a message may leave: looks up its audience's working time, and lets ``flows`` decide."""

from collections.abc import Callable
from datetime import datetime, timedelta

from flows.notices import is_person
from flows.ports import Parcel, Reads, Store
from flows.rhythm.calendar import HolidayCalendar, PersonCalendar
from flows.rhythm.release import Open, opening, release

Leaves = Callable[[Parcel, datetime], datetime]
"""When a parcel may leave, given the present moment; both aware. Not before that moment."""
OpenFor = Callable[[Reads, str, str, datetime], Open | None]
"""The working time of a person (team id, user id) that a moment stands in, else the next one."""


def at_any_hour(_parcel: Parcel, now: datetime) -> datetime:
    """``Leaves`` without anybody's working time."""
    return now


class Hours:
    """``office`` are the hours of channels, which have no time zone of their own; ``within`` is how long a batch that
    is due at one moment takes to leave. Thread-safe."""

    def __init__(
        self,
        store: Store,
        open_for: OpenFor,
        office: PersonCalendar,
        *,
        holidays: HolidayCalendar,
        within: timedelta,
    ) -> None:
        self._store, self._open_for, self._office = store, open_for, office
        self._holidays, self._within = holidays, within

    def leaves(self, parcel: Parcel, now: datetime) -> datetime:
        """``Leaves``."""
        notice = parcel.notice

        def hours(moment: datetime) -> Open | None:
            if not is_person(notice.audience):
                return opening(moment, self._office, self._holidays)
            with self._store.read() as reads:
                return self._open_for(reads, notice.team_id, notice.audience, moment)

        return release(
            notice,
            created_at=parcel.created_at,
            now=now,
            to_person=is_person(notice.audience),
            hours=hours,
            within=self._within,
        )
