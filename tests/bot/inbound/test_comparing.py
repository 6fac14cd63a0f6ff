"""Benchmarks in conversation: compared by a table, refused without source or day, undone where one looks for it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.envelope import Envelope
from bot.filing import File, paper
from bot.ids import Act, Form, Ref, pack, unpack
from bot.rendering import Renderer
from bot.watchdesk import carry_out
from flows.lifecycle.project import EXTRA, Deliverable
from flows.linkage import commands as do
from flows.linkage.codes import Body
from flows.linkage.items import Clause, Standard
from flows.notices import NoticeKind
from flows.ports import Parcel
from flows.watches.benchmarks import Indicator
from flows.watches.commands import BringHits
from flows.watches.hits import Verdict
from flows.watches.observations import Observation
from flows.watches.subjects import Benchmark, Day
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, LIN, RAJ, STRANGER, WANG, ZHAO, Office
from tests.bot.inbound.payloads import TEAM, Json
from tests.builders import NOW, build_templates
from tests.wordbooks import word_book

DAY = "2026-11-20"


@pytest.fixture
def project(office: Office) -> str:
    """One whose register has a clause that sets a value."""
    project_id = office.create()
    base: Any = {"project_id": project_id}
    norm = Standard(id="", number=0, body=Body.ISO, reference="ISO 18000:2024")
    made = office.do(do.RecordStandard(item=norm, **base), WANG)
    clauses = (Clause(number="5.1", title="Accuracy"),)
    office.do(do.RecordClauses(standard_id=str(made.params["item_id"]), version="1", clauses=clauses, **base), WANG)
    return project_id


def indicator(office: Office, project: str, user: str = CHEN) -> Indicator:
    values = {"name": p.text("Range accuracy"), "unit": p.text("m"), "direction": p.option("lower"),
              "gap_action": p.text("New antenna")}  # fmt: skip
    office.send(p.submission(Form.BENCHMARK, Ref(project_id=project), values, user))
    return kept(office, project)[-1]


def kept(office: Office, project: str) -> tuple[Indicator, ...]:
    with office.store.read() as reads:
        return reads.benchmarks(TEAM, project)


def note(
    office: Office, project: str, side: str, figure: str, user: str = CHEN, *, part: str = "", **more: Json
) -> Any:
    found = kept(office, project)[0]
    given = {
        "side": p.option(side), "holder": p.text(""), "value": p.text(figure), "unit": p.text("m"),
        "source": p.text("Report 7"), "measured_on": p.day(DAY), **more,
    }  # fmt: skip
    ref = Ref(project_id=project, item_id=found.id, part=part)
    return office.send(p.submission(Form.BENCHMARK_VALUE, ref, given, user))


def clause(office: Office, project: str) -> Json:
    """The register's clause, chosen from the select."""
    with office.store.read() as reads:
        norm = reads.register(TEAM, project).standards[0]
    return p.option(pack(Ref(item_id=norm.id, part="5.1")))


def added(office: Office, project: str) -> list[Deliverable]:
    return [d for d in office.card(project).deliverables if d.spec == EXTRA]


def test_a_clause_chosen_from_the_register_names_standard_and_clause_and_leads_back_to_it(
    office: Office, project: str
) -> None:
    indicator(office, project)
    answer = str(note(office, project, "standard", "3", clause_of=clause(office, project)))
    (value,) = kept(office, project)[0].values
    assert (value.holder, value.clause) == ("ISO 18000:2024", "5.1")
    assert "台账条款" in answer
    assert "Accuracy" in answer
    assert str(Act.ITEM) in answer


@pytest.mark.parametrize(
    ("field", "empty", "words"),
    [
        ("source", p.text(""), ("没有来源的数值不予接受", "without its source is refused")),
        ("measured_on", p.day(None), ("没有日期的数值不予接受", "without its day is refused")),
        ("value", p.text("1,5"), ("无法准确识别", "no number that can be read")),
        ("unit", p.text("km"), ("请换算", "Please convert it")),
    ],
)
def test_a_value_without_source_or_day_is_refused_in_clear_words_and_nothing_is_stored(
    office: Office, project: str, field: str, empty: Json, words: tuple[str, str]
) -> None:
    indicator(office, project)
    for user, said in zip((CHEN, RAJ), words, strict=True):
        answer = note(office, project, "ours", "3.5", user, part="", **{field: empty})
        assert said in answer["errors"][field]
    assert kept(office, project)[0].values == ()


