"""Settings and sources of feeds as lines of the doctor's report."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from bot.config import LOOPBACK, Settings
from bot.findings import Finding, note, ok, problem
from flows.watches.pulling import PERIODS
from flows.watches.sources import Health
from flows.watches.watches import Cadence

QUIET_FOR = timedelta(days=1)
"""How much later than its cadence asks a source may be read without a word."""
SHORTEST_SECRET = 16
"""Characters: what is shorter can be guessed."""


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


def findings(known: Iterable[Health], now: datetime, wanted: Mapping[str, Cadence]) -> Iterator[Finding]:
    """One line for each source that is known or ``wanted`` by a watch, which says how often it is to be read: well, not
    read for too long, partly unreadable, failing and since when, or of no use to anybody."""
    names = set[str]()
    for health in known:
        names.add(health.source)
        yield _finding(health, now, wanted.get(health.source))
    for name in sorted(set(wanted) - names):
        yield note("feed", f"{name}: never read yet", "it is read within the next minutes while Liandong runs")


def _finding(health: Health, now: datetime, cadence: Cadence | None) -> Finding:
    last = f"last read {health.good_at:%Y-%m-%d %H:%M} UTC" if health.good_at else "never read yet"
    if cadence is None:
        return note("feed", f"{health.source}: no watch reads it any more, {last}")
    if health.failures:
        again = f"; asked again after {health.not_before:%Y-%m-%d %H:%M} UTC" if health.not_before else ""
        text = f"{health.source}: {health.problem} ({health.failures} in a row), {last}{again}"
        return problem("feed", text, "check its address, its key and the network")
    if health.faults:
        text = f"{health.source}: {health.faults} of {health.records + health.faults} records could not be read, {last}"
        return note("feed", text, "the log names them")
    if health.good_at is None or now - health.good_at > PERIODS[cadence] + QUIET_FOR:
        return note("feed", f"{health.source}: {last}, to be read {cadence.value}", "has Liandong been running since?")
    return ok("feed", f"{health.source}: {last}, {health.records} records")
