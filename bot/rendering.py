"""A notice made into words at the moment it is sent: reads the present state, then renders in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot import ties, waiting
from bot.absentees import knowing
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import (
    ballots,
    card,
    home,
    overheard,
    packs,
    prompts,
    reminders,
    threads,
    undelivered,
)
from bot.blocks.lifecycle.parts import heading
from bot.blocks.linkage import clearances, due, matrix, own
from bot.blocks.rhythm import channels, resting, standing_in
from bot.blocks.watches import action_list
from bot.blocks.watches import reminders as watch_reminders
from bot.digests import watching
from bot.digests.composing import Composer
from bot.digests.leaves import LANGUAGE, Letter
from bot.filing import Paper, gate_lines, paper
from bot.prompting import Prompted, PromptWriter
from bot.spotting import NOTHING, Spotted, reminder, spotted, spotted_message
from bot.words import WordBook
from flows.lifecycle.chronicle import disclosed
from flows.lifecycle.events import GateDecided
from flows.lifecycle.permissions import opens_to
from flows.lifecycle.readmodels import HistoryLine, MyWork, ProjectCard
from flows.lifecycle.template import Catalogue
from flows.linkage.items import Outward
from flows.linkage.own import NOTHING_OWN, OwnWork
from flows.linkage.permissions import able
from flows.linkage.register import Register
from flows.linkage.reminding import DATES
from flows.names import Actor, Bilingual, Confidentiality
from flows.notices import Notice, NoticeKind, card_key, is_person
from flows.ports import Parcel, Person, Post, Reads, Store
from flows.rhythm.climbing import WORK_LATE
from flows.rhythm.preferences import OwnChannel
from flows.rhythm.resting import RESTS
from flows.rhythm.standing_in import STANDS_IN
from flows.watches.own import NOTHING_ASKED, OwnActions
from flows.watches.reaching import WATCHES

UNDELIVERED = "NoticeUndelivered"
"""The ``event`` of a TOLD notice that says a message could not be delivered; the relay writes it itself."""
OVERHEARD = "ChannelOverheard"
"""The same of one that says outsiders read in the project's channel now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a notice is about, as the store has it now. ``kept`` is its own message, ``above`` the one it
    answers, ``headline`` the card of its project. ``channels`` are those of the reader's projects, ``channel`` is a
    finished line about what the notice's own has chosen to hear."""

    lens: Lens
    card: ProjectCard | None
    person: Person | None
    kept: Post | None
    above: Post | None
    headline: Post | None = None
    lines: tuple[HistoryLine, ...] = ()
    work: MyWork | None = None
    own: OwnWork = NOTHING_OWN
    asked: OwnActions = NOTHING_ASKED
    channels: tuple[OwnChannel, ...] = ()
    channel: str = ""
    register: Register | None = None
    able: frozenset[str] = frozenset()
    seen: Spotted = NOTHING
    prompted: Prompted | None = None
    digest: Letter | None = None


