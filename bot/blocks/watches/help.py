"""What can be asked about watches with the slash command."""

from bot.words import Words

Topic = tuple[str, str, str]


def watch_topics(say: Words) -> dict[str, Topic]:
    return {
        "watch": (
            "/liandong watch LD-12",
            say("Watch standards, patents and rivals"),
            say("Lists the watches of a project, what came of them and how their sources are. Starts new ones, also "
                "from the register. Shows what waits for an answer; each hit is answered with one tap."),
        ),
        "hit": (
            "/liandong hit LD-12",
            say("Add something you saw to a watch"),
            say("For what no source shows. The message shortcut *Add to a project* does the same with a message; files "
                "come in from `/liandong watch`."),
        ),
    }  # fmt: skip
