"""What is planned for a Slack channel, or asked about in one, knows who reads there (R02, R39)."""

from typing import Any

import pytest

from bot.ids import Act, Form, Ref, Shortcut, pack, unpack
from flows.linkage.codes import Answer, OutwardKind
from flows.linkage.items import Outward
from flows.linkage.judgements import Clearance
from flows.linkage.surroundings import Audience
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import LIN, RADAR, WANG, Office
from tests.bot.inbound.payloads import TEAM, Json
from tests.bot.inbound.test_register import record_feature, register, send

pytestmark = pytest.mark.usefixtures("project")

SHARED, UNKNOWN = "C0PARTNER", "C0UNKNOWN"


@pytest.fixture
def project(office: Office) -> str:
    with office.store.write() as uow:
        uow.channels.keep(TEAM, SHARED, Audience(shared=True))
        uow.channels.keep(TEAM, RADAR, Audience(open=True))
        uow.commit()
    return office.create()


def opened_in(office: Office, channel: str, act: Act, ref: Ref) -> Ref:
    office.slack.views.clear()
    office.send(p.click(act, ref, WANG, channel=channel))
    return unpack(office.slack.view["private_metadata"])


def planned(office: Office, ref: Ref, kind: str = "message") -> Any:
    feature = record_feature(office, ref.project_id)
    values: dict[str, Json] = {
        "kind": p.option(kind), "title": p.text("Proposal 7"), "available_on": p.day("2026-12-01"),
        "features": p.options(pack(Ref(item_id=feature))),
    }  # fmt: skip
    return send(office, Form.OUTWARD, ref, WANG, **values)


def latest(office: Office, project: str) -> tuple[Outward, Clearance]:
    book = register(office, project)
    return book.outwards[-1], book.clearances[-1]


def whys(asked: Clearance, rule: str = "R02") -> list[str]:
    return [dict(f.params).get("why", "") for f in asked.findings if f.rule == rule]


def test_R02_a_message_planned_in_a_shared_channel_is_blocked_and_says_who_reads(office: Office, project: str) -> None:
    answer = str(planned(office, opened_in(office, SHARED, Act.OUTWARD, Ref(project_id=project))))
    outward, asked = latest(office, project)
    assert (outward.channel_id, asked.answer, whys(asked)) == (SHARED, Answer.BLOCKED, ["channel"])
    assert "R02" in answer
    assert "其他组织的人" in answer  # Wang reads Chinese
    assert f"<#{SHARED}>" in answer


def test_R02_a_message_planned_outside_any_channel_asks_for_it_and_judges_by_it(office: Office, project: str) -> None:
    asked_where = planned(office, opened_in(office, "D0DM", Act.OUTWARD, Ref(project_id=project)))
    assert asked_where["view"]["callback_id"] == Form.OUTWARD_PLACE
    ref = unpack(asked_where["view"]["private_metadata"])
    answer = str(send(office, Form.OUTWARD_PLACE, ref, WANG, channel=p.channel(SHARED)))
    outward, asked = latest(office, project)
    assert (outward.channel_id, whys(asked)) == (SHARED, ["channel"])
    assert "R02" in answer


def test_R02_a_channel_nobody_has_looked_at_counts_as_open_to_outsiders_and_is_looked_at(
    office: Office, project: str
) -> None:
    planned(office, opened_in(office, UNKNOWN, Act.OUTWARD, Ref(project_id=project)))
    assert whys(latest(office, project)[1]) == ["unsure"]
    assert UNKNOWN in office.looked_at


def test_R02_a_contribution_asked_about_where_outsiders_read_says_so_and_not_elsewhere(
    office: Office, project: str
) -> None:
    planned(office, opened_in(office, SHARED, Act.OUTWARD, Ref(project_id=project)), "contribution:3gpp")
    outward, asked = latest(office, project)
    assert (outward.channel_id, whys(asked)) == ("", ["channel"])
    ref = Ref(project_id=project, item_id=outward.id)
    office.send(p.click(Act.ASK_CLEARANCE, ref, WANG, channel=RADAR))
    assert whys(latest(office, project)[1]) == []
    office.send(p.click(Act.ASK_CLEARANCE, ref, WANG, channel=SHARED))
    assert whys(latest(office, project)[1]) == ["channel"]


def test_R02_R39_what_is_made_of_a_message_is_read_by_those_who_read_the_message(office: Office, project: str) -> None:
    office.send(p.message_shortcut(Shortcut.ADD, "R1-2412345 Sweep without interference", WANG, channel=SHARED))
    chosen = {"project": p.option(pack(Ref(project_id=project))), "filed_as": p.option("contribution")}
    kept = unpack(office.slack.view["private_metadata"])
    form = send(office, Form.FROM_MESSAGE, kept, WANG, **chosen)
    planned(office, unpack(form["view"]["private_metadata"]), "contribution:iso")
    outward, asked = latest(office, project)
    assert (outward.kind, outward.channel_id) == (OutwardKind.CONTRIBUTION, SHARED)
    assert whys(asked) == ["channel"]
    assert "R39" in {finding.rule for finding in asked.findings}


@pytest.mark.parametrize("typed", ["contribution LD-1", "patent LD-1", "matrix LD-1", "docket LD-1"])
def test_R02_an_answer_about_a_register_says_that_outsiders_read_in_the_channel(office: Office, typed: str) -> None:
    assert "R02" in str(office.send(p.command(typed, LIN, channel=SHARED)))
    for quiet in (RADAR, UNKNOWN):
        assert "R02" not in str(office.send(p.command(typed, LIN, channel=quiet)))


def test_a_channel_that_changed_is_unknown_until_it_has_been_looked_at_again(office: Office) -> None:
    office.send(p.event({"type": "channel_shared", "channel": RADAR, "connected_team_id": "T0PARTNER"}))
    with office.store.read() as reads:
        assert reads.audience(TEAM, RADAR) is None
        assert reads.audience(TEAM, SHARED) is not None
    assert RADAR in office.looked_at


def test_a_colleague_who_becomes_a_guest_makes_every_channel_unknown(office: Office) -> None:
    user = {"id": LIN, "team_id": TEAM, "name": "lin", "is_restricted": True, "profile": {"display_name": "Lin"}}
    office.send(p.event({"type": "user_change", "user": user}))
    with office.store.read() as reads:
        assert reads.audience(TEAM, SHARED) is None
