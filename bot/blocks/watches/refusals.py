"""Why something about watches was not done, in words: problems of fields, and deeds that are not everybody's."""

from bot.blocks.kit import clip
from bot.blocks.watches.benchmark_words import benchmark_problem
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
        case "not_cleared":
            return say("This can be handed to the patent lead and legal only.")
        case "names_patent":
            return say("These words name {name}. Please write it without patent, number and holder.", name=name)
        case "file":
            return _file(detail, say)
        case _:
            return benchmark_problem(kind, name, say)


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
        **dict.fromkeys(("note_indicator", "retire_indicator"), say("say what is compared in this project")),
        "note_value": say("note a value here"),
        **dict.fromkeys(("take_value_back", "put_value_back"), say("change a value that somebody else noted")),
        "settle_action": say("settle what the watches ask for here"),
        "release_summary": say("release a note of the patent lead"),
        "hand_action_over": say("hand over what the watches ask for here"),
        "make_work": say("make a deliverable of what the watches ask for here"),
        **dict.fromkeys(("bring_hits", "judge_hit", "reopen_hit"), answering),
    }


def watch_states(say: Say) -> dict[str, str]:
    """Why something does not fit the state of an action or an indicator, as half a sentence."""
    return {
        "settled": say("it was settled already; it can be opened again"),
        "retired": say("this indicator is not compared any more"),
        "not_private": say("this is no secret of the patent lead"),
        "private": say("this stays with the patent lead and legal"),
    }


def hit_answered(say: Say) -> str:
    return say("This hit has been answered. `/liandong watch` shows how, and there the answer can be taken back.")


def not_found(what: str, say: Say) -> str:
    """``watch``, ``hit``, ``indicator``, and ``watches`` (there is none that could take a hit); empty text else."""
    told = {
        "watch": say("This watch is not there any more. `/liandong watch` shows those there are."),
        "indicator": say("This indicator is not there any more. `/liandong benchmark` shows those there are."),
        "hit": say("This hit is not there any more. `/liandong watch` shows those there are."),
        "watches": say("This project has no watch yet that could take it. `/liandong watch` starts one."),
    }
    return told.get(what, "")
