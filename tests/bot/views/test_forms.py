"""Forms and their reading side agree, say what they are about, and keep what a person has typed."""

from dataclasses import replace
from typing import Any

import pytest

from bot.blocks.inputs import Draft
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import forms_deliverable, forms_gate, forms_project
from bot.forms import read_form
from bot.ids import Form, Ref, unpack
from bot.linkage_forms import READERS
from bot.scorepages import pages
from flows.errors import Blocker
from flows.lifecycle import commands as do
from flows.lifecycle.closing import note_field
from flows.lifecycle.indicators import shipped_indicators
from flows.lifecycle.project import Vote
from flows.lifecycle.scores import why_field
from flows.names import Confidentiality, Decision, Role, Strand
from tests.builders import LEAD, NOW, STD, STEER, TECH, TODAY, build_gate
from tests.scorecards import sheet_for

from .samples import FORMS, LOCALES, lens, mixed_card, mixed_deliverables, voting_card

AT = lens("en")
CARD = mixed_card()
ONE = mixed_deliverables()[2]


def form(name: str, at: Lens = AT) -> dict[str, Any]:
    view = FORMS[name](at)
    assert isinstance(view, dict)
    return view


EDITABLE = [name for name in FORMS if name.startswith("form_") and "submit" in form(name)]
FIELDS = {
    Form.NEW: ["name", "summary", "template", "strands", "lead", "channel", "confidentiality"],
    Form.EDIT: ["name", "summary", "channel", "confidentiality"],
    Form.ROLES: [role.value for role in Role],
    Form.STRANDS: ["technology", "patent", "standard"],
    Form.SUBMIT: ["text", "link", "file"],
    Form.PICK_SUBMIT: ["deliverable", "text", "link", "file"],
    Form.NOT_NEEDED: ["reason"],
    Form.MORE_TIME: ["until", "reason"],
    Form.HAND_OVER: ["to", "reason"],
    Form.BLOCKED: ["reason"],
    Form.SNOOZE_DAY: ["day"],
    Form.REQUEST_CHANGES: ["comment"],
    Form.REOPEN: ["reason"],
    Form.GATE: ["proposal", "note"],
    Form.VOTE: [
        "decision",
        "comment",
        "conditions",
        "condition_owner",
        "condition_due",
        "hold_until",
        "reopen",
        "merge_into",
    ],
    Form.DEPUTY: ["to", "reason"],
    Form.APPOINT: ["lead", "reason"],
    Form.OUTCOME: ["outcome", "note"],
    Form.IMPROVE: ["lesson", "owner", "due"],
    Form.SETTLE: ["state", "note"],
    Form.FOLLOW_UP: ["changes", "verdict", "note"],
    Form.INDICATORS: [name for i in shipped_indicators()[:4] for name in (i.key, note_field(i.key))],
    Form.HOLD: ["reason", "until"],
    Form.STOP: ["reason"],
    Form.TEMPLATE: ["text", "file"],
    Form.POLICY: [
        "creators",
        "named_creators",
        "confidentiality",
        "legal_acts",
        "reward_days",
        "declare_within_days",
        "buffer_days",
        "confirm_dates",
    ],
    Form.POLICY_GATE: ["deciders", "floor", "quorum", "legal_veto"],
    Form.PREFERENCES: ["days", "hours", "quiet", "country", "delivery", "nudging", "muted", "deputy"],
    Form.CHANNEL_PREFERENCES: ["mode", "quiet"],
    Form.SCHEDULE: ["project", "channel", "every", "weekdays", "which", "at", "zone", "language"],
    Form.SCHEDULE_PAUSE: ["until"],
}

WITHOUT_FIELDS = {Form.INFO, Form.TEMPLATE_KEEP, Form.TEMPLATE_MIGRATE, Form.TEMPLATE_MIGRATE_ALL}
OF_THE_REGISTER = {*READERS, Form.IMPORT_ITEMS, Form.IMPORT_KEEP, Form.FROM_MESSAGE}
"""See ``tests/bot/inbound/test_register.py``."""
OF_THE_WATCHES = {
    Form.WATCH, Form.WATCH_RULES, Form.WATCH_END, Form.NOT_RELEVANT, Form.ASSIGN, Form.BRING, Form.BRING_FILE,
    Form.BRING_KEEP, Form.ACTION_DROP, Form.ACTION_HAND_OVER, Form.RELEASE, Form.BENCHMARK, Form.BENCHMARK_VALUE,
}  # fmt: skip
"""See ``test_watching.py``, ``test_acting.py`` and ``test_comparing.py`` in ``tests/bot/inbound``."""


