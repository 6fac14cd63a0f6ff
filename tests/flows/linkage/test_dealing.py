"""Declarations are append-only and never worse; licences, rewards and dates are kept with who answers for them."""

from dataclasses import replace

import pytest

from flows.errors import IllegalMove, InvalidFields, NotAllowed
from flows.linkage import commands as c
from flows.linkage.codes import Certainty, DocketState, LicenceKind, LicenceOption, LinkKind, RewardKind
from flows.linkage.dealings import Declaration, Licence, Reward
from flows.linkage.house import DECLARATION, House
from flows.linkage.judgements import DocketItem

from .deciding import LEGAL, MEMBER, NO_LEGAL, PATENT, SECOND_PATENT, TECH, Desk
from .registers import FAMILY, TODAY, declaration, family, on, open_in, register


def declared(option: LicenceOption = LicenceOption.PAID, **fields: object) -> Declaration:
    return replace(declaration(option), **{"id": "", "number": 0, **fields})  # type: ignore[arg-type]  # any field


def test_R23_a_later_declaration_may_promise_more_but_never_less() -> None:
    desk = Desk(register())
    desk.events(c.Declare(item=declared(LicenceOption.PAID)))
    desk.events(c.Declare(item=declared(LicenceOption.FREE)))
    for worse in (LicenceOption.PAID, LicenceOption.REFUSED):
        with pytest.raises(IllegalMove) as refusal:
            desk.events(c.Declare(item=declared(worse)))
        assert refusal.value.state == "worse_option"
    assert [d.option for d in desk.register.declarations] == [LicenceOption.PAID, LicenceOption.FREE]


def test_a_declaration_is_never_edited() -> None:
    desk = Desk(register())
    desk.events(c.Declare(item=declared()))
    with pytest.raises(IllegalMove) as refusal:
        desk.events(c.Declare(item=desk.register.declarations[0]))
    assert refusal.value.state == "append_only"


def test_where_the_policy_asks_for_legal_a_declaration_is_theirs() -> None:
    desk = Desk(register(), house=House(legal_for=frozenset({DECLARATION})))
    with pytest.raises(NotAllowed) as refusal:
        desk.events(c.Declare(item=declared()))
    assert refusal.value.can == (LEGAL,)
    desk.events(c.Declare(item=declared()), by=LEGAL)
    assert len(desk.register.declarations) == 1


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        (declared(families=()), {"families": "missing"}),
        (declared(declared_on=on(1)), {"declared_on": "in_the_future"}),
    ],
)
def test_a_declaration_that_cannot_be_is_refused(item: Declaration, problem: dict[str, str]) -> None:
    with pytest.raises(InvalidFields) as refusal:
        Desk(register()).events(c.Declare(item=item))
    assert refusal.value.fields == problem


def licence(**fields: object) -> Licence:
    base = {
        "id": "", "number": 0, "families": (FAMILY,), "kind": LicenceKind.ORDINARY, "licensee": "Yu Co",
        "effective_on": TODAY,
    }  # fmt: skip
    return Licence(**(base | fields))  # type: ignore[arg-type]  # any field of a licence


def test_a_licence_is_recorded_and_changed() -> None:
    desk = Desk(register())
    desk.events(c.RecordLicence(item=licence()))
    desk.events(c.RecordLicence(item=replace(desk.register.licences[0], recorded_on=on(2), income=50_000)))
    (kept,) = desk.register.licences
    assert (kept.number, kept.recorded_on, kept.income) == (1, on(2), 50_000)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"licensee": ""}, {"licensee": "missing"}),
        ({"recorded_on": on(-1)}, {"recorded_on": "before_start"}),
        ({"income": -1}, {"income": "unknown_value"}),
        ({"families": ()}, {"families": "missing"}),
    ],
)
def test_a_licence_that_cannot_be_is_refused(fields: dict[str, object], problem: dict[str, str]) -> None:
    with pytest.raises(InvalidFields) as refusal:
        Desk(register()).events(c.RecordLicence(item=licence(**fields)))
    assert refusal.value.fields == problem


def test_a_reward_is_recorded_and_paid() -> None:
    desk = Desk(register())
    owed = Reward(id="", number=0, family_id=FAMILY, kind=RewardKind.REWARD, inventor="U1", due_on=on(30), amount=4_000)
    desk.events(c.RecordReward(item=owed))
    with pytest.raises(InvalidFields):
        desk.events(c.RecordReward(item=replace(desk.register.rewards[0], paid_on=on(1))))
    desk.events(c.RecordReward(item=replace(desk.register.rewards[0], paid_on=TODAY)))
    assert desk.register.rewards[0].paid_on == TODAY


