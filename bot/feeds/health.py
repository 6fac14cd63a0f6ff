"""Health of sources in memory, and as lines of the doctor's report."""

import threading
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from bot.config import LOOPBACK, Settings
from bot.findings import Finding, note, ok, problem
from flows.watches.sources import Health

QUIET_AFTER = timedelta(days=3)
SHORTEST_SECRET = 16
"""Characters: what is shorter can be guessed."""


class HealthInMemory:
    """A ``SourceHealth`` that forgets with the process."""

    def __init__(self) -> None:
        self._known: dict[str, Health] = {}
        self._lock = threading.Lock()

    def of(self, source: str) -> Health:
        with self._lock:
            return self._known.get(source) or Health(source=source)

    def keep(self, health: Health) -> None:
        with self._lock:
            self._known[health.source] = health

    def every(self) -> tuple[Health, ...]:
        with self._lock:
            return tuple(self._known[name] for name in sorted(self._known))


def setup(settings: Settings) -> Iterator[Finding]:
    """What is set for feeds and cannot work."""
    if bool(settings.epo_key.get_secret_value()) != bool(settings.epo_secret.get_secret_value()):
        yield problem("feed", "of LIANDONG_EPO_KEY and LIANDONG_EPO_SECRET only one is set", "set both, or neither")
    if settings.uspto and not settings.uspto_key.get_secret_value():
        yield problem("feed", "LIANDONG_USPTO is on without LIANDONG_USPTO_KEY", "set the key, or switch it off")
    yield from _webhook(settings)
    if settings.feed_record:
        yield note("feed", f"answers are recorded in {settings.feed_record}", "empty LIANDONG_FEED_RECORD ends that")


def _webhook(settings: Settings) -> Iterator[Finding]:
    """Whether W3C's deliveries can come in at all, and whether the secret is one."""
    secret = settings.webhook_secret.get_secret_value()
    if not secret:
        return
    if len(secret) < SHORTEST_SECRET:
        yield problem(
            "webhook", f"LIANDONG_WEBHOOK_SECRET is shorter than {SHORTEST_SECRET} characters", "choose a longer one"
        )
    if settings.http_port == 0:
        yield problem("webhook", "LIANDONG_HTTP_PORT is 0, so every start has another address", "name a fixed port")
    if settings.http_host in LOOPBACK:
        where = f"{settings.http_host}:{settings.http_port}"
        yield note(
            "webhook", f"only this machine reaches {where}", "W3C needs an https address in front that leads there"
        )


def findings(known: Iterable[Health], now: datetime) -> Iterator[Finding]:
    """One line for each source: well, quiet for too long, partly unreadable, or failing and since when."""
    for health in known:
        yield _finding(health, now)


def _finding(health: Health, now: datetime) -> Finding:
    last = f"last read {health.good_at:%Y-%m-%d %H:%M} UTC" if health.good_at else "never read yet"
    if health.failures:
        again = f"; asked again after {health.not_before:%Y-%m-%d %H:%M} UTC" if health.not_before else ""
        text = f"{health.source}: {health.problem} ({health.failures} in a row), {last}{again}"
        return problem("feed", text, "check its address, its key and the network")
    if health.faults:
        text = f"{health.source}: {health.faults} of {health.records + health.faults} records could not be read, {last}"
        return note("feed", text, "the log names them")
    if health.good_at is None or now - health.good_at > QUIET_AFTER:
        return note("feed", f"{health.source}: {last}", "its watches may be paused")
    return ok("feed", f"{health.source}: {last}, {health.records} records")
