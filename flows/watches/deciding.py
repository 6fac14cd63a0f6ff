"""What commands about watches come to: checks what people gave, and says how rows change. Pure."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date

from flows.errors import IllegalMove, InvalidFields
from flows.lifecycle.fields import COMMENT_LIMIT, NAME_LIMIT, Fields
from flows.lifecycle.permissions import Guarded, action_name
from flows.watches import commands as c
from flows.watches.hits import HIT_ANSWERED, Answer, Hit, Verdict
from flows.watches.watches import Scope, Watch, WatchState

MOST_TERMS, TERM_LIMIT = 50, 300
MOST_DAYS = 60
"""Working days that a triage rule may leave for an answer."""


def checked(plan: c.Plan, project: Guarded, today: date) -> c.Plan:
    """The plan with trimmed texts. Raises ``InvalidFields``, by the names of the fields of ``Plan`` and ``Scope``.

    Owner and audience are members: whoever else may see an open project was not asked.
    """
    given, members = Fields(), {member.user_id for member in project.members}
    name = given.text("name", plan.name, NAME_LIMIT, missing="missing")
    scope = _checked_scope(plan.scope, given)
    if plan.owner not in members:
        given.fault("owner", "missing" if not plan.owner else "not_a_member")
    if any(person not in members for person in plan.audience.persons):
        given.fault("persons", "not_a_member")
    if not 1 <= plan.triage.answer_within <= MOST_DAYS:
        given.fault("answer_within", "not_a_number")
    given.day("expires_on", plan.expires_on, today)
    given.finish()
    return replace(plan, name=name, scope=scope)


def _checked_scope(scope: Scope, given: Fields) -> Scope:
    tidy: dict[str, tuple[str, ...]] = {}
    for part in fields(scope):
        terms = tuple(dict.fromkeys(" ".join(term.split()) for term in getattr(scope, part.name) if term.strip()))
        if len(terms) > MOST_TERMS:
            given.fault(part.name, "too_many")
        if any(len(term) > TERM_LIMIT for term in terms):
            given.fault(part.name, "too_long")
        tidy[part.name] = terms
    found = Scope(**tidy)
    if found.is_empty:
        given.fault("sources", "nothing_given")
    return found


def changed(watch: Watch, plan: c.Plan) -> Watch:
    """The watch as planned; itself where nothing is different."""
    after = replace(
        watch, theme=plan.theme, name=plan.name, scope=plan.scope, owner=plan.owner, cadence=plan.cadence,
        triage=plan.triage, audience=plan.audience, expires_on=plan.expires_on,
    )  # fmt: skip
    return watch if after == watch else replace(after, version=watch.version + 1)


def moved(watch: Watch, command: c.WatchCommand, today: date) -> Watch:
    """The watch in its next state; itself where it is there already. Raises ``IllegalMove``."""
    match command:
        case c.PauseWatch() if watch.state is not WatchState.ENDED:
            state = WatchState.PAUSED
        case c.EndWatch():
            state = WatchState.ENDED
        case c.ResumeWatch():
            over = watch.expires_on is not None and watch.expires_on < today
            watch = replace(watch, expires_on=None) if over else watch
            state = WatchState.LIVE
            if over:
                return replace(watch, state=state, version=watch.version + 1)
        case _:
            raise IllegalMove(action_name(type(command).__name__), watch.state)
    return watch if watch.state is state else replace(watch, state=state, version=watch.version + 1)


def judged(hit: Hit, command: c.JudgeHit, answer: Answer, project: Guarded) -> Hit:
    """The hit with its answer; itself where that verdict was given already. Who was given it answers in its place.

    Raises ``IllegalMove`` where somebody answered it otherwise, ``InvalidFields`` for what is missing.
    """
    if hit.answer is not None:
        if (hit.answer.verdict, hit.answer.to) == (command.verdict, command.to):
            return hit
        if not is_given_to(hit, answer.by):
            raise IllegalMove("judge_hit", HIT_ANSWERED)
    given = Fields()
    needs_reason = command.verdict is Verdict.NOT_RELEVANT or command.exclude is not None
    reason = given.text("reason", command.reason, COMMENT_LIMIT, missing="missing" if needs_reason else "")
    if command.verdict is Verdict.ASSIGNED and command.to not in {member.user_id for member in project.members}:
        given.fault("to", "not_a_member" if command.to else "missing")
    given.finish()
    return replace(hit, answer=replace(answer, reason=reason), silenced_by="")


def is_given_to(hit: Hit, user_id: str) -> bool:
    """Whether somebody was given a hit and it still waits for their own answer."""
    answer = hit.answer
    return answer is not None and answer.verdict is Verdict.ASSIGNED and answer.to == user_id


def refuse_empty(observations: Iterable[object]) -> None:
    if not any(True for _ in observations):
        raise InvalidFields({"text": "nothing_given"})