def dated(certainty: Certainty = Certainty.STATUTE) -> Desk:
    item = DocketItem(
        id="doc_1", number=1, rule="R05", subject_id=FAMILY, part="CN", source_on=on(-300), raw_on=on(60),
        due_on=on(60), calendar="CN", certainty=certainty, owner=PATENT,
    )  # fmt: skip
    return Desk(register(docket=(item,)))


def test_a_statutory_date_counts_only_when_a_second_person_has_confirmed_it() -> None:
    desk = dated()
    desk.events(c.CloseDocketItem(docket_id="doc_1", done_on=TODAY))
    assert desk.register.docket[0].state is DocketState.DONE
    with pytest.raises(NotAllowed):
        desk.events(c.ConfirmDocketItem(docket_id="doc_1"))
    desk.events(c.ConfirmDocketItem(docket_id="doc_1"), by=SECOND_PATENT)
    kept = desk.register.docket[0]
    assert (kept.state, kept.done_by, kept.confirmed_by) == (DocketState.CONFIRMED, PATENT, SECOND_PATENT)


def test_a_date_of_a_bodys_own_rules_is_done_at_once() -> None:
    desk = dated(Certainty.BODY_RULE)
    desk.events(c.CloseDocketItem(docket_id="doc_1", done_on=TODAY))
    assert desk.register.docket[0].state is DocketState.CONFIRMED


def test_a_date_is_let_pass_and_opened_again_with_a_reason() -> None:
    desk = dated()
    for wish in (c.DropDocketItem(docket_id="doc_1", reason=""), c.CloseDocketItem(docket_id="doc_1", done_on=on(1))):
        with pytest.raises(InvalidFields):
            desk.events(wish)
    desk.events(c.DropDocketItem(docket_id="doc_1", reason="Family given up"))
    assert [item.state for item in desk.register.docket] == [DocketState.DROPPED]
    with pytest.raises(IllegalMove):
        desk.events(c.CloseDocketItem(docket_id="doc_1", done_on=TODAY))
    desk.events(c.ReopenDocketItem(docket_id="doc_1", reason="Not given up after all"))
    assert [item.state for item in desk.register.docket] == [DocketState.OPEN]


def test_a_contributor_closes_no_dates() -> None:
    with pytest.raises(NotAllowed):
        dated().events(c.CloseDocketItem(docket_id="doc_1", done_on=TODAY), by=MEMBER)


class TestPromisesByLink:
    """A link L4 promises as much as a declaration that lists the family (R23)."""

    @staticmethod
    def desk(house: House = NO_LEGAL) -> Desk:
        """FREE for the first family, PAID for the second, of one body and no one standard."""
        free, paid = declaration(LicenceOption.FREE), declaration(LicenceOption.PAID, 2, families=("fam_2",))
        return Desk(register(families=(family(), family(number=2)), declarations=(free, paid)), house=house)

    def test_R23_a_family_is_not_tied_to_a_declaration_that_promises_less_than_its_own(self) -> None:
        desk = self.desk()
        with pytest.raises(IllegalMove) as refusal:
            desk.events(promising("fam_1", "dec_2"))
        assert refusal.value.state == "worse_option"
        desk.events(promising("fam_2", "dec_1"))
        assert open_in(desk.register, "R23") == []

    def test_R23_a_declaration_may_not_promise_less_than_one_a_family_is_tied_to(self) -> None:
        desk = self.desk()
        desk.events(promising("fam_2", "dec_1"))
        with pytest.raises(IllegalMove) as refusal:
            desk.events(c.Declare(item=declared(LicenceOption.PAID, families=("fam_2",))))
        assert refusal.value.state == "worse_option"

    def test_R23_a_link_that_promises_cannot_be_removed(self) -> None:
        desk = self.desk()
        desk.events(promising("fam_2", "dec_1"))
        link = next(link for link in desk.register.links if link.kind is LinkKind.FAMILY_DECLARATION)
        with pytest.raises(IllegalMove) as refusal:
            desk.events(c.UntieItems(link_id=link.id, why="a mistake"))
        assert refusal.value.state == "append_only"

    def test_who_may_not_declare_may_not_promise_by_a_link(self) -> None:
        with pytest.raises(NotAllowed):
            self.desk().events(promising("fam_2", "dec_1"), by=TECH)
        with pytest.raises(NotAllowed) as refusal:
            self.desk(House(legal_for=frozenset({DECLARATION}))).events(promising("fam_2", "dec_1"), by=PATENT)
        assert refusal.value.can == (LEGAL,)


def promising(family_id: str, declaration_id: str) -> c.TieItems:
    return c.TieItems(kind=LinkKind.FAMILY_DECLARATION, source=family_id, target=declaration_id)
