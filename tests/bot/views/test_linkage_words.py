"""Every event, command, code and form of the linkage wing has its words, in both languages."""

import dataclasses
import json
import re
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

import flows.linkage
from bot.blocks.kit import check_view
from bot.blocks.linkage import clearances, matrix, receipts, rule_words, terms
from bot.blocks.linkage.questions import Questions
from bot.blocks.linkage.refusals import linkage_problems
from bot.blocks.linkage.sentences import SENTENCES, recorded
from bot.ids import Form, Ref, unpack
from bot.linkage_forms import READERS
from bot.listeners.registering import BUILDERS
from flows.linkage import codes
from flows.linkage import commands as do
from flows.linkage import events as e
from flows.linkage.events import LINKAGE_EVENTS
from flows.linkage.items import Application, Claim, Clause, Family, Feature, Link, Outward, Standard
from flows.linkage.judgements import Clearance, DocketItem, Finding
from flows.linkage.register import Register
from tests.builders import LEAD, LEGAL, NOW, PATENT, PROJECT_ID, TODAY

from .samples import LOCALES, lens, mixed_card

FEATURE = Feature(id="fea_1", number=1, name="Waveform <x>", trl=4)
FAMILY = Family(id="fam_1", number=1, title="Radar & lens", claims=(Claim(1, "A method", independent=True),),
                members=(Application(office="CN", application_number="CN202610123456.8", filed_on=TODAY),))  # fmt: skip
STANDARD = Standard(id="std_1", number=1, body=codes.Body.ISO, reference="ISO 1", clauses=(Clause(number="7.2"),))
PLAN = Outward(id="out_1", number=1, kind=codes.OutwardKind.CONTRIBUTION, title="Proposal", features=("fea_1",),
               available_on=TODAY, body=codes.Body.ISO, planned_by=LEAD)  # fmt: skip
BLOCK = Finding(rule="R01", severity=codes.Severity.BLOCK, subjects=("fea_1",), lifts=("file_first", "move_date"),
                roles=("patent",), params=(("latest_on", "2026-11-20"),))  # fmt: skip
ASKED = Clearance(id="clr_1", number=1, outward_id="out_1", features=("fea_1",), available_on=TODAY, asked_by=LEAD,
                  asked_at=NOW, answer=codes.Answer.BLOCKED, findings=(BLOCK,))  # fmt: skip
DATE = DocketItem(id="doc_1", number=1, rule="R05", subject_id="fam_1", part="CN", source_on=TODAY, raw_on=TODAY,
                  due_on=TODAY, calendar="CN", certainty=codes.Certainty.STATUTE)  # fmt: skip
ROW = Link(id="lnk_1", kind=codes.LinkKind.CLAIM_CLAUSE, source="fam_1", target="std_1", claim=1, clause="7.2",
           by=LEAD, at=NOW, recheck="clause_changed")  # fmt: skip
COVER = Link(id="lnk_2", kind=codes.LinkKind.FEATURE_CLAIM, source="fea_1", target="fam_1", claim=1, by=LEAD, at=NOW)
REGISTER = Register(team_id="T", project_id=PROJECT_ID, features=(FEATURE,), families=(FAMILY,),
                    standards=(STANDARD,), outwards=(PLAN,), clearances=(ASKED,), docket=(DATE,),
                    links=(ROW, COVER), version=3)  # fmt: skip
