"""What happened in a project, newest first: readable by topic and by person, and to be had as a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.lifecycle.sentences import happened
from bot.blocks.limits import LIMITS, Block
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.chronicle import Topic
from flows.lifecycle.readmodels import HistoryLine, ProjectCard
from flows.ports import Person


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which part of a history somebody reads: a topic, and one person's doings where ``who`` is a user id."""

    topic: Topic = Topic.ALL
    who: str = ""


EVERYTHING = Narrowing()


def history(
    card: ProjectCard,
    lines: Sequence[HistoryLine],
    lens: Lens,
    *,
    more: int | None,
    shown: Narrowing = EVERYTHING,
    people: Sequence[Person] = (),
) -> Message:
    """Newest first. ``more`` is the number of the last line where there are older ones; ``people`` can be chosen."""
    say, sheet = lens.say, Sheet()
    sheet.head(parts.heading(card))
    sheet.tell(kit.bold(say("History")), parts.status_line(card, lens), _narrowed(shown, lens))
    for x in lines:
        what = happened(x.event, x.params, by=x.by, title=x.title, card=card, lens=lens)
        line = f"{say.when(x.at)}  {what}"
        if not sheet.add(line, kit.section(line)):
            break
    if not lines:
        sheet.tell(say("Nothing earlier.") if shown == EVERYTHING else say("Nothing to show."))
    if more is not None:
        older = kit.button(say("Show older"), Act.HISTORY, ref_of(card.id, shown, number=more))
        sheet.show(kit.actions(older, block_id="older"))
    sheet.show(kit.actions(*_choices(card, shown, people, lens), block_id="history"))
    return sheet.message()


def ref_of(project_id: str, shown: Narrowing, *, number: int = 0) -> Ref:
    """A narrowing as a button carries it."""
    return Ref(project_id=project_id, number=number, stage=shown.topic.value, extra=shown.who)


def read_ref(ref: Ref) -> Narrowing:
    """Buttons of earlier versions of this product name no topic."""
    return Narrowing(Topic(ref.stage or Topic.ALL), ref.extra)


def _narrowed(shown: Narrowing, lens: Lens) -> str:
    say = lens.say
    words = [] if shown.topic is Topic.ALL else [topic_name(shown.topic, lens)]
    if shown.who:
        words.append(parts.who(shown.who, lens))
    return say("Only: {what}", what=" · ".join(words)) if words else ""


def _choices(card: ProjectCard, shown: Narrowing, people: Sequence[Person], lens: Lens) -> list[Block]:
    say = lens.say
    topics = [
        (topic_name(topic, lens), Act.HISTORY, ref_of(card.id, Narrowing(topic, shown.who))) for topic in Topic
    ]  # fmt: skip
    everybody = [(say("Everybody"), Act.HISTORY, ref_of(card.id, Narrowing(shown.topic)))]
    each = [
        (person.name or person.user_id, Act.HISTORY, ref_of(card.id, Narrowing(shown.topic, person.user_id)))
        for person in people[: LIMITS["select options"] - 1]
    ]
    choices = [kit.chooser(say("What about?"), topics, name="topic")]
    if each:
        choices.append(kit.chooser(say("By whom?"), everybody + each, name="who"))
    whole = ref_of(card.id, shown)
    return [
        *choices,
        kit.button("CSV", Act.HISTORY_CSV, whole, label=say("History of {key} as a CSV file", key=card.key)),
        kit.button("JSON", Act.HISTORY_JSON, whole, label=say("History of {key} as a JSON file", key=card.key)),
    ]


def topic_name(topic: Topic, lens: Lens) -> str:
    say = lens.say
    return {
        Topic.ALL: say("Everything"),
        Topic.GATES: say("Gates"),
        Topic.DELIVERABLES: say("Deliverables"),
        Topic.PEOPLE: say("People"),
        Topic.STRANDS: say("Strands"),
        Topic.PROJECT: say("Project"),
        Topic.LINKAGE: say("Linkage register"),
        Topic.WATCHES: say("Watches"),
        Topic.EVALUATION: say("Evaluation"),
    }[topic]


def ordered(lens: Lens) -> Message:
    """A file was asked for; it is sent apart."""
    return kit.one_section(lens.say("The file is on its way to you: look into your messages with me."))


def not_understood(word: str, card: ProjectCard, lens: Lens) -> Message:
    """A word after the key that is no topic, no file and nobody on the project."""
    text = lens.say(
        "I do not know “{word}”. After the key I understand: all, gates, deliverables, people, strands, project, "
        "evaluation, linkage, the name of somebody on the project, csv and json. For example `/liandong history {key} "
        "gates`.",
        word=kit.inline(word, 60).replace("`", "'"), key=card.key,
    )  # fmt: skip
    return kit.one_section(text)
