"""Watch templates: what ships can work, what is wrong says where, and a project's own things are drawn in."""

from dataclasses import replace
from datetime import date

import pytest

from bot.blocks.watches.forms import FIELDS
from bot.feeds.catalogue import SOURCES
from flows.errors import TemplateFault
from flows.linkage.codes import Body
from flows.linkage.items import Application, Family, Standard
from flows.linkage.register import Register
from flows.names import Role
from flows.watches.deciding import MOST_TERMS, checked
from flows.watches.drawing import Book
from flows.watches.observations import Severity
from flows.watches.suggesting import ROOM, suggestions
from flows.watches.template import WatchTemplate, named
from flows.watches.template_text import parse_watch_template, shipped_watch_templates
from flows.watches.watches import Cadence, Scope, Theme
from tests.bot.views.samples_watches import ACCURACY
from tests.builders import LEAD, LEGAL, PATENT, PROJECT_ID, STD, TEAM, TECH, build_card

TODAY = date(2026, 11, 30)
CARD = build_card()
BOOK = Book(
    register=Register(
        team_id=TEAM, project_id=PROJECT_ID,
        standards=(
            Standard(id="s1", number=1, body=Body.ISO, reference="ISO 9001", committee="ISO/TC 176/SC 2"),
            Standard(id="s2", number=2, body=Body.CN_NATIONAL, reference="GB/T 20234.1", committee="TC114"),
            Standard(id="s3", number=3, body=Body.ISO, reference="ISO 1", withdrawn=True),
        ),
        families=(
            Family(id="f1", number=1, title="Radar", owners=("Ours",),
                   members=(Application(office="EP", publication_number="EP1000000A1"),)),
            Family(id="f2", number=2, title="Gone", dropped=True,
                   members=(Application(office="CN", publication_number="CN1A"),)),
        ),
    ),
    compared=(ACCURACY, replace(ACCURACY, name="Old", retired=True)),
    watched=(Scope(rivals=("Huawei", "Ours")),),
)  # fmt: skip
GOOD = """\
key = "mine"
strand = "standard"
name = { zh = "我的", en = "Mine" }
purpose = { zh = "用途", en = "What for" }
owner = "standard"
cadence = "daily"

[scope]
sources = ["iso:ISO/TC 176", "{standards}"]
work_items = ["{standards}"]

[triage]
at_once = "action"
answer_within = 3

[audience]
in_channel = true
roles = ["technology", "standard"]

[expiry]
months = 3
"""


def shipped(key: str) -> WatchTemplate:
    return next(template for template in shipped_watch_templates() if template.key == key)


