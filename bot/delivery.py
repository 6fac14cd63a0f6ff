"""The outbox relay: claims due parcels by lease, has them carried, and writes down what became of them.

One thread claims; a small pool carries, one parcel at a time for each audience. No worker ever waits for a rate limit:
whatever has to wait goes back to the outbox with a time.
"""

import heapq
import logging
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

from bot.courier import Courier
from bot.pacing import Pace
from bot.progress import Progress
from bot.settling import settle, settle_alone
from bot.verdicts import Dead, Done, Halt, Later, Paused, PutOff, Verdict, backoff
from flows.errors import DatabaseBusy, StorageError
from flows.ports import Clock, NewId, Parcel, Store

log = logging.getLogger(__name__)

IN_FLIGHT = 8
POLL_SECONDS = 1.0
TOKEN_CHECK_SECONDS = 5.0
QUIET_SECONDS = 30.0
SETTLE_PAUSES = (0.0, 0.5, 2.0, 5.0)
GUARD_ATTEMPTS = 5
"""A parcel that keeps failing in our own code is buried after this many attempts."""
ACCOUNT_INACTIVE = "account_inactive"
"""Slack says this of our token and of a recipient who has left; only asking about the token tells which."""

Audience = tuple[str, str]


def _nothing(_now: datetime) -> None:
    """There is nobody to tell."""


