"""The health of a source: waits longer after each failure, and says in one line how it is."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.config import Settings
from bot.feeds.health import findings, setup
from bot.feeds.problems import in_short
from flows.watches import errors
from flows.watches.sources import LONGEST_BACK_OFF, Health
from flows.watches.watches import Cadence

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)


def well(source: str = "iso", *, faults: int = 0, at: datetime = NOW) -> Health:
    return Health(source=source).well(at, records=80_000, faults=faults, etag="e", last_modified="")


def test_a_failing_source_is_asked_less_and_less_often_and_never_sooner_than_it_wants() -> None:
    health, waits = Health(source="iso"), list[timedelta]()
    for _ in range(20):
        health = health.failing(NOW, "x")
        waits.append((health.not_before or NOW) - NOW)
    assert waits[:3] == [timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=8)]
    assert waits[-1] == LONGEST_BACK_OFF
    patient = Health(source="iso").failing(NOW, "x", wait=timedelta(days=1))
    assert not patient.may_ask(NOW + timedelta(hours=23))
    assert patient.may_ask(NOW + timedelta(days=1))


def test_what_was_good_stays_known_while_it_fails_and_a_good_look_ends_the_failure() -> None:
    failing = well().failing(NOW + timedelta(hours=1), "x")
    assert (failing.good_at, failing.etag) == (NOW, "e")
    assert failing.unchanged(NOW + timedelta(hours=2)).failures == 0
    assert failing.unchanged(NOW + timedelta(hours=2)).may_ask(NOW)


def told(known: list[Health], **wanted: Cadence) -> dict[str, str]:
    """Level and text of the doctor's line about each source."""
    found = findings(known, NOW, wanted)
    return {finding.text.partition(":")[0]: f"{finding.level}: {finding.text}" for finding in found}


def test_the_doctor_has_one_line_for_each_source() -> None:
    known = [
        well("iso"), well("etsi", faults=2), Health(source="w3c"), Health(source="old").failing(NOW, "gone"),
        well("epo").failing(NOW, "epo: https://ops.epo.org/x answered 403", wait=timedelta(hours=1)),
    ]  # fmt: skip
    wanted = dict.fromkeys(("iso", "etsi", "w3c", "epo", "rss"), Cadence.DAILY)
    found = told(known, **wanted)
    assert list(found) == ["iso", "etsi", "w3c", "old", "epo", "rss"]
    assert found["iso"] == "ok: iso: last read 2026-11-25 02:00 UTC, 80000 records"
    assert found["etsi"].startswith("note: etsi: 2 of 80002 records could not be read")
    assert found["w3c"].startswith("note: w3c: never read yet")
    assert found["rss"] == "note: rss: never read yet"
    assert found["old"] == "note: old: no watch reads it any more, never read yet"
    assert found["epo"].startswith("problem: ")
    assert "403 (1 in a row), last read 2026-11-25 02:00 UTC; asked again after 2026-11-25 03:00" in found["epo"]


@pytest.mark.parametrize(
    ("cadence", "days", "level"),
    [
        (Cadence.HOURLY, 1, "ok"), (Cadence.HOURLY, 2, "note"), (Cadence.DAILY, 2, "ok"), (Cadence.DAILY, 3, "note"),
        (Cadence.WEEKLY, 8, "ok"), (Cadence.WEEKLY, 9, "note"), (Cadence.QUARTERLY, 92, "ok"),
        (Cadence.QUARTERLY, 93, "note"),
    ],
)  # fmt: skip
def test_a_source_is_late_by_the_cadence_of_its_watches(cadence: Cadence, days: int, level: str) -> None:
    (line,) = told([well("iso", at=NOW - timedelta(days=days))], iso=cadence).values()
    assert line.startswith(f"{level}: iso: last read")


def test_every_error_of_a_feed_is_one_short_line_that_names_its_source() -> None:
    address = "https://example.org/x"
    samples: list[errors.FeedError] = [
        errors.FeedUnreachable("iso", address, "cut"),
        errors.FeedRefused("iso", address, 403, "Quota"),
        errors.FeedBusy("iso", address, 60.0),
        errors.FeedForbidden("iso", address, "private"),
        errors.FeedTooLarge("iso", address, 5),
        errors.UnreadableFeed("iso", "not_json", "line 3"),
        errors.UnreadableRecord("iso", "62085", "stage"),
        errors.BadSignature("iso"),
        errors.SourceNotSet("iso", "LIANDONG_EPO_KEY"),
    ]
    assert {type(error) for error in samples} == set(errors.FeedError.__subclasses__())
    lines = [in_short(error) for error in samples]
    assert all(line.startswith("iso: ") and "\n" not in line for line in lines)
    assert len(set(lines)) == len(lines)


def settings(**values: str) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[call-arg, arg-type]  # pydantic-settings' own argument


def test_settings_that_cannot_work_are_problems_and_a_recording_is_noted() -> None:
    assert list(setup(settings())) == []
    assert list(setup(settings(LIANDONG_EPO_KEY="k", LIANDONG_EPO_SECRET="s", LIANDONG_USPTO_KEY="k"))) == []
    found = setup(settings(LIANDONG_EPO_KEY="k", LIANDONG_USPTO="true", LIANDONG_FEED_RECORD="rec"))
    assert [finding.level for finding in found] == ["problem", "problem", "note"]


def test_a_webhook_that_cannot_work_is_a_problem_and_one_that_nobody_reaches_is_noted() -> None:
    secret = "s" * 16
    outside = {"LIANDONG_HTTP_HOST": "0.0.0.0"}  # noqa: S104 -- never listened on here
    assert list(setup(settings(**outside))) == []
    assert list(setup(settings(LIANDONG_WEBHOOK_SECRET=secret, **outside))) == []
    (noted,) = setup(settings(LIANDONG_WEBHOOK_SECRET=secret))
    assert (noted.level, "127.0.0.1:3000" in noted.text) == ("note", True)
    short, moving = setup(settings(LIANDONG_WEBHOOK_SECRET="guessable", LIANDONG_HTTP_PORT="0", **outside))
    assert (short.level, moving.level) == ("problem", "problem")
    assert "guessable" not in short.text + moving.text


def test_listed_hosts_are_split_and_compared_in_small_letters() -> None:
    assert settings(LIANDONG_FEED_HOSTS=" Inner.example:8080, other ,").feed_hosts == {"inner.example:8080", "other"}
