"""The patent clock, rule by rule (DOMAIN.md 4.3), with the holidays of the offices as they really are."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from flows.linkage.codes import ApplicationStatus as Status
from flows.linkage.codes import Certainty, DocketState, LicenceKind, PatentKind, RewardKind
from flows.linkage.dealings import Licence, Reward
from tests.flows.linkage.docketing import (
    changed_member,
    dated,
    days,
    docketed,
    follow,
    rules_of,
    with_family,
)
from tests.flows.linkage.registers import application

CLOSED = DocketState.DONE


def test_R04_secrecy_review_is_planned_for_up_to_six_months_from_its_request() -> None:
    register = docketed(with_family(secrecy_requested_on=date(2026, 8, 31)))
    item = dated(register, "R04")
    assert days(item) == (date(2027, 2, 28), date(2027, 2, 28))
    cleared = docketed(
        with_family(secrecy_requested_on=date(2026, 8, 31), secrecy_cleared_on=date(2026, 12, 1)), register
    )
    assert dated(docketed(register), "R04").state is DocketState.OPEN
    assert cleared.docket == ()


@pytest.mark.parametrize(
    ("filed", "raw", "due"),
    [
        (date(2025, 12, 31), date(2026, 12, 31), date(2026, 12, 31)),
        (date(2026, 8, 31), date(2027, 8, 31), date(2027, 8, 31)),
        (date(2025, 10, 3), date(2026, 10, 3), date(2026, 10, 8)),  # National Day ends on the 7th
        (date(2025, 2, 17), date(2026, 2, 17), date(2026, 2, 24)),  # Spring Festival
        (date(2025, 10, 10), date(2026, 10, 10), date(2026, 10, 10)),  # a Saturday that is worked
        (date(2025, 9, 20), date(2026, 9, 20), date(2026, 9, 20)),  # a Sunday that is worked
        (date(2024, 2, 29), date(2025, 2, 28), date(2025, 2, 28)),
    ],
)
def test_R05_priority_ends_after_twelve_months_on_a_day_the_office_works(filed: date, raw: date, due: date) -> None:
    family = with_family(application("EP", filed=filed), application("CN", filed=None))
    item = dated(docketed(family, today=filed), "R05", "CN")
    assert days(item) == (raw, due)
    assert (item.calendar, item.source_on, item.certainty) == ("CN", filed, Certainty.STATUTE)


@pytest.mark.parametrize("filed", [date(2025, 10, 3), date(2025, 2, 17), date(2025, 11, 22)])
def test_R05_is_not_rolled_by_the_first_office_while_nobody_has_said_where_priority_will_be_claimed(
    filed: date,
) -> None:
    """The EPO works through National Day and Spring Festival: the Chinese rolled date would be too late there."""
    home = dated(docketed(with_family(application(filed=filed)), today=filed), "R05", "CN")
    assert home.due_on == home.raw_on == filed.replace(year=2026)
    assert home.calendar == ""
    for office in ("EP", "US", "JP", "KR", "CN"):
        family = with_family(application("BR", filed=filed), application(office, filed=None))
        assert home.due_on <= dated(docketed(family, today=filed), "R05", office).due_on


def test_R05_designs_have_six_months_and_end_on_the_last_day_of_a_short_month() -> None:
    register = docketed(
        with_family(application("EP", filed=date(2026, 8, 31)), application("CN", filed=None), kind=PatentKind.DESIGN),
        today=date(2026, 9, 1),
    )
    assert days(dated(register, "R05", "CN:design")) == (date(2027, 2, 28), date(2027, 3, 1))  # a Sunday


def test_R05_counts_for_each_office_where_an_application_is_planned_by_its_own_calendar() -> None:
    first, planned = application(filed=date(2025, 12, 25)), application("EP", filed=None)
    register = docketed(with_family(first, planned, application("BR", filed=None)))
    assert days(dated(register, "R05", "EP")) == (date(2026, 12, 25), date(2027, 1, 4))  # closed to the New Year
    assert days(dated(register, "R05", "BR")) == (date(2026, 12, 25), date(2026, 12, 25))
    assert dated(register, "R05", "BR").calendar == ""  # no calendar is known: too early is safe


def test_R05_is_settled_by_the_application_that_claims_the_priority() -> None:
    first = application(filed=date(2025, 12, 25))
    before = docketed(with_family(first, application("EP", filed=None)))
    now = changed_member(before, "EP", status=Status.FILED, filed_on=date(2026, 11, 20), priority_on=first.filed_on)
    item = dated(docketed(now, before), "R05", "EP")
    assert (item.state, item.done_on, item.confirmed_by) == (CLOSED, date(2026, 11, 20), "")


def test_R05_a_planned_filing_day_starts_nothing() -> None:
    assert rules_of(docketed(with_family(application(filed=date(2026, 12, 1), status=Status.PLANNED)))) == set()


def test_R06_copy_sixteen_months_from_priority_and_corrections_four_from_filing() -> None:
    member = application(filed=date(2026, 10, 31), priority_on=date(2025, 10, 31))
    register = docketed(with_family(member))
    assert days(dated(register, "R06", "CN")) == (date(2027, 2, 28), date(2027, 3, 1))
    assert days(dated(register, "R06", "CN:correct")) == (date(2027, 2, 28), date(2027, 3, 1))
    assert "R06" not in rules_of(docketed(with_family(application())))  # no priority is claimed


def test_R07_publication_is_a_day_to_know_and_nothing_to_do() -> None:
    before = docketed(with_family(application(filed=date(2026, 11, 20))))
    assert days(dated(before, "R07")) == (date(2028, 5, 20), date(2028, 5, 20))
    early = changed_member(before, status=Status.PUBLISHED, published_on=date(2027, 1, 5))
    assert dated(docketed(early, before), "R07").state is CLOSED


def test_R08_examination_within_three_years_of_priority_is_closed_by_its_request_and_waits_for_a_second_person() -> (
    None
):
    member = application(filed=date(2024, 10, 3), priority_on=date(2023, 10, 9))
    before = docketed(with_family(member), today=date(2026, 9, 1))
    assert days(dated(before, "R08")) == (date(2026, 10, 9), date(2026, 10, 9))
    asked = changed_member(before, examination_requested_on=date(2026, 9, 2))
    item = dated(docketed(asked, before), "R08")
    assert (item.state, item.done_by, item.done_on, item.confirmed_by) == (
        CLOSED, "liandong", date(2026, 9, 2), "",
    )  # fmt: skip


def test_R08_asks_nothing_for_a_utility_model() -> None:
    assert "R08" not in rules_of(docketed(with_family(application(), kind=PatentKind.UTILITY_MODEL)))


def test_R09_the_Chinese_national_phase_has_thirty_months_and_two_more_with_a_surcharge() -> None:
    international = application("WO", filed=date(2025, 6, 1), priority_on=date(2024, 8, 31))
    register = docketed(with_family(international, application("CN", filed=None)))
    assert days(dated(register, "R09", "CN")) == (date(2027, 2, 28), date(2027, 3, 1))
    assert days(dated(register, "R09", "CN:surcharge")) == (date(2027, 4, 30), date(2027, 4, 30))
    assert "R09" not in rules_of(docketed(with_family(international, application(filed=date(2024, 8, 31)))))


def test_R10_the_EPO_has_thirty_one_months_and_its_own_closing_days() -> None:
    international = application("WO", filed=date(2025, 5, 2), priority_on=date(2024, 5, 26))
    register = docketed(with_family(international, application("EP", filed=None), application("US", filed=None)))
    assert days(dated(register, "R10")) == (date(2026, 12, 26), date(2027, 1, 4))
    assert days(dated(register, "PCT-22", "US")) == (date(2026, 11, 26), date(2026, 11, 27))  # Thanksgiving


def test_R11_fees_within_two_months_of_filing() -> None:
    register = docketed(with_family(application(filed=date(2026, 11, 20))))
    assert days(dated(register, "R11")) == (date(2027, 1, 20), date(2027, 1, 20))


def test_R12_voluntary_amendments_within_three_months_of_the_notice() -> None:
    register = docketed(with_family(application(examination_notice_on=date(2026, 11, 30))))
    assert days(dated(register, "R12")) == (date(2027, 2, 28), date(2027, 3, 1))


def test_R13_registration_within_two_months_of_the_grant_notice_is_closed_by_the_grant() -> None:
    before = docketed(with_family(application(grant_notice_on=date(2025, 12, 31))), today=date(2026, 1, 5))
    assert days(dated(before, "R13")) == (date(2026, 2, 28), date(2026, 2, 28))  # a Saturday that is worked
    granted = changed_member(before, status=Status.GRANTED, granted_on=date(2026, 2, 10))
    assert dated(docketed(granted, before, today=date(2026, 2, 11)), "R13").state is CLOSED


@pytest.mark.parametrize(
    ("rule", "fields"),
    [("R12", {"examination_notice_on": date(2026, 11, 16)}), ("R13", {"grant_notice_on": date(2026, 11, 16)}),
     ("R15", {"status": Status.REFUSED, "refused_on": date(2026, 11, 16)})],
)  # fmt: skip
def test_R12_R13_R15_a_notice_by_post_counts_from_fifteen_days_later_and_only_in_china(
    rule: str, fields: dict[str, Any]
) -> None:
    electronic = dated(docketed(with_family(application(**fields))), rule)
    posted = dated(docketed(with_family(application(notices_by_post=True, **fields))), rule)
    assert (electronic.source_on, posted.source_on) == (date(2026, 11, 16), date(2026, 12, 1))
    assert posted.raw_on.day == 1
    assert rule not in rules_of(docketed(with_family(application("EP", notices_by_post=True, **fields))))


def test_how_notices_come_moves_the_dates_that_are_there_and_keeps_what_they_were() -> None:
    before = docketed(with_family(application(grant_notice_on=date(2026, 11, 16))))
    moved = dated(docketed(changed_member(before, notices_by_post=True), before), "R13")
    assert (moved.before_on, moved.due_on) == (date(2027, 1, 18), date(2027, 2, 1))  # the 16th is a Saturday


def test_R14_the_next_annuity_and_its_grace_follow_the_one_that_was_paid() -> None:
    member = application(filed=date(2021, 10, 3), status=Status.GRANTED, granted_on=date(2024, 5, 10),
                         annuity_paid_until=date(2026, 10, 3))  # fmt: skip
    before = docketed(with_family(member), today=date(2026, 9, 1))
    assert days(dated(before, "R14", "CN:2026")) == (date(2026, 10, 3), date(2026, 10, 8))
    assert days(dated(before, "R14", "CN:2026:grace")) == (date(2027, 4, 3), date(2027, 4, 6))  # Saturday; 5 April
    paid = docketed(changed_member(before, annuity_paid_until=date(2027, 10, 3)), before, today=date(2026, 9, 2))
    assert {dated(paid, "R14", part).state for part in ("CN:2026", "CN:2026:grace")} == {CLOSED}
    assert dated(paid, "R14", "CN:2027").state is DocketState.OPEN


def test_R14_no_annuity_is_due_when_the_term_is_over() -> None:
    member = application(filed=date(2017, 3, 1), status=Status.GRANTED, granted_on=date(2018, 1, 10),
                         annuity_paid_until=date(2026, 12, 1))  # fmt: skip
    register = docketed(with_family(member, kind=PatentKind.UTILITY_MODEL))
    assert "R14" not in rules_of(register)


def test_R15_re_examination_within_three_months_of_the_refusal() -> None:
    register = docketed(with_family(application(status=Status.REFUSED, refused_on=date(2026, 11, 20))))
    assert days(dated(register, "R15")) == (date(2027, 2, 20), dated(register, "R15").due_on)
    again = changed_member(register, status=Status.EXAMINATION)
    assert dated(docketed(again, register), "R15").state is CLOSED


@pytest.mark.parametrize(
    ("kind", "ends"), [(PatentKind.INVENTION, 2041), (PatentKind.UTILITY_MODEL, 2031), (PatentKind.DESIGN, 2036)]
)
def test_R16_the_term_counts_from_filing(kind: PatentKind, ends: int) -> None:
    member = application(filed=date(2021, 10, 3), status=Status.GRANTED, granted_on=date(2024, 5, 10))
    assert dated(docketed(with_family(member, kind=kind)), "R16").due_on == date(ends, 10, 3)


def test_R17_the_same_day_filing_is_declared_on_that_day() -> None:
    before = docketed(with_family(application(filed=date(2026, 11, 20)), companion_id="fam_2"))
    assert dated(before, "R17").due_on == date(2026, 11, 20)
    told = docketed(
        with_family(application(filed=date(2026, 11, 20)), companion_id="fam_2", companion_declared=True), before
    )
    assert "R17" not in rules_of(told)


def test_R30_a_licence_is_recorded_within_three_months_of_its_effect() -> None:
    register = with_family(application())
    licence = Licence(id="lic_1", number=1, families=("fam_1",), kind=LicenceKind.EXCLUSIVE, licensee="Acme",
                      effective_on=date(2025, 11, 30))  # fmt: skip
    before = docketed(replace(register, licences=(licence,)))
    assert days(dated(before, "R30")) == (date(2026, 2, 28), date(2026, 2, 28))  # owed although long past
    recorded = replace(before, licences=(replace(licence, recorded_on=date(2026, 11, 22)),))
    assert dated(docketed(recorded, before), "R30").done_on == date(2026, 11, 22)


def test_R30_asks_nothing_for_an_assignment_or_for_foreign_patents() -> None:
    assigned = Licence(id="lic_1", number=1, families=("fam_1",), kind=LicenceKind.ASSIGNMENT, licensee="Acme",
                       effective_on=date(2026, 11, 1))  # fmt: skip
    foreign = replace(assigned, kind=LicenceKind.ORDINARY)
    assert "R30" not in rules_of(docketed(replace(with_family(application()), licences=(assigned,))))
    assert "R30" not in rules_of(docketed(replace(with_family(application("EP")), licences=(foreign,))))


def test_R33_the_reward_is_due_three_months_after_the_grant_and_closed_when_every_inventor_is_paid() -> None:
    member = application(filed=date(2024, 1, 2), status=Status.GRANTED, granted_on=date(2026, 10, 30))
    before = docketed(with_family(member, inventors=("Han", "Chen")))
    assert days(dated(before, "R33")) == (date(2027, 1, 30), date(2027, 2, 1))
    one = docketed(replace(before, rewards=(_reward("Han", date(2026, 11, 1)),)), before)
    assert dated(one, "R33").state is DocketState.OPEN
    both = docketed(replace(one, rewards=(*one.rewards, _reward("Chen", date(2026, 11, 9)))), one)
    assert (dated(both, "R33").state, dated(both, "R33").done_on) == (CLOSED, date(2026, 11, 9))


def test_R34_remuneration_is_due_on_the_day_that_was_agreed() -> None:
    owed = _reward("Han", None, kind=RewardKind.REMUNERATION, due_on=date(2027, 3, 31))
    before = docketed(replace(with_family(application()), rewards=(owed,)))
    assert (dated(before, "R34").due_on, dated(before, "R34").part) == (date(2027, 3, 31), "Han")
    paid = docketed(replace(before, rewards=(replace(owed, paid_on=date(2026, 11, 22)),)), before)
    assert dated(paid, "R34").state is CLOSED


def test_a_family_that_is_given_up_takes_its_dates_with_it() -> None:
    before = docketed(with_family(application()))
    changed = follow(before, replace(before, families=(replace(before.families[0], dropped=True),)))
    assert len(changed) == len(before.docket)
    assert {(item.state, item.note) for item in changed} == {(DocketState.DROPPED, "source_gone")}


def _reward(inventor: str, paid: date | None, **fields: Any) -> Reward:
    base: dict[str, Any] = {
        "id": f"rew_{inventor}", "number": len(inventor), "family_id": "fam_1", "kind": RewardKind.REWARD,
        "inventor": inventor, "due_on": date(2027, 1, 30),
    }  # fmt: skip
    return Reward(**(base | {"paid_on": paid} | fields))
