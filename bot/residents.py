"""Keeps what Slack says of people, and acts on what is other than before: who moved, left, is back, or is a guest now.

Events say so at once (``bot/listeners``); this is for those that were lost, or came while we were not there.
"""

from collections.abc import Callable, Iterable

from bot.pausing import pause
from flows.ports import Clock, NewId, Person, Store, UnitOfWork
from flows.rhythm.calendar import DoNotDisturb
from flows.rhythm.moving import meet, undisturbed
from flows.rhythm.people import WorkingTime

GONE = "user_disabled"
"""Slack's code for somebody whose account was deactivated."""


class Residents:
    """Thread-safe. Every method is one transaction and raises ``StorageError``. ``reconsider`` is called where somebody
    is a guest now, or none any more."""

    def __init__(
        self, store: Store, working: WorkingTime, *, clock: Clock, new_id: NewId, wake: Callable[[], None],
        reconsider: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._store, self._working = store, working
        self._clock, self._new_id, self._wake, self._reconsider = clock, new_id, wake, reconsider

    def meet(self, persons: Iterable[Person]) -> None:
        """Keep people as Slack describes them now."""
        now, found = self._clock.now(), tuple(persons)
        with self._store.write() as uow:
            others = tuple(person for person in found if _is_another(uow.reads.person(*_who(person)), person))
            moved = meet(found, uow=uow, working=self._working, now=now, new_id=self._new_id)
            for person in others:
                self._stand(uow, person)
            uow.commit()
        if others:
            self._reconsider("")
        if others or moved:
            self._wake()

    def _stand(self, uow: UnitOfWork, person: Person) -> None:
        now = self._clock.now()
        uow.channels.forget(person.team_id)
        if person.deleted:
            pause(uow, *_who(person), GONE, now=now, new_id=self._new_id)
        else:
            uow.pauses.end(*_who(person), now=now)

    def page(self, team_id: str, *, after: str, limit: int) -> tuple[str, ...]:
        """Those who can be written to, by user id; ``after`` is the last one of the page before."""
        with self._store.read() as reads:
            return reads.staff(team_id, after=after, limit=limit)

    def undisturbed(self, team_id: str, seen: Iterable[tuple[str, DoNotDisturb | None]]) -> None:
        """Keep Slack's do-not-disturb of people."""
        with self._store.write() as uow:
            others = undisturbed(uow, team_id, seen, working=self._working, now=self._clock.now())
            uow.commit()
        if others:
            self._wake()


def _is_another(was: Person | None, person: Person) -> bool:
    """Whether they see other things than before."""
    return was is not None and (was.is_guest, was.deleted) != (person.is_guest, person.deleted)


def _who(person: Person) -> tuple[str, str]:
    return person.team_id, person.user_id
