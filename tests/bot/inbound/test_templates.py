"""``/liandong template`` in Slack: who may, what is marked where, what is shown before it counts, what then holds."""

from dataclasses import replace
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.app import build_app
from bot.ids import Form, Ref, unpack
from bot.library import Library
from flows.errors import InvalidFields
from flows.lifecycle import commands as do
from flows.names import Confidentiality
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, GUEST, LIN, Office
from tests.bot.inbound.payloads import Json, command, submission
from tests.builders import SHIPPED, shipped_templates

TEXT = SHIPPED.read_text(encoding="utf-8")
SECOND = TEXT.replace("version = 1", "version = 2", 1).replace('key = "idea_card"', 'key = "idea_sheet"', 1)
SMALL = (Path(__file__).parents[2] / "properties" / "small.toml").read_text(encoding="utf-8")
ADDRESS = "https://files.slack.com/T/mine.toml"
FAULTS = {
    "no TOML": (SECOND.replace('name = "standard"', "name = standard", 1), "mine.toml:5: Invalid value"),
    "word": (SECOND.replace('role = "technology"', 'role = "cook"', 1), "role: cook is not known; choose one of lead"),
    "empty": (SECOND.replace('en = "Idea card"', 'en = ""', 1), "deliverables[0].title.en: this is empty"),
    "twice": (SECOND.replace('"invention_record"', '"idea_sheet"', 1), "key: idea_sheet is here twice"),
    "unknown key": (SECOND.replace("required = true", "needed = true", 1), "needed: this key is not known here"),
    "missing key": (SECOND.replace("due_days = 7\n", "", 1), "due_days: this key is missing"),
    "no number": (SECOND.replace("due_days = 7", 'due_days = "7"', 1), "due_days: this must be a whole number"),
    "zero": (SECOND.replace("due_days = 7", "due_days = 0", 1), "due_days: this must be at least 1"),
    "no flag": (SECOND.replace("required = true", "required = 1", 1), "required: this must be true or false"),
    "no text": (SECOND.replace('key = "idea_sheet"', "key = 5", 1), "deliverables[0].key: this must be text"),
    "bad key": (SECOND.replace('key = "idea_sheet"', 'key = "Idea Sheet"', 1), "only lower-case letters"),
    "empty list": (SECOND.replace('deciders = ["steering"]', "deciders = []", 1), "deciders: this list is empty"),
    "no list": (SECOND.replace('deciders = ["steering"]', 'deciders = "lead"', 1), "deciders: this must be a list"),
    "no table": (SECOND.replace("title = {", 'title = "x" # {', 1), "mine.toml:7 title: this must be a table"),
    "far too long": (SECOND.replace("due_days = 7", "due_days = 99999", 1), "due_days: this must be at most 3650"),
    "long title": (SECOND.replace('en = "Idea card"', f'en = "{"x" * 80}"', 1), "longer than 75 characters"),
    "reserved": (SECOND.replace('key = "ideation"', 'key = "stopped"', 1), "stopped cannot be the key of a stage"),
    "old number": (TEXT, "mine.toml:6 version: the number must be greater than 1, which standard has already"),
}


class Files:
    """What lies at an address, as ``Desk.fetch`` reads it."""

    def __init__(self) -> None:
        self.text: str | None = None

    def __call__(self, address: str) -> str:
        if address != ADDRESS or self.text is None:
            raise InvalidFields({"file": "unreadable"})
        return self.text


FILES = Files()


@pytest.fixture
def desk(office: Office) -> Office:
    return equip(office)


def equip(office: Office) -> Office:
    """Emma and a guest are named as admins; files come from ``FILES``."""
    FILES.text = None
    office.desk = replace(
        office.desk,
        settings=office.desk.settings.model_copy(update={"admin_ids": f"{EMMA}, {GUEST}"}),
        templates=Library(shipped_templates(), office.store),
        fetch=FILES,
    )
    office.app = build_app(office.desk, WebClient(base_url="http://127.0.0.1:9/"))
    return office


def with_file(text: str) -> dict[str, Json]:
    FILES.text = text
    file = {"id": "F1", "name": "mine.toml", "url_private_download": ADDRESS}
    return {"file": {"type": "file_input", "files": [file]}, "text": p.text(None)}


def pasted(text: str) -> dict[str, Json]:
    return {"file": {"type": "file_input", "files": []}, "text": p.text(text)}


def versions(office: Office) -> tuple[tuple[str, int], ...]:
    with office.store.read() as reads:
        return reads.template_versions(p.TEAM)


