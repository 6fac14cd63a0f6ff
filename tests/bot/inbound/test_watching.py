"""Watches in conversation: made from the register, fed by a source, answered with one tap, undone where one looks."""

from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.app import build_app
from bot.feeds.iso import IsoDeliverables
from bot.ids import Act, Form, Ref, Shortcut, pack, unpack
from bot.rendering import Renderer, message
from bot.watchtower import Watchtower
from flows.lifecycle.upkeep import at_once
from flows.notices import Notice, NoticeKind
from flows.watches.hits import Found, Verdict
from flows.watches.taking import Follow, nothing_follows
from flows.watches.watches import Watch
from tests.bot.feeds.far_side import FarSide, Says, fetcher
from tests.bot.feeds.samples import ISO_9001, as_bytes
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, LIN, STRANGER, WANG, ZHAO, Office
from tests.bot.inbound.payloads import TEAM, Json
from tests.bot.inbound.watching import with_standard
from tests.builders import build_templates
from tests.wordbooks import word_book

FEED = "iso:ISO/TC 176/SC 2"
CSV = "编号,标题\nGB/T 20234.1,充电接口\nGB/T 18487.1,充电系统\n"


@pytest.fixture
def project(office: Office) -> str:
    return with_standard(office)


def send(office: Office, form: Form, ref: Ref, user: str, /, **values: Json) -> Any:
    return office.send(p.submission(form, ref, values, user))


def watches(office: Office, project: str) -> tuple[Watch, ...]:
    with office.store.read() as reads:
        return reads.watches_of(TEAM, project)


def hits(office: Office, project: str) -> tuple[Found, ...]:
    with office.store.read() as reads:
        return reads.hits_of(TEAM, project, limit=50)


def started(office: Office, project: str, user: str = WANG) -> Watch:
    """From the register, as the form proposes it."""
    send(
        office, Form.WATCH, Ref(project_id=project, extra="standards", part="standard"), user, name=p.text("Ours"),
        sources=p.text(FEED), work_items=p.text("ISO 9001"),
    )  # fmt: skip
    return watches(office, project)[-1]


def looked(office: Office, far: FarSide, stage: int, follow: Follow = nothing_follows) -> int:
    """One look at the source, which shows the standard in a stage."""
    far.will("/x", Says(as_bytes({**ISO_9001, "currentStage": stage}) + b"\n"))
    tower = Watchtower(
        store=office.store, team_id=TEAM, settings=office.desk.settings, clock=office.clock,
        new_id=office.desk.new_id, next_for=at_once, wake=lambda: None, fetch=fetcher(far),
        connect=lambda _name, _settings: IsoDeliverables(far.url("/x")), follow=follow,
    )  # fmt: skip
    return tower.look(FEED)


def found(office: Office, far: FarSide, project: str) -> str:
    """The id of one hit of one watch: the standard entered a ballot."""
    started(office, project)
    assert looked(office, far, 3000) == 0
    assert looked(office, far, 4020) == 1
    return hits(office, project)[0].hit.id


def rendered(office: Office, notice: Notice, *, withheld: bool = False) -> str:
    renderer = Renderer(office.store, word_book(), build_templates(), office.desk.settings.zone)
    matter = renderer.gather(notice, now=office.clock.now())
    assert matter.card is not None
    shown = message(notice, matter.card, matter, withheld=withheld)
    assert shown is not None
    return shown.text + str(shown.blocks)


def test_a_watch_is_proposed_from_the_register_and_started_by_whoever_keeps_one(office: Office, project: str) -> None:
    answer = str(office.send(p.command("跟踪 LD-1", WANG)))
    assert "我们的标准" in answer
    office.send(p.pick_menu(Act.WATCH_NEW, Ref(project_id=project, extra="standards"), WANG))
    assert FEED in str(office.slack.view)
    assert "ISO 9001" in str(office.slack.view)
    watch = started(office, project)
    assert (watch.owner, watch.scope.sources, watch.scope.work_items) == (WANG, (FEED,), ("ISO 9001",))
    assert "Ours" in str(office.send(p.command("watch LD-1", EMMA)))


def test_a_stranger_hears_the_same_as_of_a_project_that_does_not_exist(office: Office, project: str) -> None:
    del project
    there, nowhere = (str(office.send(p.command(f"watch {key}", STRANGER))) for key in ("LD-1", "LD-9"))
    assert there.replace("LD-1", "LD-9") == nowhere


@pytest.mark.parametrize(
    ("source", "word"), [("nonsense:x", "没有来源"), ("epo:pa=Huawei", "需要先进行设置"), ("ietf", "没有来源")]
)
def test_a_source_that_cannot_be_read_is_refused_at_its_field(
    office: Office, project: str, source: str, word: str
) -> None:
    ref = Ref(project_id=project, extra="standard", part="standard")
    answer = send(office, Form.WATCH, ref, WANG, name=p.text("X"), sources=p.text(source))
    assert word in answer["errors"]["sources"]
    assert watches(office, project) == ()


