"""``/liandong schedule``: schedules are listed to those who may know of them, and added with a form."""

from dataclasses import replace
from datetime import time

import pytest

from bot import timetable
from bot.ids import Act, Form, Ref
from bot.schedule_deeds import Deed
from flows.rhythm.schedules import LAST, Every, Rule, ScheduleKind
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, EMMA, LIN, RADAR, STRANGER, Office
from tests.bot.inbound.payloads import TEAM, Json, click, command, submission
from tests.bot.inbound.scheduling import DOCKET, about, appoint, filled, of, send, send_all, usual_digest


@pytest.fixture
def project(office: Office) -> str:
    return office.create()


class TestListing:
    def test_the_digest_that_comes_by_default_is_listed_in_both_languages(self, office: Office, project: str) -> None:
        usual_digest(office, project)
        chinese, english = (str(office.send(command("schedule", user))) for user in (LIN, EMMA))
        assert "每个工作日 09:00（Asia/Shanghai）" in chinese
        assert "every working day at 09:00 (Asia/Shanghai)" in english
        assert "by default" in english

    @pytest.mark.parametrize("typed", ["schedule LD-1", "日程 LD-1", "日程LD-1", "schedules ld 1"])
    def test_those_of_one_project_are_listed_from_anywhere(self, office: Office, project: str, typed: str) -> None:
        usual_digest(office, project)
        shown = str(office.send(command(typed, LIN, channel="D0DM", channel_name="directmessage")))
        assert "LD-1 · Radar" in shown
        assert f"<#{RADAR}>" in shown

    def test_a_stranger_hears_of_none(self, office: Office, project: str) -> None:
        usual_digest(office, project)
        send(office, project)
        here = str(office.send(command("schedule", STRANGER)))
        assert "Radar" not in here
        assert "Nothing is scheduled here" in here
        hidden, wrong = (str(office.send(command(f"schedule {key}", STRANGER))) for key in ("LD-1", "LD-9"))
        assert hidden == wrong.replace("LD-9", "LD-1")

    def test_what_is_sent_to_one_person_is_listed_to_that_person_alone(self, office: Office, project: str) -> None:
        send(office, project, CHEN, channel=p.channel(None))
        assert "只发给您" in str(office.send(command("schedule LD-1", CHEN)))
        assert "只发给您" not in str(office.send(command("schedule LD-1", LIN)))

    def test_only_kinds_that_have_something_to_say_are_offered(self, office: Office) -> None:
        shown = office.send(command("schedule", EMMA))
        (menu,) = [b["accessory"] for b in shown["blocks"] if b.get("accessory", {}).get("type") == "static_select"]
        assert len(menu["options"]) == len(timetable.kinds())
        assert {ScheduleKind.PROJECT_DIGEST, ScheduleKind.DOCKET} <= set(timetable.kinds())


