"""Every refusal in words, in both languages, without ids and codes that only we understand."""

from datetime import date

import pytest

from bot.blocks.kit import check_message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import answers
from bot.errors import Unexpected, explain, field_errors
from flows import errors
from flows.errors import Blocker, LiandongError
from flows.lifecycle.commands import ClockCommand
from flows.lifecycle.permissions import action_name
from flows.lifecycle.usecases import DECIDERS
from flows.names import Bilingual, DeliverableState, Role, Status
from flows.watches import errors as feeds
from tests.builders import build_templates
from tests.wordbooks import word_book

BOOK = word_book()
ENGLISH, CHINESE = (
    Lens(BOOK.for_locale(locale), build_templates(), date(2026, 11, 23)) for locale in ("en-US", "zh-CN")
)
TITLE = Bilingual(zh="构思卡", en="Idea <card>")
STATES = ["closed", "gate_open", "answered", "stage_over", "superseded", "undecided", *Status, *DeliverableState]

REFUSALS: list[tuple[LiandongError, str]] = [
    (errors.NotFound("project", "LD-99"), "LD-99"),
    (errors.NotFound("project", "prj_01abc"), "no such project"),
    (errors.NotFound("gate", "gate_1"), "over or was withdrawn"),
    (errors.NotFound("submission", "2"), "not there any more"),
    (errors.NotFound("deliverable", "dlv_1"), "not part of the present stage"),
    (errors.NotAllowed("cast_vote", can=("U1", "U2")), "<@U1> and <@U2>"),
    (errors.NotAllowed("edit_project", roles=(Role.LEAD,)), "Project lead"),
    (errors.NotAllowed("create_project"), "Please ask a full member of the workspace"),
    (errors.GateNotMet((Blocker("deliverable_missing", title=TITLE, lifters=("U1",)), Blocker("held"))), "<@U1>"),
    (errors.StaleProject("prj_1", 3, 5), "in the meantime"),
    (errors.InvalidFields({"name": "missing", "summary": "missing"}), "Please fill this in."),
    (errors.DatabaseBusy("liandong.db"), "nothing was saved"),
    (errors.DatabaseUnusable("liandong.db", "damaged"), "Your administrator"),
    (Unexpected("a1b2c3"), "a1b2c3"),
    (feeds.FeedUnreachable("iso", "https://x.example", "cut"), "`iso` does not answer"),
    (feeds.FeedBusy("iso", "https://x.example", 60.0), "asked later"),
    (feeds.FeedRefused("epo", "https://x.example", 403), "code 403"),
    (feeds.FeedForbidden("rss", "http://10.0.0.1", "private"), "must be a public web address"),
    (feeds.FeedTooLarge("rss", "https://x.example", 32 * 1024**2), "32 MB"),
    (feeds.SourceNotSet("epo", "LIANDONG_EPO_KEY"), "needs a setting"),
    (feeds.SourceNotSet("song"), "There is no source"),
    (feeds.BadSignature("w3c"), "could not be read"),
    (feeds.UnreadableFeed("file", "not_json", "line 3"), "not in the form we expect"),
    (feeds.UnreadableFeed("file", "unknown_format", ".pdf"), "CSV, XLSX, JSON"),
    (feeds.UnreadableFeed("file", "missing_header", "tdoc"), "tdoc"),
    (feeds.UnreadableFeed("file", "encoding"), "UTF-8"),
    (feeds.UnreadableFeed("file", "too_large"), "split it"),
    (feeds.UnreadableFeed("file", "entities"), "for safety"),
    (feeds.UnreadableRecord("file", "line 3", "missing:ref"), "Line 3: the column `ref`"),
    (feeds.UnreadableRecord("file", "62085", "unreadable:published_on"), "62085: the value"),
    (feeds.UnreadableRecord("file", "line 3", "no_id"), "no number"),
    (feeds.UnreadableRecord("file", "line 3", "columns"), "too few columns"),
    (feeds.UnreadableRecord("file", "", "stage"), "A record: it could not be read"),
    *[(errors.IllegalMove("hold_project", state), "`/liandong status`") for state in STATES],
]


@pytest.mark.parametrize(("error", "expected"), REFUSALS)
def test_a_refusal_says_what_happened_and_what_to_do(error: LiandongError, expected: str) -> None:
    text = explain(error, ENGLISH)
    assert expected in text
    assert not any(private in text for private in ("prj_", "dlv_", "gate_", "liandong.db"))


@pytest.mark.parametrize("error", [error for error, _ in REFUSALS])
def test_a_refusal_speaks_chinese_too(error: LiandongError) -> None:
    text = explain(error, CHINESE)
    assert text != explain(error, ENGLISH)
    assert any("一" <= character <= "鿿" for character in text)


@pytest.mark.parametrize("command", sorted(cls.__name__ for cls in DECIDERS if not issubclass(cls, ClockCommand)))
def test_every_command_has_words_for_not_being_allowed(command: str) -> None:
    assert "You cannot do this" not in explain(errors.NotAllowed(action_name(command)), ENGLISH)


PROBLEMS = (
    "missing", "too_long", "in_the_past", "not_a_link", "unknown_person", "guest", "no_strand", "nothing_given",
    "comment_required", "date_required", "unknown_value", "cannot_vote", "too_many",
)  # fmt: skip


def test_every_problem_of_a_field_has_words_of_its_own() -> None:
    fields = {code: code for code in PROBLEMS}
    for lens in (ENGLISH, CHINESE):
        shown = field_errors(errors.InvalidFields(fields), lens)
        assert list(shown) == list(PROBLEMS)
        assert len(set(shown.values())) == len(PROBLEMS)


def test_what_people_typed_cannot_mention_anybody() -> None:
    text = explain(errors.NotFound("project", "<!channel> `x`"), ENGLISH)
    assert "<!channel>" not in text
    assert "&lt;!channel&gt;" in text
    assert "<card>" not in explain(REFUSALS[8][0], ENGLISH)


def test_even_a_hundred_blockers_fit_into_a_message() -> None:
    blockers = tuple(Blocker("deliverable_missing", title=TITLE, lifters=("U1", "U2")) for _ in range(100))
    text = explain(errors.GateNotMet(blockers), ENGLISH)
    assert text.count("<@U1>") == 100
    check_message(answers.problem(text, ENGLISH))
