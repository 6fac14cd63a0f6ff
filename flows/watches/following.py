"""What an answer to a hit says about the actions that the hit called for: nobody settles the same thing twice."""

from dataclasses import replace

from flows.watches import action_commands as c
from flows.watches.acting import notices_of
from flows.watches.action_judging import became_work, opened_again
from flows.watches.action_rules import able
from flows.watches.actions import Action, ActionState
from flows.watches.hits import Answer, Hit, Verdict
from flows.watches.situation import Situation
from flows.watches.working import title_of


def settle_actions(hit: Hit, answer: Answer, situation: Situation) -> None:
    """Not relevant drops them with the reason, a deliverable stands for them; act and watch leave them to be done.

    Only where whoever answered could have settled the action too; what is private becomes no deliverable.
    """
    if answer.verdict not in (Verdict.NOT_RELEVANT, Verdict.DELIVERABLE):
        return
    uow, card, by, now = situation.uow, situation.card, situation.by, situation.desk.now
    for action in uow.reads.actions_of(card.team_id, card.id):
        if action.about.get("hit_id") != hit.id or action.state is not ActionState.OPEN:
            continue
        after = _after(action, answer, able(action, card, by))
        if after is None:
            continue
        after = replace(after, settled_by=by, settled_at=now)
        _keep(action, after, _event(after, situation), situation)


def ask_again(hit: Hit, answer: Answer, situation: Situation) -> None:
    """What a verdict settled with it is open again once the verdict is taken back."""
    if answer.verdict not in (Verdict.NOT_RELEVANT, Verdict.DELIVERABLE):
        return
    card = situation.card
    for action in situation.uow.reads.actions_of(card.team_id, card.id):
        settled_so = (action.settled_by, action.settled_at) == (answer.by, answer.at)
        if action.about.get("hit_id") != hit.id or action.state is ActionState.OPEN or not settled_so:
            continue
        event = c.ActionReopened(**situation.stamp(), action_id=action.id, number=action.number)
        _keep(action, opened_again(action), event, situation)


def _keep(before: Action, after: Action, event: c.ActionEvent, situation: Situation) -> None:
    """Store an action that is another one now, write it down, and bring its messages up to date."""
    uow, card, desk = situation.uow, situation.card, situation.desk
    kept = replace(after, version=before.version + 1)
    uow.actions.put(before, kept)
    uow.history.append(card.team_id, (event,))
    uow.outbox.put(notices_of(kept, card), now=desk.now, new_id=desk.new_id)


def _after(action: Action, answer: Answer, may: frozenset[str]) -> Action | None:
    if answer.verdict is Verdict.NOT_RELEVANT and c.SettleAction.__name__ in may:
        return replace(action, state=ActionState.DROPPED, note=answer.reason)
    if answer.verdict is Verdict.DELIVERABLE and c.MakeWork.__name__ in may:
        return became_work(action, answer.became, by=answer.by, at=answer.at)
    return None


def _event(action: Action, situation: Situation) -> c.ActionEvent:
    stamp = situation.stamp()
    if action.state is ActionState.WORK:
        return c.ActionMadeWork(
            **stamp, action_id=action.id, number=action.number, deliverable_id=action.deliverable_id,
            title=title_of(action),
        )  # fmt: skip
    note = "" if action.is_private else action.note
    return c.ActionSettled(**stamp, action_id=action.id, number=action.number, state=action.state, note=note)
