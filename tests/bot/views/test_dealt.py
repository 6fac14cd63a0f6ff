"""Licences and rewards can be seen and changed where people look: at their patent, and at the date that waits."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks.kit import Message, check_message
from bot.blocks.linkage import dealt, details, docket, labels
from bot.ids import unpack
from flows.linkage.codes import Certainty, LicenceKind, RewardKind
from flows.linkage.dealings import Licence, Reward
from flows.linkage.judgements import DocketItem
from tests.builders import LEAD, PATENT, TODAY, build_card
from tests.flows.linkage.registers import application, family, register

from .samples import LOCALES, lens

SOON = TODAY + timedelta(days=30)
PATENTED = family(application(), inventors=(LEAD, "Dr. Wu & Co"))
OURS = Reward(id="rew_1", number=1, family_id="fam_1", kind=RewardKind.REWARD, inventor=LEAD, due_on=SOON, amount=4000)
THEIRS = replace(OURS, id="rew_2", number=2, inventor="WUMEI <x>", paid_on=TODAY, rule="House rule 7")
SOLD = Licence(
    id="lic_1", number=1, families=("fam_1",), kind=LicenceKind.EXCLUSIVE, licensee="ACME", effective_on=TODAY,
    income=120000,
)  # fmt: skip
BOOK = register(families=(PATENTED,), rewards=(OURS, THEIRS), licences=(SOLD,))
ABLE = {"RecordReward", "RecordLicence", "CloseDocketItem"}


def refs(message: Message) -> dict[str, str]:
    """Item by act, of every button and menu entry."""
    found: dict[str, str] = {}
    for block in message.blocks:
        controls = [block["accessory"]] if "accessory" in block else block.get("elements", [])
        for control in controls:
            values = [o["value"] for o in control.get("options", [])] or [
                f"{control.get('action_id')}|{control.get('value')}"
            ]
            found |= {act: unpack(ref).item_id for act, _, ref in (v.partition("|") for v in values) if ref != "None"}
    return found


def date_of(subject: str, rule: str = "R33") -> DocketItem:
    return DocketItem(
        id="dkt_1", number=1, rule=rule, subject_id=subject, part="", source_on=TODAY, raw_on=SOON, due_on=SOON,
        calendar="", certainty=Certainty.STATUTE,
    )  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
def test_an_inventor_is_mentioned_and_a_name_is_shown_as_it_was_typed(locale: str) -> None:
    ours, theirs = dealt.line(OURS, BOOK, lens(locale)), dealt.line(THEIRS, BOOK, lens(locale))
    assert f"<@{LEAD}>" in ours
    assert "WUMEI &lt;x&gt;" in theirs
    assert "¥4,000" in ours
    assert "House rule 7" in theirs
    raw = labels.raw(OURS, lens(locale))
    assert LEAD not in raw, "raw text can mention nobody, and an id is no name"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_patent_shows_its_licences_and_rewards_each_with_a_way_to_change_it(locale: str) -> None:
    message = details.details(build_card(), BOOK, PATENTED, lens(locale), able=ABLE)
    check_message(message)
    assert lens(locale).say("Licences and rewards") in message.text
    assert "ACME" in message.text
    assert "¥120,000" in message.text
    found = refs(message)
    assert {found["lnk.reward"], found["lnk.licence"]} <= {"rew_1", "rew_2", "lic_1", "fam_1"}
    assert "lnk.reward" not in refs(details.details(build_card(), BOOK, PATENTED, lens(locale), able=set()))


@pytest.mark.parametrize("item", [OURS, SOLD], ids=["reward", "licence"])
def test_one_of_them_opens_with_its_form(item: dealt.Dealt) -> None:
    message = details.details(build_card(), BOOK, item, lens("en"), able=ABLE)
    assert item.id in refs(message).values()


@pytest.mark.parametrize(
    ("subject", "rule", "act"),
    [("rew_1", "R33", "lnk.reward"), ("rew_1", "R34", "lnk.reward"), ("fam_1", "R33", "lnk.reward"),
     ("lic_1", "R30", "lnk.licence")],
)  # fmt: skip
def test_a_date_offers_to_record_what_settles_it(subject: str, rule: str, act: str) -> None:
    book = replace(BOOK, docket=(date_of(subject, rule),))
    message = docket.dates(build_card(), book, lens("en"), able=ABLE, reader=PATENT)
    assert refs(message)[act] == subject
    assert act not in refs(docket.dates(build_card(), book, lens("en"), able={"CloseDocketItem"}, reader=PATENT))


def test_other_dates_offer_nothing_of_the_kind() -> None:
    book = replace(BOOK, docket=(date_of("fam_1", "R08"),))
    assert "lnk.reward" not in refs(docket.dates(build_card(), book, lens("en"), able=ABLE, reader=PATENT))


@pytest.mark.parametrize(
    ("text", "is_one"), [("U0CHEN", True), ("W012AB", True), ("WU", False), ("Wu 3", False), ("", False)]
)
def test_only_an_id_of_the_workspace_is_a_member(text: str, is_one: bool) -> None:
    assert labels.is_person(text) is is_one
