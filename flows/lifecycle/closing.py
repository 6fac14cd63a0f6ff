"""Decisions about evaluation: outcome, figures, improvement items and follow-ups. Most go on after a project's end."""

from decimal import Decimal, InvalidOperation

from flows.errors import IllegalMove, NotAllowed, NotFound
from flows.lifecycle import commands as c
from flows.lifecycle import events as e
from flows.lifecycle.evaluation import PENDING, FollowUp, FollowUpState, Given, Improvement, ImprovementState
from flows.lifecycle.fields import COMMENT_LIMIT, Fields
from flows.lifecycle.indicators import shipped_indicators
from flows.lifecycle.occasion import Occasion
from flows.lifecycle.permissions import Guarded, require
from flows.lifecycle.project import Project
from flows.lifecycle.scores import standing
from flows.lifecycle.template import Template
from flows.names import Outcome, Reading, Role, Status

LESSON_LIMIT = 300
MOST_IMPROVEMENTS = 50
_DIGITS = 15
_OUTCOMES = {Reading.RECOMMEND: Outcome.SUCCESS, Reading.CONDITIONAL: Outcome.PARTIAL, Reading.REWORK: Outcome.FAILED}


def set_outcome(project: Project, command: c.SetOutcome, occasion: Occasion, template: Template) -> tuple[e.Event, ...]:
    """What the lead proposes to close the project as; the last gate decides over it."""
    require(project, occasion.by, "SetOutcome")
    if project.status is not Status.ACTIVE:
        raise IllegalMove("set_outcome", project.status)
    if template.following(project.stage) is not None:
        raise IllegalMove("set_outcome", "not_last")
    note = _text("note", command.note)
    if project.evaluation.outcome is command.outcome:
        return ()
    return (e.OutcomeProposed(**occasion.stamp(project), outcome=command.outcome, note=note),)


def outcome_of(project: Project) -> Outcome | None:
    """What was proposed, else what the closing scores come to; None where neither says anything."""
    if project.evaluation.outcome is not None:
        return project.evaluation.outcome
    result = standing(project, project.stage)
    return _OUTCOMES.get(result.reading) if result is not None and result.sheet.name == "closing" else None


def answer_indicators(
    project: Project, command: c.AnswerIndicators, occasion: Occasion, _: Template
) -> tuple[e.Event, ...]:
    """Figures that no record holds. An empty number says that it is not known."""
    require(project, occasion.by, "AnswerIndicators")
    if project.status is Status.STOPPED:
        raise IllegalMove("answer_indicators", project.status)
    fields, known = Fields(), {indicator.key: indicator for indicator in shipped_indicators()}
    given = []
    for indicator, value, note in command.figures:
        if indicator not in known:
            fields.fault(indicator, "unknown_value")
            continue
        number = _number(indicator, value, fields)
        text = fields.text(note_field(indicator), note, COMMENT_LIMIT)
        given.append(Given(indicator, number, text, occasion.by, occasion.at))
    fields.finish()
    before = {g.indicator: (g.value, g.note) for g in project.evaluation.given}
    fresh = tuple(g for g in given if before.get(g.indicator) != (g.value, g.note))
    return (e.IndicatorsAnswered(**occasion.stamp(project), given=fresh),) if fresh else ()


def note_field(indicator: str) -> str:
    """The field beside a figure, for its note."""
    return f"{indicator}_note"


def _number(field: str, text: str, fields: Fields) -> str:
    """``1,200.5`` and ``80%`` as people write them; text as ``1200.5``."""
    plain = text.strip().replace(",", "").replace("，", "").removesuffix("%").removesuffix("％").strip()
    if not plain:
        return ""
    try:
        number = Decimal(plain)
    except InvalidOperation:
        fields.fault(field, "not_a_number")
        return ""
    if not number.is_finite() or abs(number.adjusted()) > _DIGITS or len(plain) > _DIGITS:
        fields.fault(field, "not_a_number")
        return ""
    return f"{number:f}"


