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
        after = replace(after, settled_by=by, settled_at=now, version=action.version + 1)
        uow.actions.put(action, after)
        uow.history.append(card.team_id, (_event(after, situation),))
        uow.outbox.put(notices_of(after, card), now=now, new_id=situation.desk.new_id)


def ask_again(hit: Hit, answer: Answer, situation: Situation) -> None:
    """What a verdict settled with it is open again once the verdict is taken back."""
    if answer.verdict not in (Verdict.NOT_RELEVANT, Verdict.DELIVERABLE):
        return
    uow, card, now = situation.uow, situation.card, situation.desk.now
    for action in uow.reads.actions_of(card.team_id, card.id):
        settled_so = (action.settled_by, action.settled_at) == (answer.by, answer.at)
        if action.about.get("hit_id") != hit.id or action.state is ActionState.OPEN or not settled_so:
            continue
        after = replace(opened_again(action), version=action.version + 1)
        uow.actions.put(action, after)
        event = c.ActionReopened(**situation.stamp(), action_id=after.id, number=after.number)
        uow.history.append(card.team_id, (event,))
        uow.outbox.put(notices_of(after, card), now=now, new_id=situation.desk.new_id)


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
