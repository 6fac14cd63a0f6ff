"""Gate pack and minutes as files: word for word in both languages, and harmless whatever people wrote.

After a change on purpose run the tests once with ``LIANDONG_UPDATE_SNAPSHOTS=1`` and review the difference.
"""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.blocks.kit import check_message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import minutes, packs, threads
from bot.blocks.lifecycle.packs import Report
from bot.reports.markdown import markdown
from bot.reports.web import html
from flows.lifecycle.minutes import Ballot, Minutes
from flows.lifecycle.readmodels import HistoryLine, ProjectCard
from flows.names import Bilingual, Confidentiality, Decision, DeliverableState
from tests.bot.views.samples import GATE_ID, history_line, lens, mixed_deliverables, some_history, voting_card
from tests.builders import (
    BUSINESS,
    LEAD,
    LEGAL,
    NOW,
    STEER,
    STEER2,
    TECH,
    build_card,
    build_gate,
    build_settled,
    build_submission,
)

SNAPSHOTS = Path(__file__).parent / "snapshots"
NAMES = {LEAD: "林岚", STEER: "Emma Fischer", STEER2: "刘明", TECH: "陈思远"}
EVIL = (
    "</title><script>alert(1)</script> *[x](javascript:alert(1))* <@U0LIN> | # `code` &amp; \"q\" 'a' \u202e\n- 1. end"
)


def evidence() -> ProjectCard:
    """A gate under vote: linked and filed versions, something waived, something open again."""
    first, second, third, *rest = build_settled()
    linked = replace(first, submissions=(build_submission(link="https://example.org/r?a=1&b=(2)", text=""),))
    filed = replace(second, submissions=(build_submission(file_id="F1", file_name="search_report.pdf", number=3),))
    waived = replace(third, state=DeliverableState.WAIVED, submissions=(), comment="Covered by LD-3")
    reopened = replace(rest[0], state=DeliverableState.OPEN, submissions=())
    return replace(voting_card(), deliverables=(linked, filed, waived, reopened, *rest[1:]))


def decided(**overrides: object) -> Minutes:
    fields: dict[str, object] = {
        "gate_id": GATE_ID, "stage": "ideation", "requested_by": LEAD, "requested_at": NOW, "note": "All is attached.",
        "asked": (STEER, STEER2, BUSINESS, LEGAL), "seats": (STEER, STEER2, LEGAL), "decision": Decision.GO,
        "decided_at": NOW,
        "ballots": (Ballot(STEER, Decision.GO, "Strong case"), Ballot(STEER2, Decision.HOLD, "Wait for the filing")),
        "recused": ((BUSINESS, "Holds shares"),),
    }  # fmt: skip
    return Minutes(**(fields | overrides))  # type: ignore[arg-type]  # any field of the minutes


def pack_report(at: Lens) -> Report:
    return packs.pack(evidence(), some_history(), STEER, at)


def minutes_report(at: Lens) -> Report:
    return minutes.report(decided(), replace(evidence(), gate=None, decided=Decision.GO), at)


REPORTS: dict[str, Callable[[Lens], Report]] = {"pack": pack_report, "minutes": minutes_report}


@pytest.mark.parametrize("ending", ["md", "html"])
@pytest.mark.parametrize("locale", ["en", "zh_CN"])
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_reads_as_it_did_when_somebody_last_reviewed_it(name: str, locale: str, ending: str) -> None:
    report = REPORTS[name](lens(locale))
    found = markdown(report, NAMES) if ending == "md" else html(report, NAMES, lang=locale.replace("_", "-"))
    path = SNAPSHOTS / f"{name}.{locale}.{ending}"
    if os.environ.get("LIANDONG_UPDATE_SNAPSHOTS") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == found


