"""Looks out in channels, on a thread of its own: who reads there, and whether a message gives a secret away."""

import json
import logging
import queue
import threading
from collections.abc import Callable

from bot.discretion import Discretion
from bot.envelope import Body
from bot.written import Written, written
from flows.errors import StorageError
from flows.linkage.signs import Lexicon, Sign
from flows.linkage.surroundings import Audience
from flows.notices import Notice, NoticeKind
from flows.ports import Clock, NewId, Store

log = logging.getLogger(__name__)

BACKLOG = 5000
"""Messages that may wait to be looked at; what comes beyond them in one rush is not."""
NAMED = 20
"""Items that one warning can name."""


class Warden:
    """Implements ``bot.lookout.Lookout``. ``start`` once, ``stop`` once."""

    def __init__(
        self, store: Store, discretion: Discretion, team_id: str, *, clock: Clock, new_id: NewId,
        wake: Callable[[], None],
    ) -> None:  # fmt: skip
        self._store, self._discretion, self._team_id = store, discretion, team_id
        self._clock, self._new_id, self._wake = clock, new_id, wake
        self._work: queue.Queue[Callable[[], None] | None] = queue.Queue(BACKLOG)
        self._thread = threading.Thread(target=self._run, name="warden", daemon=True)
        self._signs: dict[str, tuple[int, tuple[Sign, ...]]] = {}
        self._lexicon, self._changed = Lexicon(), 0

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish what is under way; what waits is dropped."""
        while not self._work.empty():
            try:
                self._work.get_nowait()
            except queue.Empty:
                break
        self._work.put(None)
        self._thread.join()

    def learn(self, channel_id: str) -> None:
        if channel_id.startswith(("C", "G")):
            self._later(lambda: self._look(channel_id))

    def visit(self, channel_id: str, absent: Callable[[], None]) -> None:
        def work() -> None:
            self._look(channel_id)
            if self._discretion.absent(channel_id):
                absent()

        self._later(work)

    def overhear(self, body: Body) -> None:
        said = written(body, self._team_id)
        if said is not None:
            self._later(lambda: self.attend(said))

    def attend(self, said: Written) -> None:
        """Have the author warned, once for a message however often it is delivered or edited. What is recognised is
        judged when the warning is sent: by who reads there then, and by what its author may know."""
        found = self._recognised(said.words)
        if not found:
            return
        notice = Notice(
            kind=NoticeKind.CAUTION,
            team_id=self._team_id,
            audience=said.author,
            project_id=None,
            dedupe_key=f"caution:{said.channel}:{said.ts}",
            params={
                "channel": said.channel,
                "thread_ts": said.thread_ts,
                "found": json.dumps([[s.project_id, s.item_id, s.kind.value, s.shown] for s in found[:NAMED]]),
            },
        )
        with self._store.write() as uow:
            uow.outbox.put([notice], now=self._clock.now(), new_id=self._new_id)
            uow.commit()
        self._wake()

    def _recognised(self, words: str) -> tuple[Sign, ...]:
        """Only projects that changed since are read again."""
        with self._store.read() as reads:
            changed = reads.signs_changed(self._team_id)
            if changed != self._changed:
                for project_id, version in reads.register_versions(self._team_id):
                    if self._signs.get(project_id, (0, ()))[0] != version:
                        self._signs[project_id] = version, reads.signs(self._team_id, project_id)
                self._lexicon = Lexicon(sign for _, signs in self._signs.values() for sign in signs)
                self._changed = changed
        return self._lexicon.find(words)

    def _look(self, channel_id: str) -> None:
        """Keep who reads there; the database has it from then on."""
        heard = self._discretion.audience(channel_id)
        if not isinstance(heard, Audience):
            log.info("who reads in %s is not known: %s", channel_id, heard)

    def _later(self, work: Callable[[], None]) -> None:
        try:
            self._work.put_nowait(work)
        except queue.Full:
            log.warning("too many messages at once; one was not looked at")

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            try:
                work()
            except StorageError as error:
                log.warning("a message could not be looked at: %r", error)
            except Exception:  # a mistake with one message must not leave all later ones unlooked at
                log.exception("a message could not be looked at")
