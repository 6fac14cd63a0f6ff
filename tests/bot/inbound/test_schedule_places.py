"""Which schedule may speak in which channel, and who decides that."""

import pytest

from flows.linkage.surroundings import Audience
from flows.names import Confidentiality
from flows.pauses import Pause
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import GUEST, LIN, RADAR, RAJ, STRANGER, Office
from tests.bot.inbound.payloads import TEAM
from tests.bot.inbound.scheduling import about, send


@pytest.fixture
def project(office: Office) -> str:
    return office.create()


class TestPlaces:
    def test_members_may_schedule_into_a_channel_and_others_may_not(self, office: Office) -> None:
        open_one = office.create("Sonar", confidentiality=Confidentiality.OPEN)
        assert "errors" not in send(office, open_one, RAJ)
        refused = str(send(office, open_one, STRANGER))
        assert "You cannot schedule messages about this project in a channel" in refused
        assert len(about(office, open_one)) == 1

    def test_a_guest_schedules_to_themselves_at_most(self, office: Office) -> None:
        """A guest on an open project: nobody can give guests a role, so only what is theirs alone is left."""
        project = office.create(confidentiality=Confidentiality.OPEN)
        send(office, project, GUEST)
        assert about(office, project) == []

    def test_a_restricted_project_is_told_to_no_channel(self, office: Office) -> None:
        secret = office.create(confidentiality=Confidentiality.RESTRICTED)
        assert list(send(office, secret)["errors"]) == ["channel"]
        assert "errors" not in send(office, secret, channel=p.channel(None))
        assert [kept.audience for kept in about(office, secret)] == [LIN]

    def test_a_project_for_its_members_is_told_in_its_own_channel_only(self, office: Office, project: str) -> None:
        assert list(send(office, project, channel=p.channel("C0ELSEWHERE"))["errors"]) == ["channel"]
        assert "errors" not in send(office, project, channel=p.channel(RADAR))

    def test_an_open_project_may_be_told_anywhere_in_the_workspace(self, office: Office) -> None:
        open_one = office.create(confidentiality=Confidentiality.OPEN)
        send(office, open_one, channel=p.channel("C0ELSEWHERE"))
        assert [kept.audience for kept in about(office, open_one)] == ["C0ELSEWHERE"]

    @pytest.mark.parametrize("heard", [Audience(shared=True), Audience(guests=True), Audience(external=True)])
    def test_a_channel_with_outsiders_is_refused(self, office: Office, project: str, heard: Audience) -> None:
        with office.store.write() as uow:
            uow.channels.keep(TEAM, RADAR, heard)
            uow.commit()
        assert "访客" in send(office, project)["errors"]["channel"]

    def test_a_channel_that_cannot_be_reached_is_refused(self, office: Office, project: str) -> None:
        with office.store.write() as uow:
            uow.pauses.begin(Pause(TEAM, RADAR, "not_in_channel", office.clock.now()), try_again=None)
            uow.commit()
        assert "/invite" in send(office, project)["errors"]["channel"]

    def test_whoever_chose_a_channel_without_the_bot_is_told_to_invite_it(self, office: Office, project: str) -> None:
        send(office, project)
        ((channel, absent),) = office.visited
        assert channel == RADAR
        absent()
        ((to, _, told),) = office.slack.posts
        assert to == LIN
        assert "/invite" in told.text
