"""The views of score sheets with ordinary data, by name."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import answers, forms_score, scores
from flows.lifecycle.readmodels import ProjectCard
from tests.builders import CONTRIBUTOR, STEER, STEER2, TECH, build_card
from tests.scorecards import marks, score, sheet_for

Maker = Callable[[Lens], Message | dict[str, Any]]


def scored_card(**overrides: Any) -> ProjectCard:
    """Assessment, scored by three who see patents very differently and leave the standard weak."""
    given = (
        score("assessment", 8, {"need_gap": 3, "venue": 2, "influence": 4, "policy_fit": None}, scorer=STEER),
        score("assessment", 7, {"need_gap": 4, "venue": 3, "breadth": 2}, scorer=TECH, number=2),
        score("assessment", 8, {"need_gap": 2, "venue": 2, "influence": 3, "essentiality": 0}, scorer=STEER2),
    )
    return build_card(**({"stage": "assessment", "deliverables": (), "scores": given} | overrides))


def screened_card(**overrides: Any) -> ProjectCard:
    """Ideation, held by one zero."""
    return build_card(
        **({"deliverables": (), "scores": (score("ideation", 4, {"owner": 0}, closed=True),)} | overrides)
    )


def three_cards() -> tuple[ProjectCard, ...]:
    good = scored_card(id="prj_2", key="LD-2", name="Battery", scores=(score("assessment", 9, closed=True),))
    return screened_card(), good, scored_card(id="prj_3", key="LD-3", name="Hidden from most")


SCORE_ANSWERS: dict[str, Maker] = {
    "status_scored": lambda at: answers.status(scored_card(), STEER, at),
    "status_scores_hidden": lambda at: answers.status(scored_card(), CONTRIBUTOR, at),
    "scores_compared": lambda at: scores.comparison(three_cards(), CONTRIBUTOR, at),
    "scores_none": lambda at: scores.comparison((), CONTRIBUTOR, at),
}
SCORE_FORMS: dict[str, Maker] = {
    "form_score": lambda at: forms_score.page(build_card(), sheet_for("ideation"), (), at),
    "form_score_page": lambda at: forms_score.page(
        scored_card(), sheet_for("assessment"), marks("assessment", 7, {"freedom": None}), at, number=2
    ),
    "form_score_last": lambda at: forms_score.page(scored_card(), sheet_for("assessment"), (), at, number=5),
    "form_scores": lambda at: scores.details(scored_card(), STEER, at),
    "form_scores_hidden": lambda at: scores.details(scored_card(), CONTRIBUTOR, at),
    "form_scores_held": lambda at: scores.details(replace(screened_card(), stage="assessment"), CONTRIBUTOR, at),
}
