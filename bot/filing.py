"""Puts together the files that people ask for, at the moment they are sent and as their reader may see them then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot import benchmark_files, linkage_files, portfolio_chart, ties
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import minutes, packs
from bot.blocks.lifecycle.packs import Report
from bot.history_words import events_of
from bot.reports import exports, markdown, web
from flows.lifecycle.chronicle import Topic, disclosed, events_about
from flows.lifecycle.minutes import minutes_of
from flows.lifecycle.overrides import LASTS
from flows.lifecycle.permissions import opens_to
from flows.lifecycle.readmodels import Glance, HistoryLine, ProjectCard
from flows.names import Actor
from flows.notices import Notice, is_person
from flows.ports import Parcel, Person, Post, Reads

_CHUNK = 500


class File(StrEnum):
    """The files there are; the part after the dot is the ending of the file's name."""

    HISTORY_CSV = "history.csv"
    HISTORY_JSON = "history.json"
    PACK_MD = "gate-pack.md"
    PACK_HTML = "gate-pack.html"
    MINUTES_MD = "minutes.md"
    MATRIX_PNG = "matrix.png"
    CHART_XLSX = "claim-chart.xlsx"
    CHART_MD = "claim-chart.md"
    DOCKET_ICS = "dates.ics"
    MY_DATES_ICS = "my-dates.ics"
    PORTFOLIO_PNG = "portfolio.png"
    BENCHMARKS_PNG = "benchmarks.png"


OF_THE_REGISTER = frozenset({File.MATRIX_PNG, File.CHART_XLSX, File.CHART_MD, File.DOCKET_ICS})
"""Files that show something of a project's register."""

HISTORY_FILES = {"csv": File.HISTORY_CSV, "json": File.HISTORY_JSON}
"""The files of a history by their endings."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished file. ``words`` is raw text that stands beside it, ``under`` the message in whose thread it comes."""

    name: str
    content: bytes
    words: str
    under: Post | None = None


def paper(reads: Reads, parcel: Parcel, person: Person | None, lens: Lens, font: str = "") -> Paper | None:
    """What a FILE notice asks for, or None where its reader may not see the project (any more). ``font`` is the path
    of the font of pictures, or empty.

    The name is the same at every attempt and no other parcel's, so that the file can be found again.
    """
    notice = parcel.notice
    if notice.params["file"] == File.MY_DATES_ICS:
        return _own_dates(reads, parcel, _reader(notice, person), lens)
    if notice.params["file"] == File.PORTFOLIO_PNG:
        return _portfolio(reads, parcel, person, lens, font)
    glance = reads.glance(notice.team_id, notice.project_id or "", notice.audience)
    if glance is None or not opens_to(glance.confidentiality, glance.is_member, _reader(notice, person)):
        return None
    stage = str(notice.params.get("stage") or "")
    card = reads.card(notice.team_id, glance.project_id, stage=stage or None)
    if card is None:
        return None
    card = ties.shown(card, lambda other: _sees(reads, other, _reader(notice, person)))
    file = File(str(notice.params["file"]))
    stem, _, ending = file.value.partition(".")
    content: bytes | None
    if file in OF_THE_REGISTER:
        content, ending, words = _of_register(reads, file, card, lens, font)
    elif file is File.BENCHMARKS_PNG:
        content, ending, words = _benchmarks(reads, card, lens, font)
    else:
        text = _content(reads, file, card, notice, lens)
        content, words = text.encode() if text is not None else None, ""
    if content is None:
        return None
    name = f"{card.key}-{stem}-{parcel.created_at:%Y-%m-%d}-{parcel.id[-10:]}.{ending}"
    return Paper(name, content, words or _words(file, card, lens))


def _own_dates(reads: Reads, parcel: Parcel, reader: Actor, lens: Lens) -> Paper | None:
    """A person's dates of all projects: no project stands in the name, and nobody else gets it."""
    if reader.is_gone:
        return None
    found = reads.own_work(
        reader.team_id, reader.user_id, until=date.max, guest=reader.is_guest, limit=linkage_files.MOST_DATES
    )
    name = f"my-dates-{parcel.created_at:%Y-%m-%d}-{parcel.id[-10:]}.ics"
    words = lens.say.plural(
        "Your {n} date of all projects, for your calendar. Import the file again to bring it up to date.",
        "Your {n} dates of all projects, for your calendar. Import the file again to bring them up to date.",
        len(found.dates),
    )
    return Paper(name, linkage_files.own_calendar(found, lens), words)


def _portfolio(reads: Reads, parcel: Parcel, person: Person | None, lens: Lens, font: str) -> Paper | None:
    """All projects that the reader may see, in a channel those that everybody may; in words where no font can write
    the reader's language."""
    notice = parcel.notice
    reader = _reader(notice, person) if is_person(notice.audience) else Actor(notice.team_id, "")
    found = reads.portfolio(reader, today=lens.today)
    if not found.projects:
        return None
    words, drawn = portfolio_chart.alt(found, lens), portfolio_chart.drawn(found, lens, font)
    ending = "png" if drawn else "md"
    name = f"portfolio-{parcel.created_at:%Y-%m-%d}-{parcel.id[-10:]}.{ending}"
    under = reads.post(notice.team_id, notice.thread_of) if notice.thread_of else None
    return Paper(name, drawn or words.encode(), words, under)


