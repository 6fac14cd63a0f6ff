"""The doctor names every place that cannot be reached, what is kept for it and what puts it right."""

from datetime import UTC, datetime

import pytest

from bot.doctor_pauses import SHOWN, findings, unneeded
from flows.pauses import WORKSPACE, Pause
from flows.ports import Store

from .conftest import LEAD, TEAM, Office

SINCE = datetime(2026, 11, 24, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("audience", "code", "words", "cure"),
    [
        ("C0RADAR", "is_archived", "C0RADAR since 2026-11-24 02:00 UTC (is_archived), 3 waiting", "unarchive"),
        ("C0RADAR", "not_in_channel", "C0RADAR since", "/invite"),
        ("U0CHEN", "user_disabled", "U0CHEN since", "hand over"),
        (WORKSPACE, "token_revoked", "everything since", "new token"),
    ],
)
def test_a_paused_place_is_a_problem_with_a_cure(audience: str, code: str, words: str, cure: str) -> None:
    (found,) = findings([(Pause("T1", audience, code, SINCE), 3)])
    assert found.is_problem
    assert words in found.text
    assert cure in found.what_to_do


def test_without_a_pause_all_is_well() -> None:
    (found,) = findings([])
    assert not found.is_problem


def test_a_long_list_is_cut() -> None:
    many = [(Pause("T1", f"C{n}", "is_archived", SINCE), 1) for n in range(SHOWN + 5)]
    assert len(list(findings(many))) == SHOWN + 1


def test_people_who_have_left_are_a_problem_until_their_work_is_handed_over(store: Store, office: Office) -> None:
    """The lead of the project of this office, and somebody who never had to do with any."""
    assert office.project_id
    pauses = [(Pause(TEAM, user, "user_disabled", SINCE), 2) for user in (LEAD, "U0NOBODY")]
    with store.read() as reads:
        gone = unneeded(reads, pauses, SINCE.date())
    assert gone == {"U0NOBODY"}
    left, still = findings(pauses, gone)
    assert not left.is_problem
    assert "1 people" in left.text
    assert still.is_problem
    assert LEAD in still.text
