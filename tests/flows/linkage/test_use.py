"""Use of results: R30-R38 where the register has the facts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from flows.linkage.codes import Body, LicenceKind, PatentKind, RewardKind, Severity
from flows.linkage.dealings import Licence, Reward
from flows.linkage.register import Register
from flows.linkage.use import remuneration_minimum
from tests.flows.linkage.registers import (
    application,
    declaration,
    family,
    on,
    open_in,
    param,
    register,
    standard,
)


def licence(kind: LicenceKind = LicenceKind.ORDINARY, number: int = 1, **fields: Any) -> Licence:
    base: dict[str, Any] = {
        "id": f"lic_{number}", "number": number, "families": ("fam_1",), "kind": kind, "licensee": "Maker Ltd",
        "effective_on": on(-10),
    }  # fmt: skip
    return Licence(**(base | fields))


def reward(kind: RewardKind = RewardKind.REWARD, number: int = 1, **fields: Any) -> Reward:
    base: dict[str, Any] = {
        "id": f"rew_{number}", "number": number, "family_id": "fam_1", "kind": kind, "inventor": "Han",
        "due_on": on(30),
    }  # fmt: skip
    return Reward(**(base | fields))


def granted(on_day: date, **fields: Any) -> Register:
    return register(families=(family(application(filed=on(-900), granted_on=on_day), **fields),))


@pytest.mark.parametrize(
    ("effective", "severity"),
    [(date(2026, 8, 23), Severity.INFO), (date(2026, 8, 22), Severity.WARN), (on(3), None)],
)
def test_R30_a_licence_is_recorded_within_three_months(effective: date, severity: Severity | None) -> None:
    found = open_in(register(licences=(licence(effective_on=effective),)), "R30")
    assert [f.severity for f in found] == ([severity] if severity else [])


def test_R30_is_settled_by_the_day_of_recording_and_asks_no_open_licence() -> None:
    recorded = licence(effective_on=on(-300), recorded_on=on(-200))
    assert open_in(register(licences=(recorded, licence(LicenceKind.OPEN, 2))), "R30") == []


def test_R31_no_exclusive_licence_beside_an_open_one() -> None:
    book = replace(granted(on(-20)), licences=(licence(LicenceKind.OPEN), licence(LicenceKind.EXCLUSIVE, 2)))
    assert [param(f, "why") for f in open_in(book, "R31")] == ["exclusive"]
    ended = licence(LicenceKind.EXCLUSIVE, 2, ended_on=on(-1))
    assert open_in(replace(book, licences=(licence(LicenceKind.OPEN), ended)), "R31") == []


def test_R31_an_open_licence_comes_after_the_grant_and_a_utility_model_needs_a_report() -> None:
    early = register(licences=(licence(LicenceKind.OPEN),))
    assert [param(f, "why") for f in open_in(early, "R31")] == ["before_grant"]
    model = replace(granted(on(-20), kind=PatentKind.UTILITY_MODEL), licences=(licence(LicenceKind.OPEN),))
    assert [param(f, "why") for f in open_in(model, "R31")] == ["evaluation_report"]


def test_R32_co_owners_need_written_terms() -> None:
    two = family(application(), owners=("Institute", "Maker Ltd"))
    (finding,) = open_in(register(families=(two,)), "R32")
    assert (finding.severity, finding.lifts) == (Severity.WARN, ("record_terms",))
    assert open_in(register(families=(replace(two, co_owner_terms="Contract 7"),)), "R32") == []
    assert open_in(register(families=(replace(two, owners=("Institute",)),)), "R32") == []


@pytest.mark.parametrize(
    ("kind", "minimum"),
    [(PatentKind.INVENTION, "4000"), (PatentKind.UTILITY_MODEL, "1500"), (PatentKind.DESIGN, "1500")],
)
def test_R33_a_reward_is_owed_within_three_months_of_the_grant(kind: PatentKind, minimum: str) -> None:
    (finding,) = open_in(granted(date(2026, 8, 31), kind=kind), "R33")
    assert (finding.severity, param(finding, "why")) == (Severity.INFO, "missing")
    assert (param(finding, "due_on"), param(finding, "minimum")) == ("2026-11-30", minimum)
    assert open_in(granted(date(2026, 8, 1), kind=kind), "R33")[0].severity is Severity.WARN
    assert open_in(register(), "R33") == []


@pytest.mark.parametrize(
    ("rewards", "why"),
    [
        ((reward(amount=4000),), "unpaid"),
        ((reward(amount=3999, paid_on=on(-1)),), "below_minimum"),
        ((reward(amount=100, rule="House rule 3", paid_on=on(-1)),), ""),
        ((reward(amount=2000, paid_on=on(-1)), reward(number=2, amount=2000, paid_on=on(-1))), ""),
    ],
)
def test_R33_the_minimum_is_a_patents_and_an_agreement_goes_before(rewards: tuple[Reward, ...], why: str) -> None:
    found = open_in(replace(granted(on(-20)), rewards=rewards), "R33")
    assert [param(f, "why") for f in found] == ([why] if why else [])


@pytest.mark.parametrize(("net", "least"), [(-5, 0), (0, 0), (1, 1), (100, 50), (101, 51)])
def test_R34_half_of_the_net_income_is_the_inventors(net: int, least: int) -> None:
    assert remuneration_minimum(net) == least


def test_R34_says_what_is_missing_unless_something_else_is_agreed() -> None:
    book = register(licences=(licence(income=100_000, cost=20_000, recorded_on=on(-1)),))
    (finding,) = open_in(book, "R34")
    assert (param(finding, "minimum"), param(finding, "planned")) == ("40000", "0")
    enough = reward(RewardKind.REMUNERATION, amount=40_000)
    agreed = reward(RewardKind.REMUNERATION, amount=1, rule="Contract 7")
    for settled in (enough, agreed):
        assert open_in(replace(book, rewards=(settled,)), "R34") == []
    assert open_in(replace(book, rewards=(reward(amount=40_000),)), "R34") != []


def promised(body: Body) -> Register:
    return register(standards=(standard(body),), declarations=(declaration(body=body),))


def test_R35_a_promise_for_a_chinese_standard_limits_injunctions() -> None:
    assert [f.severity for f in open_in(promised(Body.CN_NATIONAL), "R35")] == [Severity.INFO]
    assert open_in(promised(Body.ISO), "R35") == []


def test_R36_licensing_a_promised_patent_touches_competition() -> None:
    assert open_in(promised(Body.ISO), "R36") == []
    licensed = replace(promised(Body.ISO), licences=(licence(),))
    assert [f.severity for f in open_in(licensed, "R36")] == [Severity.INFO]


def test_R37_a_group_or_enterprise_standard_may_not_fall_below_the_mandatory_ones() -> None:
    for one in (standard(Body.CN_GROUP), standard(Body.OTHER, level="enterprise")):
        assert [f.severity for f in open_in(register(standards=(one,)), "R37")] == [Severity.INFO]
    assert open_in(register(standards=(standard(Body.CN_GROUP, withdrawn=True),)), "R37") == []


@pytest.mark.parametrize(
    ("published", "severity"),
    [
        (date(2021, 11, 22), Severity.WARN),
        (date(2021, 11, 23), Severity.INFO),
        (date(2022, 5, 22), Severity.INFO),
        (date(2022, 5, 23), None),
    ],
)
def test_R38_a_standard_is_reviewed_within_five_years(published: date, severity: Severity | None) -> None:
    found = open_in(register(standards=(standard(published_on=published),)), "R38")
    assert [f.severity for f in found] == ([severity] if severity else [])