class Renderer:
    """Stateless but for what it was made with; thread-safe. ``font`` is the file pictures are written with, if any;
    ``digests`` makes the messages of schedules."""

    def __init__(
        self, store: Store, words: WordBook, templates: Catalogue, zone: ZoneInfo, *,
        rules: Mapping[str, Bilingual] | None = None, font: str = "", digests: Composer | None = None,
        prompter: PromptWriter | None = None,
    ) -> None:  # fmt: skip
        self._store, self._words, self._templates, self._zone = store, words, templates, zone
        self._rules, self._font, self._digests = rules or {}, font, digests
        self._prompter = prompter

    def gather(self, notice: Notice, *, now: datetime) -> Matter:
        """Everything that is needed to render, seen at one moment."""
        today = now.astimezone(self._zone).date()
        with self._store.read() as reads:
            project = _card(reads, notice)
            person = reads.person(notice.team_id, notice.audience) if is_person(notice.audience) else None
            reader = person
            if project is not None and not is_person(notice.audience):
                # A channel has no language of its own: it hears its project in the lead's.
                reader = reads.person(notice.team_id, project.lead)
            say = self._words.for_locale(reader.locale if reader else "")
            lens = Lens(say, self._templates.of(notice.team_id), today, self._rules)
            lens = knowing(lens, reads, notice, project, now)
            shown = notice.kind is NoticeKind.HOME and person is not None and person.home_opened_at is not None
            return Matter(
                lens=lens,
                card=project,
                person=person,
                kept=reads.post(notice.team_id, notice.post_key) if notice.post_key else None,
                above=reads.post(notice.team_id, notice.thread_of) if notice.thread_of else None,
                headline=reads.post(notice.team_id, card_key(notice.project_id)) if notice.project_id else None,
                lines=_lines(reads, notice, project),
                work=waiting.work(reads, notice, person, today) if shown else None,
                own=waiting.own(reads, notice, person, today) if shown else NOTHING_OWN,
                asked=waiting.asked(reads, notice, person) if shown else NOTHING_ASKED,
                channels=waiting.channels(reads, notice, person) if shown else (),
                channel=_channel(reads, notice, lens) if notice.kind is NoticeKind.CARD else "",
                seen=spotted(reads, notice, project),
                digest=self._digest(reads, notice, project, lens, now),
                prompted=self._prompter.letter(reads, notice, project, lens, now) if self._prompter else None,
                **self._linkage(reads, notice, project),
            )

    def _digest(
        self, reads: Reads, notice: Notice, project: ProjectCard | None, lens: Lens, now: datetime
    ) -> Letter | None:
        if notice.kind is not NoticeKind.DIGEST or self._digests is None or (notice.project_id and project is None):
            return None
        if project is not None and notice.params.get(WATCHES):
            return watching.letter(reads, notice, project, lens)
        return self._digests.letter(reads, notice, project, lens, now)

    @staticmethod
    def _linkage(reads: Reads, notice: Notice, project: ProjectCard | None) -> dict[str, Any]:
        """The project's register, where the notice shows something of it, and what its reader may change there."""
        of_dates = notice.params.get("event") == DATES
        if project is None or (notice.kind not in (NoticeKind.CARD, NoticeKind.CLEARANCE) and not of_dates):
            return {}
        allowed = able(project, notice.audience) if is_person(notice.audience) else frozenset()
        return {"register": reads.register(notice.team_id, project.id), "able": allowed}

    def paper(self, parcel: Parcel, *, now: datetime) -> Paper | None:
        """The file that a FILE notice asks for, or None where its reader may not have it."""
        notice = parcel.notice
        with self._store.read() as reads:
            person = reads.person(notice.team_id, notice.audience)
            lens, language = self._lens(notice.team_id, person, now), str(notice.params.get(LANGUAGE) or "")
            if language:
                lens = replace(lens, say=self._words.for_locale(language))
            return paper(reads, parcel, person, lens, self._font)

    def lens_of(self, notice: Notice, *, now: datetime) -> Lens:
        """How the person a notice goes to looks at the world."""
        with self._store.read() as reads:
            return self._lens(notice.team_id, reads.person(notice.team_id, notice.audience), now)

    def _lens(self, team_id: str, person: Person | None, now: datetime) -> Lens:
        say, today = self._words.for_locale(person.locale if person else ""), now.astimezone(self._zone).date()
        return Lens(say, self._templates.of(team_id), today, self._rules)


def _card(reads: Reads, notice: Notice) -> ProjectCard | None:
    if notice.project_id is None:
        return None
    card = reads.card(notice.team_id, notice.project_id, stage=_stage(notice))
    return None if card is None else ties.shown(card, lambda other: _hears_of(reads, notice, other))


def _channel(reads: Reads, notice: Notice, lens: Lens) -> str:
    return channels.line(reads.channel_preferences(notice.team_id, notice.audience), lens)


def _hears_of(reads: Reads, notice: Notice, project_id: str) -> bool:
    """Whether whoever reads a notice may learn of another project that its own is tied to."""
    if not is_person(notice.audience):
        return ties.in_channel(reads.card(notice.team_id, project_id), notice.audience)
    person = reads.person(notice.team_id, notice.audience)
    glance = reads.glance(notice.team_id, project_id, notice.audience)
    if person is None or glance is None:
        return False
    actor = Actor(notice.team_id, notice.audience, is_guest=person.is_guest, is_gone=person.deleted)
    return opens_to(glance.confidentiality, glance.is_member, actor)


def _stage(notice: Notice) -> str | None:
    """The stage a notice is about. Prompts and what stands under them carry it in the post key of the prompt."""
    key = (notice.post_key or notice.thread_of or "").split(":")
    if key[0] in ("ask", "review"):
        return key[2]
    stage = notice.params.get("stage")
    return stage if isinstance(stage, str) and stage else None


