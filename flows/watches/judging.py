"""Decisions about hits: bringing them, answering them, taking that back, and what is not to be told again."""

from collections.abc import Iterator
from dataclasses import replace

from flows.lifecycle.fields import COMMENT_LIMIT, Fields
from flows.names import SYSTEM
from flows.notices import Lane, Notice, NoticeKind, Scalar
from flows.watches import announce
from flows.watches import commands as c
from flows.watches import events as e
from flows.watches.deciding import judged, refuse_empty
from flows.watches.following import ask_again, settle_actions
from flows.watches.hits import Answer, Exclusion, Found, Trait, Verdict
from flows.watches.naming import open_title, title_of
from flows.watches.situation import Done, Situation
from flows.watches.snapshots import Sighting, changes
from flows.watches.taking import hold, in_working_time
from flows.watches.triggers import is_private
from flows.watches.watches import Watch
from flows.watches.withdrawing import Fate, withdraw
from flows.watches.working import make_of_hit

TERM_LIMIT = 300
NOISY = "WatchNoisy"
"""The ``event`` of a notice that a watch finds too much; no part of a project's history."""
PEOPLE = "people"
"""Goes before a watch's id as the source of what people bring to it."""


def people_feed(watch_id: str) -> str:
    """The source under which what people bring to a watch is remembered."""
    return f"{PEOPLE}:{watch_id}"


def bring(command: c.BringHits, situation: Situation) -> Done:
    """What people saw is news where the watch does not know it yet, and where it is different from what it knows.

    What came in a file waits for the digest: nobody gets a hundred messages at once.
    """
    watch, uow, desk = situation.watch(command.watch_id), situation.uow, situation.desk
    situation.permit(command, watch)
    refuse_empty(command.observations)
    feed = people_feed(watch.id)
    known = uow.reads.fingerprints(desk.team_id, feed)
    found = changes(known, command.observations, observed_at=desk.now, complete=False)
    sightings = [seen for seen in found if isinstance(seen, Sighting)]
    uow.feeds.mark(desk.team_id, feed, sightings)
    made = [
        hit
        for seen in sightings
        for event in seen.events
        if (hit := hold(event, feed, watch, uow, desk, by=situation.by, quiet=bool(command.source))) is not None
    ]
    params: dict[str, Scalar] = {"watch_id": watch.id, "number": watch.number, "count": len(made), "name": watch.name}
    if not made:
        return Done((), params)
    title = open_title(made[0].number, sightings[0].events[0])
    event = e.HitsBrought(
        **situation.stamp(), watch_id=watch.id, number=watch.number, source=command.source, count=len(made), title=title
    )  # fmt: skip
    return Done((event,), {**params, "hit_id": made[0].id, "hit": made[0].number})


def judge(command: c.JudgeHit, situation: Situation) -> Done:
    """The first verdict counts; whoever comes later hears that it was answered."""
    found = situation.found(command.hit_id)
    watch, uow = situation.watch(found.hit.watch_id), situation.uow
    situation.permit(command, watch)
    if command.exclude is not None:
        situation.permit(
            c.Exclude(watch_id=watch.id, trait=command.exclude[0], value=command.exclude[1], reason=""), watch
        )
    given = Answer(
        verdict=command.verdict, by=situation.by, at=situation.desk.now, reason=command.reason, to=command.to,
        became=command.became,
    )  # fmt: skip
    hit = judged(found.hit, command, given, situation.card)
    made: tuple[Notice, ...] = ()
    if hit is not found.hit and command.verdict is Verdict.DELIVERABLE and not command.became:
        became, made = make_of_hit(uow, situation.card, watch, found, situation.occasion())
        hit = replace(hit, answer=replace(given, reason=hit.answer.reason if hit.answer else "", became=became))
    params: dict[str, Scalar] = {
        "hit_id": hit.id,
        "hit": hit.number,
        "verdict": command.verdict.value,
        "name": title_of(found.event),
    }
    if hit is found.hit or hit.answer is None:
        return Done((), params)
    uow.watches.put_hit(hit)
    settle_actions(hit, hit.answer, situation)
    open_reason = "" if is_private(found.event) else hit.answer.reason
    events: list[e.WatchEvent] = [
        e.HitJudged(
            **situation.stamp(), hit_id=hit.id, number=hit.number, title=open_title(hit.number, found.event),
            verdict=command.verdict, reason=open_reason, to=command.to, became=hit.answer.became,
        )
    ]  # fmt: skip
    if command.exclude is not None:
        events.append(_exclude(watch, *command.exclude, open_reason, situation))
    _tell(replace(found, hit=hit), situation, *made, *_nudge(watch, command, situation))
    return Done(tuple(events), params)


