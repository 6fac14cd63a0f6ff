"""Score views: what stands in them, what must not, and the worst data there can be."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from bot.blocks.kit import check_message, check_view
from bot.blocks.lifecycle import answers, ballots, forms_score, scores
from bot.filled import Filled, Values
from bot.ids import Act
from bot.scorepages import PAGE, marks_of, merged, pages
from flows.lifecycle.project import Mark
from flows.lifecycle.scores import choices, why_field
from flows.lifecycle.scoresheet_text import shipped_sheets
from flows.names import STRANDS, Strand
from tests.builders import CONTRIBUTOR, LEAD, MEMBERS, STEER, STEER2, STRANGER, TECH, build_card, build_gate
from tests.scorecards import score, sheet_for

from .reading import presses
from .samples import LOCALES, lens
from .samples_scores import scored_card, screened_card, three_cards

OPEN = build_gate(stage="assessment", gatekeepers=(STEER, STEER2, "U0ZHAO"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Fraction(70), "70"), (Fraction(6996, 100), "69.9"), (Fraction(1, 3), "0.3"), (Fraction(0), "0")],
)
def test_points_are_rounded_down_so_that_nobody_reads_a_band_that_was_not_reached(value: Fraction, shown: str) -> None:
    assert scores.points(value) == shown


def test_the_summary_tells_total_reading_strands_spread_and_where_they_disagree() -> None:
    text = "\n".join(scores.lines(scored_card(), STEER, lens("en")))
    assert "Assessment sheet*: 3 of 5 have scored · still to score: <@U0ZHAO> and <@U0WANG>" in text
    assert "Recycle or stop" in text
    assert "Technology  ●●●●●●●○○○  23 of 30" in text
    assert "Standard" in text
    assert "too weak to be linked" in text
    assert "3 reviewers, spread" in text
    assert "they disagree on Breadth of the claim" in text


@pytest.mark.parametrize("viewer", [LEAD, CONTRIBUTOR, STRANGER, "U0ZHAO"])
def test_hidden_scores_leave_nothing_but_who_has_scored(viewer: str) -> None:
    """The same words whatever the points are."""
    high = scored_card(scores=tuple(score("assessment", 9, scorer=s) for s in (STEER, TECH, STEER2)))
    for view in (
        lambda card: answers.status(card, viewer, lens("en")),
        lambda card: scores.details(card, viewer, lens("en")),
        lambda card: scores.comparison((card,), viewer, lens("en")),
        lambda card: ballots.ballot(replace(card, gate=OPEN), OPEN.id, viewer, lens("en")),
    ):
        assert view(high) == view(scored_card())


def test_the_order_of_a_comparison_does_not_tell_what_is_hidden() -> None:
    low, high = (scored_card(id=f"prj_{n}", key=f"LD-{n}", scores=(score("assessment", n),)) for n in (3, 9))
    text = scores.comparison((low, high), CONTRIBUTOR, lens("en")).text
    assert text.index("LD-3") < text.index("LD-9")
    text = scores.comparison((low, high), STEER, lens("en")).text
    assert text.index("LD-9") < text.index("LD-3")


def test_a_comparison_keeps_each_sheet_by_itself() -> None:
    text = scores.comparison(three_cards(), CONTRIBUTOR, lens("en")).text
    assert text.index("Screening sheet") < text.index("LD-12") < text.index("Assessment sheet") < text.index("LD-2")
    assert "LD-2 Battery* · 90 of 100 points" in text
    assert "LD-3 Hidden from most* · scores hidden until the gate is decided" in text


def test_a_comparison_offers_to_read_exactly_what_one_may_read() -> None:
    for viewer, keys in ((CONTRIBUTOR, ["LD-12", "LD-2"]), (STEER, ["LD-12", "LD-2", "LD-3"])):
        view = scores.comparison(three_cards(), viewer, lens("en"))
        assert [press.text.split(" · ")[0] for press in presses(view) if press.act is Act.SCORES] == keys


def test_a_comparison_that_is_cut_says_so() -> None:
    assert "Older scores are not listed" in scores.comparison(three_cards(), STEER, lens("en"), cut=True).text
    assert "Older scores" not in scores.comparison(three_cards(), STEER, lens("en")).text


def test_a_hold_is_told_in_the_words_of_the_sheet() -> None:
    text = "\n".join(scores.lines(screened_card(), CONTRIBUTOR, lens("en")))
    assert "16 of 20 points* · *Hold: no points for novelty or for the owner" in text
    assert "One reviewer so far" in text


def test_a_stage_without_a_sheet_shows_nothing_about_scores() -> None:
    assert scores.lines(build_card(stage="initiation"), STEER, lens("en")) == []
    assert scores.buttons(build_card(stage="initiation"), STEER, lens("en")) == []


def test_details_show_every_reviewers_points_reason_and_version() -> None:
    text = json.dumps(scores.details(scored_card(), STEER, lens("en")), ensure_ascii=False)
    assert f"<@{TECH}>: 2 · version 2 · Because" in text
    assert f"<@{STEER}>: Not applicable · Because" in text
    assert "*Breadth of the claim, difficulty of designing around it* · 6 of 10, weight 6" in text


def test_a_reason_can_neither_mention_anybody_nor_forge_a_link() -> None:
    evil = replace(score("assessment"), marks=(Mark("novelty", 5, "<!channel> <https://evil.example|safe>"),))
    text = json.dumps(scores.details(scored_card(scores=(evil,)), STEER, lens("en")))
    assert "<!channel>" not in text
    assert "<https://evil.example" not in text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_worst_scores_fit_slack(locale: str) -> None:
    crowd = tuple(
        replace(s, marks=tuple(replace(m, comment="&<理由>" * 400) for m in s.marks))
        for s in (score("assessment", 9, {"venue": n % 10}, scorer=f"U{n:09d}") for n in range(40))
    )
    card = scored_card(scores=crowd, name="&<>" * 40)
    viewer = crowd[0].scorer
    check_view(scores.details(card, viewer, lens(locale)))
    check_message(answers.status(card, viewer, lens(locale)))
    many = tuple(replace(card, id=f"prj_{n}", key=f"LD-{n}") for n in range(20))
    check_message(scores.comparison(many, viewer, lens(locale)))
    for number in (1, 2, 3, 4, 5):
        check_view(forms_score.page(card, sheet_for("assessment"), crowd[0].marks, lens(locale), number=number))


def test_every_page_is_small_and_no_criterion_is_lost() -> None:
    for sheet in shipped_sheets():
        parted = pages(sheet.criteria)
        assert [c for page in parted for c in page] == list(sheet.criteria)
        assert all(1 <= len(page) <= PAGE for page in parted)
    assert [len(page) for page in pages(sheet_for("assessment").criteria)] == [4, 3, 2, 3, 3]
    assert [len(page) for page in pages(sheet_for("assessment").asked((Strand.PATENT,)))] == [3, 3]
    assert [len(page) for page in pages(sheet_for("ideation").asked(STRANDS))] == [3, 2]
    assert [len(page) for page in pages(sheet_for("ideation").asked((Strand.PATENT,)))] == [3]


def test_every_option_of_a_form_is_one_the_rules_accept_and_the_other_way_round() -> None:
    sheet = sheet_for("ideation")
    views = [forms_score.page(build_card(), sheet, (), lens("en"), number=number) for number in (1, 2)]
    for criterion in sheet.criteria:
        block = next(b for view in views for b in view["blocks"] if b.get("block_id") == criterion.key)
        read = {points_read(criterion.key, option["value"]) for option in block["element"]["options"]}
        assert read == set(choices(criterion, sheet))


def points_read(key: str, chosen: str) -> int | None:
    """The points in a filled-in form of the screening sheet."""
    criterion = sheet_for("ideation").criterion(key)
    assert criterion is not None
    values: Values = {
        key: {key: {"selected_option": {"value": chosen}}},
        why_field(key): {why_field(key): {"value": "Why"}},
    }
    (mark,) = marks_of(Filled(values), (criterion,))
    assert (mark.criterion, mark.comment) == (key, "Why")
    return mark.points


def test_an_option_nobody_offers_is_no_points_at_all() -> None:
    for chosen in ("٣", "1e1", "-1", "x"):
        assert points_read("owner", chosen) == -1


def test_newer_marks_take_the_place_of_earlier_ones() -> None:
    assert merged((Mark("a", 1), Mark("b", 2)), (Mark("b", 3), Mark("c", 4))) == (
        Mark("a", 1), Mark("b", 3), Mark("c", 4),
    )  # fmt: skip


def test_only_who_is_asked_may_press_score() -> None:
    shown = {m.user_id for m in MEMBERS if "score.fill" in str(scores.buttons(build_card(), m.user_id, lens("en")))}
    assert shown == {STEER, STEER2, TECH, "U0ZHAO", "U0WANG"}