def add_improvement(
    project: Project, command: c.AddImprovement, occasion: Occasion, _: Template
) -> tuple[e.Event, ...]:
    """A lesson becomes somebody's item, in a project of any status: the stopped ones teach the most."""
    require(project, occasion.by, "AddImprovement")
    fields = Fields()
    lesson = fields.text("lesson", command.lesson, LESSON_LIMIT, missing="missing")
    fields.person("owner", command.owner, occasion.people)
    fields.day("due", command.due, occasion.today)
    if len(project.evaluation.improvements) >= MOST_IMPROVEMENTS:
        fields.fault("lesson", "too_many")
    fields.finish()
    return (
        e.ImprovementAdded(
            **occasion.stamp(project),
            improvement_id=occasion.new_id("imp"),
            lesson=lesson,
            owner=command.owner,
            due=command.due,
        ),
    )


def settle_improvement(
    project: Project, command: c.SettleImprovement, occasion: Occasion, _: Template
) -> tuple[e.Event, ...]:
    """Done, dropped with a reason, or open again."""
    item = may_settle(project, project.evaluation.improvement(command.improvement_id), occasion.by)
    fields = Fields()
    dropped = command.state is ImprovementState.DROPPED
    note = fields.text("note", command.note, COMMENT_LIMIT, missing="missing" if dropped else "")
    fields.finish()
    if (item.state, item.note) == (command.state, note):
        return ()
    return (
        e.ImprovementSettled(
            **occasion.stamp(project), improvement_id=item.id, lesson=item.lesson, state=command.state, note=note
        ),
    )


def may_settle(project: Guarded, item: Improvement | None, user_id: str) -> Improvement:
    """The item, where this person may say what became of it. Raises ``NotFound`` or ``NotAllowed``."""
    if item is None:
        raise NotFound("improvement", "")
    able = tuple(dict.fromkeys((item.owner, *project.holders(Role.LEAD), *project.holders(Role.STEERING))))
    if user_id not in able:
        raise NotAllowed("settle_improvement", able)
    return item


def open_follow_up(project: Project, command: c.OpenFollowUp, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    """Its day has come. Somebody may have answered early."""
    found = _follow_up(project, command.months)
    if found.state is not FollowUpState.WAITING or found.due > occasion.today:
        return ()
    return (e.FollowUpOpened(**occasion.stamp(project), months=found.months, asked=command.asked),)


def answer_follow_up(
    project: Project, command: c.AnswerFollowUp, occasion: Occasion, _: Template
) -> tuple[e.Event, ...]:
    """May come early, and again: then the later answer counts, and the history keeps both."""
    require(project, occasion.by, "AnswerFollowUp")
    found = _follow_up(project, command.months)
    note = _text("note", command.note)
    if (found.verdict, found.changes, found.note) == (command.verdict, command.changes, note):
        return ()
    return (
        e.FollowUpAnswered(
            **occasion.stamp(project),
            months=found.months,
            verdict=command.verdict,
            changes=tuple(dict.fromkeys(command.changes)),
            note=note,
        ),
    )


def skip_follow_up(project: Project, command: c.SkipFollowUp, occasion: Occasion, _: Template) -> tuple[e.Event, ...]:
    """Answering it later takes the skip back."""
    require(project, occasion.by, "SkipFollowUp")
    found = _follow_up(project, command.months)
    reason = _text("note", command.reason, missing="missing")
    if found.state not in PENDING:
        raise IllegalMove("skip_follow_up", "answered" if found.state is FollowUpState.ANSWERED else "closed")
    return (e.FollowUpSkipped(**occasion.stamp(project), months=found.months, reason=reason),)


def _follow_up(project: Project, months: int) -> FollowUp:
    found = project.evaluation.follow_up(months)
    if found is None:
        raise NotFound("follow_up", str(months))
    return found


def _text(field: str, value: str, *, missing: str = "") -> str:
    fields = Fields()
    text = fields.text(field, value, COMMENT_LIMIT, missing=missing)
    fields.finish()
    return text
