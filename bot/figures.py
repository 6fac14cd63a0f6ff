"""Closing figures that the linkage register computes for the evaluation of a project (DOMAIN.md 7.5)."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from flows.lifecycle.figures import Figure
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.metrics import Metrics, Share, metrics
from flows.ports import Reads

MoreFigures = Callable[[Reads, ProjectCard], tuple[Figure, ...]]
"""Closing figures that other wings compute for a project; the composition root says which."""


def no_more_figures(reads: Reads, card: ProjectCard) -> tuple[Figure, ...]:
    """Where no other wing computes any."""
    del reads, card
    return ()


def register_figures(today: Callable[[], date]) -> MoreFigures:
    """What the register of a project tells on the present day, in the time zone of the workspace."""

    def figures(reads: Reads, card: ProjectCard) -> tuple[Figure, ...]:
        register = reads.register(card.team_id, card.id)
        return of_metrics(metrics(register, today()), dates=len(register.docket))

    return figures


def of_metrics(found: Metrics, *, dates: int) -> tuple[Figure, ...]:
    """One figure for each indicator that the register can compute; none where it rests on nothing."""
    shares = {
        "filed_first": found.filed_before,
        "granted": found.granted,
        "proposals_accepted": found.accepted,
        "claim_and_clause": found.features_linked,
        # Never a declared count alone: of the families charted, those that a second person has confirmed (7.1).
        "essential": Share(found.essential.confirmed, found.essential.charted),
    }
    computed = tuple(_percent(key, share) for key, share in shares.items() if share.whole)
    return (*computed, Figure("missed_dates", Fraction(found.missed), dates)) if dates else computed


def _percent(indicator: str, share: Share) -> Figure:
    return Figure(indicator, Fraction(100 * share.part, share.whole), share.whole)
