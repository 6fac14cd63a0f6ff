"""At which hour a message may leave, if at all: looks up its audience's time and wishes, and lets ``flows`` decide."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from flows.notices import Notice, NoticeKind, deadline, is_person
from flows.ports import Parcel, Reads, Store
from flows.rhythm.calendar import Absence, PersonCalendar, absence_on, after_quiet, awake_from, is_left_alone
from flows.rhythm.defaults import own_day_id
from flows.rhythm.hearing import Hearing, hearing, hearing_in_channel
from flows.rhythm.people import WorkingTime
from flows.rhythm.release import Open, Reader, opening, release
from flows.rhythm.standing_in import is_brought, stand_in

Leaves = Callable[[Parcel, datetime], datetime]
"""When a parcel may leave, given the present moment; both aware. Not before that moment."""
Hears = Callable[[Notice, datetime], Hearing]
"""Whether whoever a notice goes to wants to hear it, at a moment."""
Brings = Callable[[Notice, datetime], tuple[Notice, ...]]
"""What the deputy of a reader who is away at a moment hears of a notice."""
IsActive = Callable[[str], bool]
"""Whether Slack shows a person (user id) as active now; False where it does not say."""


def at_any_hour(_parcel: Parcel, now: datetime) -> datetime:
    """``Leaves`` without anybody's working time."""
    return now


def everything(_notice: Notice, _now: datetime) -> Hearing:
    """``Hears`` without anybody's wishes."""
    return Hearing.SEND


def to_nobody(_notice: Notice, _now: datetime) -> tuple[Notice, ...]:
    """``Brings`` without deputies."""
    return ()


def never_active(_user_id: str) -> bool:
    return False


class Hours:
    """``office`` are the hours of channels, which have no time zone of their own; ``within`` is how long a batch that
    is due at one moment takes to leave. ``is_active`` is asked about nobody in their working time. Thread-safe."""

    def __init__(
        self,
        store: Store,
        working: WorkingTime,
        office: PersonCalendar,
        *,
        within: timedelta,
        is_active: IsActive = never_active,
    ) -> None:
        self._store, self._working, self._office = store, working, office
        self._within, self._is_active = within, is_active

    def hears(self, notice: Notice, now: datetime) -> Hearing:
        """``Hears``."""
        with self._store.read() as reads:
            if is_person(notice.audience):
                heard = hearing(notice, reads.preferences(notice.team_id, notice.audience))
                bundled = heard is not Hearing.BUNDLE or _has_a_day(reads, notice, now)
                return heard if bundled else Hearing.SEND
            return hearing_in_channel(notice, reads.channel_preferences(notice.team_id, notice.audience))

    def brings(self, notice: Notice, now: datetime) -> tuple[Notice, ...]:
        """``Brings``. Only members of the project stand in there, and nobody who is away themselves."""
        if not is_person(notice.audience) or not is_brought(notice):
            return ()
        team, project_id = notice.team_id, notice.project_id or ""
        with self._store.read() as reads:
            absence = self._absence(reads, team, notice.audience, now)
            if absence is None:
                return ()
            deputy = absence.deputy or reads.preferences(team, notice.audience).deputy
            glance = reads.glance(team, project_id, deputy) if deputy else None
            able = glance is not None and glance.is_member and self._is_here(reads, team, deputy, now)
        return (stand_in(notice, absence, deputy),) if able else ()

    def _is_here(self, reads: Reads, team_id: str, user_id: str, now: datetime) -> bool:
        person = reads.person(team_id, user_id)
        return not (person is not None and person.deleted) and self._absence(reads, team_id, user_id, now) is None

    def _absence(self, reads: Reads, team_id: str, user_id: str, now: datetime) -> Absence | None:
        calendar = self._working.calendar(reads, team_id, user_id)
        return absence_on(now.astimezone(calendar.zone).date(), calendar)

    def leaves(self, parcel: Parcel, now: datetime) -> datetime:
        """``Leaves``."""
        notice = parcel.notice
        with self._store.read() as reads:
            reader = self._reader(reads, notice, now)
            wishes = None if reader.is_person else reads.channel_preferences(notice.team_id, notice.audience)
        at = release(
            notice, created_at=parcel.created_at, now=now, reader=reader, within=self._within,
            deadline=deadline(notice, self._office.zone),
        )  # fmt: skip
        if wishes is None or notice.kind is NoticeKind.CARD:  # the card answers whoever has just started its project
            return at
        return after_quiet(at, wishes.quiet, self._office.zone)

    def _reader(self, reads: Reads, notice: Notice, now: datetime) -> Reader:
        if not is_person(notice.audience):
            return Reader(is_person=False, hours=partial(self._open, self._office))
        calendar = self._working.calendar(reads, notice.team_id, notice.audience)
        return Reader(
            is_person=True,
            hours=partial(self._open, calendar),
            awake=partial(_awake, calendar),
            is_here=lambda: not is_left_alone(now, calendar) and self._is_active(notice.audience),
        )

    def _open(self, calendar: PersonCalendar, moment: datetime) -> Open | None:
        return opening(moment, calendar, self._working.holidays)


def _has_a_day(reads: Reads, notice: Notice, now: datetime) -> bool:
    """Whether its reader's day comes as a message, which then says what else would come one by one."""
    schedule = reads.schedule(notice.team_id, own_day_id(notice.audience))
    if schedule is None:
        return False
    return schedule.paused_until is None or schedule.paused_until <= now.astimezone(schedule.zone).date()


def _awake(calendar: PersonCalendar, moment: datetime) -> datetime:
    return awake_from(moment, calendar)
