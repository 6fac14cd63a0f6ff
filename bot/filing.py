"""Puts together the files that people ask for, at the moment they are sent and as their reader may see them then."""

from dataclasses import dataclass
from enum import StrEnum

from bot.blocks.lens import Lens
from bot.reports import exports
from flows.lifecycle.chronicle import Topic, disclosed, events_about
from flows.lifecycle.permissions import opens_to
from flows.lifecycle.readmodels import HistoryLine, ProjectCard
from flows.names import Actor
from flows.notices import Notice
from flows.ports import Parcel, Person, Reads

_CHUNK = 500


class File(StrEnum):
    """The files there are; the part after the dot is the ending of the file's name."""

    HISTORY_CSV = "history.csv"
    HISTORY_JSON = "history.json"


HISTORY_FILES = {"csv": File.HISTORY_CSV, "json": File.HISTORY_JSON}
"""The files of a history by their endings."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished file. ``words`` is raw text that stands beside it."""

    name: str
    content: bytes
    words: str


def paper(reads: Reads, parcel: Parcel, person: Person | None, lens: Lens) -> Paper | None:
    """What a FILE notice asks for, or None where its reader may not see the project (any more).

    The name is the same at every attempt and no other parcel's, so that the file can be found again.
    """
    notice = parcel.notice
    glance = reads.glance(notice.team_id, notice.project_id or "", notice.audience)
    if glance is None or not opens_to(glance.confidentiality, glance.is_member, _reader(notice, person)):
        return None
    card = reads.card(notice.team_id, glance.project_id)
    if card is None:
        return None
    file = File(str(notice.params["file"]))
    topic, by = Topic(str(notice.params.get("topic") or Topic.ALL)), str(notice.params.get("who") or "")
    record = record_of(reads, card, lens, reader=notice.audience, topic=topic, by=by)
    stem, _, ending = file.value.partition(".")
    name = f"{card.key}-{stem}-{parcel.created_at:%Y-%m-%d}-{parcel.id[-10:]}.{ending}"
    words = lens.say("{key} · the history as {format}", key=card.key, format=ending.upper())
    return Paper(name, written(file, record).encode(), words)


def written(file: File, record: exports.Record) -> str:
    return exports.as_csv(record) if file is File.HISTORY_CSV else exports.as_json(record)


def record_of(
    reads: Reads, card: ProjectCard, lens: Lens, *, reader: str, topic: Topic = Topic.ALL, by: str = ""
) -> exports.Record:
    """The whole history of a project, oldest first. An empty ``reader`` is somebody without votes and scores."""
    lines: list[HistoryLine] = []
    while True:
        before = lines[-1].seq if lines else None
        found = reads.history(card.team_id, card.id, limit=_CHUNK, before=before, events=events_about(topic), by=by)
        lines += found
        if len(found) < _CHUNK:
            break
    return exports.Record(card, disclosed(reversed(lines), card, reader), lens, names_in(reads, card, lines))


def names_in(reads: Reads, card: ProjectCard, lines: list[HistoryLine]) -> dict[str, str]:
    """Everybody who did something or is on the project, as far as they are known."""
    ids = dict.fromkeys([*(line.by for line in lines), *(member.user_id for member in card.members)])
    return {person.user_id: person.name for person in reads.persons(card.team_id, tuple(ids))}


def _reader(notice: Notice, person: Person | None) -> Actor:
    """Who gets the file; somebody unknown has the rights of a guest."""
    return Actor(
        notice.team_id,
        notice.audience,
        is_guest=person is None or person.is_guest,
        is_gone=person is not None and person.deleted,
    )