def test_below_the_standard_becomes_a_deliverable_of_the_technology_lead_and_the_sender_is_told(
    office: Office, project: str
) -> None:
    indicator(office, project)
    note(office, project, "ours", "3.5")
    answer = str(note(office, project, "standard", "3", RAJ, clause_of=clause(office, project)))
    assert "that is now a deliverable of the present stage" in answer
    (made,) = added(office, project)
    assert (made.assignee, made.title.en) == (CHEN, "Range accuracy: 3.5 → 3 m (ISO 18000:2024 5.1)")
    listed = str(office.send(p.command("watch actions LD-1", EMMA)))
    assert "a deliverable now" in listed
    assert "Range accuracy" in listed
    assert "Range accuracy: 3.5" in str(office.send(p.command("status LD-1", EMMA)))


@pytest.mark.parametrize(("user", "words"), [(LIN, "低于标准要求"), (EMMA, "worse than the standard")])
def test_the_table_shows_where_we_stand_in_both_languages(office: Office, project: str, user: str, words: str) -> None:
    indicator(office, project)
    note(office, project, "ours", "3.5")
    note(office, project, "standard", "3", clause_of=clause(office, project))
    note(office, project, "rival", "2.8", holder=p.text("Quasar Ltd"))
    answer = office.send(p.command("对标 LD-1" if user == LIN else "benchmark LD-1", user))
    table = next(block for block in answer["blocks"] if block["type"] == "table")
    cells = [[cell["text"] for cell in row] for row in table["rows"]]
    assert cells[1][1].startswith("3.5")
    assert "ISO 18000:2024 5.1" in cells[1][2]
    assert "Quasar Ltd" in cells[1][3]
    assert cells[1][4:] == [words, "New antenna"]
    assert words in answer["text"]


def test_values_are_corrected_taken_back_and_counted_again_from_the_list(office: Office, project: str) -> None:
    found = indicator(office, project)
    note(office, project, "ours", "3.9")
    wrong = kept(office, project)[0].values[0]
    ref = Ref(project_id=project, item_id=found.id, part=wrong.id)
    office.send(p.pick_menu(Act.BENCHMARK_VALUE, ref, CHEN))
    assert "3.9" in str(office.slack.view)
    note(office, project, "ours", "3.5", part=wrong.id)
    assert [(v.value, v.taken_back_by) for v in kept(office, project)[0].values] == [("3.9", CHEN), ("3.5", "")]
    office.send(p.pick_menu(Act.BENCHMARK_AGAIN, ref, CHEN))
    assert "恢复有效" in office.slack.answer
    office.slack.answers.clear()
    office.send(p.pick_menu(Act.BENCHMARK_BACK, ref, WANG))  # keeps the benchmarks too
    assert "不再有效" in office.slack.answer
    assert [v.taken_back_by for v in kept(office, project)[0].values] == [WANG, ""]
    office.slack.answers.clear()
    office.send(p.pick_menu(Act.BENCHMARK_BACK, Ref(project_id=project, item_id=found.id,
                                                    part=kept(office, project)[0].values[1].id), ZHAO))  # fmt: skip
    assert kept(office, project)[0].values[1].taken_back_by == ""  # neither his nor his to keep
    history = str(office.send(p.command("history LD-1", EMMA)))
    assert "corrected a value of *Range accuracy*: 3.5 m, not 3.9" in history


def test_an_indicator_is_changed_retired_and_compared_again(office: Office, project: str) -> None:
    found = indicator(office, project)
    ref = Ref(project_id=project, item_id=found.id)
    office.send(p.click(Act.BENCHMARK_EDIT, ref, CHEN))
    assert "New antenna" in str(office.slack.view)
    changed = {"name": p.text("Accuracy"), "unit": p.text("m"), "direction": p.option("lower")}
    office.send(p.submission(Form.BENCHMARK, ref, changed, CHEN))
    assert kept(office, project)[0].name == "Accuracy"
    office.send(p.click(Act.BENCHMARK_RETIRE, Ref(project_id=project, item_id=found.id, extra="retired"), CHEN))
    assert kept(office, project)[0].retired
    assert "不再对标" in str(office.send(p.command("对标 LD-1", CHEN)))
    assert "已不再对标" in str(note(office, project, "ours", "3"))
    office.send(p.click(Act.BENCHMARK_RETIRE, ref, CHEN, suffix=":again"))
    assert not kept(office, project)[0].retired
    office.slack.views.clear()
    office.send(p.click(Act.BENCHMARK_NEW, Ref(project_id=project), ZHAO))
    assert office.slack.views == []  # what is compared is not everybody's to say


