"""What becomes of a parcel after an attempt: done, later, dead, or everything waits for a good token. Pure."""

from dataclasses import dataclass
from datetime import datetime

from bot.outcomes import PLACE_CODES, TOKEN_CODES, Ambiguous, Failure, RateLimited, Refused, Unsent
from flows.notices import Notice, NoticeKind
from flows.ports import Parcel, Post

STEPS = (1, 2, 4, 8, 16, 32, 60, 120, 300, 600)
"""Seconds between attempts after errors; the last one repeats."""
MAX_ATTEMPTS = 20
"""After about two hours of unclear answers a parcel is buried. What surely was not sent is never given up."""


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing more to do. ``keep`` is the kept message to remember, ``rest`` the seconds its channel needs now.

    ``through``: something was said in the place just now, so it can be reached. ``overheard``: the card of its project
    stands open where outsiders read now (or did until this edit). ``follow`` is what is to be sent next. ``unsaid``:
    the place did not hear what was for it: outsiders read there, it is to be quiet, or what was to be said is gone.
    """

    keep: Post | None = None
    rest: float = 0.0
    overheard: bool = False
    through: bool = False
    follow: tuple[Notice, ...] = ()
    unsaid: bool = False


@dataclass(frozen=True, slots=True)
class Later:
    """Try again in ``seconds``. ``error`` is empty for mere pacing; ``unreachable``: no connection to Slack at all."""

    seconds: float
    error: str = ""
    ambiguous: bool = False
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class PutOff:
    """It came at the wrong hour and may leave at ``until``, aware. Others of its audience go before it. ``follow`` are
    notices to those who look after it until then."""

    until: datetime
    follow: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Dead:
    """It will never be sent. ``code`` is Slack's error code or what we know."""

    code: str


@dataclass(frozen=True, slots=True)
class Paused:
    """Its place cannot be reached for now: it is kept with everything else for it. ``code`` is Slack's."""

    code: str


@dataclass(frozen=True, slots=True)
class Halt:
    """Slack no longer takes our token: nothing can be sent until it does."""

    code: str


Verdict = Done | Later | PutOff | Paused | Dead | Halt


def backoff(attempts: int) -> float:
    """Seconds to wait after the given number of attempts."""
    return float(STEPS[min(max(attempts, 1), len(STEPS)) - 1])


def after(failure: Failure, parcel: Parcel, *, writing: bool) -> Verdict:
    """The verdict on a failed call. ``writing``: the call would have posted, so an unclear answer may mean it did."""
    if isinstance(failure, RateLimited):
        return Later(failure.retry_after, "ratelimited", parcel.ambiguous)
    if isinstance(failure, Refused):
        if failure.code in TOKEN_CODES:
            return Halt(failure.code)
        # A warning that one person alone sees stands in a channel that is not its audience.
        of_audience = failure.code in PLACE_CODES and parcel.notice.kind is not NoticeKind.CAUTION
        return Paused(failure.code) if of_audience else Dead(failure.code)
    unclear = isinstance(failure, Ambiguous)
    if unclear and parcel.attempts >= MAX_ATTEMPTS:
        return Dead(failure.why)
    return Later(
        backoff(parcel.attempts),
        failure.why,
        ambiguous=parcel.ambiguous or (writing and unclear),
        unreachable=isinstance(failure, Unsent),
    )
