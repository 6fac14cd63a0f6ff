"""Views of evaluation with ordinary data, by name. Part of ``samples.py``."""

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import card as cards
from bot.blocks.lifecycle import evaluations, forms_evaluation
from flows.lifecycle.evaluation import Evaluation, FollowUp, FollowUpState, Given, Improvement, ImprovementState
from flows.lifecycle.figures import Figure, Reported, table
from flows.lifecycle.indicators import shipped_indicators
from flows.lifecycle.project import Link, LinkKind
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Outcome, Status
from tests.builders import LEAD, NOW, PATENT, STD, TODAY, build_card

Maker = Callable[[Lens], Message | dict[str, Any]]

EVALUATION = Evaluation(
    outcome=Outcome.PARTIAL,
    given=(
        Given("spend", "96.5", "", LEAD, NOW),
        Given("licence_income", "", "Not before 2028", LEAD, NOW),
    ),
    improvements=(
        Improvement("imp_1", "先申请专利，再提交提案", PATENT, TODAY + timedelta(days=9)),
        Improvement("imp_2", "Ask early", STD, TODAY, ImprovementState.DONE, "2027"),
    ),
    follow_ups=(
        FollowUp(12, TODAY, FollowUpState.OPEN, asked=(LEAD,)),
        FollowUp(36, TODAY + timedelta(days=730)),
    ),
)


def evaluated_card(**overrides: Any) -> ProjectCard:
    """A project that is closed, with one follow-up asked for and the other to come."""
    ended = {"stage": "evaluation", "shown_stage": "evaluation", "status": Status.COMPLETED, "evaluation": EVALUATION}
    return build_card(**(ended | {"links": (Link(LinkKind.FOLLOWED_BY, "prj_3", "LD-13"),)} | overrides))


def figures() -> tuple[Reported, ...]:
    return table((), EVALUATION, lambda moment: moment.date(), more=(Figure("filed_first", Fraction(200, 3), 3),))


EVALUATION_MESSAGES: dict[str, Maker] = {
    "card_completed": lambda at: cards.headline(evaluated_card(), at),
    "evaluation_lead": lambda at: evaluations.evaluation(evaluated_card(), figures(), LEAD, at),
    "evaluation_owner": lambda at: evaluations.evaluation(evaluated_card(), figures(), PATENT, at),
}

EVALUATION_FORMS: dict[str, Maker] = {
    "form_outcome": lambda at: forms_evaluation.outcome(evaluated_card(), at),
    "form_improve": lambda at: forms_evaluation.improve(evaluated_card(), at),
    "form_settle": lambda at: forms_evaluation.settle(evaluated_card(), EVALUATION.improvements[0], at),
    "form_follow_up": lambda at: forms_evaluation.follow_up(evaluated_card(), EVALUATION.follow_ups[0], at),
    "form_indicators": lambda at: forms_evaluation.indicators(evaluated_card(), shipped_indicators(), {}, at),
}