def previewed(office: Office, values: dict[str, Json], user: str = EMMA) -> Json:
    ack = office.send(submission(Form.TEMPLATE, Ref(), values, user))
    assert ack["response_action"] == "update", ack
    return dict(ack["view"])


def confirm(view: Json, user: str = EMMA) -> Json:
    return submission(Form.TEMPLATE_KEEP, unpack(view["private_metadata"]), {}, user)


@pytest.mark.parametrize(("typed", "user", "word"), [("template", EMMA, "Light"), ("模板", LIN, "轻量联动")])
def test_the_templates_are_listed_in_the_language_of_the_person(desk: Office, typed: str, user: str, word: str) -> None:
    text = desk.send(command(typed, user))["text"]
    assert "standard 1" in text
    assert word in text


def test_an_export_is_sent_as_a_file_with_the_very_text(desk: Office) -> None:
    assert "on its way" in desk.send(command("template export light", EMMA))["text"]
    light = (SHIPPED.parent / "light.toml").read_bytes()
    assert desk.slack.files == [(EMMA, "light-1.toml", light, "light-1.toml")]


def test_an_export_of_what_is_not_here_says_so(desk: Office) -> None:
    assert "no such template" in desk.send(command("template export heavy", EMMA))["text"]
    assert not desk.slack.files


@pytest.mark.parametrize("typed", ["template", "template export light", "template import"])
def test_a_guest_gets_nothing_even_where_named_as_admin(desk: Office, typed: str) -> None:
    assert "You cannot" in desk.send(command(typed, GUEST))["text"]
    assert desk.slack.quiet


def test_only_named_admins_may_import(desk: Office) -> None:
    assert "您不能" in desk.send(command("模板 导入", CHEN))["text"]
    assert desk.slack.quiet
    desk.send(command("template import", EMMA))
    assert desk.slack.view["callback_id"] == Form.TEMPLATE


def test_without_named_admins_nobody_may(office: Office) -> None:
    assert "You cannot import workflow templates" in office.send(command("template import", EMMA))["text"]


def test_a_form_that_somebody_else_sends_is_refused(desk: Office) -> None:
    ack = desk.send(submission(Form.TEMPLATE, Ref(), with_file(SECOND), LIN))
    assert "您不能" in str(ack["view"])
    view = previewed(desk, with_file(SECOND))
    assert "您不能" in str(desk.send(confirm(view, LIN)))
    assert versions(desk) == ()


