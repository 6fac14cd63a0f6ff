"""``/liandong template migrate all``: nothing before the last page, each project whole, each refusal told."""

import pytest

from bot.ids import Form, Ref, unpack
from bot.listeners import migrating_all
from flows.lifecycle import commands as do
from flows.names import Confidentiality
from tests.bot.inbound.office import EMMA, LIN, LIU, Office
from tests.bot.inbound.payloads import Json, command, submission
from tests.bot.inbound.test_templates import SECOND, confirm, equip, previewed, with_file


@pytest.fixture(autouse=True)
def _admins(office: Office) -> None:
    """Emma is named as admin; templates and files as in ``test_templates.py``."""
    equip(office)


def asked(office: Office) -> Json:
    """Version 2 is here; Emma asks to move everything. The first page."""
    office.send(confirm(previewed(office, with_file(SECOND))))
    office.send(command("template migrate all", EMMA))
    return dict(office.slack.views[-1][1])


def onward(office: Office, view: Json, user: str = EMMA) -> Json:
    ref = unpack(view["private_metadata"])
    ack = office.send(submission(Form.TEMPLATE_MIGRATE_ALL, ref, {}, user))
    assert ack["response_action"] == "update"
    return dict(ack["view"])


def versions(office: Office, *projects: str) -> list[int]:
    return [office.card(project).template_version for project in projects]


def test_every_project_is_previewed_in_pages_and_moved_after_the_last(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating_all, "PAGE", 1)
    one, two = office.create(), office.create("Second")
    view = asked(office)
    assert "2 projects follow an older version. Nothing has changed yet." in str(view)
    assert view["submit"]["text"] == "Next page"
    view = onward(office, view)
    assert view["submit"]["text"] == "Move all"
    assert versions(office, one, two) == [1, 1]
    done = str(onward(office, view))
    assert versions(office, one, two) == [2, 2]
    assert all(f"{key}: version 1 to 2" in done for key in ("LD-1", "LD-2"))
    assert office.store.verify_history() == ()


def test_a_project_that_cannot_be_moved_says_why_and_stops_no_other(office: Office) -> None:
    one, two, three = (office.create(name) for name in ("A", "B", "C"))
    office.open_gate(one)
    view = asked(office)
    assert "LD-1 stays with version 1: a gate review is open" in str(view)
    office.do(do.HoldProject(project_id=two, until=None, reason="wait"), LIN)
    done = str(onward(office, view))
    assert "LD-1 stays with version 1: a gate review is open" in done
    assert "LD-2 was changed meanwhile and stays" in done
    assert versions(office, one, two, three) == [1, 1, 2]


def test_a_confirmation_delivered_again_moves_nothing_twice(office: Office) -> None:
    one = office.create()
    view = asked(office)
    onward(office, view)
    version = office.card(one).version
    assert "it follows that version already" in str(onward(office, view))
    assert office.card(one).version == version


def test_only_an_admin_may_and_only_with_a_preview_of_their_own(office: Office) -> None:
    one = office.create()
    view = asked(office)
    assert "您不能" in office.send(command("模板 迁移 全部", LIN))["text"]
    assert "您不能" in str(onward(office, view, LIU))
    forged = {"private_metadata": "||||1||migrate:nothing"}
    assert unpack(forged["private_metadata"]) == Ref(number=1, extra="migrate:nothing")
    assert "no such template" in str(onward(office, forged))
    assert versions(office, one) == [1]


def test_projects_that_the_admin_may_not_see_are_neither_shown_nor_moved(office: Office) -> None:
    hidden = office.create("Quasar", confidentiality=Confidentiality.RESTRICTED, staffed=False)
    office.send(confirm(previewed(office, with_file(SECOND))))
    text = office.send(command("template migrate all", EMMA))["text"]
    assert text == "Every project that you may see follows the newest version."
    assert not office.slack.views
    assert versions(office, hidden) == [1]
