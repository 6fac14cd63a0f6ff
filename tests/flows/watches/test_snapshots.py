"""What is new is told once, with before and after; what is unknown is never called gone."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest

from flows.watches.errors import UnreadableRecord
from flows.watches.observations import Event, Observation, Severity, dedupe_key, plain, tracked
from flows.watches.snapshots import LARGE, SHRUNK, Outcome, Sighting, changes, fingerprint, first_seen
from flows.watches.subjects import SUBJECTS, Day, LegalEvent, News, Patent, Standard

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)


def seen(native_id: str, **values: object) -> Observation:
    subject = Standard(**{"ref": f"ISO {native_id}", **values})  # type: ignore[arg-type]  # by name
    return Observation(source="iso", native_id=native_id, subject=subject, links=("https://www.iso.org/x",))


def marks(outcomes: Iterable[Outcome]) -> dict[str, str]:
    return {o.native_id: o.fingerprint for o in outcomes if isinstance(o, Sighting)}


def events(outcomes: Iterable[Outcome]) -> list[Event]:
    return [event for o in outcomes if isinstance(o, Sighting) for event in o.events]


def baseline(*readings: Observation) -> dict[str, str]:
    return marks(changes(None, readings, observed_at=NOW))


def test_the_first_look_takes_everything_down_and_tells_nothing() -> None:
    outcomes = list(changes(None, [seen("1"), seen("2")], observed_at=NOW))
    assert len(marks(outcomes)) == 2
    assert events(outcomes) == []


def test_an_unchanged_record_yields_nothing() -> None:
    record = seen("1", stage="40.20", published_on=Day(date(2026, 1, 2)))
    assert list(changes(baseline(record), [record], observed_at=NOW)) == []


def test_a_stage_change_is_told_with_before_after_and_an_estimated_date() -> None:
    (event,) = events(changes(baseline(seen("62085", stage="90.60")), [seen("62085", stage="90.92")], observed_at=NOW))
    assert (event.kind, event.before, event.after) == (
        "standard.stage_changed", {"stage": "90.60"}, {"stage": "90.92"},
    )  # fmt: skip
    assert (event.severity, event.links) == (Severity.ACTION, ("https://www.iso.org/x",))
    assert isinstance(event.subject, Standard)
    assert event.subject.stage_on == Day(date(2026, 11, 25), estimated=True, basis="first_seen")
    assert str(event.subject.stage_on) == "~2026-11-25"
    assert event.event_id.startswith("iso:62085:stage_changed:")
    assert event.dedupe_key.startswith("sha256:")


def test_a_date_that_the_source_gave_stays_as_given() -> None:
    known = Day(date(2026, 11, 1))
    (event,) = events(
        changes(baseline(seen("1", stage="30.20")), [seen("1", stage="40.00", stage_on=known)], observed_at=NOW)
    )
    assert isinstance(event.subject, Standard)
    assert (event.subject.stage_on, event.severity) == (known, Severity.URGENT)


def test_going_back_and_forth_is_news_every_time() -> None:
    known, keys = baseline(seen("1", stage="A")), list[str]()
    for stage in ("B", "A", "B", "A"):
        outcomes = list(changes(known, [seen("1", stage=stage)], observed_at=NOW))
        known |= marks(outcomes)
        keys += [event.dedupe_key for event in events(outcomes)]
    assert len(set(keys)) == 4


def test_what_is_missing_from_a_complete_source_is_gone_once_and_may_return() -> None:
    known = baseline(seen("1", title="One"), seen("2"))
    outcomes = list(changes(known, [seen("2")], observed_at=NOW))
    (event,) = events(outcomes)
    assert (event.kind, event.native_id, event.before) == ("standard.vanished", "1", {"title": "One"})
    known |= marks(outcomes)
    assert list(changes(known, [seen("2")], observed_at=NOW)) == []
    back = list(changes(known, [seen("1", title="One"), seen("2")], observed_at=NOW))
    assert [event.kind for event in events(back)] == ["standard.returned"]
    known |= marks(back)
    assert list(changes(known, [seen("1", title="One"), seen("2")], observed_at=NOW)) == []


def test_nothing_is_called_gone_after_an_incomplete_an_unreadable_or_an_empty_look() -> None:
    known = baseline(seen("1"), seen("2"))
    broken = UnreadableRecord("iso", "line 1", "not_json")
    assert list(changes(known, [seen("2")], observed_at=NOW, complete=False)) == []
    assert list(changes(known, [broken, seen("2")], observed_at=NOW)) == [broken]
    assert list(changes(known, [], observed_at=NOW)) == []


def test_a_large_source_that_lost_most_of_itself_was_cut_and_nothing_is_gone() -> None:
    known = baseline(*(seen(str(n)) for n in range(LARGE)))
    few = [seen(str(n)) for n in range(LARGE // 2 - 1)]
    (fault,) = changes(known, few, observed_at=NOW)
    assert isinstance(fault, UnreadableRecord)
    assert fault.problem == SHRUNK
    assert len(events(changes(known, [*few, seen("98")], observed_at=NOW))) == LARGE // 2


def test_a_record_that_stands_twice_counts_once() -> None:
    outcomes = list(changes({}, [seen("1", stage="A"), seen("1", stage="B")], observed_at=NOW))
    assert [event.after for event in events(outcomes)] == [{"stage": "A"}]


def test_a_field_that_older_fingerprints_do_not_know_is_taken_down_silently() -> None:
    """Whoever appends to TRACKED does not flood every channel the next morning."""
    old = {"1": '0:standard:["40.20"]'}
    (sighting,) = changes(old, [seen("1", stage="40.20", title="New field")], observed_at=NOW)
    assert isinstance(sighting, Sighting)
    assert (sighting.events, sighting.fingerprint) == (
        (),
        fingerprint(seen("1", stage="40.20", title="New field").subject),
    )
    assert [e.kind for e in events(changes(old, [seen("1", stage="50.00", title="N")], observed_at=NOW))] == [
        "standard.stage_changed"
    ]


def test_what_is_told_as_events_is_new_when_its_id_is() -> None:
    entry = Observation(source="ietf", native_id="urn:1", subject=News(ref="draft-x"), happening="new_revision")
    (event,) = events(first_seen(set(), [entry, entry], observed_at=NOW))
    assert event.kind == "news.new_revision"
    assert list(first_seen({"urn:1"}, [entry], observed_at=NOW)) == []


@pytest.mark.parametrize(
    ("influence", "severity"), [("-", Severity.URGENT), ("+", Severity.ACTION), ("", Severity.ACTION)]
)
def test_an_adverse_legal_event_cannot_wait(influence: str, severity: Severity) -> None:
    legal = LegalEvent("PGFP", "FEE PAYMENT", Day(date(2020, 6, 1)), influence)
    entry = Observation(
        source="epo", native_id="1", subject=Patent(ref="EP1", legal_event=legal), happening="legal_event"
    )
    (event,) = events(first_seen(set(), [entry], observed_at=NOW))
    assert (event.kind, event.severity) == ("patent.legal_event", severity)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_tracked_field_exists(subject: type[object]) -> None:
    assert set(subject.TRACKED) <= set(subject.__dataclass_fields__)  # type: ignore[attr-defined]  # every subject has both


def test_a_fingerprint_is_short_whatever_the_record_holds() -> None:
    long = Standard(ref="x", title="标" * 5000, committee="c" * 5000, replaced_by=("9" * 50,) * 500)
    assert len(fingerprint(long)) < 500
    assert tracked(long) != tracked(Standard(ref="x", title="标" * 5001, committee="c" * 5000))


def test_values_are_plain_and_keys_are_stable() -> None:
    assert plain(("a", "b")) == "a; b"
    assert plain(LegalEvent("PGFP", "FEE", Day(date(2020, 6, 1)))) == "PGFP 2020-06-01 FEE"
    assert plain(datetime(2026, 1, 2, 3, tzinfo=UTC)) == "2026-01-02T03:00:00+00:00"
    assert dedupe_key("a", "bc") != dedupe_key("ab", "c")