def _words(file: File, card: ProjectCard, lens: Lens) -> str:
    """What is said beside a file."""
    say = lens.say
    match file:
        case File.PACK_MD | File.PACK_HTML:
            return say("{key} · the gate pack", key=card.key)
        case File.MATRIX_PNG:
            return say("{key} · features, claims and clauses side by side", key=card.key)
        case File.BENCHMARKS_PNG:
            return say("{key} · where we stand", key=card.key)
        case File.CHART_XLSX | File.CHART_MD:
            return say("{key} · the claim chart", key=card.key)
        case File.DOCKET_ICS:
            return say("{key} · the dates, for your calendar", key=card.key)
        case File.MINUTES_MD:
            return say("{key} · the minutes of the gate", key=card.key)
        case _:
            return say("{key} · the history as {format}", key=card.key, format=file.value.partition(".")[2].upper())


def _content(reads: Reads, file: File, card: ProjectCard, notice: Notice, lens: Lens) -> str | None:
    """The text of a file; None for the minutes of a gate that is not decided."""
    reader = notice.audience
    match file:
        case File.PACK_MD | File.PACK_HTML:
            lines = disclosed(reads.history_since(card.team_id, card.id, card.stage_entered_at), card, reader)
            return _laid_out(file, packs.pack(card, lines, reader, lens), names_in(reads, card, lines), lens)
        case File.MINUTES_MD:
            lines = gate_lines(reads, card)
            found = minutes_of(lines, str(notice.params["gate_id"]))
            names = names_in(reads, card, lines)
            return _laid_out(file, minutes.report(found, card, lens), names, lens) if found else None
        case _:
            topic = Topic(str(notice.params.get("topic") or Topic.ALL))
            who = str(notice.params.get("who") or "")
            return written(file, record_of(reads, card, lens, reader=reader, topic=topic, by=who))


def _of_register(reads: Reads, file: File, card: ProjectCard, lens: Lens, font: str) -> tuple[bytes, str, str]:
    """A file about the register, how its name ends, and what is said beside it.

    Where no font can write the reader's language, the picture comes in words.
    """
    register = reads.register(card.team_id, card.id)
    names = names_in(reads, card, ())
    match file:
        case File.MATRIX_PNG:
            words = linkage_files.picture_words(card, register, lens)
            drawn = linkage_files.picture(card, register, lens, font)
            return (drawn, "png", words) if drawn else (words.encode(), "md", "")
        case File.CHART_XLSX:
            return linkage_files.workbook(card, register, names, lens), "xlsx", ""
        case File.CHART_MD:
            return linkage_files.chart_text(card, register, names, lens).encode(), "md", ""
        case _:
            return linkage_files.calendar(card, register, lens), "ics", ""


def _benchmarks(reads: Reads, card: ProjectCard, lens: Lens, font: str) -> tuple[bytes, str, str]:
    """The same of the benchmarks: a picture, or in words where no font can write the reader's language."""
    found = reads.benchmarks(card.team_id, card.id)
    words = benchmark_files.words(card, found, lens)
    drawn = benchmark_files.picture(card, found, lens, font)
    return (drawn, "png", words) if drawn else (words.encode(), "md", "")


def _laid_out(file: File, report: Report, names: dict[str, str], lens: Lens) -> str:
    if file is File.PACK_HTML:
        return web.html(report, names, lang=lens.say.locale.replace("_", "-"))
    return markdown.markdown(report, names)


def gate_lines(reads: Reads, card: ProjectCard) -> tuple[HistoryLine, ...]:
    """The newest events of a project's gates, enough for any one of them."""
    return reads.history(card.team_id, card.id, limit=_CHUNK, events=events_about(Topic.GATES))


def written(file: File, record: exports.Record) -> str:
    return exports.as_csv(record) if file is File.HISTORY_CSV else exports.as_json(record)


def record_of(
    reads: Reads, card: ProjectCard, lens: Lens, *, reader: str, topic: Topic = Topic.ALL, by: str = ""
) -> exports.Record:
    """The whole history of a project, oldest first. An empty ``reader`` is somebody without votes and scores."""
    lines: list[HistoryLine] = []
    while True:
        before = lines[-1].seq if lines else None
        found = reads.history(card.team_id, card.id, limit=_CHUNK, before=before, events=events_of(topic), by=by)
        lines += found
        if len(found) < _CHUNK:
            break
    return exports.Record(card, disclosed(reversed(lines), card, reader), lens, names_in(reads, card, lines))


def names_in(reads: Reads, card: ProjectCard, lines: Sequence[HistoryLine]) -> dict[str, str]:
    """Everybody who did something or is on the project, as far as they are known."""
    ids = dict.fromkeys([*(line.by for line in lines), *(member.user_id for member in card.members)])
    return {person.user_id: person.name for person in reads.persons(card.team_id, tuple(ids))}


def _sees(reads: Reads, project_id: str, reader: Actor) -> bool:
    glance = reads.glance(reader.team_id, project_id, reader.user_id)
    return glance is not None and opens_to(glance.confidentiality, glance.is_member, reader)


def _opens(reads: Reads, glance: Glance, reader: Actor, asked_at: datetime) -> bool:
    """By the rules, or by the override that an administrator had when they asked."""
    if opens_to(glance.confidentiality, glance.is_member, reader):
        return True
    since = asked_at - LASTS
    leave = reads.overridden(reader.team_id, glance.project_id, reader.user_id, since=since)
    return leave and not reader.is_guest and not reader.is_gone


def _reader(notice: Notice, person: Person | None) -> Actor:
    """Who gets the file; somebody unknown has the rights of a guest."""
    return Actor(
        notice.team_id,
        notice.audience,
        is_guest=person is None or person.is_guest,
        is_gone=person is not None and person.deleted,
    )