def test_who_when_and_how_often_can_be_changed_and_an_overtaken_form_keeps_its_text(
    office: Office, project: str
) -> None:
    watch = started(office, project)
    values = {
        "name": p.text("Ours"), "owner": p.one_person(ZHAO), "cadence": p.option("weekly"),
        "at_once": p.option("urgent"),
        "answer_within": p.text("5"), "in_channel": p.options("channel"),
        "persons": {"type": "multi_users_select", "selected_users": [CHEN]}, "expires_on": p.day("2027-01-31"),
    }  # fmt: skip
    ref = Ref(project_id=project, item_id=watch.id, shown=1)
    send(office, Form.WATCH_RULES, ref, WANG, **values)
    (changed,) = watches(office, project)
    assert (changed.owner, changed.cadence, changed.triage.answer_within) == (ZHAO, "weekly", 5)
    assert changed.audience.in_channel
    assert changed.audience.persons == (CHEN,)
    again = send(office, Form.WATCH_RULES, ref, WANG, **{**values, "answer_within": p.text("9")})
    assert "有人修改了该跟踪" in str(again)
    assert "'9'" in str(again)


def test_a_change_of_stage_is_told_to_the_owner_with_its_source_and_one_tap_makes_a_deliverable(
    office: Office, far: FarSide, project: str
) -> None:
    hit = found(office, far, project)
    (notice,) = office.notices(NoticeKind.HIT)
    text = rendered(office, notice)
    assert notice.audience == WANG
    assert "30.00 → 40.20" in text
    assert "ODC-By" in text
    assert "LD-1" in rendered(office, notice, withheld=True)
    assert "9001" not in rendered(office, notice, withheld=True)
    for _ in range(2):
        office.send(p.click(Act.TO_WORK, Ref(project_id=project, item_id=hit), WANG))
    made = [d for d in office.card(project).deliverables if d.spec == "extra"]
    assert [(d.assignee, d.required, "ISO 9001" in d.title.en) for d in made] == [(WANG, False, True)]
    answer = hits(office, project)[0].hit.answer
    assert answer is not None
    assert (answer.verdict, answer.became) == (Verdict.DELIVERABLE, made[0].id)
    (edited,) = office.notices(NoticeKind.HIT)
    assert edited.post_key == notice.post_key


def test_one_tap_puts_a_standard_into_the_register_once(office: Office, far: FarSide, project: str) -> None:
    hit = found(office, far, project)
    office.send(p.click(Act.TO_REGISTER, Ref(project_id=project, item_id=hit), WANG))
    with office.store.read() as reads:
        kept = reads.register(TEAM, project).standards
    answer = hits(office, project)[0].hit.answer
    assert answer is not None
    assert (len(kept), answer.verdict, answer.became) == (1, Verdict.REGISTERED, kept[0].id)


def test_a_verdict_is_given_in_one_tap_taken_back_and_nobody_answers_twice(
    office: Office, far: FarSide, project: str
) -> None:
    ref = Ref(project_id=project, item_id=found(office, far, project))
    office.send(p.click(Act.JUDGE, Ref(project_id=project, item_id=ref.item_id, extra="watch"), CHEN, suffix=":watch"))
    office.send(p.click(Act.NOT_RELEVANT, ref, WANG))
    assert "这条线索已有答复" in office.slack.answer
    assert "/liandong watch" in office.slack.answer
    office.send(p.click(Act.REOPEN_HIT, ref, WANG))
    assert hits(office, project)[0].hit.waits
    send(office, Form.ASSIGN, ref, WANG, to=p.one_person(CHEN), reason=p.text("Please comment"))
    answer = hits(office, project)[0].hit.answer
    assert answer is not None
    assert (answer.to, answer.reason) == (CHEN, "Please comment")
    assert CHEN in [n.audience for n in office.notices(NoticeKind.HIT)]


def test_what_is_not_relevant_is_not_told_again_until_that_is_taken_back(
    office: Office, far: FarSide, project: str
) -> None:
    ref = Ref(project_id=project, item_id=found(office, far, project))
    send(office, Form.NOT_RELEVANT, ref, WANG, reason=p.text("Not ours"), exclude=p.option("record:iso:62085"))
    looked(office, far, 5000)
    assert len(hits(office, project)) == 1
    office.send(p.click(Act.EXCLUSIONS, Ref(project_id=project), WANG))
    assert "Not ours" in office.slack.answer
    with office.store.read() as reads:
        (kept,) = reads.exclusions(TEAM, project)
    office.send(p.click(Act.EXCLUSION_DROP, Ref(project_id=project, item_id=kept.id), WANG))
    assert len(hits(office, project)) == 2


