"""What becomes of a date when the facts behind it change."""

from dataclasses import replace
from datetime import date

from flows.linkage.codes import ApplicationStatus, DocketState
from flows.linkage.judgements import DocketItem
from flows.linkage.register import Register
from tests.flows.linkage.docketing import DAY, changed_member, dated, docketed, follow, rules_of, with_family
from tests.flows.linkage.registers import application, standard

FILED = date(2026, 11, 20)


def base() -> Register:
    return docketed(with_family(application(filed=FILED)))


def settled(register: Register, rule: str, **fields: object) -> Register:
    """The register after a person has changed an item of the docket."""
    changed = tuple(replace(i, **fields) if i.rule == rule else i for i in register.docket)  # type: ignore[arg-type]  # any
    return replace(register, docket=changed)


def refiled(register: Register, day: date) -> Register:
    return changed_member(register, filed_on=day)


def test_a_date_moves_with_the_day_that_starts_it_and_keeps_what_it_was() -> None:
    before = base()
    item = dated(docketed(refiled(before, date(2026, 11, 19)), before), "R05")
    assert (item.due_on, item.before_on, item.source_on) == (date(2027, 11, 19), date(2027, 11, 20), date(2026, 11, 19))


def test_nothing_changes_where_nothing_that_matters_has_changed() -> None:
    before = base()
    assert follow(before, before) == ()
    assert follow(before, replace(before, standards=(standard(),))) == ()
    renamed = replace(before, families=(replace(before.families[0], title="Sweeping"),))
    assert follow(before, renamed) == ()


def test_looking_at_everything_again_changes_nothing() -> None:
    before = base()
    assert follow(replace(before, families=(), docket=()), before) == ()


def test_what_a_person_dropped_stays_dropped_even_when_its_day_moves() -> None:
    before = settled(base(), "R05", state=DocketState.DROPPED, done_by="U0ZHAO", note="Home only")
    after = docketed(refiled(before, date(2026, 11, 19)), before)
    assert dated(after, "R05").state is DocketState.DROPPED
    assert dated(after, "R08").before_on == date(2029, 11, 20)


def test_what_went_with_its_fact_comes_back_with_it() -> None:
    before = base()
    given_up = docketed(replace(before, families=(replace(before.families[0], dropped=True),)), before)
    assert {item.state for item in given_up.docket} == {DocketState.DROPPED}
    again = docketed(replace(given_up, families=before.families), given_up)
    assert {item.state for item in again.docket} == {DocketState.OPEN}
    assert len(again.docket) == len(before.docket)


def test_a_date_that_was_done_is_open_again_when_its_day_was_wrong() -> None:
    done = settled(base(), "R05", state=DocketState.CONFIRMED, done_by="U0ZHAO", done_on=DAY, confirmed_by="U0SOFIA",
                   confirmed_on=DAY)  # fmt: skip
    item = dated(docketed(refiled(done, date(2026, 11, 19)), done), "R05")
    assert (item.state, item.done_by, item.confirmed_by, item.before_on) == (
        DocketState.OPEN, "", "", date(2027, 11, 20),
    )  # fmt: skip


def test_a_fact_that_was_taken_back_opens_its_date_again() -> None:
    before = base()
    asked = docketed(changed_member(before, examination_requested_on=DAY), before)
    assert dated(asked, "R08").state is DocketState.DONE
    assert dated(docketed(changed_member(asked, examination_requested_on=None), asked), "R08").state is DocketState.OPEN


def test_a_confirmed_date_is_left_alone_while_its_fact_stands() -> None:
    before = base()
    asked = docketed(changed_member(before, examination_requested_on=DAY), before)
    confirmed = settled(asked, "R08", state=DocketState.CONFIRMED, confirmed_by="U0SOFIA", confirmed_on=DAY)
    assert dated(docketed(changed_member(confirmed, published_on=DAY), confirmed), "R08").state is DocketState.CONFIRMED


def test_old_families_do_not_flood_the_docket_with_what_is_long_over() -> None:
    old = application(filed=date(2015, 3, 2), status=ApplicationStatus.GRANTED, granted_on=date(2018, 4, 10),
                      published_on=date(2016, 9, 5), annuity_paid_until=date(2027, 3, 2))  # fmt: skip
    assert rules_of(docketed(with_family(old))) == {"R14", "R16", "R33"}


def test_numbers_go_on_and_ids_are_new() -> None:
    before = base()
    second = replace(before.families[0], id="fam_2", number=2)
    fresh = follow(before, replace(before, families=(*before.families, second)))
    assert [item.number for item in fresh] == list(range(len(before.docket) + 1, len(before.docket) + len(fresh) + 1))
    assert not {item.id for item in fresh} & {item.id for item in before.docket}
    assert _parts(fresh) == _parts(before.docket)


def _parts(items: tuple[DocketItem, ...]) -> list[tuple[str, str]]:
    return [(item.rule, item.part) for item in items]
