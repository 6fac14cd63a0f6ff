"""What goes wrong with sources and files, in words. ``bot/errors.py`` hands these errors on to here."""

from bot.blocks.kit import escape
from bot.blocks.lens import Lens
from bot.words import Words
from flows.watches import errors as feed_errors
from flows.watches.errors import FeedError


def explain_feed(error: FeedError, lens: Lens) -> str:
    """What went wrong with a source or a file, for whoever set it up or brought it."""
    say, name = lens.say, f"`{escape(error.source[:60]).replace('`', '')}`"
    match error:
        case feed_errors.FeedUnreachable():
            return say("{source} does not answer at the moment. Liandong asks again by itself.", source=name)
        case feed_errors.FeedBusy():
            return say("{source} wants to be asked later. Liandong asks again by itself.", source=name)
        case feed_errors.FeedRefused():
            return say(
                "{source} refuses the request (code {status}). Please check its address; "
                "your administrator can check its key.",
                source=name,
                status=error.status,
            )
        case feed_errors.FeedForbidden() if error.problem == "robots":
            return say("{source} asks programs not to read this address (robots.txt).", source=name)
        case feed_errors.FeedForbidden():
            return say(
                "Liandong does not read this address. It must be a public web address that begins with https:// or "
                "http://; your administrator can allow others."
            )
        case feed_errors.FeedTooLarge():
            return say(
                "{source} sends more than {megabytes} MB. Please narrow it down.",
                source=name,
                megabytes=error.limit // 1024**2,
            )
        case feed_errors.SourceNotSet():
            if error.setting:
                return say("{source} needs a setting first. Please ask your administrator.", source=name)
            return say("There is no source {source}, or its scope is missing.", source=name)
        case feed_errors.UnreadableRecord():
            return say(
                "{place}: {problem}", place=_place(error.record, say), problem=_record_problem(error.problem, say)
            )
        case feed_errors.UnreadableFeed():
            return _unreadable(error, say)
        case _:
            return say("{source} could not be read.", source=name)


def _place(record: str, say: Words) -> str:
    kind, _, number = record.partition(" ")
    if kind == "line" and number.isdigit():
        return say("Line {n}", n=number)
    return escape(record[:100]) or say("A record")


def _record_problem(problem: str, say: Words) -> str:
    code, _, column = problem.partition(":")
    match code:
        case "missing":
            return say("the column {column} is empty or missing.", column=f"`{column}`")
        case "unreadable":
            return say("the value in the column {column} cannot be understood.", column=f"`{column}`")
        case "no_id":
            return say("it has no number to know it by.")
        case "columns":
            return say("it has too many or too few columns.")
        case _:
            return say("it could not be read.")


def _unreadable(error: feed_errors.UnreadableFeed, say: Words) -> str:
    match error.problem:
        case "unknown_format":
            return say("Please bring a CSV, XLSX, JSON or JSONL file.")
        case "missing_header":
            return say("These columns are missing: {columns}", columns=escape(error.place[:200]))
        case "encoding":
            return say("The characters of this file cannot be read. Please save it as UTF-8 and try again.")
        case "too_many_rows" | "too_large":
            return say("This file is too large. Please split it.")
        case "entities":
            return say("This file holds XML entities, which Liandong does not read for safety.")
        case _:
            return say(
                "`{source}` could not be read: it is not in the form we expect.", source=escape(error.source[:60])
            )
