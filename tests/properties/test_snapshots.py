"""Whatever a source shows, in whatever order, and wherever we crash: every change is told exactly once."""

from collections import Counter
from datetime import UTC, datetime

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from flows.watches.errors import UnreadableRecord
from flows.watches.observations import Observation, Reading
from flows.watches.snapshots import Sighting, changes
from flows.watches.subjects import Standard

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
IDS = st.sampled_from("abcd")
STAGES = st.sampled_from(["10.00", "40.20", "90.92"])
SHOWN = st.dictionaries(IDS, st.tuples(STAGES, st.sampled_from(["", "1", "2"])), min_size=1)


class OneSource(RuleBasedStateMachine):
    """The store keeps fingerprints and events together; a crash loses both halves of one sighting, or none."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: dict[str, str] | None = None
        self.told: dict[str, tuple[str, str, str]] = {}
        """The store: dedupe key -> record, kind, value. A key that is there already is dropped."""
        self.expected: Counter[tuple[str, str, str]] = Counter()
        """What a bookkeeper who sees every committed record writes down."""
        self.ledger: dict[str, tuple[str, str]] = {}
        self.gone: set[str] = set()

    def readings(self, shown: dict[str, tuple[str, str]]) -> list[Reading]:
        return [
            Observation(source="iso", native_id=key, subject=Standard(ref=key, stage=stage, version=version))
            for key, (stage, version) in shown.items()
        ]

    def commit(self, sighting: Sighting, shown: dict[str, tuple[str, str]]) -> None:
        self.marks = self.marks if self.marks is not None else {}
        self.marks[sighting.native_id] = sighting.fingerprint
        for event in sighting.events:
            what = event.kind.partition(".")[2]
            self.told.setdefault(
                event.dedupe_key, (event.native_id, what, str(event.after.get(what.removesuffix("_changed"))))
            )
        self.book(sighting.native_id, shown.get(sighting.native_id))

    def book(self, key: str, now: tuple[str, str] | None) -> None:
        before = self.ledger.get(key)
        if now is None:
            self.gone.add(key)
            self.expected[key, "vanished", "None"] += 1
            return
        if before is None:
            self.expected[key, "first_seen", "None"] += 1
        else:
            if key in self.gone:
                self.expected[key, "returned", "None"] += 1
            for name, old, new in zip(("stage", "version"), before, now, strict=True):
                if old != new:
                    self.expected[key, f"{name}_changed", str(new or None)] += 1
        self.gone.discard(key)
        self.ledger[key] = now

    @rule(shown=SHOWN, crash_after=st.none() | st.integers(0, 4), complete=st.booleans(), faulty=st.booleans())
    def look(self, *, shown: dict[str, tuple[str, str]], crash_after: int | None, complete: bool, faulty: bool) -> None:
        """One look at the source, perhaps ended by a crash in the middle; the next look begins where it ended."""
        readings = self.readings(shown)
        if faulty:
            readings.insert(len(readings) // 2, UnreadableRecord("iso", "line 2", "not_json"))
        if self.marks is None:  # the first look is one transaction, and tells nothing
            if crash_after is None:
                self.marks = {
                    s.native_id: s.fingerprint
                    for s in changes(None, readings, observed_at=NOW)
                    if isinstance(s, Sighting)
                }
                self.ledger = dict(shown)
            return
        outcomes = changes(dict(self.marks), readings, observed_at=NOW, complete=complete)
        sightings = [outcome for outcome in outcomes if isinstance(outcome, Sighting)]
        for sighting in sightings[:crash_after]:
            self.commit(sighting, shown)

    @rule(shown=SHOWN)
    def look_twice_at_once(self, *, shown: dict[str, tuple[str, str]]) -> None:
        """Two processes look at the same time; both commit all they found."""
        if self.marks is None:
            return
        known, readings = dict(self.marks), self.readings(shown)
        first, second = (list(changes(known, readings, observed_at=NOW, complete=False)) for _ in range(2))
        told_by_first = [o for o in first if isinstance(o, Sighting)]
        for sighting in told_by_first:
            self.commit(sighting, shown)
        assert second == first
        for sighting in (o for o in second if isinstance(o, Sighting)):
            assert all(event.dedupe_key in self.told for event in sighting.events)

    @invariant()
    def every_change_is_told_exactly_once(self) -> None:
        assert Counter(self.told.values()) == self.expected


TestOneSource = OneSource.TestCase
