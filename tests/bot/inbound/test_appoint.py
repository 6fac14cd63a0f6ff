"""A project whose lead has left gets a new one from an administrator: on the record, told to all, and only then."""

import pytest

from bot.ids import Form, Ref
from flows.lifecycle import commands as do
from flows.names import Confidentiality, Role
from flows.notices import NoticeKind
from flows.ports import Person
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, GUEST, LIN, LIU, WANG, ZHAO, Office
from tests.bot.inbound.payloads import TEAM, Json, command, submission
from tests.bot.inbound.test_override import ADMIN, let_in

REASON = "The lead left the company"


@pytest.fixture
def orphan(office: Office) -> str:
    """A restricted project whose lead is deactivated and that has no steering group; its id."""
    let_in(office)
    project_id = office.create("Quasar lens", confidentiality=Confidentiality.RESTRICTED)
    mine = next(d for d in office.card(project_id).deliverables if d.assignee == CHEN)
    office.do(do.AssignRoles(project_id=project_id, holders=((Role.STEERING, ()), (mine.role, ()))), LIN)
    depart(office, LIN)
    office.notices(NoticeKind.TOLD)
    return project_id


def depart(office: Office, user: str) -> None:
    with office.store.write() as uow:
        uow.people.upsert([Person(team_id=TEAM, user_id=user, name=user, deleted=True)])
        uow.commit()


def appoint(office: Office, project_id: str, lead: str | None, *, by: str = ADMIN, reason: str = REASON) -> Json:
    values = {"lead": p.one_person(lead), "reason": p.text(reason)}
    ack = office.send(submission(Form.APPOINT, Ref(project_id=project_id), values, by))
    assert isinstance(ack, dict)
    return ack


def shown(ack: Json) -> str:
    return str(ack["view"]["blocks"][0]["text"]["text"])


@pytest.mark.usefixtures("orphan")
@pytest.mark.parametrize("word", ["lead", "负责人", "LEAD"])
def test_an_administrator_opens_the_form_which_shows_the_key_and_no_more(office: Office, word: str) -> None:
    office.send(command(f"override LD-1 {word}", ADMIN))
    assert office.slack.view["callback_id"] == Form.APPOINT
    assert "LD-1" in str(office.slack.view)
    assert "Quasar" not in str(office.slack.view)


def test_the_new_lead_has_the_role_and_the_work_and_everybody_is_told(office: Office, orphan: str) -> None:
    waiting = [d.id for d in office.card(orphan).deliverables if d.assignee == LIN]
    assert waiting
    assert "all members are told" in shown(appoint(office, orphan, ZHAO))
    card = office.card(orphan)
    assert card.lead == ZHAO
    assert {d.assignee for d in card.deliverables if d.id in waiting} == {ZHAO}
    told = {notice.audience for notice in office.notices(NoticeKind.TOLD)}
    assert {WANG, ZHAO} <= told
    with office.store.read() as reads:
        lines = [(line.event, line.by) for line in reads.history(TEAM, orphan, limit=50)]
    assert ("LeadAppointed", ADMIN) in lines
    assert office.store.verify_history() == ()


def test_it_is_refused_while_somebody_is_there_who_can_and_names_nobody(office: Office) -> None:
    let_in(office)
    project_id = office.create("Quasar lens", confidentiality=Confidentiality.RESTRICTED)
    text = shown(appoint(office, project_id, CHEN))
    assert "its lead or steering group can still give roles" in text
    assert "<@" not in text
    depart(office, LIN)
    depart(office, EMMA)
    assert "can still" in shown(appoint(office, project_id, CHEN))
    depart(office, LIU)
    assert "appointed" in shown(appoint(office, project_id, CHEN))


@pytest.mark.parametrize(
    ("lead", "reason", "field"), [(None, REASON, "lead"), (GUEST, REASON, "lead"), (LIN, REASON, "lead"),
                                  (CHEN, "", "reason")],
)  # fmt: skip
def test_a_lead_who_cannot_be_one_and_a_missing_reason_are_marked(
    office: Office, orphan: str, lead: str | None, reason: str, field: str
) -> None:
    assert list(appoint(office, orphan, lead, reason=reason)["errors"]) == [field]
    assert office.card(orphan).lead == LIN


def test_to_everybody_else_there_is_no_such_thing(office: Office, orphan: str) -> None:
    text = shown(appoint(office, orphan, CHEN, by=ZHAO))
    assert text == shown(appoint(office, "prj_none", CHEN, by=ZHAO))
    assert office.card(orphan).lead == LIN
    office.send(command("override LD-1 lead", ZHAO))
    assert not office.slack.views
