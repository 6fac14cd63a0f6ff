"""A digest that somebody asks for to see what it looks like: it goes to them alone, at once, and counts for nothing."""

from datetime import datetime

from flows.notices import BY, Lane, Notice, NoticeKind
from flows.rhythm.schedules import Schedule

TEST = "test"


def trial(schedule: Schedule, user_id: str, *, now: datetime, request_key: str) -> Notice:
    """What the schedule would tell now. The slot stays untouched: all of it is told again in its turn."""
    return Notice(
        kind=NoticeKind.DIGEST,
        team_id=schedule.team_id,
        audience=user_id,
        project_id=schedule.project_id or None,
        dedupe_key=f"digest-test:{schedule.id}:{request_key}",
        params={
            "schedule": schedule.id, "slot": "", "since": schedule.covered_to.isoformat(), "at": now.isoformat(),
            "missed": 0, TEST: True, BY: user_id,
        },
        lane=Lane.NOW,
    )  # fmt: skip


def is_test(notice: Notice) -> bool:
    return bool(notice.params.get(TEST))
