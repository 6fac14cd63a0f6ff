"""What can be asked about watches with the slash command."""

from bot.words import Words

Topic = tuple[str, str, str]


def watch_topics(say: Words) -> dict[str, Topic]:
    return {
        "benchmark": (
            "/liandong benchmark LD-12",
            say("Compare our values with the standard's and rivals'"),
            say("A table and a picture of where we stand. Every value has its source and the day it was measured; one "
                "below the standard's becomes a deliverable of the technology lead."),
        ),
        "watch": (
            "/liandong watch LD-12",
            say("Watch standards, patents and rivals"),
            say("Lists the watches of a project, what came of them and how their sources are. Starts new ones, also "
                "from the register. Shows what waits for an answer; each hit is answered with one tap. "
                "`/liandong watch actions` lists what they ask people to do, `/liandong watch template` the templates "
                "that a watch can start from."),
        ),
        "hit": (
            "/liandong hit LD-12",
            say("Add something you saw to a watch"),
            say("For what no source shows. The message shortcut *Add to a project* does the same with a message; files "
                "come in from `/liandong watch`."),
        ),
    }  # fmt: skip