@pytest.mark.parametrize(("text", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_each_fault_is_marked_at_the_file_with_its_line(desk: Office, text: str, told: str) -> None:
    ack = desk.send(submission(Form.TEMPLATE, Ref(), with_file(text), EMMA))
    assert ack["response_action"] == "errors"
    assert list(ack["errors"]) == ["file"]
    assert told in ack["errors"]["file"]
    assert ack["errors"]["file"].startswith("mine.toml:")
    assert versions(desk) == ()


def test_a_fault_in_pasted_text_is_marked_at_the_text(desk: Office) -> None:
    ack = desk.send(submission(Form.TEMPLATE, Ref(), pasted("name = 7"), EMMA))
    assert ack["errors"] == {"text": "template.toml:1 name: this must be text"}


@pytest.mark.parametrize(
    ("values", "field", "told"),
    [
        (pasted("  "), "text", "give a text, a link or a file"),
        ({"file": {"type": "file_input", "files": [{"id": "F1", "name": "x"}]}}, "file", "could not be read"),
    ],
)
def test_nothing_given_and_nothing_readable_are_marked(
    desk: Office, values: dict[str, Json], field: str, told: str
) -> None:
    ack = desk.send(submission(Form.TEMPLATE, Ref(), {"text": p.text(None), **values}, EMMA))
    assert told in ack["errors"][field]


def test_the_difference_is_shown_before_anything_counts(desk: Office) -> None:
    view = previewed(desk, with_file(SECOND))
    assert view["callback_id"] == Form.TEMPLATE_KEEP
    assert "Ideation: Idea card is new" in str(view)
    assert "Ideation: Idea card is dropped" in str(view)
    assert versions(desk) == ()


def test_a_confirmed_import_is_followed_by_new_projects_and_not_by_running_ones(desk: Office) -> None:
    running = desk.create()
    ack = desk.send(confirm(previewed(desk, with_file(SECOND))))
    assert "standard 2 is imported" in str(ack["view"])
    assert versions(desk) == (("standard", 2),)
    assert desk.card(running).template_version == 1
    assert desk.card(desk.create()).template_version == 2
    assert "standard 2" in desk.send(command("template", EMMA))["text"]


def test_what_was_imported_is_exported_as_it_came(desk: Office) -> None:
    desk.send(confirm(previewed(desk, with_file(f"# Ours\n{SECOND}"))))
    desk.send(command("template export standard", EMMA))
    assert desk.slack.files[0][2].decode() == f"# Ours\n{SECOND}"


def test_a_template_of_a_new_name_needs_no_older_one(desk: Office) -> None:
    view = previewed(desk, with_file(SMALL))
    assert "There is no template of this name yet." in str(view)
    desk.send(confirm(view))
    assert versions(desk) == (("small", 1),)


def test_a_confirmation_delivered_again_imports_once(desk: Office) -> None:
    body = confirm(previewed(desk, with_file(SECOND)))
    assert [desk.send(body) for _ in range(3)] == [desk.send(body)] * 3
    assert versions(desk) == (("standard", 2),)


def test_of_two_who_import_the_same_number_the_second_is_told(desk: Office) -> None:
    first, second = previewed(desk, with_file(SECOND)), previewed(desk, with_file(SECOND))
    desk.send(confirm(first))
    assert "must be greater than 2" in str(desk.send(confirm(second)))
    assert versions(desk) == (("standard", 2),)


def test_a_confirmation_of_nothing_imports_nothing(desk: Office) -> None:
    ack = desk.send(submission(Form.TEMPLATE_KEEP, Ref(extra="view:V0:nowhere"), {}, EMMA))
    assert "no such template" in str(ack["view"])
    assert versions(desk) == ()


def moved(office: Office) -> Json:
    """Version 2 is here; Emma asks what it would change for the first project."""
    office.send(confirm(previewed(office, with_file(SECOND))))
    office.send(command("template migrate LD-1", EMMA))
    return dict(office.slack.views[-1][1])


def confirm_move(view: Json, user: str = EMMA) -> Json:
    return submission(Form.TEMPLATE_MIGRATE, unpack(view["private_metadata"]), {}, user)


def test_a_migration_is_previewed_and_carried_out_on_confirmation(desk: Office) -> None:
    project_id = desk.create()
    view = moved(desk)
    assert "LD-1: version 1 to 2" in str(view)
    assert "nobody has begun with it" in str(view)
    assert desk.card(project_id).template_version == 1
    body = confirm_move(view)
    assert "LD-1: version 1 to 2" in str(desk.send(body))
    assert desk.card(project_id).template_version == 2
    assert "done already" in str(desk.send(body))


def test_a_migration_of_what_changed_since_the_preview_is_not_carried_out(desk: Office) -> None:
    project_id = desk.create()
    view = moved(desk)
    desk.do(do.HoldProject(project_id=project_id, until=None, reason="wait"), LIN)
    assert "Somebody changed this project" in str(desk.send(confirm_move(view)))
    assert desk.card(project_id).template_version == 1


def test_a_project_that_cannot_be_moved_gets_the_reason(desk: Office) -> None:
    desk.create()
    assert "it follows that version already" in desk.send(command("template migrate LD-1", EMMA))["text"]


def test_only_admins_move_projects_and_only_those_they_see(desk: Office) -> None:
    desk.create()
    view = moved(desk)
    assert "您不能" in str(desk.send(confirm_move(view, LIN)))
    assert "您不能" in desk.send(command("模板 迁移 LD-1", LIN))["text"]
    unknown = desk.send(command("template migrate LD-99", EMMA))["text"]
    assert "There is no project `LD-99`" in unknown


def test_an_admin_learns_nothing_of_a_project_they_may_not_see(desk: Office) -> None:
    """Emma is on neither project; to her the restricted one answers as the one that does not exist."""
    hidden = desk.create(confidentiality=Confidentiality.RESTRICTED, staffed=False)
    desk.send(confirm(previewed(desk, with_file(SECOND))))
    typed = [desk.send(command(f"template migrate {key}", EMMA))["text"] for key in ("LD-1", "LD-7")]
    assert typed[0] == typed[1].replace("LD-7", "LD-1")
    forged = [Ref(project_id=project, number=2, shown=1) for project in (hidden, "prj_nowhere")]
    acks = [desk.send(submission(Form.TEMPLATE_MIGRATE, ref, {}, EMMA))["view"] for ref in forged]
    assert str(acks[0]) == str(acks[1])
    assert desk.card(hidden).template_version == 1
    assert desk.slack.quiet
