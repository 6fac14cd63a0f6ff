"""Who may read and change which schedule, and which channel may hear of which project."""

from dataclasses import replace

import pytest

from flows.errors import NotAllowed
from flows.lifecycle.readmodels import ProjectCard
from flows.names import SYSTEM, Actor, Confidentiality
from flows.rhythm.rights import changers, may_change, may_read, require_place, unheard
from flows.rhythm.schedules import Schedule
from tests.builders import CHANNEL, LEAD, PROJECT_ID, STD, STEER, TEAM, TECH, build_card
from tests.storage.test_rhythm import daily

STRANGER = "U0STRANGER"
MEMBERS, OPEN, RESTRICTED = Confidentiality.MEMBERS, Confidentiality.OPEN, Confidentiality.RESTRICTED


def actor(user: str, **more: bool) -> Actor:
    return Actor(TEAM, user, **more)


def card(confidentiality: Confidentiality = MEMBERS) -> ProjectCard:
    return build_card(confidentiality=confidentiality)


def schedule(audience: str = "", owner: str = TECH, project_id: str = PROJECT_ID) -> Schedule:
    return replace(daily(audience=audience), owner=owner, project_id=project_id)


class TestReading:
    def test_what_goes_to_one_person_is_read_by_that_person_alone(self) -> None:
        mine = schedule(TECH)
        assert may_read(mine, actor(TECH), card())
        assert not may_read(mine, actor(LEAD), card())
        assert not may_read(mine, actor(STEER, is_admin=True), card())

    def test_what_is_about_a_project_is_read_by_those_who_may_see_it(self) -> None:
        assert may_read(schedule("C1"), actor(STD), card())
        assert not may_read(schedule("C1"), actor(STRANGER), None)

    def test_what_is_about_all_projects_is_not_for_guests(self) -> None:
        assert may_read(schedule("C1", project_id=""), actor(STRANGER), None)
        assert not may_read(schedule("C1", project_id=""), actor(STRANGER, is_guest=True), None)

    def test_whoever_is_gone_and_whoever_is_of_another_workspace_reads_none(self) -> None:
        assert not may_read(schedule(TECH), actor(TECH, is_gone=True), card())
        assert not may_read(schedule(TECH), Actor("T0OTHER", TECH), card())


class TestChanging:
    @pytest.mark.parametrize(("user", "may"), [(TECH, True), (LEAD, True), (STEER, True), (STD, False)])
    def test_a_channel_s_is_changed_by_its_owner_the_lead_and_the_steering_group(self, user: str, may: bool) -> None:
        assert may_change(schedule("C1"), actor(user), card()) is may

    def test_administrators_change_what_they_may_see_and_nothing_by_override(self) -> None:
        admin = actor(STRANGER, is_admin=True)
        assert may_change(schedule("C1"), admin, card(OPEN))
        assert not may_change(schedule("C1"), admin, card(MEMBERS)), "seen by a recorded override only"
        assert may_change(schedule("C1", project_id=""), admin, None)

    def test_an_owner_who_left_the_project_changes_it_no_more(self) -> None:
        assert not may_change(schedule("C1", owner=STRANGER), actor(STRANGER), None)

    def test_one_s_own_is_changed_by_nobody_else(self) -> None:
        assert may_change(schedule(STD, owner=LEAD), actor(STD), card())
        assert not may_change(schedule(STD, owner=LEAD), actor(LEAD), card())

    def test_a_default_names_no_owner(self) -> None:
        assert SYSTEM not in changers(schedule(owner=SYSTEM), card())
        assert changers(schedule(owner=TECH), card())[:2] == (TECH, LEAD)


class TestPlaces:
    @pytest.mark.parametrize("user", [LEAD, TECH, STD, STEER])
    def test_every_member_may_have_a_channel_told(self, user: str) -> None:
        require_place(actor(user), card())

    @pytest.mark.parametrize(
        ("who", "about"),
        [
            (actor(STRANGER), card(OPEN)), (actor(TECH, is_guest=True), card(OPEN)), (actor(TECH), None),
            (actor(STRANGER, is_admin=True), card(MEMBERS)), (actor(TECH, is_gone=True), card()),
        ],
    )  # fmt: skip
    def test_others_may_not(self, who: Actor, about: ProjectCard | None) -> None:
        with pytest.raises(NotAllowed):
            require_place(who, about)

    def test_administrators_may_where_they_may_see_and_about_all_projects(self) -> None:
        require_place(actor(STRANGER, is_admin=True), card(OPEN))
        require_place(actor(STRANGER, is_admin=True), None)

    @pytest.mark.parametrize(
        ("confidentiality", "audience", "fault"),
        [
            (OPEN, "", ""), (OPEN, CHANNEL, ""), (OPEN, "C0ELSEWHERE", ""),
            (MEMBERS, "", ""), (MEMBERS, CHANNEL, ""), (MEMBERS, "C0ELSEWHERE", "not_its_channel"),
            (RESTRICTED, "", "restricted"), (RESTRICTED, CHANNEL, "restricted"), (RESTRICTED, "C0X", "restricted"),
            (RESTRICTED, LEAD, ""), (MEMBERS, LEAD, ""),
        ],
    )  # fmt: skip
    def test_a_channel_hears_only_of_projects_that_its_readers_may_know(
        self, confidentiality: Confidentiality, audience: str, fault: str
    ) -> None:
        assert unheard(card(confidentiality), audience) == fault

    def test_a_restricted_project_without_a_channel_is_told_to_its_lead(self) -> None:
        assert unheard(build_card(confidentiality=RESTRICTED, channel_id=""), "") == ""
