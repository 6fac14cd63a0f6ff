"""What can be asked about the linkage register with the slash command."""

from bot.words import Words

Topic = tuple[str, str, str]
"""Usage, one line, and what else is worth knowing."""


def linkage_topics(say: Words) -> dict[str, Topic]:
    return {
        "link": (
            "/liandong link",
            say("See and add technical features, and link them"),
            say("A feature is linked to the claims that protect it, a claim to the clauses it reads on. The links are "
                "what the matrix shows."),
        ),
        "patent": (
            "/liandong patent",
            say("See and add patents, or find one by its number"),
            say("`/liandong patent CN 2026 1 0123456.7` finds it in any usual writing, among the projects you may see. "
                "Filings, notices and claims are recorded in its menu; dates follow by themselves."),
        ),
        "standard": (
            "/liandong standard",
            say("See and add standards and work items, or find one by its number"),
            say("`/liandong standard GB/T 20003.1-2014` finds one. A new version of its clauses marks the rows of the "
                "claim chart that must be checked again."),
        ),
        "contribution": (
            "/liandong contribution",
            say("Plan what goes out, and hear at once whether it may"),
            say("Contributions, papers, talks, demonstrations, material for customers. The answer is clear, blocked or "
                "needs a named person, with each rule behind it and what would lift it."),
        ),
        "declare": (
            "/liandong declare",
            say("See and record licensing declarations"),
            say("A declaration cannot be changed; a later one may only promise more."),
        ),
        "matrix": (
            "/liandong matrix LD-12",
            say("See features, claims and clauses side by side, and what is missing"),
            say("As a table here, as a picture, and as a claim chart for Excel or as text."),
        ),
        "docket": (
            "/liandong docket LD-12",
            say("See the dates of a project"),
            say("Each with its rule, what it was counted from and the calendar used. A date of the law counts as done "
                "only when a second person has confirmed it. `/liandong docket calendar` sends you your own dates of "
                "all projects for your calendar."),
        ),
        "import": (
            "/liandong import",
            say("Import a list of features, patents, standards and links"),
            say("CSV or Excel. You see line by line what is wrong before anything comes in; all of it does, or "
                "nothing."),
        ),
    }  # fmt: skip