def test_pausing_and_ending_can_be_undone_from_the_answer(office: Office, project: str) -> None:
    ref = Ref(project_id=project, item_id=started(office, project).id)
    office.send(p.click(Act.WATCH_PAUSE, ref, WANG))
    assert watches(office, project)[0].state == "paused"
    assert Act.WATCH_RESUME in str(office.slack.answers[-1][1].blocks)
    assert "保留" in office.slack.answers[-1][1].text
    send(office, Form.WATCH_END, ref, WANG, reason=p.text("Over"))
    assert watches(office, project)[0].state == "ended"
    office.send(p.click(Act.WATCH_RESUME, ref, WANG))
    assert watches(office, project)[0].state == "live"


def test_something_that_somebody_saw_is_a_hit(office: Office, project: str) -> None:
    watch = started(office, project)
    office.send(p.command("hit LD-1", EMMA))
    assert "Add a hit" in str(office.slack.view)
    send(
        office, Form.BRING, Ref(project_id=project), EMMA, watch=p.option(watch.id), title=p.text("Rival joins WG"),
        text=p.text(""), link=p.url("https://example.com/news"),
    )  # fmt: skip
    (one,) = hits(office, project)
    assert (one.hit.brought_by, one.event.links) == (EMMA, ("https://example.com/news",))
    office.send(p.click(Act.HITS, Ref(project_id=project), EMMA))
    assert "<https://example.com/news|Open>" in office.slack.answer
    office.send(p.click(Act.NOT_RELEVANT, Ref(project_id=project, item_id=one.hit.id), WANG))
    (_, form) = office.slack.views[-1]
    offered = [option["text"]["text"] for option in form["blocks"][-1]["element"]["options"]]
    assert offered == ["仅此一条", "不再告知这条记录"]  # an address is no number of a standard


def test_somebodys_message_becomes_a_hit_by_its_shortcut(office: Office, project: str) -> None:
    watch = started(office, project)
    office.send(p.message_shortcut(Shortcut.ADD.value, "Rival joins the working group", CHEN))
    ref = unpack(office.slack.view["private_metadata"])
    chosen = {"project": p.option(pack(Ref(project_id=project))), "filed_as": p.option("hit")}
    form = send(office, Form.FROM_MESSAGE, ref, CHEN, **chosen)["view"]
    assert (form["callback_id"], "Rival joins" in str(form)) == (Form.BRING, True)
    assert "Rival joins" not in str(send(office, Form.FROM_MESSAGE, ref, LIN, **chosen))
    assert watch.name in str(form)


def test_a_file_of_hits_is_tried_first_and_comes_in_whole_or_not_at_all(office: Office, project: str) -> None:
    watch = started(office, project)
    given = {"watch": p.option(watch.id), "what": p.option("standard")}

    def check(text: str, name: str = "hits.csv") -> Any:
        office.desk = replace(office.desk, fetch_file=lambda _url: text.encode())
        office.app = build_app(office.desk, WebClient(base_url="http://127.0.0.1:9/"))
        file = {"type": "file_input", "files": [{"id": "F1", "name": name, "url_private_download": "x"}]}
        return send(office, Form.BRING_FILE, Ref(project_id=project), WANG, **given, file=file)

    assert "第 3 行" in str(check("编号,标题\nGB/T 1,好\n,没有编号\n"))
    assert "file" in check("x", name="hits.doc")["errors"]
    assert hits(office, project) == ()
    trial = check(CSV)["view"]
    for _ in range(2):
        send(office, Form.BRING_KEEP, unpack(trial["private_metadata"]), WANG)
    assert {f.event.subject.ref for f in hits(office, project)} == {"GB/T 20234.1", "GB/T 18487.1"}
    assert office.notices(NoticeKind.HIT) == []  # what comes in a file waits for the digest


def test_a_source_that_fails_says_since_when_and_stops_no_other(office: Office, far: FarSide, project: str) -> None:
    started(office, project)
    far.will("/x", Says(status=503))
    tower = Watchtower(
        store=office.store, team_id=TEAM, settings=office.desk.settings, clock=office.clock,
        new_id=office.desk.new_id, next_for=at_once, wake=lambda: None, fetch=fetcher(far),
        connect=lambda _name, _settings: IsoDeliverables(far.url("/x")),
    )  # fmt: skip
    tower.tend(office.clock.now())
    tower.rest()
    asked = len(far.asked)
    tower.tend(office.clock.now())
    tower.rest()
    assert len(far.asked) == asked  # it is left alone for a while
    answer = str(office.send(p.command("watch LD-1", LIN)))
    assert "无法读取" in answer
    with office.store.read() as reads:
        assert reads.health(TEAM, FEED).failures == 1
