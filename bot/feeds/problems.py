"""Errors of feeds in one short line for the log and the doctor: source, record or address, and what it is."""

from flows.watches import errors
from flows.watches.errors import FeedError


def in_short(error: FeedError) -> str:
    """For operators, in English. Holds no secret: addresses come without their query."""
    match error:
        case errors.UnreadableRecord():
            what = f"record {error.record or '?'}: {error.problem}"
        case errors.UnreadableFeed():
            what = f"unreadable: {error.problem}" + (f" ({error.place})" if error.place else "")
        case errors.FeedBusy():
            what = f"{error.address} wants us to wait {error.retry_after:.0f} s {error.reason}".rstrip()
        case errors.FeedRefused():
            what = f"{error.address} answered {error.status} {error.reason}".rstrip()
        case errors.FeedForbidden():
            what = f"{error.address} is never asked: {error.problem}"
        case errors.FeedTooLarge():
            what = f"{error.address} sends more than {error.limit} bytes"
        case errors.FeedUnreachable():
            what = f"{error.address}: {error.problem}"
        case errors.SourceNotSet():
            what = f"{error.setting} is not set" if error.setting else "no such source"
        case _:
            what = type(error).__name__
    return f"{error.source}: {what}"
