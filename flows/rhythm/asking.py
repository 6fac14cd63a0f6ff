"""What reminders of open work need from storage; ``flows/ports.py`` says how a unit of work behaves."""

from datetime import date, datetime
from typing import Protocol

from flows.edges import Lost, refuse
from flows.rhythm.escalation import Told
from flows.rhythm.nudging import Nudge, OpenAsk


class Asks(Protocol):
    """What people were told of open work, and when they want to hear of it again."""

    def nudge(self, team_id: str, user_id: str, project_id: str, deliverable_id: str, nudge: Nudge) -> None:
        """Keep what is known of one person and one deliverable, in place of what was."""

    def newest(self, team_id: str, user_id: str, number: int) -> None:
        """The number of the person's newest reminder message."""

    def told(self, team_id: str, one: Told) -> bool:
        """False where that person was told of that work under that due day before; then nothing is stored."""


class AskReads(Protocol):
    """Work is *open* where it waits for its assignee in the present stage of an active project. Only members are in
    ``asks_of``; guests of a restricted project and people who have left are not."""

    def asks_of(self, team_id: str, user_id: str, *, lost: Lost = refuse) -> tuple[OpenAsk, ...]:
        """One person's open work, the earliest due first, without its submissions. ``lost`` hears
        of what cannot be read, here and below."""

    def asks_due(self, until: date, *, lost: Lost = refuse) -> tuple[OpenAsk, ...]:
        """Everybody's open work that is due up to a day, the earliest due first; also of people who are gone."""

    def asks_in(self, team_id: str, project_id: str, *, lost: Lost = refuse) -> tuple[OpenAsk, ...]:
        """The same of one project, whenever it is due."""

    def snoozes_over(self, now: datetime) -> tuple[tuple[str, str], ...]:
        """(team id, user id) of those who wanted to hear of open work again by now."""

    def newest_prompt(self, team_id: str, user_id: str) -> int:
        """The number of their newest reminder message, 0 for none yet."""

    def shown_in(self, team_id: str, user_id: str, number: int) -> int:
        """How many deliverables that message is about, open or not."""

    def told_of(self, team_id: str, project_id: str) -> tuple[Told, ...]:
        """Everybody who was told of late work of a project, in order."""