class TestAdding:
    def test_the_choice_opens_the_form_with_the_project_s_channel(self, office: Office, project: str) -> None:
        office.send(click(Act.SCHEDULE, Ref(project_id=project, part=DOCKET.value, extra=Deed.ADD.value), LIN))
        blocks = {b["block_id"]: b for b in office.slack.view["blocks"] if "block_id" in b}
        assert list(blocks) == ["channel", "every", "weekdays", "which", "at", "zone", "language"]
        assert blocks["channel"]["element"]["initial_conversation"] == RADAR
        assert blocks["zone"]["element"]["initial_value"] == "Asia/Shanghai"

    def test_without_a_project_the_form_asks_for_it(self, office: Office) -> None:
        office.send(click(Act.SCHEDULE, Ref(part=DOCKET.value, extra=Deed.ADD.value), LIN))
        assert office.slack.view["blocks"][1]["block_id"] == "project"

    def test_words_fill_in_the_form(self, office: Office, project: str) -> None:
        assert project
        office.send(command("日程 添加 期限 LD-1 每周一 14:30", LIN, channel="D0DM", channel_name="directmessage"))
        elements = {b["block_id"]: b["element"] for b in office.slack.view["blocks"] if "element" in b}
        assert elements["every"]["initial_option"]["value"] == "week"
        assert [o["value"] for o in elements["weekdays"]["initial_options"]] == ["0"]
        assert elements["at"]["initial_value"] == "14:30"

    def test_what_was_sent_is_kept_and_the_next_five_are_shown(self, office: Office, project: str) -> None:
        shown = str(send(office, project, EMMA, every=p.option("week"), weekdays=p.options("3", "0"), at=p.text("14")))
        (kept,) = about(office, project)
        assert (kept.kind, kept.rule, kept.at, kept.owner) == (DOCKET, Rule(Every.WEEK, (0, 3)), time(14), EMMA)
        assert kept.audience == "", "it follows the project to wherever it lives"
        assert shown.count("•") == 5
        assert "Saved." in shown

    def test_the_same_form_twice_is_one_schedule(self, office: Office, project: str) -> None:
        body = submission(Form.SCHEDULE, Ref(project_id=project, part=DOCKET.value), filled(), LIN)
        assert office.send(body) == office.send(body)
        assert len(about(office, project)) == 1

    def test_what_goes_to_oneself_goes_by_one_s_own_clock(self, office: Office, project: str) -> None:
        with office.store.write() as uow:
            (emma,) = uow.reads.persons(TEAM, [EMMA])
            uow.people.upsert([replace(emma, tz="Europe/Berlin")])
            uow.commit()
        send(office, project, EMMA, channel=p.channel(None), zone=p.text("Asia/Tokyo"))
        (kept,) = of(office, EMMA)
        assert (kept.zone.key, kept.country) == ("Europe/Berlin", "DE")

    def test_a_language_is_kept_and_the_readers_own_is_none(self, office: Office, project: str) -> None:
        send(office, project, language=p.option("zh_CN"))
        send(office, project, language=p.option("own"))
        assert [kept.language for kept in about(office, project)] == ["zh_CN", ""]

    @pytest.mark.parametrize(
        ("change", "rule"),
        [
            ({"every": p.option("day")}, Rule(Every.DAY)),
            ({"every": p.option("month_day"), "which": p.text("31")}, Rule(Every.MONTH_DAY, number=31)),
            (
                {"every": p.option("nth_weekday"), "weekdays": p.options("1"), "which": p.text("最后")},
                Rule(Every.NTH_WEEKDAY, (1,), LAST),
            ),
        ],
    )
    def test_every_rule_can_be_chosen(self, office: Office, project: str, change: dict[str, Json], rule: Rule) -> None:
        send_all(office, project, change)
        assert [kept.rule for kept in about(office, project)] == [rule]

    @pytest.mark.parametrize(
        "change",
        [
            {"at": p.text("25:00")}, {"at": p.text("soon")}, {"zone": p.text("Mars/Base")}, {"zone": p.text("../x")},
            {"every": p.option("month_day"), "which": p.text("32")}, {"every": p.option("cron"), "which": p.text("x")},
            {"every": p.option("nth_weekday"), "weekdays": p.options("1"), "which": p.text("6")},
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_marked_at_its_field_and_nothing_is_kept(
        self, office: Office, project: str, change: dict[str, Json]
    ) -> None:
        ack = send_all(office, project, change)
        assert list(ack["errors"]) == [list(change)[-1]]
        assert about(office, project) == []

    def test_cron_lines_are_for_administrators(self, office: Office, project: str) -> None:
        cron = {"every": p.option("cron"), "which": p.text("0 9 * * 1-5")}
        assert list(send_all(office, project, cron)["errors"]) == ["every"]
        appoint(office, LIN)
        send_all(office, project, cron)
        assert [kept.rule.cron for kept in about(office, project)] == ["0 9 * * 1-5"]

    def test_twenty_are_enough(self, office: Office, project: str) -> None:
        for _ in range(20):
            send(office, project, CHEN)
        assert "errors" in send(office, project, CHEN)
