"""The rules of a workspace as data: what ships, what may be kept, who may start projects, what a change altered."""

from dataclasses import replace
from typing import Any

import pytest

from flows.errors import InvalidFields, NotAllowed, TemplateFault
from flows.lifecycle.institution import checked
from flows.lifecycle.policies import (
    Creators,
    Difference,
    LegalAct,
    Policy,
    compare,
    parse_policy,
    shipped_policy,
    stages_of,
    with_gate,
)
from flows.lifecycle.template import HouseRule
from flows.names import Actor, Confidentiality, Role, VoteRule
from flows.ports import Person
from tests.builders import TEAM, shipped_templates

SHIPPED = shipped_policy()
TEXT = """
creators = "everyone"
confidentiality = "members"
legal_acts = ["licence"]
reward_days = 0
declare_within_days = 30
buffer_days = 1
confirm_dates = true
"""


def actor(user: str = "U1", **flags: bool) -> Actor:
    return Actor(TEAM, user, **flags)


def test_what_ships_is_the_minimum_rule_set() -> None:
    assert Policy(
        creators=Creators.EVERYONE, confidentiality=Confidentiality.MEMBERS, legal_acts=tuple(LegalAct),
        reward_days=30, declare_within_days=30, buffer_days=1, confirm_dates=True,
    ) == SHIPPED  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"everyone"', '"nobody"', "creators"),
        ('["licence"]', '["licence", "licence"]', "legal_acts[1]"),
        ("reward_days = 0", "reward_days = 366", "reward_days"),
        ("reward_days = 0", "reward_days = -1", "reward_days"),
        ("buffer_days = 1", "buffer_days = 31", "buffer_days"),
        ("confirm_dates = true", "confirm_dates = 1", "confirm_dates"),
        ("confirm_dates = true", "", "confirm_dates"),
        ("confirm_dates = true", "confirm_dates = true\ncoffee = 1", "coffee"),
    ],
)
def test_a_default_that_makes_no_sense_is_refused_at_its_line(old: str, new: str, place: str) -> None:
    with pytest.raises(TemplateFault) as refused:
        parse_policy(TEXT.replace(old, new), "policy.toml")
    assert refused.value.key == place


@pytest.mark.parametrize(
    ("policy", "who", "may"),
    [
        (SHIPPED, actor(), True),
        (SHIPPED, actor(is_guest=True), False),
        (SHIPPED, actor(is_gone=True), False),
        (replace(SHIPPED, creators=Creators.NAMED, named_creators=("U1",)), actor(), True),
        (replace(SHIPPED, creators=Creators.NAMED, named_creators=("U1",)), actor("U2", is_admin=True), False),
        (replace(SHIPPED, creators=Creators.NAMED, named_creators=("U1",)), actor(is_guest=True), False),
        (replace(SHIPPED, creators=Creators.ADMINS), actor(is_admin=True), True),
        (replace(SHIPPED, creators=Creators.ADMINS), actor(), False),
        (replace(SHIPPED, creators=Creators.ADMINS), actor(is_admin=True, is_guest=True), False),
    ],
)
def test_only_those_the_rules_name_start_projects_and_guests_never(policy: Policy, who: Actor, may: bool) -> None:
    assert policy.may_create(who) is may


def test_whoever_may_not_start_a_project_hears_who_may() -> None:
    policy = replace(SHIPPED, creators=Creators.NAMED, named_creators=("U7", "U8"))
    with pytest.raises(NotAllowed) as refused:
        policy.require_creator(actor())
    assert (refused.value.action, refused.value.can) == ("create_project_here", ("U7", "U8"))
    with pytest.raises(NotAllowed) as refused:
        policy.require_creator(actor(is_guest=True))
    assert (refused.value.action, refused.value.can) == ("create_project", ())


@pytest.mark.parametrize("act", LegalAct)
def test_what_needs_legal_is_plain_data(act: LegalAct) -> None:
    assert SHIPPED.needs_legal(act)
    assert not replace(SHIPPED, legal_acts=()).needs_legal(act)


FAULTS: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"creators": Creators.NAMED}, {"named_creators": "missing"}),
    ({"creators": Creators.NAMED, "named_creators": ("UG",)}, {"named_creators": "guest"}),
    ({"creators": Creators.NAMED, "named_creators": ("UX",)}, {"named_creators": "unknown_person"}),
    ({"creators": Creators.NAMED, "named_creators": tuple(f"U{n}" for n in range(51))}, {"named_creators": "too_many"}),
    ({"reward_days": 366}, {"reward_days": "not_a_number"}),
    ({"declare_within_days": -1, "buffer_days": 31},
     {"declare_within_days": "not_a_number", "buffer_days": "not_a_number"}),
    ({"gates": (HouseRule("ideation", quorum=21),)}, {"quorum": "not_a_number"}),
    ({"gates": (HouseRule("ideation", floor=VoteRule.SCORE),)}, {"floor": "unknown_value"}),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "problems"), FAULTS)
def test_what_cannot_be_kept_is_marked_at_its_field(changes: dict[str, Any], problems: dict[str, str]) -> None:
    people = (Person(team_id=TEAM, user_id="UG", name="g", is_guest=True),
              Person(team_id=TEAM, user_id="UX", name="x", deleted=True))  # fmt: skip
    with pytest.raises(InvalidFields) as refused:
        checked(replace(SHIPPED, **changes), people)
    assert refused.value.fields == problems


def test_names_that_do_not_count_are_not_kept() -> None:
    assert checked(replace(SHIPPED, named_creators=("U1",)), ()).named_creators == ()


def test_a_change_is_shown_as_what_it_altered_and_nothing_else() -> None:
    after = replace(SHIPPED, reward_days=0, version=1)
    after = with_gate(after, HouseRule("ideation", quorum=2))
    assert compare(SHIPPED, after) == (
        Difference("reward_days", 30, 0),
        Difference("gate.quorum", 0, 2, "ideation"),
    )
    assert compare(SHIPPED, replace(SHIPPED, version=9)) == ()


def test_a_rule_that_demands_nothing_is_not_kept() -> None:
    with_one = with_gate(SHIPPED, HouseRule("ideation", deciders=(Role.LEAD,)))
    assert with_one.house("ideation").deciders == (Role.LEAD,)
    assert with_gate(with_one, HouseRule("ideation")) == SHIPPED


def test_every_stage_of_the_workflows_on_offer_can_have_a_rule() -> None:
    found = stages_of(shipped_templates())
    assert found[0] == "ideation"
    assert len(found) == len(set(found)) == 6
