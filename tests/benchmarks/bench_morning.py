"""Ten thousand reminders that fall due in one minute: how long they take to compose, what memory, and how fast they go.

Run from the root: ``python -m tests.benchmarks.bench_morning``. Fails where a promise is broken. How long people wait
for an answer meanwhile is measured by ``bench_acks``.
"""

import resource
import sys
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from bot.courier import Courier
from bot.delivery import Relay
from bot.discretion import Discretion
from bot.gateway import Gateway, web_client
from bot.pacing import BURST_SECONDS, Pace
from bot.prompting import PromptWriter
from bot.public_holidays import working_time
from bot.rendering import Renderer
from flows.lifecycle.project import Member
from flows.names import Role
from flows.ports import Clock, Person, Store
from flows.rhythm.prompting import Prompting
from storage import open_store
from tests.bot.outbound.digesting import SHANGHAI, composer
from tests.bot.outbound.scripted_slack import Answer, Call, ScriptedSlack, limited
from tests.builders import LEAD, TEAM, build_deliverable, build_project
from tests.wordbooks import shipped_templates, word_book

PEOPLE, PROJECTS, EACH = 1000, 500, 20
DUE = date(2026, 11, 30)
MORNING = datetime(2026, 11, 30, 1, tzinfo=UTC)
"""Nine o'clock on a Monday in Shanghai."""
COMPOSED_SECONDS, MEGABYTES, SHARE_OF_RATE = 5.0, 300.0, 0.95
CHANNEL_RATE, WORKSPACE_RATE = 1.0, 300.0
"""As the settings have it: messages a second in one channel, and a minute in all."""
SENDING_SECONDS = 30.0


class Morning:
    """A clock that goes on from nine."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def now(self) -> datetime:
        return datetime.fromtimestamp(MORNING.timestamp() + time.monotonic() - self._began, UTC)


class StrictSlack:
    """Refuses a message to a channel that had more than its share in the last seconds."""

    def __init__(self, slack: ScriptedSlack) -> None:
        self.sent, self.refused = 0, 0
        self._lately: defaultdict[str, deque[float]] = defaultdict(deque)
        self._slack = slack
        slack.answer_to = self.answer

    def answer(self, call: Call) -> Answer | None:
        self._slack.calls.clear()
        if call.method != "chat.postMessage":
            return None
        lately = self._lately[call.arguments["channel"]]
        while lately and lately[0] < call.at - BURST_SECONDS:
            lately.popleft()
        if len(lately) > 2 * BURST_SECONDS * CHANNEL_RATE:
            self.refused += 1
            return limited(1)
        lately.append(call.at)
        self.sent += 1
        return None


def filled(store: Store) -> None:
    """Ten thousand deliverables that are due today, twenty a project and ten a person."""
    people = [f"U{number:05d}" for number in range(PEOPLE)]
    with store.write() as uow:
        everybody = [Person(team_id=TEAM, user_id=user, name=user, tz="Asia/Shanghai") for user in (*people, LEAD)]
        uow.people.upsert(everybody)
        uow.commit()
    base = replace(build_project(version=1), gate=None)
    for number in range(PROJECTS):
        users = [people[(number * EACH + n) % PEOPLE] for n in range(EACH)]
        work = tuple(build_deliverable(id=f"dlv_{number}_{n}", assignee=user, due=DUE) for n, user in enumerate(users))
        members = (Member(LEAD, (Role.LEAD,)), *(Member(user) for user in dict.fromkeys(users)))
        project = replace(base, id=f"prj_{number:05d}", key=f"LD-{number + 1}", deliverables=work, members=members)
        with store.write() as uow:
            uow.projects.save(None, project)
            uow.commit()


def sending(store: Store, clock: Clock, numbers: Iterator[int]) -> tuple[int, int, float]:
    """Messages sent and refused by a relay at its usual pace, and the seconds it had."""
    slack = ScriptedSlack()
    strict, gateway = StrictSlack(slack), Gateway(web_client("xoxb-test", slack.url, timeout=5))
    working = working_time("Asia/Shanghai")
    renderer = Renderer(
        store, word_book(), shipped_templates(), SHANGHAI, digests=composer(), prompter=PromptWriter(working)
    )
    pace = Pace(CHANNEL_RATE, WORKSPACE_RATE)
    relay = Relay(
        store=store, courier=Courier(renderer, gateway, Discretion(store, gateway, TEAM), pace), pace=pace,
        clock=clock, new_id=lambda prefix: f"{prefix}_{next(numbers):09d}", lease_seconds=30,
        check_token=lambda: "",
    )  # fmt: skip
    began = time.monotonic()
    relay.start()
    time.sleep(SENDING_SECONDS)
    sent, seconds = strict.sent, time.monotonic() - began
    relay.stop()
    slack.close()
    return sent, strict.refused, seconds


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'liandong.db'}")
        numbers = count(1)
        filled(store)
        prompting = Prompting(
            store=store, templates=shipped_templates(), working=working_time("Asia/Shanghai"),
            new_id=lambda prefix: f"{prefix}_{next(numbers):09d}",
        )  # fmt: skip
        began = time.perf_counter()
        prompting.tend(MORNING)
        composed = time.perf_counter() - began
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with store.write() as uow:
            waiting = uow.outbox.waiting()
        sent, refused, seconds = sending(store, Morning(), numbers)
        store.close()
    permitted = WORKSPACE_RATE / 60 * (seconds + BURST_SECONDS)
    print(
        f"{PROJECTS * EACH} due reminders became {waiting} messages in {composed:.2f} s (limit {COMPOSED_SECONDS:.0f})"
    )
    print(f"memory at its most: {megabytes:.0f} MB (limit {MEGABYTES:.0f})")
    print(f"sent {sent} in {seconds:.0f} s, {sent / permitted:.0%} of what is permitted; refused with 429: {refused}")
    held = composed < COMPOSED_SECONDS and megabytes < MEGABYTES and refused == 0
    return 0 if held and sent >= SHARE_OF_RATE * min(permitted, waiting) else 1


if __name__ == "__main__":
    sys.exit(main())