class Page(HTMLParser):
    """What a browser would make of a file."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action", "srcset")]
        assert not any(name.startswith("on") for name, _ in attrs)


def worst() -> Report:
    title = Bilingual(EVIL, EVIL)
    work = tuple(
        replace(d, title=title, comment=EVIL, submissions=(build_submission(link="javascript:alert(1)", text=EVIL),))
        for d in mixed_deliverables()
    )
    card = build_card(
        name=EVIL, deliverables=(replace(work[0], state=DeliverableState.WAIVED), *work[1:]), gate=build_gate(note=EVIL)
    )
    lines = tuple(history_line("ProjectHeld", reason=EVIL) for _ in range(60))
    return packs.pack(card, lines, "", lens("en"))


def test_what_people_wrote_is_never_markup_in_the_page() -> None:
    page = Page()
    page.feed(html(worst(), {LEAD: EVIL}, lang="en"))
    assert set(page.tags) <= {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "section", "ul", "li", "strong", "a",
    }  # fmt: skip
    assert page.addresses == []


def test_a_page_loads_nothing_from_anywhere() -> None:
    text = html(pack_report(lens("en")), NAMES, lang="en")
    page = Page()
    page.feed(text)
    assert page.addresses == ["https://example.org/r?a=1&b=(2)"]
    assert "default-src 'none'" in text
    assert "url(" not in text
    assert "@import" not in text


def test_what_people_wrote_is_never_markup_in_markdown() -> None:
    text = markdown(worst(), {LEAD: EVIL})
    assert "\\<script\\>" in text
    assert re.search(r"(?<!\\)\]\(javascript", text) is None
    lines = text.splitlines()
    assert all(line.startswith(("# ", "## ", "- ")) or not line or line[0] not in "#->" for line in lines)
    assert not any(line.startswith("- 1. ") for line in lines)


def test_a_long_story_is_cut_and_says_so() -> None:
    changes = worst().sections[-1].lines
    assert len(changes) == packs.CHANGES + 1
    assert "48 more" in changes[-1]


def test_only_what_came_after_the_last_decision_is_a_change() -> None:
    lines: tuple[HistoryLine, ...] = (
        history_line("ProjectResumed"),
        history_line("GateRequested", gate_id=GATE_ID, stage="ideation", gatekeepers=[]),
        history_line("GateDecided", gate_id="gate_old", stage="ideation", decision="recycle", comments=""),
        history_line("ProjectHeld"),
    )
    assert [line.event for line in packs.since_last_gate(lines)] == ["ProjectResumed"]


def test_votes_of_an_open_gate_are_counted_and_not_told() -> None:
    text = markdown(pack_report(lens("en")), NAMES)
    assert "1 of 2 have voted" in text
    assert "Wait for the filing" not in text


def test_the_pack_and_the_minutes_fit_into_a_message_with_the_worst_data() -> None:
    card = replace(
        evidence(),
        name="n" * 150,
        deliverables=tuple(replace(d, title=Bilingual("长" * 150, "t" * 150)) for d in build_settled() * 8),
    )
    lines = tuple(history_line("ProjectHeld", reason="r" * 3000) for _ in range(50))
    for locale in ("en", "zh_CN"):
        check_message(packs.message(card, lines, STEER, lens(locale)))
        ballots = tuple(Ballot(f"U{n}", Decision.GO, "c" * 3000) for n in range(60))
        check_message(minutes.message(decided(ballots=ballots, note="n" * 3000), card, lens(locale)))


def test_a_restricted_project_tells_its_channel_no_more_than_key_and_stage() -> None:
    card = replace(evidence(), confidentiality=Confidentiality.RESTRICTED)
    in_channel = packs.kept(card, some_history(), "", lens("en"), new=True)
    assert in_channel is not None
    assert card.name not in in_channel.text
    assert len(in_channel.blocks) == 1
    for_gatekeeper = packs.kept(card, some_history(), STEER, lens("en"), new=True)
    assert for_gatekeeper is not None
    assert card.name in for_gatekeeper.text
    closed = {"event": "GateDecided", "by": STEER, "gate_id": GATE_ID, "decision": "go"}
    said = threads.reply(closed, replace(card, gate=None), lens("en"))
    assert said.text == "LD-12 has changed · Stage 1 of 6 · Ideation"


def test_a_closed_gate_leaves_its_outcome_and_posts_nothing_new() -> None:
    card = replace(evidence(), gate=None, decided=Decision.GO)
    ended = packs.kept(card, (), STEER, lens("en"), new=False)
    assert ended is not None
    assert "is decided: *Go*" in ended.text
    withdrawn = packs.kept(replace(card, decided=None), (), STEER, lens("en"), new=False)
    assert withdrawn is not None
    assert "withdrawn" in withdrawn.text
    assert packs.kept(card, (), STEER, lens("en"), new=True) is None