def reopen(command: c.ReopenHit, situation: Situation) -> Done:
    """What it excluded stays excluded, what it put into the register stays there. A deliverable is withdrawn where
    nobody has worked on it, and what the verdict settled along with it is asked again."""
    found = situation.found(command.hit_id)
    watch, answer = situation.watch(found.hit.watch_id), found.hit.answer
    situation.permit(command, watch)
    params: dict[str, Scalar] = {"hit_id": found.hit.id, "hit": found.hit.number, "name": title_of(found.event)}
    if answer is None:
        return Done((), params)
    params["was"] = answer.verdict.value
    hit = replace(found.hit, answer=None)
    situation.uow.watches.put_hit(hit)
    fate, told = _undone(found, answer, situation)
    if fate is not None:
        params["deliverable"] = fate.value
    if fate in (None, Fate.WITHDRAWN):
        ask_again(hit, answer, situation)
    _tell(replace(found, hit=hit), situation, *told)
    event = e.HitReopened(
        **situation.stamp(),
        hit_id=hit.id,
        number=hit.number,
        title=open_title(hit.number, found.event),
        verdict=answer.verdict,
    )
    return Done((event,), params)


def exclude(command: c.Exclude, situation: Situation) -> Done:
    watch = situation.watch(command.watch_id)
    situation.permit(command, watch)
    given = Fields()
    value = given.text("value", command.value, TERM_LIMIT, missing="missing")
    reason = given.text("reason", command.reason, COMMENT_LIMIT, missing="missing")
    given.finish()
    event = _exclude(watch, command.trait, value, reason, situation)
    return Done((event,), {"watch_id": watch.id, "number": watch.number})


def drop(command: c.DropExclusion, situation: Situation) -> Done:
    """Taken back twice is taken back."""
    uow, team_id = situation.uow, situation.desk.team_id
    holding = uow.reads.exclusions(team_id, situation.card.id)
    wanted = next((x for x in holding if x.id == command.exclusion_id), None)
    if wanted is None:
        situation.permit(command)
        return Done()
    watch = situation.watch(wanted.watch_id)
    situation.permit(command, watch)
    back = uow.watches.drop_exclusion(wanted, now=situation.desk.now)
    event = e.ExclusionDropped(
        **situation.stamp(), exclusion_id=wanted.id, watch_id=watch.id, number=watch.number, trait=wanted.trait.value,
        value=wanted.value, brought_back=back,
    )  # fmt: skip
    return Done((event,), {"watch_id": watch.id, "number": watch.number, "count": back, "value": wanted.value})


def _exclude(watch: Watch, trait: Trait, value: str, reason: str, situation: Situation) -> e.ExclusionMade:
    made = Exclusion(
        id=situation.desk.new_id("exc"), team_id=situation.desk.team_id, project_id=watch.project_id,
        watch_id=watch.id, trait=trait, value=value, reason=reason, by=situation.by, at=situation.desk.now,
    )  # fmt: skip
    situation.uow.watches.put_exclusion(made)
    return e.ExclusionMade(
        **situation.stamp(), exclusion_id=made.id, watch_id=watch.id, number=watch.number, trait=trait.value,
        value=value, reason=reason,
    )  # fmt: skip


def _nudge(watch: Watch, command: c.JudgeHit, situation: Situation) -> Iterator[Notice]:
    """Once a quarter whoever keeps a watch hears that most of what it finds is not relevant, when somebody says so."""
    card, desk = situation.card, situation.desk
    if command.verdict is not Verdict.NOT_RELEVANT:
        return
    stats = situation.uow.reads.statistics(card.team_id, card.id)[watch.id]
    if not stats.is_noisy:
        return
    quarter = f"{desk.today.year}Q{(desk.today.month + 2) // 3}"
    notice = Notice(
        kind=NoticeKind.TOLD, team_id=card.team_id, audience=announce.answers(card, watch), project_id=card.id,
        dedupe_key=f"noisy:{watch.id}:{quarter}", lane=Lane.BULK,
        params={
            "event": NOISY, "by": SYSTEM, "watch_id": watch.id, "answered": stats.answered, "noise": stats.noise,
        },
    )  # fmt: skip
    yield from in_working_time((notice,), card, situation.uow, desk)


def _undone(found: Found, answer: Answer, situation: Situation) -> tuple[Fate | None, tuple[Notice, ...]]:
    if answer.verdict is not Verdict.DELIVERABLE:
        return None, ()
    return withdraw(situation.uow, situation.card, answer.became, situation.occasion(), was=f"#{found.hit.number}")


def _tell(found: Found, situation: Situation, *beside: Notice) -> None:
    """Every message that shows the hit is brought up to date, and whom it is for now has one."""
    card, desk = situation.card, situation.desk
    fresh = in_working_time(announce.assigned(card, found.hit, situation.key), card, situation.uow, desk)
    told = situation.uow.reads.told_alone(card.team_id, found.hit.id)
    notices: list[Notice] = [*announce.again(card, found, told, situation.key), *fresh, *beside]
    situation.uow.outbox.put(notices, now=desk.now, new_id=desk.new_id)
