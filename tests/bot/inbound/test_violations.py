"""A filing that was corrected after something had gone out: matrix, gaps, rules and the entry itself say the same."""

from datetime import date

import pytest

from bot.ids import Act, Ref
from flows.linkage import commands as c
from flows.linkage.codes import ApplicationStatus, Body, LinkKind, OutwardKind
from flows.linkage.items import Application, Family, Feature, Outward
from flows.linkage.register import Register
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, SOFIA, WANG, ZHAO, Office
from tests.bot.inbound.payloads import TEAM

DAY = date(2026, 11, 23)


def book(office: Office, project_id: str) -> Register:
    with office.store.read() as reads:
        return reads.register(TEAM, project_id)


def filed(office: Office, project_id: str, day: date) -> None:
    office.do(
        c.RecordApplication(
            project_id=project_id,
            family_id=book(office, project_id).families[0].id,
            application=Application(office="CN", status=ApplicationStatus.FILED, filed_on=day),
        ),
        ZHAO,
    )


@pytest.fixture
def project(office: Office) -> str:
    """A contribution that went out under a filing in good time."""
    project_id = office.create()
    office.do(c.RecordFeature(item=Feature(id="", number=0, name="Waveform"), project_id=project_id), CHEN)
    office.do(c.RecordFamily(item=Family(id="", number=0, title="Radar"), project_id=project_id), ZHAO)
    kept = book(office, project_id)
    feature, family = kept.features[0].id, kept.families[0].id
    office.do(c.TieItems(kind=LinkKind.FEATURE_CLAIM, project_id=project_id, source=feature, target=family), ZHAO)
    filed(office, project_id, date(2026, 11, 10))
    plan = Outward(
        id="", number=0, kind=OutwardKind.CONTRIBUTION, title="Proposal 7", features=(feature,), available_on=DAY,
        body=Body.ISO,
    )  # fmt: skip
    office.do(c.PlanOutward(item=plan, project_id=project_id), WANG)
    (out,) = book(office, project_id).outwards
    office.do(c.MakeOutward(outward_id=out.id, made_on=DAY, project_id=project_id), WANG)
    return project_id


def pressed(office: Office, act: Act, ref: Ref, user: str) -> str:
    office.send(p.click(act, ref, user))
    return office.slack.answers[-1][1].text


@pytest.mark.parametrize(
    ("user", "broken", "early"), [(WANG, "未遵守", "先于专利申请公开"), (SOFIA, "Not kept", "before its filing")]
)
def test_R01_it_shows_wherever_people_look(office: Office, project: str, user: str, broken: str, early: str) -> None:
    item = book(office, project).outwards[0].id
    entry = Ref(project_id=project, item_id=item)
    assert "R01" not in pressed(office, Act.ITEM, entry, user)
    filed(office, project, DAY)
    told = {
        "entry": pressed(office, Act.ITEM, entry, user),
        "rules": pressed(office, Act.FINDINGS, Ref(project_id=project), user),
        "list": pressed(office, Act.OUTWARDS, Ref(project_id=project), user),
        "gaps": pressed(office, Act.GAPS, Ref(project_id=project), user),
    }
    assert broken in told["entry"]
    assert broken in told["rules"]
    assert early in told["entry"]
    assert early in told["list"]
    assert "Proposal 7" in told["gaps"]
    filed(office, project, date(2026, 11, 10))
    assert "R01" not in pressed(office, Act.ITEM, entry, user)
