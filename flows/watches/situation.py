"""What every decision about watches is told: who acts, on which project, in which transaction; and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.errors import NotFound
from flows.lifecycle.occasion import Occasion, Stamp
from flows.lifecycle.readmodels import ProjectCard
from flows.notices import Scalar
from flows.ports import UnitOfWork
from flows.watches import commands as c
from flows.watches.action_rules import may_read_hit
from flows.watches.events import WatchEvent
from flows.watches.hits import Found
from flows.watches.permissions import require
from flows.watches.taking import Desk
from flows.watches.watches import Watch


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a command: events for the history, and values for the receipt. No events: nothing had to change."""

    events: tuple[WatchEvent, ...] = ()
    params: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """``by`` acts on ``card`` inside ``uow``; ``key`` is the request's own and unique."""

    by: str
    card: ProjectCard
    uow: UnitOfWork
    desk: Desk
    key: str

    def stamp(self) -> Stamp:
        """The common fields of an event."""
        return Stamp(project_id=self.card.id, by=self.by, at=self.desk.now)

    def occasion(self) -> Occasion:
        """The same moment, for decisions of the lifecycle."""
        return Occasion(by=self.by, at=self.desk.now, today=self.desk.today, new_id=self.desk.new_id)

    def watch(self, watch_id: str) -> Watch:
        """A watch of this project. Raises ``NotFound``."""
        found = self.uow.reads.watch(self.desk.team_id, watch_id)
        if found is None or found.project_id != self.card.id:
            raise NotFound("watch", "")
        return found

    def found(self, hit_id: str) -> Found:
        """A hit of this project with its event, as ``by`` may read it. Raises ``NotFound``."""
        found = self.uow.reads.found(self.desk.team_id, hit_id)
        if found is None or found.hit.project_id != self.card.id or not may_read_hit(found, self.card, self.by):
            raise NotFound("hit", "")
        return found

    def permit(self, command: c.WatchCommand, watch: Watch | None = None) -> None:
        """Raises ``NotAllowed``."""
        require(self.card, self.by, type(command), watch)
