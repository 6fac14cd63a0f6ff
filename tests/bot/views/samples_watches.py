"""Sample views of benchmarks, and of what the watches ask for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import answers
from bot.blocks.rhythm.digest import pages
from bot.blocks.watches import action_list, actions, benchmarks, day, forms, forms_action, forms_benchmark, templates
from flows.linkage.codes import Body
from flows.linkage.items import Clause, Standard
from flows.linkage.own import Circle
from flows.linkage.register import Register
from flows.watches.actions import Action, ActionState
from flows.watches.benchmarking import able
from flows.watches.benchmarks import Direction, Indicator, Side, Value
from flows.watches.drawing import Book
from flows.watches.hits import Answer, Found, Hit, Verdict
from flows.watches.observations import Event, Severity
from flows.watches.own import OwnAction, OwnActions, OwnHit, OwnHits
from flows.watches.subjects import Standard as Seen
from flows.watches.template_text import shipped_watch_templates
from flows.watches.triggers import Trigger
from tests.builders import NOW, PATENT, PROJECT_ID, STD, TEAM, TECH, build_card

Maker = Callable[[Lens], Message | dict[str, Any]]

DAY = date(2026, 11, 20)
CARD = build_card()
NORM = Standard(
    id="std_1", number=1, body=Body.ISO, reference="ISO 18000:2024", clauses=(Clause(number="5.1", title="Accuracy"),)
)
REGISTER = Register(team_id=TEAM, project_id=PROJECT_ID, standards=(NORM,))


def value(n: int, side: Side, text: str, holder: str = "", **fields: Any) -> Value:
    return Value(
        id=f"val_{n}", side=side, holder=holder, value=text, source=f"Report {n}", measured_on=DAY, by=TECH,
        at=NOW + timedelta(minutes=n), **fields,
    )  # fmt: skip


ACCURACY = Indicator(
    id="bmk_1", team_id=TEAM, project_id=PROJECT_ID, number=1, name="Range accuracy", unit="m",
    direction=Direction.LOWER, gap_action="New antenna in spring", version=5,
    values=(
        value(1, Side.OURS, "3.9", taken_back_by=TECH, taken_back_at=NOW), value(2, Side.OURS, "3.5"),
        value(3, Side.STANDARD, "3", "ISO/DIS 18000", clause="5.1"), value(4, Side.RIVAL, "2.8", "Quasar Ltd"),
        value(5, Side.RIVAL, "4.25", "星测科技"),
    ),
)  # fmt: skip
POWER = Indicator(
    id="bmk_2", team_id=TEAM, project_id=PROJECT_ID, number=2, name="功耗", unit="mW", direction=Direction.LOWER,
    values=(value(6, Side.OURS, "120"), value(7, Side.RIVAL, "150", "Quasar Ltd")),
)  # fmt: skip
LATENCY = Indicator(
    id="bmk_3", team_id=TEAM, project_id=PROJECT_ID, number=3, name="Latency", unit="ms", direction=Direction.LOWER
)
RETIRED = replace(POWER, id="bmk_4", number=4, name="Old one", retired=True)
COMPARED = (ACCURACY, POWER, LATENCY, RETIRED)


def asked(number: int, trigger: Trigger, owner: str, **fields: Any) -> Action:
    given = {"about": {"ref": "ISO/DIS 18000", "title": "Radar", "was": "30.60", "now": "40.20"}} | fields
    return Action(
        id=f"act_{number}", team_id=TEAM, project_id=PROJECT_ID, number=number, trigger=trigger, occasion=str(number),
        owner=owner, due_on=date(2026, 11, 30), made_at=NOW, **given,
    )  # fmt: skip


VALUES = {"ref": "Range accuracy", "ours": "3.5", "other": "3", "unit": "m", "who": "ISO/DIS 18000 5.1"}
WORK = CARD.deliverables[0]
ASKED = (
    asked(1, Trigger.BALLOT_OPEN, STD),
    asked(
        2, Trigger.BELOW_STANDARD, TECH, about=VALUES, state=ActionState.WORK, deliverable_id=CARD.deliverables[0].id
    ),
    asked(3, Trigger.RIVAL_ADOPTS, TECH, about=VALUES, state=ActionState.DROPPED, note="No licence", settled_by=TECH),
    asked(4, Trigger.ADVERSE_EVENT, PATENT, about={"ref": "EP4000001B1"}, summary="Fee late", released_by=PATENT),
    asked(5, Trigger.RIVAL_PUBLICATION, PATENT, about={"ref": "EP3999999B1"}),
)


def table(at: Lens, user: str = TECH) -> Message:
    return benchmarks.table(COMPARED, CARD, at, able=able(CARD, user))


def one(found: Indicator, at: Lens, user: str = TECH, news: str = "") -> Message:
    return benchmarks.one(found, CARD, REGISTER, at, able=able(CARD, user), reader=user, news=news)


def told(found: Action, at: Lens, reader: str) -> Message:
    message = actions.action(found, CARD, at, reader=reader)
    assert message is not None
    return message


def from_template(key: str, at: Lens) -> dict[str, Any]:
    template = next(t for t in shipped_watch_templates() if t.key == key)
    plan = template.plan(CARD, Book(register=REGISTER, compared=COMPARED), by=TECH, today=DAY)
    notice = templates.notice(template, plan, at)
    return forms.watch(CARD, plan.theme, at, scope=plan.scope, name=at.say.pick(template.name), notice=notice)


def hit(number: int, answer: Answer | None = None) -> OwnHit:
    event = Event(
        kind="standard.stage_changed", source="iso", native_id=str(number), observed_at=NOW, severity=Severity.ACTION,
        subject=Seen(ref=f"ISO {number}", title="质量管理", stage="40.20"), dedupe_key=f"sha256:{number}",
        before={"stage": "30.60"}, after={"stage": "40.20"},
    )  # fmt: skip
    told = Hit(
        id=f"hit_{number}", team_id=TEAM, project_id=PROJECT_ID, number=number, watch_id="wat_1", event_id="evt_1",
        seen_at=NOW, told_at=NOW, severity=Severity.ACTION, answer=answer,
    )  # fmt: skip
    return OwnHit(project=CIRCLE, found=Found(hit=told, event=event))


CIRCLE = Circle(
    team_id=TEAM, id=PROJECT_ID, key=CARD.key, name=CARD.name, confidentiality=CARD.confidentiality,
    members=CARD.members,
)  # fmt: skip
GIVEN = Answer(verdict=Verdict.ASSIGNED, by=TECH, at=NOW, to=STD)


def own_day(at: Lens) -> Message:
    """Two hits and one action wait for somebody."""
    own = OwnActions(actions=(OwnAction(project=CIRCLE, action=ASKED[0]),), more=True)
    found = day.waiting(OwnHits(hits=(hit(1), hit(2, GIVEN))), own, at, user_id=STD, thanks={"iso": "Radar"})
    return pages(at.say("My day"), list(found), at)[0]


def still_asked(at: Lens) -> Message:
    open_ones = tuple(replace(ASKED[0], id=f"act_{n}", number=n) for n in range(1, 6))
    return answers.status(CARD, STD, at, asked=day.still_asked(open_ones, CARD, at, reader=STD))


WATCH_ANSWERS: dict[str, Maker] = {
    "watches_in_ones_day": own_day,
    "watches_in_a_digest": lambda at: pages(CARD.key, [day.open_part(ASKED[:1], CARD, at, reader="")], at)[0],
    "watches_in_a_status": still_asked,
    "benchmarks": table,
    "benchmarks_none": lambda at: benchmarks.table((), CARD, at, able=able(CARD, TECH)),
    "benchmarks_for_a_reader": lambda at: table(at, "U0NOBODY"),
    "benchmark": lambda at: one(ACCURACY, at, news=at.say("The value is noted.")),
    "benchmark_for_a_reader": lambda at: one(ACCURACY, at, "U0NOBODY"),
    "benchmark_retired": lambda at: one(RETIRED, at),
    "watch_templates": lambda at: templates.listing(shipped_watch_templates(), CARD, at),
    "watch_templates_elsewhere": lambda at: templates.listing(shipped_watch_templates(), None, at, missed="rivals_2"),
    "actions": lambda at: action_list.listing(ASKED, CARD, at, reader=STD),
    "actions_of_the_patent_lead": lambda at: action_list.listing(ASKED, CARD, at, reader=PATENT),
    "actions_none": lambda at: action_list.listing((), CARD, at, reader=STD),
    "action_open": lambda at: told(ASKED[0], at, STD),
    "action_released": lambda at: told(ASKED[3], at, TECH),
}
WATCH_FORMS: dict[str, Maker] = {
    "of_indicator_new": lambda at: forms_benchmark.indicator(CARD, None, at),
    "of_indicator": lambda at: forms_benchmark.indicator(CARD, ACCURACY, at),
    "of_value_new": lambda at: forms_benchmark.value(CARD, POWER, None, at),
    "of_value": lambda at: forms_benchmark.value(CARD, ACCURACY, ACCURACY.values[2], at),
    "of_watch_template": lambda at: from_template("own_standards", at),
    "of_watch_template_with_nothing": lambda at: from_template("own_patents", at),
    "of_action_hand_over": lambda at: forms_action.hand_over(CARD, ASKED[0], at),
}
