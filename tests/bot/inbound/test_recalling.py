"""The history says what went out, was decided, declared or linked, by name; what is hidden stays hidden."""

import pytest

from flows.lifecycle.commands import EditProject
from flows.linkage import commands as c
from flows.linkage.codes import ApplicationStatus, Body, ClearanceState, LicenceOption, LinkKind, OutwardKind
from flows.linkage.dealings import Declaration
from flows.linkage.items import Application, Claim, Family, Feature, Outward
from flows.linkage.register import Register
from flows.names import Confidentiality
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, LIN, SOFIA, STRANGER, WANG, ZHAO, Office
from tests.bot.inbound.payloads import TEAM
from tests.builders import TODAY


def book(office: Office, project_id: str) -> Register:
    with office.store.read() as reads:
        return reads.register(TEAM, project_id)


def lived(office: Office) -> str:
    """A project in which everything that events know by id alone has happened."""
    here = office.create("Quasar", confidentiality=Confidentiality.OPEN)
    office.do(c.RecordFeature(item=Feature(id="", number=0, name="Waveform"), project_id=here), CHEN)
    office.do(c.RecordFamily(item=Family(id="", number=0, title="Radar"), project_id=here), ZHAO)
    feature, family = book(office, here).features[0].id, book(office, here).families[0].id
    office.do(c.TieItems(kind=LinkKind.FEATURE_CLAIM, project_id=here, source=feature, target=family), ZHAO)
    filing = Application(office="CN", status=ApplicationStatus.FILED, filed_on=TODAY)
    office.do(c.RecordApplication(project_id=here, family_id=family, application=filing), ZHAO)
    office.do(c.RecordClaims(project_id=here, family_id=family, claims=(Claim(1),)), ZHAO)
    plan = Outward(id="", number=0, kind=OutwardKind.CONTRIBUTION, title="Proposal 7", features=(feature,),
                   available_on=TODAY, body=Body.ISO)  # fmt: skip
    office.do(c.PlanOutward(item=plan, project_id=here), WANG)
    asked = book(office, here).clearances[-1]
    overriding = ClearanceState.OVERRIDDEN
    office.do(c.DecideClearance(clearance_id=asked.id, state=overriding, reason="known", project_id=here), ZHAO)
    office.do(c.DecideClearance(clearance_id=asked.id, state=overriding, project_id=here), SOFIA)
    office.do(c.MakeOutward(outward_id=asked.outward_id, made_on=TODAY, project_id=here), WANG)
    promise = Declaration(id="", number=0, body=Body.ISO, option=LicenceOption.PAID, families=(family,),
                          declared_on=TODAY, declared_by=SOFIA)  # fmt: skip
    office.do(c.Declare(item=promise, project_id=here), SOFIA)
    office.do(c.ClearFeature(feature_id=feature, reason="known art", project_id=here), ZHAO)
    return here


@pytest.fixture
def project(office: Office) -> str:
    return lived(office)


TOLD = {
    SOFIA: (
        "recorded that *C1 Proposal 7* went out", "decided a clearance: *Let out by override* · *C1 Proposal 7*",
        "asked for a clearance *C1 Proposal 7*", "*F1 Waveform ↔ P1 Radar*", "recorded 1 claim · *P1 Radar*",
        "needs no filing · *F1 Waveform*: known art",
    ),
    WANG: ("*C1 Proposal 7*", "*F1 Waveform ↔ P1 Radar*", "*P1 Radar*", "*F1 Waveform*"),
}  # fmt: skip


@pytest.mark.parametrize("user", [SOFIA, WANG])
def test_each_line_of_the_history_names_its_entry(office: Office, project: str, user: str) -> None:
    del project
    told = str(office.send(p.command("history LD-1 linkage", user)))
    for words in TOLD[user]:
        assert words in told
    assert "an entry" not in told


def test_a_name_that_was_changed_is_told_as_it_is_now_and_as_it_was_where_it_was_given(
    office: Office, project: str
) -> None:
    family = book(office, project).families[0]
    office.do(c.RecordFamily(item=Family(id=family.id, number=1, title="Sonar"), project_id=project), ZHAO)
    told = str(office.send(p.command("history LD-1 linkage", SOFIA)))
    assert "recorded 1 claim · *P1 Sonar*" in told
    assert "recorded the patent *Radar*" in told


def test_what_only_counts_and_other_wings_events_ask_the_register_nothing(office: Office, project: str) -> None:
    with office.store.read() as reads:
        lines = reads.history(TEAM, project, limit=50)
    assert all(not line.about for line in lines if line.event in {"DocketRecorded", "ProjectCreated", "StageEntered"})


def test_a_stranger_reads_no_name_in_a_project_that_was_hidden_since(office: Office, project: str) -> None:
    assert "Proposal 7" in str(office.send(p.command("history LD-1 linkage", STRANGER)))
    hidden = EditProject(project_id=project, name="Quasar", summary="", channel_id="",
                         confidentiality=Confidentiality.RESTRICTED)  # fmt: skip
    office.do(hidden, LIN)
    told = str(office.send(p.command("history LD-1 linkage", STRANGER)))
    assert told == str(office.send(p.command("history LD-9 linkage", STRANGER))).replace("LD-9", "LD-1")