BASE: dict[str, Any] = {"project_id": PROJECT_ID, "by": LEAD, "at": NOW}
WORDS: list[tuple[type[StrEnum], Callable[[Any, Any], str]]] = [
    (codes.Body, terms.body), (codes.PatentKind, terms.patent_kind),
    (codes.ApplicationStatus, terms.application_status), (codes.OutwardKind, terms.outward_kind),
    (codes.OutwardState, terms.outward_state), (codes.Reception, terms.reception),
    (codes.LicenceOption, terms.licence_option), (codes.LicenceKind, terms.licence_kind),
    (codes.RewardKind, terms.reward_kind), (codes.LinkKind, terms.link_kind),
    (codes.Essentiality, terms.essentiality), (codes.Severity, terms.severity), (codes.Answer, terms.answer),
    (codes.ClearanceState, terms.clearance_state), (codes.DocketState, terms.docket_state),
    (codes.Certainty, terms.certainty),
]  # fmt: skip
SAMPLES: dict[type[e.LinkageEvent], dict[str, Any]] = {
    e.FeatureRecorded: {"item": FEATURE}, e.FeatureCleared: {"feature_id": "fea_1", "reason": "Known"},
    e.FamilyRecorded: {"item": FAMILY}, e.ApplicationRecorded: {"family_id": "f", "application": FAMILY.members[0]},
    e.ClaimsRecorded: {"family_id": "f", "claims": FAMILY.claims}, e.StandardRecorded: {"item": STANDARD},
    e.ClausesRecorded: {"standard_id": "s", "version": "2", "clauses": STANDARD.clauses},
    e.OutwardPlanned: {"item": PLAN}, e.ClearanceAsked: {"item": ASKED},
    e.ClearanceDecided: {"clearance_id": "c", "state": codes.ClearanceState.OVERRIDDEN, "reason": "Public"},
    e.OutwardMade: {"outward_id": "o", "made_on": TODAY, "clearance_id": "c"},
    e.OutwardWithdrawn: {"outward_id": "o", "reason": "Dropped"},
    e.ReceptionNoted: {"outward_id": "o", "reception": codes.Reception.REJECTED},
    e.ItemsTied: {"link": ROW}, e.ItemsUntied: {"link_id": "l", "why": "Wrong"},
    e.RowChecked: {"link_id": "l", "essentiality": codes.Essentiality.CONFIRMED, "version": "2", "why": ""},
    e.RowsToRecheck: {"links": ("l",), "cause": "clause_changed"},
    e.DocketRecorded: {"items": (DATE,), "cause": "recorded"}, e.ItemsImported: {"source": "list.csv", "count": 3},
}  # fmt: skip


def as_json(event: e.LinkageEvent) -> dict[str, Any]:
    def plain(value: object) -> str:
        assert isinstance(value, date | datetime)
        return value.isoformat()

    return dict(json.loads(json.dumps(dataclasses.asdict(event), default=plain)))


def test_every_event_has_a_sentence_and_every_command_a_receipt() -> None:
    assert set(SENTENCES) == set(LINKAGE_EVENTS)
    assert set(receipts.texts(lens("en").say)) == {c.__name__ for c in do.LinkageCommand.__subclasses__()}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", SAMPLES, ids=lambda kind: kind.__name__)
def test_an_event_reads_as_one_line_from_the_history_and_from_a_notice(kind: type[e.LinkageEvent], locale: str) -> None:
    make: Any = kind
    values = as_json(make(**BASE, **SAMPLES[kind]))
    few = {k: len(v) if isinstance(v, list) else v for k, v in values.items() if not isinstance(v, dict)}
    for given in (values, few):
        text = recorded(kind.__name__, given, by="<@U>", lens=lens(locale))
        assert text
        assert "\n" not in text
        assert "{" not in re.sub(r"<!date[^>]*>", "", text)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("kind", "words"), WORDS, ids=lambda x: getattr(x, "__name__", ""))
def test_every_code_has_words_and_no_two_share_them(
    kind: type[StrEnum], words: Callable[[Any, Any], str], locale: str
) -> None:
    told = [words(code, lens(locale).say) for code in kind]
    assert all(told)
    assert len(set(told)) == len(told)


ABOUT = {
    Form.FEATURE: "fea_1", Form.NO_FILING: "fea_1", Form.UNTIE: "lnk_1", Form.CHECK_ROW: "lnk_1", Form.FAMILY: "fam_1",
    Form.FAMILY_MORE: "fam_1", Form.APPLICATION: "fam_1", Form.NOTICES: "fam_1", Form.CLAIMS: "fam_1",
    Form.STANDARD: "std_1", Form.STANDARD_MORE: "std_1", Form.CLAUSES: "std_1", Form.OUTWARD: "out_1",
    Form.MADE: "out_1", Form.CALL_OFF: "out_1", Form.RECEPTION: "out_1", Form.DECIDE: "clr_1", Form.DECLARE: "fam_1",
    Form.DATE_DONE: "doc_1", Form.DATE_DROP: "doc_1", Form.DATE_REOPEN: "doc_1", Form.TIE: "fea_1",
}  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("form", READERS)
def test_a_form_is_short_fits_and_remembers_what_it_showed(form: Form, locale: str) -> None:
    asked = Questions(mixed_card(), REGISTER, lens(locale), Ref(item_id=ABOUT.get(form, "")))
    view = BUILDERS[form](asked)
    check_view(view)
    inputs = [b for b in view["blocks"] if b["type"] == "input"]
    assert 1 <= len(inputs) <= 8
    assert [bool(b["element"].get("focus_on_load")) for b in inputs] == [True] + [False] * (len(inputs) - 1)
    assert "…" not in view["title"]["text"] + view["submit"]["text"] + view["close"]["text"]
    ref = unpack(view["private_metadata"])
    assert (ref.project_id, ref.shown, ref.item_id) == (mixed_card().id, 3, ABOUT.get(form, ""))


