"""What happens to the seats and voices of an open gate: one function an event, used by ``evolve.py``."""

from dataclasses import replace

from flows.lifecycle import events as e
from flows.lifecycle.project import Gate


def opened(event: e.GateRequested) -> Gate:
    return Gate(
        event.gate_id,
        event.stage,
        event.by,
        event.at,
        event.gatekeepers,
        event.note,
        event.votes,
        event.proposal,
        event.closes_on,
        house=event.house,
    )


def vote_cast(gate: Gate, event: e.VoteCast) -> Gate:
    heard = _without_voice(gate, event.vote.voter)
    return replace(heard, votes=(*heard.votes, event.vote))


def abstained(gate: Gate, event: e.VoteAbstained) -> Gate:
    heard = _without_voice(gate, event.by)
    voiceless = {*heard.abstained, event.by}
    return replace(heard, abstained=tuple(user for user in gate.gatekeepers if user in voiceless))  # as they sit


def conflict_declared(gate: Gate, event: e.ConflictDeclared) -> Gate:
    return replace(_without_seat(gate, event.by), recused=(*gate.recused, event.by))


def gatekeeper_left(gate: Gate, event: e.GatekeeperLeft) -> Gate:
    return _without_seat(gate, event.user_id)


def vote_handed_over(gate: Gate, event: e.VoteHandedOver) -> Gate:
    """The deputy takes the very seat, so that the order of the quorum stays."""
    silent = _without_voice(gate, event.by)
    seats = tuple(event.to if user == event.by else user for user in gate.gatekeepers)
    stands_for = dict(gate.deputies) | {event.to: gate.principal(event.by)}
    return replace(
        silent, gatekeepers=seats, deputies=tuple((user, stands_for[user]) for user in seats if user in stands_for)
    )


def _without_voice(gate: Gate, user_id: str) -> Gate:
    """The gate as if this gatekeeper had said nothing yet."""
    return replace(
        gate,
        votes=tuple(vote for vote in gate.votes if vote.voter != user_id),
        abstained=tuple(user for user in gate.abstained if user != user_id),
    )


def _without_seat(gate: Gate, user_id: str) -> Gate:
    return replace(
        _without_voice(gate, user_id),
        gatekeepers=tuple(user for user in gate.gatekeepers if user != user_id),
        deputies=tuple(pair for pair in gate.deputies if pair[0] != user_id),
    )
