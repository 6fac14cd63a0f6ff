"""Keeps what Slack says of people, and has what waits for whoever moved looked at anew."""

from collections.abc import Callable, Iterable

from flows.ports import Clock, NewId, Person, Store
from flows.rhythm.calendar import DoNotDisturb
from flows.rhythm.moving import meet, undisturbed
from flows.rhythm.people import WorkingTime


class Residents:
    """Thread-safe. Every method is one transaction and raises ``StorageError``."""

    def __init__(
        self, store: Store, working: WorkingTime, *, clock: Clock, new_id: NewId, wake: Callable[[], None]
    ) -> None:
        self._store, self._working = store, working
        self._clock, self._new_id, self._wake = clock, new_id, wake

    def meet(self, persons: Iterable[Person]) -> None:
        """Keep people as Slack describes them now."""
        with self._store.write() as uow:
            moved = meet(persons, uow=uow, working=self._working, now=self._clock.now(), new_id=self._new_id)
            uow.commit()
        if moved:
            self._wake()

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