def fields(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def sent_unchanged(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """``view.state.values`` when a person sends the form as it opened."""
    return {name: {b["element"]["action_id"]: _state(b["element"])} for name, b in fields(view).items()}


def _state(element: dict[str, Any]) -> dict[str, Any]:
    names = {
        "initial_value": "value", "initial_user": "selected_user", "initial_users": "selected_users",
        "initial_option": "selected_option", "initial_options": "selected_options", "initial_date": "selected_date",
        "initial_conversation": "selected_conversation",
    }  # fmt: skip
    return {names[name]: value for name, value in element.items() if name in names}


def test_every_form_that_can_be_sent_is_looked_at_here() -> None:
    looked_at = {Form(form(name)["callback_id"]) for name in EDITABLE}
    assert looked_at == set(FIELDS) | {Form.SCORE} == set(Form) - WITHOUT_FIELDS - OF_THE_REGISTER - OF_THE_WATCHES


def page_fields(view: dict[str, Any]) -> list[str]:
    ref = unpack(view["private_metadata"])
    page = pages(sheet_for(ref.stage).criteria)[ref.number - 1]
    return [name for criterion in page for name in (criterion.key, why_field(criterion.key))]


@pytest.mark.parametrize("name", EDITABLE)
def test_a_form_has_exactly_the_fields_that_are_read_back(name: str) -> None:
    """A page of a score sheet has those of its criteria, see ``test_scores.py``."""
    view = form(name)
    name = view["callback_id"]
    assert list(fields(view)) == (page_fields(view) if name == Form.SCORE else FIELDS[Form(name)])


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", EDITABLE)
def test_a_form_is_short_and_the_cursor_waits_in_its_first_field(name: str, locale: str) -> None:
    view = form(name, lens(locale))
    blocks = list(fields(view).values())
    assert len(blocks) <= 8
    assert [bool(b["element"].get("focus_on_load")) for b in blocks] == [True] + [False] * (len(blocks) - 1)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", EDITABLE)
def test_no_title_or_button_of_a_form_is_cut_off(name: str, locale: str) -> None:
    view = form(name, lens(locale))
    assert "…" not in view["title"]["text"] + view["submit"]["text"] + view["close"]["text"]


@pytest.mark.parametrize("make", [forms_project.edit, forms_project.roles, forms_project.strands])
def test_a_form_remembers_which_version_it_showed(make: Any) -> None:
    assert unpack(make(CARD, AT)["private_metadata"]) == Ref(project_id=CARD.id, shown=CARD.version)


def test_a_form_about_a_deliverable_remembers_which_and_in_which_version() -> None:
    ref = unpack(forms_deliverable.request_changes(CARD, CARD.deliverables[0], AT)["private_metadata"])
    assert (ref.project_id, ref.deliverable_id, ref.number) == (CARD.id, CARD.deliverables[0].id, 1)


def test_saving_the_edit_form_untouched_changes_nothing() -> None:
    view = forms_project.edit(CARD, AT)
    command = read_form(Form.EDIT, unpack(view["private_metadata"]), sent_unchanged(view))
    assert command == do.EditProject(
        project_id=CARD.id, shown=CARD.version, name=CARD.name, summary=CARD.summary, channel_id=CARD.channel_id,
        confidentiality=CARD.confidentiality,
    )  # fmt: skip


def test_saving_the_roles_form_untouched_changes_nothing() -> None:
    view = forms_project.roles(CARD, AT)
    command = read_form(Form.ROLES, unpack(view["private_metadata"]), sent_unchanged(view))
    assert isinstance(command, do.AssignRoles)
    assert dict(command.holders) == {role: CARD.holders(role) for role in Role}


def test_saving_the_strands_form_untouched_changes_nothing() -> None:
    view = forms_project.strands(CARD, AT)
    command = read_form(Form.STRANDS, unpack(view["private_metadata"]), sent_unchanged(view))
    assert isinstance(command, do.SetStrandStates)
    assert command.states == ((Strand.TECHNOLOGY, "trl4"), (Strand.PATENT, "drafting"))


def test_a_project_has_only_the_strands_it_chose() -> None:
    view = forms_project.strands(mixed_card(strands=(Strand.PATENT,)), AT)
    assert list(fields(view)) == ["patent"]


def test_a_new_project_proposes_its_creator_all_strands_and_members_only() -> None:
    view = forms_project.new(AT, creator=TECH, channel_id="C0RADAR", draft={"name": "Radar"})
    command = read_form(Form.NEW, Ref(), sent_unchanged(view))
    assert command == do.CreateProject(
        name="Radar", summary="", strands=(Strand.TECHNOLOGY, Strand.PATENT, Strand.STANDARD), lead=TECH,
        channel_id="C0RADAR", confidentiality=Confidentiality.MEMBERS,
    )  # fmt: skip


def test_a_direct_message_is_not_proposed_as_a_projects_channel() -> None:
    view = forms_project.new(AT, creator=TECH, channel_id="D0TECH")
    assert "initial_conversation" not in fields(view)["channel"]["element"]


DRAFTS: list[tuple[Any, Draft]] = [
    (lambda draft: forms_project.edit(CARD, AT, draft=draft, notice="Changed."), {"name": "Mine", "summary": "Too"}),
    (lambda draft: forms_project.roles(CARD, AT, draft=draft), {"lead": STD, "patent": [STD, TECH]}),
    (lambda draft: forms_project.strands(CARD, AT, draft=draft), {"technology": "trl9"}),
    (lambda draft: forms_project.hold(CARD, AT, draft=draft), {"reason": "Mine", "until": "2027-01-04"}),
    (lambda draft: forms_deliverable.submit(CARD, ONE, AT, draft=draft), {"text": "Mine", "link": "https://example.org"}),
    (lambda draft: forms_deliverable.blocked(CARD, ONE, AT, draft=draft), {"reason": "No sample"}),
    (lambda draft: forms_deliverable.hand_over(CARD, ONE, AT, draft=draft), {"to": STD, "reason": "Mine"}),
    (lambda draft: forms_gate.vote(voting_card(), AT, user_id=STEER, draft=draft), {"decision": "stop"}),
]  # fmt: skip


@pytest.mark.parametrize(("make", "draft"), DRAFTS)
def test_what_a_person_typed_survives_the_form_being_shown_again(make: Any, draft: dict[str, Any]) -> None:
    shown = sent_unchanged(make(draft))
    for name, typed in draft.items():
        kept = next(iter(next(iter(shown[name].values())).values()))
        kept = kept["value"] if isinstance(kept, dict) else kept
        assert kept == typed


def test_what_changed_meanwhile_stands_above_the_fields() -> None:
    view = forms_project.edit(CARD, AT, notice="The name has changed.")
    assert view["blocks"][0]["text"]["text"] == "The name has changed."


def test_the_vote_form_shows_the_present_vote() -> None:
    vote = Vote(STEER, Decision.RECYCLE, "Once more", NOW, TODAY, reopen=(voting_card().deliverables[1].id,))
    view = forms_gate.vote(voting_card(gate=build_gate(votes=(vote,))), AT, user_id=STEER)
    command = read_form(Form.VOTE, unpack(view["private_metadata"]), sent_unchanged(view))
    assert isinstance(command, do.CastVote)
    assert (command.decision, command.comment, command.hold_until, command.reopen) == (
        Decision.RECYCLE, "Once more", TODAY, vote.reopen,
    )  # fmt: skip


def test_nobody_sees_the_vote_of_somebody_else() -> None:
    view = forms_gate.vote(voting_card(), AT, user_id=STEER)
    assert "Wait for the filing" not in str(view)
    assert "initial_option" not in fields(view)["decision"]["element"]


def test_every_blocker_is_told_with_who_can_lift_it() -> None:
    title = ONE.title
    blockers = [
        Blocker("deliverable_missing", "a", title, (TECH,)),
        Blocker("deliverable_in_review", "b", title, (LEAD,)),
        Blocker("changes_requested", "c", title, (TECH,)),
        Blocker("no_gatekeepers", roles=(Role.STEERING,)),
        Blocker("gate_open", "g", lifters=(LEAD,)),
        Blocker("held", lifters=(LEAD, STEER)),
    ]
    lines = [b["text"]["text"] for b in forms_gate.blocked(CARD, blockers, AT)["blocks"][1:]]
    assert lines == [
        f"• *{title.en}* is not submitted yet · can be settled by <@{TECH}>",
        f"• *{title.en}* waits for its review · can be settled by <@{LEAD}>",
        f"• *{title.en}* was sent back for changes · can be settled by <@{TECH}>",
        "• Nobody is there to vote: in *People and roles*, give somebody the role Steering group",
        f"• The gate review is already open · can be settled by <@{LEAD}>",
        f"• The project is on hold · can be settled by <@{LEAD}> and <@{STEER}>",
    ]


def test_all_versions_can_be_read_in_full_newest_first() -> None:
    long = "word " * 590
    submissions = tuple(replace(ONE.submissions[0], number=n, text=f"{n} {long}") for n in (1, 2, 3))
    view = forms_deliverable.versions(CARD, replace(ONE, submissions=submissions), AT)
    shown = [b["text"]["text"] for b in view["blocks"] if b["type"] == "section"]
    assert [text.split(" ")[0] for text in shown if "word" in text] == ["3", "2", "1"]
    assert all(text.count("word") == 590 for text in shown if "word" in text)


def test_the_reopen_menu_offers_what_is_accepted_and_only_that() -> None:
    card = voting_card(deliverables=mixed_deliverables())
    options = fields(forms_gate.vote(card, AT, user_id=STEER))["reopen"]["element"]["options"]
    assert [option["value"] for option in options] == [card.deliverables[1].id]


@pytest.fixture
def chinese() -> Lens:
    return lens("zh_CN")


def test_a_chinese_reader_gets_chinese_states_to_choose_from(chinese: Lens) -> None:
    options = fields(forms_project.strands(CARD, chinese))["patent"]["element"]["options"]
    assert [o["text"]["text"] for o in options][:4] == ["尚未启动", "已交底", "查新", "撰写申请文件"]
