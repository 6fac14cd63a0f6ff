"""What happened at one gate, gathered from the history: who was asked, who said what, and what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from flows.lifecycle.project import Gate
from flows.lifecycle.readmodels import HistoryLine
from flows.names import Decision


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote as it counted when the gate was decided. ``voter`` is a user id."""

    voter: str
    decision: Decision
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """A decided gate. All people are user ids; the pairs hold a reason, which may be empty.

    ``asked`` are those the gate was opened for, ``silent`` those who had a seat at the end and said nothing.
    ``deputies`` pairs somebody with the one whose vote they were handed; ``seats`` are those who could vote then.
    """

    gate_id: str
    stage: str
    requested_by: str
    requested_at: datetime
    note: str
    asked: tuple[str, ...]
    seats: tuple[str, ...]
    decision: Decision
    decided_at: datetime
    ballots: tuple[Ballot, ...] = ()
    abstained: tuple[tuple[str, str], ...] = ()
    recused: tuple[tuple[str, str], ...] = ()
    deputies: tuple[tuple[str, str], ...] = ()
    left: tuple[str, ...] = ()

    @property
    def silent(self) -> tuple[str, ...]:
        heard = {ballot.voter for ballot in self.ballots} | {user for user, _ in self.abstained}
        return tuple(user for user in self.seats if user not in heard)

    @property
    def dissent(self) -> tuple[Ballot, ...]:
        """Votes for something else than what was decided."""
        return tuple(ballot for ballot in self.ballots if ballot.decision is not self.decision)

    def as_gate(self) -> Gate:
        """The gate as it stood when it was decided, for what explains its rule."""
        return Gate(self.gate_id, self.stage, self.requested_by, self.requested_at, self.seats, self.note)


@dataclass(slots=True)
class _Seats:
    """The gate while its events are read."""

    seats: list[str] = field(default_factory=list)
    ballots: dict[str, Ballot] = field(default_factory=dict)
    abstained: dict[str, str] = field(default_factory=dict)
    recused: dict[str, str] = field(default_factory=dict)
    deputies: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    def vote(self, told: dict[str, Any]) -> None:
        voter = str(told["voter"])
        self.abstained.pop(voter, None)
        self.ballots[voter] = Ballot(voter, Decision(told["decision"]), str(told.get("comment") or ""))

    def rise(self, user: str, successor: str = "") -> None:
        """Somebody gives up the seat, to a deputy or to nobody."""
        self.ballots.pop(user, None)
        self.abstained.pop(user, None)
        self.seats = [successor if seat == user else seat for seat in self.seats]
        self.seats = [seat for seat in self.seats if seat]

    def take(self, line: HistoryLine, params: dict[str, Any]) -> None:
        match line.event:
            case "VoteCast":
                self.vote(params["vote"])
            case "VoteAbstained":
                self.ballots.pop(line.by, None)
                self.abstained[line.by] = str(params.get("reason") or "")
            case "ConflictDeclared":
                self.rise(line.by)
                self.recused[line.by] = str(params.get("reason") or "")
            case "VoteHandedOver":
                self.rise(line.by, str(params["to"]))
                self.deputies[str(params["to"])] = line.by
            case "GatekeeperLeft":
                self.rise(str(params["user_id"]))
                self.left.append(str(params["user_id"]))


def minutes_of(lines: Iterable[HistoryLine], gate_id: str) -> Minutes | None:
    """The minutes of one gate from a project's history, in any order; None where it is not decided.

    ``lines`` must hold all of the gate's events (``chronicle.Topic.GATES``).
    """
    own = sorted((line for line in lines if line.params.get("gate_id") == gate_id), key=lambda line: line.seq)
    seats, opened = _Seats(), None
    for line in own:
        params: dict[str, Any] = dict(line.params)
        if line.event == "GateRequested":
            seats.seats = [str(user) for user in params["gatekeepers"]]
            for told in params.get("votes") or ():
                seats.vote(told)
            opened = _opened(line, params)
        elif line.event == "GateDecided" and opened is not None:
            return replace(
                opened,
                seats=tuple(seats.seats),
                decision=Decision(params["decision"]),
                decided_at=line.at,
                ballots=tuple(seats.ballots.values()),
                abstained=tuple(seats.abstained.items()),
                recused=tuple(seats.recused.items()),
                deputies=tuple(seats.deputies.items()),
                left=tuple(seats.left),
            )
        else:
            seats.take(line, params)
    return None


def _opened(line: HistoryLine, params: dict[str, Any]) -> Minutes:
    """What is known from the request on; the rest follows with the decision."""
    asked = tuple(str(user) for user in params["gatekeepers"])
    return Minutes(
        gate_id=str(params["gate_id"]),
        stage=str(params["stage"]),
        requested_by=line.by,
        requested_at=line.at,
        note=str(params.get("note") or ""),
        asked=asked,
        seats=asked,
        decision=Decision.GO,
        decided_at=line.at,
    )
