"""Over a real database: whatever a source shows, whoever looks and answers, and wherever we crash, every change is a
hit exactly once, and every verdict stays what it was given as."""

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from flows.errors import IllegalMove
from flows.watches import commands as c
from flows.watches.hits import Verdict
from storage import open_store
from tests.flows.watches.observed import seen
from tests.storage.test_projects import created
from tests.storage.watching import Watching

SHOWN = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["10.00", "40.20", "90.92"]), min_size=1)
VERDICTS = st.sampled_from((Verdict.ACT, Verdict.WATCH))


class PowerCut(Exception):
    """Ends a look in the middle of a transaction."""


class WatchLife(RuleBasedStateMachine):
    """A bookkeeper writes down what every look that was stored must have told."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.url = f"sqlite:///{Path(self.folder.name) / 'w.db'}"
        self.made = 0
        self.desk = Watching(open_store(self.url), self.new_id)
        created(self.desk.store)
        self.desk.started()
        self.was: dict[str, str] | None = None
        self.gone: set[str] = set()
        self.expected: Counter[tuple[str, str, str]] = Counter()
        self.verdicts: dict[str, Verdict | None] = {}

    def new_id(self, prefix: str) -> str:
        self.made += 1
        return f"{prefix}_{self.made:06d}"

    def teardown(self) -> None:
        self.desk.store.close()
        self.folder.cleanup()

    def book(self, shown: dict[str, str]) -> None:
        if self.was is None:
            self.was = dict(shown)
            return
        for key, stage in shown.items():
            if key in self.gone:
                self.expected[key, "returned", ""] += 1
            if key not in self.was:
                self.expected[key, "first_seen", stage] += 1
            elif self.was[key] != stage:
                self.expected[key, "stage_changed", stage] += 1
        for key in set(self.was) - set(shown) - self.gone:
            self.expected[key, "vanished", ""] += 1
        self.gone = (self.gone | set(self.was)) - set(shown)
        self.was |= shown

    @rule(shown=SHOWN, times=st.integers(1, 2))
    def look(self, *, shown: dict[str, str], times: int) -> None:
        for _ in range(times):
            self.desk.look([seen(key, stage=stage) for key, stage in shown.items()])
        self.book(shown)

    @rule(shown=SHOWN, after=st.integers(0, 2))
    def look_and_crash(self, *, shown: dict[str, str], after: int) -> None:
        """The page is one transaction here: either all of it is stored, or nothing."""
        made = 0

        def crash(prefix: str) -> str:
            nonlocal made
            made += prefix == "hit"
            if made > after:
                raise PowerCut
            return self.new_id(prefix)

        self.desk.new_id = crash
        try:
            self.desk.look([seen(key, stage=stage) for key, stage in shown.items()])
        except PowerCut:
            pass
        else:
            self.book(shown)
        finally:
            self.desk.new_id = self.new_id

    @rule()
    def restart(self) -> None:
        self.desk.store.close()
        self.desk.store = open_store(self.url)

    @rule(which=st.integers(0, 5), verdict=VERDICTS)
    def judge(self, *, which: int, verdict: Verdict) -> None:
        found = self.desk.hits()
        if not found:
            return
        hit = found[which % len(found)].hit
        try:
            self.desk.ask(c.JudgeHit(hit_id=hit.id, verdict=verdict))
        except IllegalMove:
            assert self.verdicts.get(hit.id) not in (None, verdict)
        else:
            self.verdicts[hit.id] = verdict

    @rule(which=st.integers(0, 5))
    def take_back(self, *, which: int) -> None:
        found = self.desk.hits()
        if found:
            hit = found[which % len(found)].hit
            self.desk.ask(c.ReopenHit(hit_id=hit.id))
            self.verdicts[hit.id] = None

    @invariant()
    def every_change_is_a_hit_exactly_once(self) -> None:
        told = Counter(
            (f.event.native_id, what, str(f.event.after.get("stage", "")) if what != "returned" else "")
            for f in self.desk.hits()
            for what in (f.event.kind.partition(".")[2],)
        )
        assert told == self.expected

    @invariant()
    def every_verdict_stays_as_it_was_given(self) -> None:
        for found in self.desk.hits():
            answer = found.hit.answer
            assert (answer.verdict if answer else None) == self.verdicts.get(found.hit.id)


TestWatchLife = WatchLife.TestCase
TestWatchLife.settings = settings(max_examples=10, stateful_step_count=12, deadline=None)
