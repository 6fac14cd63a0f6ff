"""The words after ``/liandong history``: key, topic, person, file format. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks.lifecycle.histories import Narrowing
from bot.grammar import fold, project_key
from flows.lifecycle.chronicle import Topic, events_about
from flows.linkage.events import LINKAGE_EVENTS
from flows.ports import Person
from flows.rhythm.events import SCHEDULE_EVENTS
from flows.watches.action_commands import ACTION_EVENTS
from flows.watches.benchmark_commands import BENCHMARK_EVENTS
from flows.watches.events import WATCH_EVENTS

TOPIC_WORDS: dict[str, Topic] = {
    "all": Topic.ALL, "everything": Topic.ALL, "全部": Topic.ALL, "所有": Topic.ALL,
    "gates": Topic.GATES, "gate": Topic.GATES, "评审": Topic.GATES,
    "deliverables": Topic.DELIVERABLES, "deliverable": Topic.DELIVERABLES, "产出物": Topic.DELIVERABLES,
    "people": Topic.PEOPLE, "roles": Topic.PEOPLE, "人员": Topic.PEOPLE, "角色": Topic.PEOPLE,
    "strands": Topic.STRANDS, "strand": Topic.STRANDS, "条线": Topic.STRANDS, "三线": Topic.STRANDS,
    "evaluation": Topic.EVALUATION, "评价": Topic.EVALUATION,
    "project": Topic.PROJECT, "项目": Topic.PROJECT,
    "watch": Topic.WATCHES, "watches": Topic.WATCHES, "跟踪": Topic.WATCHES,
    "linkage": Topic.LINKAGE, "register": Topic.LINKAGE, "关联": Topic.LINKAGE, "联动": Topic.LINKAGE,
}  # fmt: skip
FORMATS = ("csv", "json")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants of a history. ``format`` is empty where it is to be shown; ``unknown`` a word that failed."""

    narrowing: Narrowing
    format: str = ""
    unknown: str = ""


def events_of(topic: Topic) -> tuple[str, ...]:
    """The names of the events of a topic, of whichever wing; none for ALL, which leaves none out."""
    of_wings = {
        Topic.LINKAGE: tuple(LINKAGE_EVENTS), Topic.WATCHES: (*WATCH_EVENTS, *ACTION_EVENTS, *BENCHMARK_EVENTS),
        Topic.PROJECT: (*events_about(Topic.PROJECT), *SCHEDULE_EVENTS),
    }  # fmt: skip
    return of_wings.get(topic) or events_about(topic)


def split_key(text: str) -> tuple[str, str]:
    """The key and the words after it. ``LD 12 gates`` has its key in two words; without a key it is empty text.

    What is neither key nor a known word stands in the key's place, so that it is looked up and not found.
    """
    words = text.split()
    for count in (2, 1):
        if key := project_key(" ".join(words[:count])):
            return key, " ".join(words[count:])
    if not words or _is_known(words[0]):
        return "", " ".join(words)
    return text, ""


def read(words: str, people: Sequence[Person]) -> Asked:
    """``people`` are those on the project: a name may be typed in full or in part, with or without ``@``."""
    topic, wanted, names = Topic.ALL, "", []
    for word in words.split():
        folded = fold(word)
        if folded in TOPIC_WORDS:
            topic = TOPIC_WORDS[folded]
        elif folded in FORMATS:
            wanted = folded
        else:
            names.append(word)
    typed = " ".join(names)
    who = _person(typed, people) if typed else ""
    return Asked(Narrowing(topic, who), wanted, typed if typed and not who else "")


def _is_known(word: str) -> bool:
    return fold(word) in TOPIC_WORDS or fold(word) in FORMATS or fold(word).startswith("@")


def _person(typed: str, people: Sequence[Person]) -> str:
    """The one person a name fits: exactly, else in part; empty text where it fits none or several."""
    name = fold(typed.lstrip("@＠"))
    exact = [p.user_id for p in people if fold(p.name) == name or fold(p.user_id) == name]
    found = exact or [p.user_id for p in people if name and name in fold(p.name)]
    return found[0] if len(found) == 1 else ""
