"""Hits that wait for one person: of their own watches, or given to them; private ones for those who may read them."""

import pytest

from flows.errors import IllegalMove
from flows.names import Confidentiality, Status
from flows.ports import NewId
from flows.watches import commands as c
from flows.watches.hits import Verdict
from flows.watches.observations import Observation, Severity
from flows.watches.subjects import Patent
from flows.watches.watches import Audience, Triage
from storage import SqliteStore
from tests.builders import LEAD, LEGAL, PATENT, PROJECT_ID, STD, STRANGER, TEAM, TECH
from tests.flows.watches.observed import seen
from tests.storage.test_projects import changed, created
from tests.storage.watching import Watching

EVERYBODY = (LEAD, STD, TECH, PATENT, LEGAL, STRANGER)


@pytest.fixture
def desk(store: SqliteStore, new_id: NewId) -> Watching:
    created(store)
    return Watching(store, new_id)


def own(desk: Watching, user: str, *, guest: bool = False, limit: int = 9) -> list[str]:
    """What waits, by what it is about."""
    with desk.store.read() as reads:
        return [one.found.event.subject.ref for one in reads.own_hits(TEAM, user, guest=guest, limit=limit).hits]


def waiting(desk: Watching) -> dict[str, list[str]]:
    return {user: found for user in EVERYBODY if (found := own(desk, user))}


def told(desk: Watching, *numbers: str, **plan: object) -> None:
    desk.started(**{"triage": Triage(at_once=Severity.INFO), **plan})
    desk.look([seen("0")])
    desk.look([seen("0"), *(seen(number) for number in numbers)])


def change(desk: Watching, **fields: object) -> None:
    with desk.store.write() as uow:
        project = uow.projects.load(TEAM, PROJECT_ID)
    assert project is not None
    changed(desk.store, project, **fields)


def test_a_hit_waits_for_the_owner_of_its_watch_and_not_for_all_who_hear_of_it(desk: Watching) -> None:
    told(desk, "1", "2", audience=Audience(persons=(TECH,)))
    assert waiting(desk) == {STD: ["ISO 1", "ISO 2"]}
    assert own(desk, STD, limit=1) == ["ISO 1"]
    with desk.store.read() as reads:
        assert [reads.own_hits(TEAM, STD, guest=False, limit=n).more for n in (1, 2)] == [True, False]


def test_what_was_told_nowhere_yet_waits_for_its_digest_first(desk: Watching) -> None:
    told(desk, "1", triage=Triage(at_once=Severity.URGENT))
    assert waiting(desk) == {}


def test_an_owner_who_has_left_is_stood_in_for_by_the_lead(desk: Watching) -> None:
    told(desk, "1")
    with desk.store.read() as reads:
        card = reads.card(TEAM, PROJECT_ID)
    assert card is not None
    change(desk, confidentiality=Confidentiality.MEMBERS, members=tuple(m for m in card.members if m.user_id != STD))
    assert waiting(desk) == {LEAD: ["ISO 1"]}


def test_a_hit_that_was_given_to_somebody_waits_for_them_until_they_answer_in_its_place(desk: Watching) -> None:
    told(desk, "1")
    (hit,) = [found.hit for found in desk.hits()]
    desk.ask(c.JudgeHit(hit_id=hit.id, verdict=Verdict.ASSIGNED, to=TECH), STD)
    assert waiting(desk) == {TECH: ["ISO 1"]}
    with pytest.raises(IllegalMove):
        desk.ask(c.JudgeHit(hit_id=hit.id, verdict=Verdict.ACT), STD)
    desk.ask(c.JudgeHit(hit_id=hit.id, verdict=Verdict.NOT_RELEVANT, reason="Old"), TECH)
    assert waiting(desk) == {}
    (answer,) = [found.hit.answer for found in desk.hits()]
    assert answer is not None
    assert (answer.verdict, answer.by, answer.reason) == (Verdict.NOT_RELEVANT, TECH, "Old")
    with pytest.raises(IllegalMove):
        desk.ask(c.JudgeHit(hit_id=hit.id, verdict=Verdict.ACT), TECH)


def test_who_was_given_a_hit_may_give_it_on(desk: Watching) -> None:
    told(desk, "1")
    (hit,) = [found.hit for found in desk.hits()]
    for to, by in ((TECH, STD), (LEGAL, TECH)):
        desk.ask(c.JudgeHit(hit_id=hit.id, verdict=Verdict.ASSIGNED, to=to), by)
    assert waiting(desk) == {LEGAL: ["ISO 1"]}


def test_r27_a_hit_about_a_patent_waits_for_the_patent_lead_and_legal_alone(desk: Watching) -> None:
    desk.started(triage=Triage(at_once=Severity.INFO))
    desk.look([seen("0")])
    desk.look([seen("0"), Observation(source="epo", native_id="e1", subject=Patent(ref="EP1"))])
    assert waiting(desk) == {PATENT: ["EP1"], LEGAL: ["EP1"]}


@pytest.mark.parametrize("over", [{"status": Status.STOPPED}, {"confidentiality": Confidentiality.RESTRICTED}])
def test_a_project_that_is_over_asks_nobody_and_a_restricted_one_no_guest(
    desk: Watching, over: dict[str, object]
) -> None:
    told(desk, "1")
    change(desk, **over)
    assert own(desk, STD, guest=True) == []
    assert bool(own(desk, STD)) is ("status" not in over)