def _lines(reads: Reads, notice: Notice, project: ProjectCard | None) -> tuple[HistoryLine, ...]:
    """What of the history a notice tells: since the stage began, or all about its gate."""
    if project is None:
        return ()
    if notice.kind is NoticeKind.PACK and project.gate is not None:
        lines = reads.history_since(notice.team_id, project.id, project.stage_entered_at)
        return disclosed(lines, project, notice.audience)
    if notice.kind is NoticeKind.REPLY and notice.params.get("event") == GateDecided.__name__:
        return gate_lines(reads, project)
    return ()


def home_view(notice: Notice, matter: Matter) -> dict[str, Any] | None:
    """The App Home of the notice's person, or None where they have never opened it."""
    if matter.work is None:
        return None
    dates = own.waiting(matter.own, matter.lens, user_id=notice.audience)
    more = (*action_list.waiting(matter.asked, matter.lens), *dates)
    page = int(notice.params.get("page") or 0)
    return home.my_work(
        matter.work, matter.lens, user_id=notice.audience, page=page, more=more,
        below=channels.entries(matter.channels, matter.lens),
    )  # fmt: skip


def message(notice: Notice, project: ProjectCard, matter: Matter, *, withheld: bool) -> Message | None:
    """The notice as a message, or None where there is nothing to say. ``withheld``: nothing but key and stage."""
    lens, reader = matter.lens, notice.audience
    if withheld:  # a place that may not hear more is treated like any channel of a restricted project
        project = replace(project, confidentiality=Confidentiality.RESTRICTED)
    match notice.kind:
        case NoticeKind.CARD:
            linkage = matrix.line(matter.register, lens) if matter.register else ""
            return card.headline(project, lens, withheld=withheld, linkage=linkage, channel=matter.channel)
        case NoticeKind.CLEARANCE:
            return _clearance(notice, project, matter)
        case NoticeKind.ASK:
            return prompts.ask(project, reader, lens)
        case NoticeKind.REVIEW:
            return prompts.review(project, reader, lens)
        case NoticeKind.BALLOT:
            return ballots.ballot(project, (notice.post_key or "").split(":")[1], reader, lens)
        case NoticeKind.PACK:
            return packs.kept(project, matter.lines, reader if is_person(reader) else "", lens, new=matter.kept is None)
        case NoticeKind.REPLY:
            return threads.reply(notice.params, project, lens, matter.lines)
        case NoticeKind.TOLD:
            return _told(notice, project, matter)
        case NoticeKind.DIGEST:
            return None if withheld or matter.digest is None else matter.digest.message
        case NoticeKind.HIT | NoticeKind.ACTION:
            return spotted_message(notice, project, matter.seen, lens, kept=matter.kept is not None, withheld=withheld)
        case NoticeKind.HOME | NoticeKind.FILE | NoticeKind.PROMPT | NoticeKind.CAUTION | NoticeKind.SERVICE:
            return None


def _clearance(notice: Notice, project: ProjectCard, matter: Matter) -> Message | None:
    """One person's message about something that is to go out; None where it is not there."""
    outward = matter.register.find(str(notice.params["outward_id"])) if matter.register else None
    if matter.register is None or not isinstance(outward, Outward):
        return None
    return clearances.clearance(
        project, matter.register, outward, matter.lens, able=matter.able, reader=notice.audience
    )


def _told(notice: Notice, project: ProjectCard, matter: Matter) -> Message | None:
    """What is said to one person: by the relay itself, by the clock, or by somebody's doing."""
    event, lens = notice.params.get("event"), matter.lens
    if event == WORK_LATE:
        return matter.prompted.message if matter.prompted else None
    if event == DATES:
        book = matter.register
        reader = notice.audience
        return due.told(notice.params, project, book, lens, able=matter.able, reader=reader) if book else None
    if event in watch_reminders.EVENTS:
        return reminder(notice, project, matter.seen, lens)
    if event == RESTS:
        return resting.told(notice.params, lens, project_id=project.id, project=heading(project))
    if event == STANDS_IN:
        told = standing_in.told(notice.params, project, notice.audience, lens)
        return told or (standing_in.over(notice.params, project, lens) if matter.kept else None)
    if event == UNDELIVERED:
        return undelivered.told(notice.params, project, lens)
    if event == OVERHEARD:
        return overheard.told(notice.params, project, lens)
    if event in reminders.EVENTS:
        return reminders.told(notice.params, project, notice.audience, lens)
    return threads.told(notice.params, project, notice.audience, lens)
