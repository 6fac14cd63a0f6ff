"""What can be asked with the slash command."""

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.linkage.help import linkage_topics
from bot.blocks.rhythm.help import rhythm_topics
from bot.blocks.sheet import Sheet
from bot.blocks.watches.help import watch_topics
from bot.grammar import Verb, chinese
from bot.words import Words


def help_(lens: Lens, verb: str | None) -> Message:
    """All verbs, or one of them with more words. An unknown verb gets the whole list."""
    say = lens.say
    known = topics(say)
    if verb in known:
        usage, short, more = known[verb]
        return kit.one_section(f"`{usage}`\n{short}\n{more}")
    sheet = Sheet()
    sheet.head(say("What Liandong understands"))
    sheet.tell(*(f"`{usage}`  {short}" for usage, short, _ in known.values()))
    sheet.tell(say(
        "Projects have short keys such as LD-12. In a project's own channel you can leave the key out. "
        "Prompts, reviews and ballots reach you as direct messages with buttons; *Home*, at the top of this app, "
        "shows everything that waits for you."
    ))  # fmt: skip
    sheet.small(say("More about one command: `/liandong help submit`"))
    words = "、".join(chinese(Verb(name)) for name in known if name in set(Verb))
    sheet.small(say("Chinese words do the same, in this order: {words}.", words=words))
    return sheet.message()


def unknown(word: str, nearest: str | None, lens: Lens) -> Message:
    """A word that is no verb, with the verb that was probably meant."""
    say, shown = lens.say, kit.inline(word, 60).replace("`", "'")
    if nearest and not word.isascii():
        nearest = chinese(Verb(nearest))
    if nearest:
        return kit.one_section(say(
            "I do not know “{word}”. Did you mean `/liandong {nearest}`? `/liandong help` lists everything.",
            word=shown, nearest=nearest,
        ))  # fmt: skip
    return kit.one_section(say("I do not know “{word}”. `/liandong help` lists what I understand.", word=shown))


def topics(say: Words) -> dict[str, tuple[str, str, str]]:
    """Verb -> usage, one line, and what else is worth knowing."""
    return {
        "new": (
            "/liandong new",
            say("Start a project"),
            say("A form asks for name, strands, lead, channel and who may see the project. "
                "The first stage begins at once, and the lead is asked for its deliverables until roles are given."),
        ),
        "status": (
            "/liandong status LD-12",
            say("See where a project stands"),
            say("Shows stage, strands, every deliverable with its due date, and the gate. "
                "The key alone does the same: `/liandong LD-12`."),
        ),
        "mine": (
            "/liandong mine",
            say("See what waits for you"),
            say("Your deliverables, reviews and votes in all projects, most urgent first."),
        ),
        "submit": (
            "/liandong submit",
            say("Submit a deliverable"),
            say("Choose the deliverable, then give a text, a link or a file. "
                "You can submit a new version until it is accepted; earlier versions are kept."),
        ),
        "gate": (
            "/liandong gate LD-12",
            say("Request the gate review at the end of a stage"),
            say("Where required deliverables are still open, the answer lists them and who can settle them."),
        ),
        "score": (
            "/liandong score LD-12",
            say("Score the present stage, or compare scored projects"),
            say("Gatekeepers and strand leads fill in the stage's score sheet; others' scores show once yours is in, "
                "or when the gate is decided. Without a key it lists what has been scored."),
        ),
        "evaluation": (
            "/liandong evaluation LD-12",
            say("Read and fill in the evaluation of a project"),
            say("Shows the closing indicators, the outcome, improvement items and follow-up evaluations. Figures that "
                "no record holds are asked of the lead and the strand leads."),
        ),
        "list": (
            "/liandong list",
            say("List your projects"),
            say("Projects that you may see, your own first."),
        ),
        "portfolio": (
            "/liandong portfolio",
            say("See all projects that you may see together"),
            say("How many projects each stage holds and for how long, where it sticks, what is overdue by role, what "
                "gates decided, and the linkage of technology, patents and standards; with a chart."),
        ),
        "history": (
            "/liandong history LD-12",
            say("See what happened, newest first"),
            say("Every change with who made it and when. Nobody can edit this record. After the key, gates, "
                "deliverables, people, strands, project, linkage or somebody's name shows only that; csv or json sends "
                "it to you as a file."),
        ),
        **linkage_topics(say),
        **watch_topics(say),
        **rhythm_topics(say),
        "template": (
            "/liandong template",
            say("List, export or import workflow templates"),
            say("`/liandong template export standard` sends you a template as a file. With `/liandong template import` "
                "workspace admins take in a newer version; you see what is different before it counts. "
                "Running projects keep their version until an admin moves one, `/liandong template migrate LD-12`, "
                "or all: `/liandong template migrate all`."),
        ),
        "policy": (
            "/liandong policy",
            say("Read the rules of the workspace"),
            say("Who may start projects, who decides at gates, what needs legal, and which reminders go out. Workspace "
                "admins can change them there; `/liandong policy history` shows every change."),
        ),
        "away": (
            "/liandong away until Friday",
            say("Have reminders wait while you are away"),
            say("Name your last day off, or none for an open end. What comes up for you waits until you are back. With "
                "`/liandong away until Friday @name` somebody stands in and hears what waits for you."),
        ),
        "back": (
            "/liandong back",
            say("End your days off"),
            say("Reminders reach you again in your working time: Monday to Friday from 9 to 18, where your Slack says "
                "you are, or as you have chosen with `/liandong preferences`."),
        ),
        "preferences": (
            "/liandong preferences",
            say("Choose what reaches you, and when"),
            say("Working days and hours, quiet hours, public holidays, what comes, which projects are muted, and who "
                "stands in while you are away. In a project's channel also what the channel hears."),
        ),
        "help": (
            "/liandong help",
            say("See this list"),
            say("With a command's name it tells more about that command."),
        ),
    }  # fmt: skip
