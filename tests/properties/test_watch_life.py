"""Over a real database: whatever a source shows, whoever looks, answers, pauses and goes on, and wherever we crash,
every change is a hit exactly once, told once to everybody whom its watch names, and every verdict stays as given."""

import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from flows.errors import IllegalMove
from flows.lifecycle.upkeep import at_once
from flows.notices import Notice, NoticeKind
from flows.watches import commands as c
from flows.watches.hits import Verdict
from flows.watches.telling import nobody_has, tell_the_rest
from flows.watches.watches import Audience
from tests.builders import LEAD, STD, TEAM, TECH
from tests.databases import ready_store
from tests.flows.watches.observed import seen
from tests.storage.test_projects import created
from tests.storage.watching import DAY, Watching

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
        self.desk = Watching(ready_store(self.url), self.new_id)
        created(self.desk.store)
        self.watch = self.desk.started(audience=Audience(persons=(STD, TECH)))
        self.other = self.desk.started(name="Never paused", audience=Audience(persons=(LEAD,)))
        self.hushed: set[str] | None = None
        """Hits that had been told when the first watch was paused; None while it is not."""
        self.told: Counter[tuple[str, str]] = Counter()
        """How often each hit was in a message to each person."""
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

    @rule(days=st.integers(0, 2), crashes=st.booleans())
    def the_hour_of_digests_comes(self, *, days: int, crashes: bool) -> None:
        """Afterwards nothing that waits for an answer was told to nobody, unless the day had its digest before."""
        self.desk.now += days * DAY
        self.desk.new_id = self.power_cut if crashes else self.new_id
        with suppress(PowerCut):
            tell_the_rest(
                self.desk.store, day=self.desk.now.date().isoformat(), now=self.desk.now, has_own=nobody_has,
                next_for=at_once, new_id=self.desk.new_id,
            )  # fmt: skip
        self.desk.new_id = self.new_id
        self.take_messages()
        if days and not crashes:
            waiting = {found.hit.id for found in self.desk.hits(waiting=True)}
            assert waiting <= {hit_id for hit_id, _ in self.told}

    def power_cut(self, _prefix: str) -> str:
        raise PowerCut

    def take_messages(self) -> None:
        """Everything in the outbox is sent."""
        while notices := self.sent():
            for notice in notices:
                if notice.kind is NoticeKind.HIT and notice.dedupe_key.endswith(":new"):
                    self.told[str(notice.params["hit_id"]), notice.audience] += 1
                elif notice.kind is NoticeKind.DIGEST:
                    with self.desk.store.read() as reads:
                        found = reads.told_in(TEAM, notice.dedupe_key)
                    self.told.update((one.hit.id, notice.audience) for one in found)

    def sent(self) -> list[Notice]:
        with self.desk.store.write() as uow:
            later = self.desk.now + 9 * DAY
            parcels = uow.outbox.claim(owner="t", now=later, lease_until=later + DAY, limit=100)
            for parcel in parcels:
                uow.outbox.sent(parcel.id, now=self.desk.now)
            uow.commit()
        return [parcel.notice for parcel in parcels]

    @rule()
    def pause(self) -> None:
        self.take_messages()
        self.desk.ask(c.PauseWatch(watch_id=self.watch))
        if self.hushed is None:
            self.hushed = {hit_id for hit_id, who in self.told if who != LEAD}

    @rule(crashes=st.booleans())
    def go_on(self, *, crashes: bool) -> None:
        """What was held is let go in the same transaction, or the watch rests on."""
        self.desk.new_id = self.power_cut if crashes else self.new_id
        try:
            self.desk.ask(c.ResumeWatch(watch_id=self.watch))
        except PowerCut:
            return
        finally:
            self.desk.new_id = self.new_id
        self.hushed = None

    @rule()
    def restart(self) -> None:
        self.desk.store.close()
        self.desk.store = ready_store(self.url)

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
    def every_change_is_a_hit_of_each_watch_exactly_once(self) -> None:
        """Shown or held, never both."""
        shown = self.desk.hits()
        with self.desk.store.read() as reads:
            watch = reads.watch(TEAM, self.watch)
            held = reads.held(watch) if watch is not None and watch.state == "paused" else ()
        assert {one.hit.id for one in held}.isdisjoint(one.hit.id for one in shown)
        for watch_id in (self.watch, self.other):
            found = Counter(
                (f.event.native_id, what, str(f.event.after.get("stage", "")) if what != "returned" else "")
                for f in (*shown, *held)
                if f.hit.watch_id == watch_id
                for what in (f.event.kind.partition(".")[2],)
            )
            assert found == self.expected

    @invariant()
    def a_paused_watch_tells_nobody_anything_new(self) -> None:
        self.take_messages()
        if self.hushed is not None:
            assert {hit_id for hit_id, who in self.told if who != LEAD} <= self.hushed

    @invariant()
    def nobody_is_told_of_a_hit_twice(self) -> None:
        self.take_messages()
        assert set(self.told.values()) <= {1}

    @invariant()
    def every_verdict_stays_as_it_was_given(self) -> None:
        for found in self.desk.hits():
            answer = found.hit.answer
            assert (answer.verdict if answer else None) == self.verdicts.get(found.hit.id)


TestWatchLife = WatchLife.TestCase
TestWatchLife.settings = settings(max_examples=10, stateful_step_count=12, deadline=None)