class TestShipped:
    def test_every_theme_has_some_and_all_can_be_told_apart(self) -> None:
        found = shipped_watch_templates()
        assert {template.theme for template in found} == set(Theme)
        for text in ([t.key for t in found], [t.name.zh for t in found], [t.name.en for t in found]):
            assert len(set(text)) == len(found)

    @pytest.mark.parametrize("template", shipped_watch_templates(), ids=lambda template: template.key)
    def test_a_form_shows_everything_that_it_fills_in_and_the_plan_is_one_that_counts(
        self, template: WatchTemplate
    ) -> None:
        assert {name for name, _ in template.scope} <= set(FIELDS[template.theme])
        plan = template.plan(CARD, BOOK, by=LEAD, today=TODAY)
        assert checked(replace(plan, name="X"), CARD, TODAY).scope == plan.scope
        known = {source.name for source in SOURCES}
        assert {source.partition(":")[0] for source in plan.scope.sources} <= known

    @pytest.mark.parametrize("template", shipped_watch_templates(), ids=lambda template: template.key)
    def test_an_empty_project_begins_with_an_empty_scope_and_no_error(self, template: WatchTemplate) -> None:
        empty = Book(register=Register(team_id=TEAM, project_id=PROJECT_ID))
        assert template.plan(CARD, empty, by=LEAD, today=TODAY).scope == Scope()

    def test_our_standards_come_with_their_open_data_without_withdrawn_ones(self) -> None:
        scope = shipped("own_standards").plan(CARD, BOOK, by=LEAD, today=TODAY).scope
        assert scope == Scope(sources=("iso:ISO/TC 176/SC 2",), work_items=("ISO 9001", "GB/T 20234.1"))

    def test_new_work_is_that_of_our_committees_with_open_data_where_there_is_any(self) -> None:
        scope = shipped("new_work").plan(CARD, BOOK, by=LEAD, today=TODAY).scope
        assert scope == Scope(sources=("iso:ISO/TC 176/SC 2",), committees=("ISO/TC 176/SC 2", "TC114"))

    def test_our_patents_are_those_that_are_kept_up(self) -> None:
        scope = shipped("own_patents").plan(CARD, BOOK, by=LEAD, today=TODAY).scope
        assert scope.families == ("EP1000000A1",)
        assert scope.sources == ("epo-family:EP.1000000.A1", "epo-legal:EP.1000000.A1")

    def test_rivals_are_those_that_are_watched_or_compared_and_never_we(self) -> None:
        scope = shipped("rival_filings").plan(CARD, BOOK, by=LEAD, today=TODAY).scope
        assert scope.applicants == ("Huawei", "Quasar Ltd", "星测科技")
        assert scope.sources[0] == 'epo:pa="Huawei"'
        assert shipped("rival_values").plan(CARD, BOOK, by=LEAD, today=TODAY).scope.indicators == (ACCURACY.name,)

    def test_r27_what_is_about_patents_is_answered_by_the_patent_lead_and_read_by_no_channel(self) -> None:
        for template in shipped_watch_templates():
            if template.theme is Theme.PATENT:
                plan = template.plan(CARD, BOOK, by=LEAD, today=TODAY)
                assert (plan.owner, plan.audience.persons, plan.audience.in_channel) == (PATENT, (PATENT, LEGAL), False)


class TestPlan:
    def test_owner_readers_rules_and_last_day_follow_the_template(self) -> None:
        plan = parse_watch_template(GOOD, "mine.toml").plan(CARD, BOOK, by=LEAD, today=TODAY)
        assert (plan.owner, plan.audience.persons, plan.audience.in_channel) == (STD, (TECH, STD), True)
        assert (plan.cadence, plan.triage.at_once, plan.triage.answer_within) == (Cadence.DAILY, Severity.ACTION, 3)
        assert plan.expires_on == date(2027, 2, 28)  # the month has no 30th
        assert plan.scope.sources == ("iso:ISO/TC 176", "iso:ISO/TC 176/SC 2")

    def test_where_nobody_holds_the_role_whoever_begins_it_answers(self) -> None:
        alone = replace(CARD, members=tuple(m for m in CARD.members if Role.STANDARD not in m.roles))
        assert parse_watch_template(GOOD, "mine.toml").plan(alone, BOOK, by=LEAD, today=TODAY).owner == LEAD

    def test_without_an_expiry_it_never_ends_and_without_readers_the_owner_hears(self) -> None:
        text = GOOD.replace("[expiry]\nmonths = 3\n", "").replace(
            'in_channel = true\nroles = ["technology", "standard"]', ""
        )
        plan = parse_watch_template(text, "mine.toml").plan(CARD, BOOK, by=LEAD, today=TODAY)
        assert (plan.expires_on, plan.audience.persons, plan.audience.in_channel) == (None, (), False)

    @pytest.mark.parametrize("count", [MOST_TERMS, MOST_TERMS + 1, 400])
    def test_a_long_register_fills_a_form_without_cutting_a_number_in_the_middle(self, count: int) -> None:
        """The suggestions from the register likewise."""
        many = tuple(
            Standard(id=f"s{n}", number=n, body=Body.CN_NATIONAL, reference=f"GB/T {n:08d}{'0' * 30}")
            for n in range(count)
        )
        register = replace(BOOK.register, standards=many, families=())
        drawn = shipped("own_standards").plan(CARD, Book(register=register), by=LEAD, today=TODAY).scope.work_items
        (proposed,) = suggestions(register, ())
        for shown in (drawn, proposed.scope.work_items):
            assert 40 <= len(shown) <= MOST_TERMS
            assert len("\n".join(shown)) <= ROOM
            assert set(shown) <= {standard.reference for standard in many}


