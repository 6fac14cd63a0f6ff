"""Watches that begin with a template, by words and by button: the project's data and the template's rules are there."""

import pytest

from bot.ids import Act, Form, Ref, unpack
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import LIN, STRANGER, WANG, Office
from tests.bot.inbound.test_watching import FEED, send, watches
from tests.bot.inbound.watching import with_standard


@pytest.fixture
def project(office: Office) -> str:
    return with_standard(office)


def test_a_named_template_begins_a_watch_with_the_project_s_own_data_and_its_own_rules(
    office: Office, project: str
) -> None:
    office.send(p.command("watch template own standards LD-1", WANG))
    view = office.slack.view
    assert FEED in str(view)
    assert unpack(view["private_metadata"]).extra == "template:own_standards"
    told = {"name": p.text("Ours"), "sources": p.text(FEED), "work_items": p.text("ISO 9001")}
    send(office, Form.WATCH, unpack(view["private_metadata"]), LIN, **told)
    (watch,) = watches(office, project)
    assert (watch.owner, watch.audience.persons, watch.audience.in_channel) == (WANG, (WANG,), True)
    assert (watch.made_by, watch.scope.sources, watch.scope.work_items) == (LIN, (FEED,), ("ISO 9001",))


def test_the_templates_are_listed_in_words_and_chosen_by_a_button(office: Office, project: str) -> None:
    answer = str(office.send(p.command("跟踪 模板 LD-1", WANG)))
    assert "本项目的标准" in answer
    assert "template:rival_values" in answer
    office.send(p.click(Act.WATCH_NEW, Ref(project_id=project, extra="template:rival_filings"), WANG))
    assert "专利" in str(office.slack.view)
    assert "没有名为" in str(office.send(p.command("watch template nonsense LD-1", WANG)))
    assert "template:" not in str(office.send(p.command("watch template LD-1", STRANGER)))
