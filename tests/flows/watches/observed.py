"""Makes watches, events and observations for tests: plain functions with sensible defaults."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flows.watches.commands import Plan
from flows.watches.observations import Event, Observation, Severity
from flows.watches.subjects import Standard, Subject
from flows.watches.watches import Scope, Theme, Watch
from tests.builders import LEAD, PROJECT_ID, STD, TEAM

SEEN = datetime(2026, 11, 25, 2, tzinfo=UTC)
ISO = "iso:ISO/TC 176"


def event(subject: Subject | None = None, **overrides: Any) -> Event:
    shown = subject or Standard(
        ref="ISO/DIS 9001:2026", title="Quality management", body="ISO", committee="ISO/TC 176/SC 2", stage="40.20",
        ics=("03.120.10",),
    )  # fmt: skip
    plain = Event(
        kind=f"{shown.WHAT}.first_seen", source="iso", native_id="62085", observed_at=SEEN, subject=shown,
        dedupe_key="sha256:1", severity=Severity.URGENT, links=("https://www.iso.org/standard/62085.html",),
    )  # fmt: skip
    return replace(plain, **overrides)


def seen(native_id: str = "62085", **fields: Any) -> Observation:
    """A standard as ISO's data shows it."""
    shown = {"ref": f"ISO {native_id}", "title": "Radar", "committee": "ISO/TC 176/SC 2", "stage": "20.00", **fields}
    return Observation(source="iso", native_id=native_id, subject=Standard(**shown))


def plan(**overrides: Any) -> Plan:
    usual = Plan(theme=Theme.STANDARD, name="Quality", scope=Scope(sources=(ISO,)), owner=STD)
    return replace(usual, **overrides)


def watch(**overrides: Any) -> Watch:
    usual = Watch(
        id="wat_1", team_id=TEAM, project_id=PROJECT_ID, number=1, theme=Theme.STANDARD, name="Quality",
        scope=Scope(sources=(ISO,)), owner=STD, made_by=LEAD, made_at=SEEN,
    )  # fmt: skip
    return replace(usual, **overrides)