class TestFinding:
    @pytest.mark.parametrize("words", ["own_standards", "STANDARDS OF THE PROJECT", "本项目的标准", "own-standards"])
    def test_a_template_is_found_by_key_and_by_its_name_in_either_language(self, words: str) -> None:
        found = named(shipped_watch_templates(), words)
        assert found is not None
        assert found.key == "own_standards"

    @pytest.mark.parametrize("words", ["", "standards", "nonsense"])
    def test_what_is_no_template_is_none(self, words: str) -> None:
        assert named(shipped_watch_templates(), words) is None


FAULTS = [
    ('strand = "standard"', 'strand = "colour"', "strand", 2, "unknown theme: colour; known are standard, patent"),
    ('key = "mine"', 'key = "other"', "key", 1, "the file is called otherwise: mine.toml"),
    (', en = "Mine"', "", "name.en", 3, "missing key"),
    ('cadence = "daily"', 'cadence = "daily"\nspeed = 3', "speed", 7, "unknown key"),
    ('owner = "standard"', 'owner = "boss"', "owner", 5, "unknown role: boss"),
    ('"{standards}"]\nwork', '"{rivers}"]\nwork', "scope.sources[1]", 9, "cannot be drawn here: {rivers}; sources can"),
    (
        'work_items = ["{standards}"]',
        'keywords = ["{standards}"]',
        "scope.keywords[0]",
        10,
        "keywords can draw nothing",
    ),
    ('work_items = ["{standards}"]', "colours = []", "scope.colours", 10, "unknown key"),
    ('work_items = ["{standards}"]', "work_items = []", "scope.work_items", 10, "is an empty list"),
    ('work_items = ["{standards}"]', 'work_items = ["ok", 3]', "scope.work_items[1]", 10, "must be text"),
    ('work_items = ["{standards}"]', 'work_items = [" "]', "scope.work_items[0]", 10, "is empty"),
    ("answer_within = 3", "answer_within = 61", "triage.answer_within", 14, "must be at most 60"),
    ("answer_within = 3", "answer_within = 0", "triage.answer_within", 14, "must be at least 1"),
    ('at_once = "action"', 'at_once = "now"', "triage.at_once", 13, "unknown severity: now"),
    ("in_channel = true", 'in_channel = "yes"', "audience.in_channel", 17, "must be true or false"),
    ("months = 3", "months = 3.5", "expiry.months", 21, "must be a whole number"),
    ("months = 3", "weeks = 3", "expiry.weeks", 21, "unknown key"),
    ('cadence = "daily"', "cadence = daily", "", 6, "Invalid value"),
]


@pytest.mark.parametrize(("was", "now", "key", "line", "problem"), FAULTS)
def test_a_faulty_file_is_refused_with_file_key_and_line(was: str, now: str, key: str, line: int, problem: str) -> None:
    assert was in GOOD
    with pytest.raises(TemplateFault) as caught:
        parse_watch_template(GOOD.replace(was, now, 1), "mine.toml")
    fault = caught.value
    assert (fault.file, fault.key, fault.line) == ("mine.toml", key, line)
    assert fault.problem.startswith(problem) or problem in fault.problem


def test_an_empty_scope_is_refused() -> None:
    text = GOOD.replace('sources = ["iso:ISO/TC 176", "{standards}"]\nwork_items = ["{standards}"]\n', "")
    with pytest.raises(TemplateFault, match="it would look for nothing"):
        parse_watch_template(text, "mine.toml")
