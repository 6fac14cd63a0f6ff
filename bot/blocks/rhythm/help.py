"""What can be asked about the rhythm with the slash command."""

from bot.words import Words


def rhythm_topics(say: Words) -> dict[str, tuple[str, str, str]]:
    """Verb -> usage, one line, and what else is worth knowing."""
    return {
        "schedule": (
            "/liandong schedule LD-12",
            say("See and change what is sent regularly"),
            say("Lists the digests of a channel or a project and your own, adds others, changes, pauses and removes "
                "them, shows the next five times and sends you a test. Words fill in the form: "
                "`/liandong schedule add digest LD-12 every Monday 9:00`."),
        ),
    }  # fmt: skip