def test_the_picture_is_ordered_for_who_sees_the_project_and_says_in_words_what_it_shows(
    office: Office, project: str
) -> None:
    indicator(office, project)
    note(office, project, "ours", "3.5")
    office.send(p.click(Act.BENCHMARKS_PNG, Ref(project_id=project), EMMA))
    office.send(p.click(Act.BENCHMARKS_PNG, Ref(project_id=project), STRANGER))
    (notice,) = office.notices(NoticeKind.FILE)
    assert (notice.audience, notice.params["file"]) == (EMMA, File.BENCHMARKS_PNG)
    parcel = Parcel(id="par_0000000001", notice=notice, created_at=NOW, attempts=0, ambiguous=False)
    renderer = Renderer(office.store, word_book(), build_templates(), office.desk.settings.zone)
    lens = renderer.lens_of(notice, now=NOW)
    with office.store.read() as reads:
        drawn = paper(reads, parcel, reads.person(TEAM, EMMA), lens)
        hidden = paper(reads, replace(parcel, notice=replace(notice, audience=STRANGER)), None, lens)
    assert drawn is not None
    assert drawn.name.startswith("LD-1-benchmarks-")
    assert drawn.content.startswith(b"\x89PNG")
    assert "B1 Range accuracy in m: ours 3.5 (Nov 20); standard –; rivals –; not known yet." in drawn.words
    assert hidden is None


def test_a_stranger_hears_the_same_as_of_a_project_that_does_not_exist(office: Office, project: str) -> None:
    indicator(office, project)
    there, nowhere = (str(office.send(p.command(f"benchmark {key}", STRANGER))) for key in ("LD-1", "LD-9"))
    assert there.replace("LD-1", "LD-9") == nowhere


def test_a_rivals_value_that_a_watch_found_is_added_with_what_is_known_and_answers_its_hit(
    office: Office, project: str
) -> None:
    watch = {"name": p.text("Rivals"), "sources": p.text(""), "indicators": p.text("Range accuracy")}
    office.send(p.submission(Form.WATCH, Ref(project_id=project, extra="benchmark", part="benchmark"), watch, CHEN))
    caller = office.desk.caller(Envelope(user_id=CHEN, request_key="bring"))
    seen = Benchmark(ref="b", indicator="range accuracy", holder="Quasar Ltd", value="2.8", unit="m",
                     source="Data sheet", measured_on=Day(date(2026, 11, 1)))  # fmt: skip
    with office.store.read() as reads:
        watch_id = reads.watches_of(TEAM, project)[0].id
    bring = BringHits(project_id=project, watch_id=watch_id,
                      observations=(Observation(source="people", native_id="1", subject=seen),))  # fmt: skip
    carry_out(office.desk, bring, caller)
    with office.store.read() as reads:
        hit_id = reads.hits_of(TEAM, project, limit=1)[0].hit.id
    ref = Ref(project_id=project, item_id=hit_id)
    office.send(p.click(Act.TO_REGISTER, ref, CHEN))
    assert "range accuracy" in str(office.slack.view)  # nobody compares it yet: the indicator first
    found = indicator(office, project)
    office.slack.views.clear()
    office.send(p.click(Act.TO_REGISTER, ref, CHEN, suffix=":again"))
    view = office.slack.view
    assert "Data sheet" in str(view)
    filled = {
        "side": p.option("rival"), "holder": p.text("Quasar Ltd"), "value": p.text("2.8"), "unit": p.text("m"),
        "source": p.text("Data sheet"), "measured_on": p.day("2026-11-01"),
    }  # fmt: skip
    office.send(p.submission(Form.BENCHMARK_VALUE, unpack(view["private_metadata"]), filled, CHEN))
    assert [v.holder for v in kept(office, project)[0].values] == ["Quasar Ltd"]
    with office.store.read() as reads:
        answer = reads.hits_of(TEAM, project, limit=1)[0].hit.answer
    assert answer is not None
    assert (answer.verdict, answer.became) == (Verdict.REGISTERED, found.id)
