"""Whom a command names: they are looked up before it is judged."""

from flows.lifecycle import commands as c


def named_people(command: c.Command) -> tuple[str, ...]:
    """The user ids a command gives something to."""
    match command:
        case c.CreateProject(lead=lead) | c.AppointLead(lead=lead):
            return (lead,)
        case c.AddImprovement(owner=owner):
            return (owner,)
        case c.AddDeliverable(assignee=assignee) if assignee:
            return (assignee,)
        case c.AssignRoles(holders=holders):
            return tuple(dict.fromkeys(user for _, users in holders for user in users))
        case c.HandOver(to=to) | c.HandVoteOver(to=to):
            return (to,)
        case c.CastVote(conditions=conditions):
            return tuple(dict.fromkeys(condition.owner for condition in conditions))
        case _:
            return ()
