"""Score sheets: the form page by page with a draft in between, what they came to, and projects side by side."""

from bot.blocks.kit import Message
from bot.blocks.lifecycle import forms_score, scores
from bot.context import Desk, Sight
from bot.envelope import Body, of_interaction
from bot.filled import Filled
from bot.ids import Ref, unpack
from bot.listeners.replies import AckBody, instead
from bot.outward import View
from bot.scorepages import marks_of, merged, pages
from flows.errors import IllegalMove, NotAllowed
from flows.lifecycle import commands as do
from flows.lifecycle.project import Mark
from flows.lifecycle.readiness import decider_roles
from flows.lifecycle.readmodels import ProjectCard
from flows.lifecycle.scores import judged, require
from flows.lifecycle.scoresheet import Criterion, ScoreSheet

MOST = 20
"""Scored stages in one comparison."""


def form(sight: Sight, ref: Ref) -> View:
    """The first page, over what the person has filled in so far. An empty ``ref.stage`` is the present one."""
    sight = sight.ruled()
    card = sight.card(ref.project_id)
    sheet = _sheet(sight, card, ref.stage or card.stage)
    return forms_score.page(card, sheet, _filled_in(sight, card), sight.caller.lens)


def read(sight: Sight, ref: Ref) -> View:
    sight = sight.ruled()
    card = sight.card(ref.project_id, stage=ref.stage)
    return scores.details(card, sight.caller.user_id, sight.caller.lens)


def of_project(sight: Sight, key: str) -> View:
    """The form for whoever is to score; for everybody else what there is to read."""
    card = sight.card(key)
    ref = Ref(project_id=card.id, stage=card.stage)
    try:
        return form(sight, ref)
    except (NotAllowed, IllegalMove):  # not theirs to score, on hold, or without a sheet: they may still read
        return read(sight, ref)


def comparison(sight: Sight) -> Message:
    """What was scored in the projects this person may see."""
    found = sight.reads.scored(sight.caller.actor, limit=MOST + 1)
    shown = [card for card in found[:MOST] if sight.sees(card)]
    return scores.comparison(shown, sight.caller.user_id, sight.caller.lens, cut=len(found) > MOST)


def turn(desk: Desk, body: Body) -> AckBody:
    """A page was sent: keep it and show the next one, or hand the whole sheet in. Raises ``InvalidFields``."""
    envelope, ref = of_interaction(body), unpack(body["view"]["private_metadata"])
    with desk.look(envelope) as plain:
        sight = plain.ruled()
        card = sight.card(ref.project_id)
        sheet = _sheet(sight, card, ref.stage)
        filled_in = _filled_in(sight, card)
    asked = sheet.asked(card.strands)
    parted = pages(asked)
    page = parted[ref.number - 1]
    given = merged(_without(page, filled_in), marks_of(Filled(body["view"]["state"]["values"]), page))
    marks = merged(given, judged(given, asked, sheet, page=page))
    if ref.number == len(parted):
        return _hand_in(desk, sight, card, marks)
    _keep(desk, sight, card, marks)
    return instead(forms_score.page(card, sheet, marks, sight.caller.lens, number=ref.number + 1))


def _without(page: tuple[Criterion, ...], marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """What was filled in on other pages."""
    here = {criterion.key for criterion in page}
    return tuple(mark for mark in marks if mark.criterion not in here)


def _sheet(sight: Sight, card: ProjectCard, stage: str) -> ScoreSheet:
    """The sheet this person may fill in. Raises ``NotAllowed`` or ``IllegalMove``."""
    lens = sight.caller.lens
    return require(card, stage, sight.caller.user_id, decider_roles(card, lens.template(card)))


def _filled_in(sight: Sight, card: ProjectCard) -> tuple[Mark, ...]:
    """The person's latest sheet of the present stage, under what they have begun to change."""
    own = next((score.marks for score in card.scores if score.scorer == sight.caller.user_id), ())
    return merged(own, sight.reads.score_draft(sight.team_id, card.id, card.stage, sight.caller.user_id))


def _keep(desk: Desk, sight: Sight, card: ProjectCard, marks: tuple[Mark, ...]) -> None:
    with desk.store.write() as uow:
        uow.drafts.keep(sight.team_id, card.id, card.stage, sight.caller.user_id, marks)
        uow.commit()


def _hand_in(desk: Desk, sight: Sight, card: ProjectCard, marks: tuple[Mark, ...]) -> AckBody:
    """Whoever has handed in may read what the others think."""
    desk.perform(do.SubmitScore(project_id=card.id, stage=card.stage, marks=marks), sight.caller)
    with desk.look(sight.caller.envelope) as now:
        return instead(read(now, Ref(project_id=card.id, stage=card.stage)))