def test_a_blocked_plan_tells_rule_meaning_lift_and_people_once_with_the_flag() -> None:
    able = {"DecideClearance", "AskClearance"}
    text = clearances.clearance(mixed_card(), REGISTER, PLAN, lens("en"), able=able, reader=PATENT).text
    assert "*R01* · Stops it" in text
    assert "File a patent application first" in text
    assert "Who can: Patent lead" in text
    assert "CN and EP: not rescued by your own disclosure." in text
    assert text.count(rule_words.disclaimer(lens("en").say)) == 1


def test_only_who_may_decide_gets_the_buttons_and_they_stop_when_it_is_decided() -> None:
    def acts(register: Register, able: set[str], reader: str = PATENT) -> set[str]:
        blocks = clearances.clearance(mixed_card(), register, PLAN, lens("en"), able=able, reader=reader).blocks
        return {x["action_id"] for b in blocks if b["type"] == "actions" for x in b["elements"]}

    assert "lnk.decide:override" in acts(REGISTER, {"DecideClearance"})
    assert acts(REGISTER, set()) == set()
    assert acts(REGISTER, {"DecideClearance"}, LEGAL) == set(), "legal is asked after the patent lead"
    overridden = dataclasses.replace(ASKED, state=codes.ClearanceState.AWAITING_LEGAL, decided_by=PATENT, reason="R")
    waiting = dataclasses.replace(REGISTER, clearances=(overridden,))
    assert "lnk.decide:override" in acts(waiting, {"DecideClearance"}, LEGAL)
    assert acts(waiting, {"DecideClearance"}, PATENT) == set(), "who overrode it does not agree to it, too"
    decided = dataclasses.replace(ASKED, state=codes.ClearanceState.REFUSED, decided_by=LEAD)
    closed = dataclasses.replace(REGISTER, clearances=(decided,))
    assert not any("decide" in act for act in acts(closed, {"DecideClearance"}))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_matrix_can_be_heard_as_well_as_seen(locale: str) -> None:
    message = matrix.overview(mixed_card(), REGISTER, lens(locale))
    assert "P1/1" in message.text
    assert "S1 7.2" in message.text
    assert any(block["type"] == "table" for block in message.blocks)
    assert matrix.line(REGISTER, lens(locale))
    assert matrix.line(Register(team_id="T", project_id="p"), lens(locale)) == ""


LINKAGE = Path(flows.linkage.__file__).parent


BESIDE_LIFTS = re.compile(r"params=.*|roles=\([^)]*\)")


def lift_codes() -> set[str]:
    """Every word in quotes where the engine says what lifts a finding."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in LINKAGE.glob("*.py"))
    lines = [line.partition("lifts")[2] for line in sources.splitlines() if "lifts" in line]
    blocks = re.findall(r"def _lifts.*?(?=\n\n\n)", sources, re.DOTALL)
    return {code for text in (*lines, *blocks) for code in re.findall(r'"([a-z_]{3,})"', BESIDE_LIFTS.sub("", text))}


@pytest.mark.parametrize("locale", ["en", "zh_CN"])
def test_whatever_lifts_a_finding_is_said_in_words(locale: str) -> None:
    say = lens(locale).say
    codes = lift_codes()
    assert {"file_first", "pay_reward", "review_standard", "record_reader"} <= codes
    codes.discard("no_nda")  # why R02 fired, in a line that goes on about what lifts it
    assert {code for code in codes if rule_words.lift(code, say) == code.replace("_", " ")} == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_wrong_with_a_field_says_what_to_do_next_too(locale: str) -> None:
    """Two sentences, or one that asks for something: "this is wrong" alone leaves people where they are."""
    asking = ("Please", "请", "for example", "例如", "must")
    for code, words in linkage_problems(lens(locale).say).items():
        parts = [part for part in re.split(r"(?<=[.。])\s*", words) if part]
        assert len(parts) > 1 or any(word in words for word in asking) or "，" in words, (code, words)
