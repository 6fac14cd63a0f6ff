"""Why something about watches was not done, in words: problems of fields, and deeds that are not everybody's."""

from bot.blocks.kit import clip
from bot.vocabulary import Say


def watch_problem(kind: str, detail: str, say: Say) -> str:
    """What is wrong with one field, by the code before the colon and what it is about; empty text for other codes."""
    name = clip(detail, 80)
    match kind:
        case "no_source":
            return say(
                "There is no source {name}, or its scope is missing. The README lists what can be read.", name=name
            )
        case "source_needs":
            return say("{name} needs a setting first. Please ask your administrator.", name=name)
        case "not_a_member":
            return say("This person is not on the project. Its lead can add them.")
        case "file":
            return _file(detail, say)
        case _:
            return ""


def _file(problem: str, say: Say) -> str:
    match problem:
        case "unknown_format":
            return say("Please bring a CSV, XLSX, JSON or JSONL file.")
        case "too_many_rows" | "too_large":
            return say("This file is too large. Please split it.")
        case "encoding":
            return say("The characters of this file cannot be read. Please save it as UTF-8 and try again.")
        case _:
            return say("This is no table that I can read. Please send CSV or Excel (.xlsx).")


def watch_deeds(say: Say) -> dict[str, str]:
    """What a person wanted to do, as the object of "you cannot"."""
    keeping, answering = say("change the watches of this project"), say("answer the hits of this project")
    return {
        **dict.fromkeys(("start_watch", "change_watch", "pause_watch", "resume_watch", "end_watch"), keeping),
        **dict.fromkeys(("exclude", "drop_exclusion"), say("say what this watch does not tell any more")),
        **dict.fromkeys(("bring_hits", "judge_hit", "reopen_hit"), answering),
    }


def not_found(what: str, say: Say) -> str:
    """``watch``, ``hit`` and ``watches`` (there is none that could take a hit in); empty text for other things."""
    told = {
        "watch": say("This watch is not there any more. `/liandong watch` shows those there are."),
        "hit": say("This hit is not there any more. `/liandong watch` shows those there are."),
        "watches": say("This project has no watch yet that could take it. `/liandong watch` starts one."),
    }
    return told.get(what, "")