class Relay:
    """Start it once. ``check_token`` asks Slack whether our token is good: empty, or why not; ``on_good_token`` is
    called at the start and whenever it has become good again."""

    def __init__(
        self,
        *,
        store: Store,
        courier: Courier,
        pace: Pace,
        clock: Clock,
        new_id: NewId,
        lease_seconds: float,
        check_token: Callable[[], str],
        on_good_token: Callable[[datetime], None] = _nothing,
    ) -> None:
        self._store, self._courier, self._pace, self._clock, self._new_id = store, courier, pace, clock, new_id
        self._lease, self._check_token = timedelta(seconds=lease_seconds), check_token
        self._on_good_token = on_good_token
        self._owner = new_id("boot")
        self._progress = Progress(pace.workspace_rate, time.monotonic, pace.channel_rate)
        self._pool = ThreadPoolExecutor(IN_FLIGHT, thread_name_prefix="relay")
        self._lock = threading.Lock()
        self._ledger = threading.Lock()
        """Held while claiming and while marking, so that ``_held`` and the outbox always say the same."""
        self._queues: dict[Audience, deque[tuple[Parcel, datetime]]] = {}
        self._held: set[str] = set()
        self._alarms: list[float] = []
        self._quiet_until = 0.0
        self._halted = ""
        self._proofs = 0
        """How often the token was found to be good again. Changes under ``_ledger``."""
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="relay")

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Say that something may be due. Safe from any thread."""
        self._wake.set()

    def stop(self) -> None:
        """Claim nothing more and wait until what is in flight has been written down."""
        self._stopping.set()
        self._wake.set()
        self._thread.join()
        self._pool.shutdown(wait=True)

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def halt(self, code: str) -> None:
        """Slack says that our token is not good any more. Safe from any thread."""
        log.error("Slack has revoked our token (%s); all messages are kept until it is good again", code)
        self._halted = code

    def _run(self) -> None:
        started = False
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                if not started:
                    self._on_good_token(self._clock.now())
                    started = True
                pause = self._round()
            except StorageError as error:
                log.warning("the outbox cannot be read now: %r", error)
                pause = POLL_SECONDS
            self._wake.wait(pause)

    def _round(self) -> float:
        """Claim what can be carried now. Returns the seconds until the next look, unless somebody wakes us."""
        if self._halted and self._still_halted():
            return TOKEN_CHECK_SECONDS
        wait = max(self._pace.until_free(), self._quiet_until - time.monotonic())
        room = min(IN_FLIGHT, self._pace.budget()) - len(self._held)
        if wait > 0 or room <= 0:
            return min(wait, POLL_SECONDS) if wait > 0 else POLL_SECONDS
        now = self._clock.now()
        with self._ledger:
            with self._store.write() as uow:
                parcels = uow.outbox.claim(owner=self._owner, now=now, lease_until=now + self._lease, limit=room)
                if self._progress.is_due():
                    self._progress.tell(uow.outbox.backlog(now))
                uow.commit()
            # One we hold already comes back when its lease ran out over a slow answer: not to be sent twice.
            fresh = [parcel for parcel in parcels if parcel.id not in self._held]
            self._held.update(parcel.id for parcel in fresh)
        for parcel in fresh:
            self._accept(parcel, now + self._lease)
        if len(parcels) == room:
            return 0.0
        return self._until_alarm()

    def _still_halted(self) -> bool:
        self._halted = self._check_token()
        if not self._halted:
            log.info("Slack takes our token again; sending goes on")
            with self._ledger:
                self._proofs += 1
                self._on_good_token(self._clock.now())
        return bool(self._halted)

    def _accept(self, parcel: Parcel, lease_until: datetime) -> None:
        audience = (parcel.notice.team_id, parcel.notice.audience)
        with self._lock:
            if audience in self._queues:
                self._queues[audience].append((parcel, lease_until))
                return
            self._queues[audience] = deque([(parcel, lease_until)])
        self._pool.submit(self._carry, audience)

    def _carry(self, audience: Audience) -> None:
        """Carry what is claimed for one audience, in order. Once one has to wait, or its place is closed, so do those
        behind it.

        What waited here longer than its lease is left alone: another process may have it, and if not it comes back.
        """
        verdict: Verdict = Done()
        while True:
            with self._lock:
                queue = self._queues[audience]
                if not queue:
                    del self._queues[audience]
                    break
                parcel, lease_until = queue.popleft()
            proofs = self._proofs
            if self._clock.now() < lease_until:
                if isinstance(verdict, Later):
                    verdict = replace(verdict, error="", ambiguous=parcel.ambiguous)
                elif not isinstance(verdict, Paused):
                    verdict = self._attempt(parcel)
                self._write_down(parcel, verdict, proofs)
            self._held.discard(parcel.id)
        self._wake.set()

    def _attempt(self, parcel: Parcel) -> Verdict:
        try:
            verdict = self._courier.deliver(parcel, now=self._clock.now())
        except StorageError as error:
            return Later(backoff(parcel.attempts), repr(error), parcel.ambiguous)
        except Exception:  # one bad parcel must never stop the others; it is retried, then kept as a dead letter
            reference = secrets.token_hex(4)
            log.exception("parcel %s could not be carried; reference %s", parcel.id, reference)
            if parcel.attempts >= GUARD_ATTEMPTS:
                return Dead(f"internal error, reference {reference}")
            return Later(backoff(parcel.attempts), f"reference {reference}", ambiguous=True)
        if verdict == Halt(ACCOUNT_INACTIVE) and not self._check_token():
            return Paused(ACCOUNT_INACTIVE)
        return verdict

    def _write_down(self, parcel: Parcel, verdict: Verdict, proofs: int) -> None:
        """``proofs`` is ``_proofs`` as it was before the attempt: a refusal from before the last one says nothing of
        the token as it is now."""
        _report(parcel, verdict)
        for pause in SETTLE_PAUSES:
            self._stopping.wait(pause)
            try:
                with self._ledger:
                    if isinstance(verdict, Halt) and proofs != self._proofs:
                        verdict = Later(0.0, verdict.code, parcel.ambiguous)
                    self._settle(parcel, verdict)
                    self._held.discard(parcel.id)
            except DatabaseBusy:
                continue
            self._remember(verdict)
            self._progress.carried()
            return
        log.error("parcel %s could not be marked; it is looked up in Slack when its lease has run out", parcel.id)

    def _settle(self, parcel: Parcel, verdict: Verdict) -> None:
        now = self._clock.now()
        try:
            settle(self._store, parcel, verdict, now=now, new_id=self._new_id)
        except StorageError:
            raise
        except Exception:  # a mistake in what follows: without a mark the parcel would be carried for ever
            log.exception("what follows from parcel %s could not be written down", parcel.id)
            settle_alone(self._store, parcel, verdict, now=now)

    def _remember(self, verdict: Verdict) -> None:
        """What the next round must know: when to look again, and whether to look at all."""
        now = time.monotonic()
        with self._lock:
            match verdict:
                case Done(rest=seconds) if seconds:
                    heapq.heappush(self._alarms, now + seconds)
                case Later(seconds=seconds):
                    heapq.heappush(self._alarms, now + seconds)
                    if verdict.unreachable:
                        self._quiet_until = now + min(seconds, QUIET_SECONDS)
                case Halt(code):
                    self._halted = code

    def _until_alarm(self) -> float:
        """Seconds until something that had to wait is due, at most the poll interval."""
        now = time.monotonic()
        with self._lock:
            while self._alarms and self._alarms[0] <= now:
                heapq.heappop(self._alarms)
            return min(POLL_SECONDS, self._alarms[0] - now) if self._alarms else POLL_SECONDS


def _report(parcel: Parcel, verdict: Verdict) -> None:
    match verdict:
        case Done():
            log.debug("parcel %s (%s) is done", parcel.id, parcel.notice.kind)
        case Later(seconds, error) if error:
            log.warning("parcel %s waits %.0f s: %s", parcel.id, seconds, error)
        case PutOff(until):
            log.debug("parcel %s may leave at %s", parcel.id, until.isoformat(timespec="seconds"))
        case Dead(code):
            log.error("parcel %s (%s) is a dead letter: %s", parcel.id, parcel.notice.kind, code)
        case Paused(code):
            log.warning("%s cannot be reached (%s); all messages for it are kept", parcel.notice.audience, code)
        case Halt(code):
            log.error("Slack refuses our token (%s); all messages are kept until it is good again", code)
