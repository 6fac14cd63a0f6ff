"""One's own dates and the clearances one decides: in ``/liandong mine``, on the App Home, as a calendar file."""

from typing import Any

import pytest

from bot.blocks.kit import check_view
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import home
from bot.blocks.linkage import own
from bot.filing import File, paper
from bot.ids import Act, Form, Ref
from flows.names import Confidentiality
from flows.notices import NoticeKind
from flows.ports import Parcel, Person
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, LIN, STRANGER, ZHAO, Office
from tests.bot.inbound.payloads import TEAM
from tests.bot.inbound.test_register import plan, record_feature, register, send
from tests.builders import NOW, TODAY, build_templates
from tests.wordbooks import word_book


@pytest.fixture
def project(office: Office) -> str:
    """A contribution planned too early, and an application with its dates."""
    project_id = office.create(confidentiality=Confidentiality.RESTRICTED)
    plan(office, project_id, record_feature(office, project_id))
    send(office, Form.FAMILY, Ref(project_id=project_id), ZHAO, title=p.text("Radar"), kind=p.option("invention"),
         completed_in=p.option("CN"))  # fmt: skip
    [family] = register(office, project_id).families
    filed = {"office": p.option("CN"), "status": p.option("filed"), "filed_on": p.day("2026-11-20")}
    send(office, Form.APPLICATION, Ref(project_id=project_id, item_id=family.id), ZHAO, **filed)
    return project_id


def mine(office: Office, user: str) -> str:
    return str(office.send(p.command("mine", user)))


@pytest.mark.usefixtures("project")
def test_mine_shows_the_patent_lead_what_waits_and_nobody_else(office: Office) -> None:
    shown = mine(office, ZHAO)
    for part in ("Proposal 7", "R01", "等您决定的放行", "您的期限", "LD-1", Act.DECIDE, Act.MY_DATES_ICS):
        assert part in shown
    for other in (CHEN, LIN, STRANGER):
        assert "Proposal 7" not in mine(office, other)


@pytest.mark.parametrize("locale", ["en", "zh_CN"])
@pytest.mark.usefixtures("project")
def test_the_home_shows_them_within_slacks_limits(office: Office, locale: str) -> None:
    lens = Lens(word_book().for_locale(locale), build_templates(), TODAY)
    with office.store.read() as reads:
        work = reads.my_work(TEAM, ZHAO, today=TODAY, guest=False, projects=20)
        waits = reads.own_work(TEAM, ZHAO, until=TODAY.replace(year=2027), guest=False, limit=own.LISTED)
    view: dict[str, Any] = home.my_work(work, lens, user_id=ZHAO, more=[*own.waiting(waits, lens, user_id=ZHAO)])
    check_view(view)
    assert "Proposal 7" in str(view)
    assert Act.MY_DATES_ICS in str(view)


@pytest.mark.parametrize("typed", ["docket calendar", "期限 日历"])
def test_the_calendar_of_all_projects_is_ordered_for_its_reader_alone(office: Office, typed: str) -> None:
    office.send(p.command(typed, ZHAO))
    office.send(p.click_at_home(Act.MY_DATES_ICS, Ref(), ZHAO))
    orders = office.notices(NoticeKind.FILE)
    assert [(n.audience, n.project_id, n.params["file"]) for n in orders] == [(ZHAO, None, File.MY_DATES_ICS)] * 2


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("reader", "gone", "expected"), [(ZHAO, False, True), (CHEN, False, False), (ZHAO, True, None)]
)
def test_the_file_holds_its_readers_dates_and_no_others(
    office: Office, reader: str, gone: bool, expected: bool | None
) -> None:
    office.send(p.command("docket calendar", reader))
    (order,) = office.notices(NoticeKind.FILE)
    parcel = Parcel(id="par_0000000001", notice=order, attempts=1, ambiguous=False, created_at=NOW)
    person = Person(team_id=TEAM, user_id=reader, name=reader, locale="en-US", deleted=gone)
    lens = Lens(word_book().for_locale("en"), build_templates(), TODAY)
    with office.store.read() as reads:
        written = paper(reads, parcel, person, lens)
    if expected is None:
        assert written is None
    else:
        assert written is not None
        assert (b"BEGIN:VEVENT" in written.content) is expected
        assert "LD-1" not in written.name


def test_the_calendar_of_one_project_is_that_projects(office: Office, project: str) -> None:
    office.send(p.command("docket LD-1 calendar", ZHAO))
    (order,) = office.notices(NoticeKind.FILE)
    assert (order.project_id, order.params["file"]) == (project, File.DOCKET_ICS)
    assert "LD-1" in str(office.send(p.command("docket LD-1 calendar", STRANGER)))
    assert office.notices(NoticeKind.FILE) == []
