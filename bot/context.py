"""Everything a listener uses: the desk it works at, who is calling, and what that person may see."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot import ties
from bot.blocks.lens import Lens
from bot.caller import Caller, Team
from bot.config import Settings
from bot.download import Fetch, FetchFile, no_file_to_fetch, nothing_to_fetch
from bot.envelope import Envelope
from bot.figures import MoreFigures, no_more_figures
from bot.laws import Laws, OpenIn, nothing_judged
from bot.lookout import NOBODY, Lookout
from bot.outward import Outward
from bot.public_holidays import working_time
from bot.shelf import Shelf
from bot.words import WordBook
from flows.errors import Blocker, IllegalMove, NotFound
from flows.lifecycle.commands import Command, TendGate
from flows.lifecycle.figures import DayOf
from flows.lifecycle.overrides import LASTS, may_override
from flows.lifecycle.permissions import may_see, opens_to
from flows.lifecycle.readiness import Outside, gate_blockers, nothing_outside
from flows.lifecycle.readmodels import NO_WORK, Glance, MyWork, ProjectCard, ProjectRow
from flows.lifecycle.template import Catalogue
from flows.lifecycle.usecases import perform
from flows.linkage.commands import LinkageCommand
from flows.linkage.gates import looks_at_register
from flows.linkage.house import house_of
from flows.linkage.judgements import Finding
from flows.linkage.own import NOTHING_OWN, SOON_DAYS, OwnWork
from flows.linkage.permissions import able
from flows.linkage.register import Register
from flows.linkage.usecases import perform_linkage
from flows.names import SYSTEM, Actor, Bilingual
from flows.ports import Clock, NewId, Person, Reads, Receipt, Store
from flows.rhythm.people import WorkingTime

__all__ = ("Caller", "Desk", "Sight", "Team")


def _nobody_sends(_code: str) -> None:
    """Without a relay there is nothing to stop."""


def _utc_day(moment: datetime) -> date:
    return moment.date()


@dataclass(frozen=True, slots=True)
class Sight:
    """The store as one caller may see it, at one moment. Only inside the ``with`` block that made it."""

    reads: Reads
    caller: Caller
    day_of: DayOf = _utc_day
    more: MoreFigures = no_more_figures
    outside: Outside = nothing_outside
    open_in: OpenIn = nothing_judged

    @property
    def team_id(self) -> str:
        return self.caller.actor.team_id

    def card(self, project: str, *, stage: str = "") -> ProjectCard:
        """A project by id or key. Raises ``NotFound`` for a wrong key and for a hidden project alike."""
        # Looked at before it is read: a hidden project takes no longer than one that does not exist.
        glance = self.reads.glance(self.team_id, project, self.caller.user_id) if project else None
        if glance is None or not self.opens(glance):
            raise NotFound("project", project)
        return self.behind(glance, stage=stage)

    def behind(self, glance: Glance, *, stage: str = "") -> ProjectCard:
        """The project of a glance that ``opens`` has let through already."""
        card = self.reads.card(self.team_id, glance.project_id, stage=stage or None)
        if card is None:
            raise NotFound("project", glance.project_id)
        return ties.shown(card, self._sees_other)

    def _sees_other(self, project_id: str) -> bool:
        glance = self.reads.glance(self.team_id, project_id, self.caller.user_id)
        return glance is not None and self.opens(glance)

    def opens(self, glance: Glance) -> bool:
        """Whether the caller may read the project: by the rules, or as an administrator by a recorded override."""
        actor = self.caller.actor
        if opens_to(glance.confidentiality, glance.is_member, actor):
            return True
        since = self.caller.now - LASTS
        return may_override(glance, actor) and self.reads.overridden(
            actor.team_id, glance.project_id, actor.user_id, since=since
        )

    def register(self, card: ProjectCard) -> Register:
        """The register of a project that was looked up as this caller."""
        return self.reads.register(self.team_id, card.id)

    def findings(self, register: Register) -> tuple[Finding, ...]:
        """What the rules say of it today, the worst first."""
        return self.open_in(register, self.reads, self.caller.lens.today)

    def able(self, card: ProjectCard) -> frozenset[str]:
        """The names of the linkage commands that the caller may give in a project. An override lets nobody write."""
        return able(card, self.caller.user_id) if self.sees(card) else frozenset()

    def ruled(self) -> "Sight":
        """The same sight whose lens also knows what the workspace demands of gates that are still to be opened."""
        house = self.reads.policy(self.team_id).gates
        return replace(self, caller=replace(self.caller, lens=replace(self.caller.lens, house=house)))

    def gate_blockers(self, card: ProjectCard) -> tuple[Blocker, ...]:
        """Everything in the way of asking for the gate of a card's stage, of whichever wing."""
        lens = self.caller.lens
        return (*gate_blockers(card, lens.template(card)), *self.outside(card, self.reads, lens.today))

    def sees(self, card: ProjectCard) -> bool:
        return may_see(card, self.caller.actor)

    def projects(self, *, limit: int, after: str = "") -> tuple[ProjectRow, ...]:
        """The projects the caller may see; ``after`` is the last id of the page before."""
        actor, today = self.caller.actor, self.caller.lens.today
        if actor.is_gone:
            return ()
        return self.reads.projects_of(
            actor.team_id, actor.user_id, today=today, guest=actor.is_guest, limit=limit, after=after
        )

    def search(self, text: str, *, limit: int) -> tuple[ProjectRow, ...]:
        """Those of them whose key or name holds a text."""
        actor = self.caller.actor
        if actor.is_gone:
            return ()
        return self.reads.search(actor.team_id, actor.user_id, text, guest=actor.is_guest, limit=limit)

    def my_work(self, *, projects: int) -> MyWork:
        """What waits for the caller, with at most so many project rows."""
        actor, today = self.caller.actor, self.caller.lens.today
        if actor.is_gone:
            return NO_WORK
        return self.reads.my_work(actor.team_id, actor.user_id, today=today, guest=actor.is_guest, projects=projects)

    def own_work(self, *, limit: int) -> OwnWork:
        """What waits for the caller in the registers of their projects."""
        actor = self.caller.actor
        if actor.is_gone:
            return NOTHING_OWN
        until = self.caller.lens.today + timedelta(days=SOON_DAYS)
        return self.reads.own_work(actor.team_id, actor.user_id, until=until, guest=actor.is_guest, limit=limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What all listeners share.

    ``wake`` tells the relay that rows wait; ``learn`` looks a person up in the background and remembers them;
    ``halt`` tells it that our token is no good, and why; ``reconsider`` says that other people read in a channel now,
    or that a person is somebody else (empty text).
    """

    store: Store
    templates: Catalogue
    clock: Clock
    new_id: NewId
    settings: Settings
    words: WordBook
    team: Team
    outward: Outward
    wake: Callable[[], None]
    learn: Callable[[str], None]
    reconsider: Callable[[str], None]
    halt: Callable[[str], None] = _nobody_sends
    shelf: Shelf = field(default_factory=Shelf)
    fetch: Fetch = nothing_to_fetch
    fetch_file: FetchFile = no_file_to_fetch
    laws: Laws = field(default_factory=Laws)
    rules: Mapping[str, Bilingual] = field(default_factory=dict)
    more: MoreFigures = no_more_figures
    working: WorkingTime = field(default_factory=working_time)
    lookout: Lookout = NOBODY

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.settings.zone).date()

    def recognise(self, reads: Reads, envelope: Envelope) -> Caller:
        """Who is calling. A person not seen before gets the default language and no more rights than a guest,
        until the background lookup has found out who they are."""
        person = reads.person(self.team.id, envelope.user_id)
        if person is None:
            self.learn(envelope.user_id)
        return self._caller(envelope, person)

    def _caller(self, envelope: Envelope, person: Person | None) -> Caller:
        now = self.clock.now()
        foreign = bool(envelope.user_team) and envelope.user_team != self.team.id
        is_guest, is_gone = foreign or person is None or person.is_guest, person is not None and person.deleted
        return Caller(
            actor=Actor(
                self.team.id,
                envelope.user_id,
                is_guest=is_guest,
                is_gone=is_gone,
                is_admin=envelope.user_id in self.settings.admins and not (is_guest or is_gone),
            ),
            lens=Lens(
                self.words.for_locale(person.locale) if person else self.words.default,
                self.templates.of(self.team.id),
                now.astimezone(self.settings.zone).date(),
                self.rules,
            ),
            now=now,
            envelope=envelope,
            known=person is not None,
        )

    @contextmanager
    def look(self, envelope: Envelope) -> Iterator[Sight]:
        """Read the store as the sender of a request."""
        with self.store.read() as reads:
            caller = self.recognise(reads, envelope)
            yield Sight(reads, caller, self.day_of, self.more, self.laws.before_gate, self.laws.open_in)

    def caller(self, envelope: Envelope) -> Caller:
        """The sender of a request, where nothing else needs to be read."""
        with self.look(envelope) as sight:
            return sight.caller

    def anybody(self, envelope: Envelope) -> Caller:
        """The sender of a request who cannot be looked up: reads the default language and has no rights."""
        return self._caller(envelope, None)

    def perform(self, command: Command, caller: Caller, *, request_key: str = "") -> Receipt:
        """Carry a command out in one transaction and tell the relay that there is something to send.

        ``request_key`` is only given where another key than the request's own tells repetitions.
        """
        key = request_key or caller.envelope.request_key
        if isinstance(command, LinkageCommand):
            return self._record(command, caller, key)
        receipt = self._carry_out(command, caller.actor, caller, key)
        self.wake()
        return receipt

    def _carry_out(self, command: Command, actor: Actor, caller: Caller, key: str) -> Receipt:
        with self.store.write() as uow:
            return perform(
                command,
                actor=actor,
                uow=uow,
                templates=self.templates.of(self.team.id),
                now=caller.now,
                today=caller.lens.today,
                new_id=self.new_id,
                request_key=key,
                outside=self.laws.before_gate,
            )

    def _record(self, command: LinkageCommand, caller: Caller, key: str) -> Receipt:
        """The same for a command about a register, under the rules and calendars at hand. It may lift what kept an
        open gate from being decided, so the gate is looked after at once."""
        place = caller.envelope.channel_id
        with self.store.write() as uow:
            receipt = perform_linkage(
                command,
                actor=caller.actor,
                uow=uow,
                follow_up=self.laws.follow_up,
                calendars=self.laws.calendars,
                house=house_of(uow.reads.policy(self.team.id)),
                now=caller.now,
                today=caller.lens.today,
                new_id=self.new_id,
                request_key=key,
                place=place,
            )
            card = uow.reads.card(self.team.id, receipt.project_id) if receipt.events else None
        if card is not None and card.gate is not None and looks_at_register(card):
            self._tend(TendGate(project_id=card.id, gate_id=card.gate.id), caller, f"{key}:tend")
        self.wake()
        return receipt

    def _tend(self, command: TendGate, caller: Caller, key: str) -> None:
        """As the clock does. A gate that was decided a moment ago needs nothing any more."""
        with suppress(IllegalMove):
            self._carry_out(command, Actor(self.team.id, SYSTEM), caller, key)
