"""A project that becomes confidential after its register was filled: a stranger hears what of an unknown one."""

from datetime import date

import pytest

from flows.lifecycle.commands import EditProject
from flows.linkage import commands as c
from flows.linkage.codes import ApplicationStatus, LinkKind
from flows.linkage.items import Application, Family, Feature
from flows.names import Confidentiality
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, LIN, STRANGER, ZHAO, Office
from tests.bot.inbound.payloads import TEAM

NUMBER, UNKNOWN = "CN 2026 1 0123456.X", "CN 2026 1 0123457.4"


def fill(office: Office, project_id: str) -> None:
    """A feature, a filed family and the link between them."""
    office.do(c.RecordFeature(item=Feature(id="", number=0, name="Quasar waveform"), project_id=project_id), CHEN)
    office.do(c.RecordFamily(item=Family(id="", number=0, title="Quasar patent"), project_id=project_id), ZHAO)
    with office.store.read() as reads:
        book = reads.register(TEAM, project_id)
    filing = Application(
        office="CN", status=ApplicationStatus.FILED, filed_on=date(2026, 11, 20), application_number=NUMBER
    )
    office.do(c.RecordApplication(family_id=book.families[0].id, application=filing, project_id=project_id), ZHAO)
    feature, family = book.features[0].id, book.families[0].id
    office.do(c.TieItems(kind=LinkKind.FEATURE_CLAIM, project_id=project_id, source=feature, target=family), ZHAO)


@pytest.mark.parametrize("hidden", [Confidentiality.MEMBERS, Confidentiality.RESTRICTED])
def test_what_a_stranger_could_find_by_number_is_as_if_it_had_never_been(
    office: Office, hidden: Confidentiality
) -> None:
    project_id = office.create("Quasar", confidentiality=Confidentiality.OPEN)
    fill(office, project_id)
    asked = ("patent {}", "patent LD-1 {}", "matrix LD-1", "link LD-1", "docket LD-1", "contribution LD-1")
    for wish in asked[:3]:
        assert "Quasar" in str(office.send(p.command(wish.format(NUMBER), STRANGER))), wish
    office.do(EditProject(project_id=project_id, name="Quasar", summary="", channel_id="", confidentiality=hidden), LIN)
    for wish in asked:
        told = str(office.send(p.command(wish.format(NUMBER), STRANGER)))
        assert "Quasar" not in told, wish
        other = wish.format(UNKNOWN).replace("LD-1", "LD-9")
        blank = str(office.send(p.command(other, STRANGER)))
        assert told.replace(NUMBER, "").replace("LD-1", "") == blank.replace(UNKNOWN, "").replace("LD-9", ""), wish
    assert "Quasar" in str(office.send(p.command(f"patent {NUMBER}", ZHAO))), "its own people still find it"
