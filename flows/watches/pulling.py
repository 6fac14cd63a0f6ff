"""Which sources are to be looked at now. Pure: cadence, what was seen last, and a little spread between them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from types import MappingProxyType

from flows.watches.ports import Wanted
from flows.watches.sources import Health
from flows.watches.watches import Cadence

PERIODS: Mapping[Cadence, timedelta] = MappingProxyType({
    Cadence.HOURLY: timedelta(hours=1),
    Cadence.DAILY: timedelta(days=1),
    Cadence.WEEKLY: timedelta(days=7),
    Cadence.QUARTERLY: timedelta(days=91),
})  # fmt: skip
SPREAD = 10
"""A source is looked at up to a tenth of its period early, each at its own moment, so that not all are asked at once.
Early, because a daily look that drifts later would skip a day in time."""


def is_due(wanted: Wanted, health: Health, now: datetime) -> bool:
    """A source that was interrupted goes on at once; one that failed when its back-off is over."""
    if not health.may_ask(now):
        return False
    if health.good_at is None or health.cursor or health.failures:
        return True
    return now >= health.good_at + PERIODS[wanted.cadence] - _early(wanted)


def _early(wanted: Wanted) -> timedelta:
    """The same for a source every time: no chance is needed to spread them."""
    share = sha256(wanted.feed.encode("utf-8", "replace")).digest()[0] / 256
    return PERIODS[wanted.cadence] / SPREAD * share
