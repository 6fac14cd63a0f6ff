"""Who hears, while somebody is away, what is asked of them: their deputy, once for each thing, with words why.

What was asked stays theirs and reaches them when they are back, as far as it is still open then.
"""

from dataclasses import replace

from flows.notices import BY, NEEDED_ON, Lane, Notice, NoticeKind, Scalar
from flows.ports import Reads
from flows.rhythm.calendar import Absence

STANDS_IN = "StandsIn"
"""The ``event`` of the notices made here; it is no part of a project's history."""
KINDS = (NoticeKind.ASK, NoticeKind.REVIEW, NoticeKind.BALLOT, NoticeKind.CLEARANCE)
EVENTS = ("DocketDates", "GateReminder", "HitsUnanswered")
"""Of TOLD notices. What is meant for one role alone, such as adverse patent events, is brought to nobody else."""


def is_brought(notice: Notice) -> bool:
    """Whether a notice asks something that somebody else can look after."""
    asks = notice.kind in KINDS or (notice.kind is NoticeKind.TOLD and notice.params.get("event") in EVENTS)
    return (
        asks
        and notice.project_id is not None
        and not (notice.params.get(BY) == notice.audience or notice.params.get("private") is True)
    )


def stand_in(notice: Notice, absence: Absence, deputy: str) -> Notice:
    """What the deputy is told of a notice to somebody who is away: once for each absence and thing."""
    about = notice.kind.value if notice.kind in KINDS else str(notice.params["event"])
    named = (notice.params.get(name) for name in ("gate_id", NEEDED_ON, "watch_id"))
    subject = notice.post_key or next((str(value) for value in named if value), "")
    params: dict[str, Scalar] = {
        name: value for name, value in notice.params.items() if name in (BY, NEEDED_ON, "stage", "gate_id")
    }  # fmt: skip
    key = f"stands_in:{notice.project_id}:{about}:{subject}:{notice.audience}:{absence.first}:{deputy}"
    return Notice(
        kind=NoticeKind.TOLD,
        team_id=notice.team_id,
        audience=deputy,
        project_id=notice.project_id,
        dedupe_key=key,
        post_key=key,
        params={
            **params, "event": STANDS_IN, "about": about, "for": notice.audience,
            "until": None if absence.last is None else absence.last.isoformat(),
        },
        lane=notice.lane,
    )  # fmt: skip


def shown_again(reads: Reads, notice: Notice, occasion: str) -> tuple[Notice, ...]:
    """What renders the deputy's message about the same thing anew, where one stands: what is done loses its buttons
    there. ``occasion`` is unique."""
    if notice.kind not in KINDS or notice.project_id is None:  # asked of every message that is sent
        return ()
    absence = reads.absence(notice.team_id, notice.audience)
    if absence is None:
        return ()
    deputy = absence.deputy or reads.preferences(notice.team_id, notice.audience).deputy
    told = stand_in(notice, absence, deputy)
    if not deputy or reads.post(notice.team_id, told.dedupe_key) is None:
        return ()
    return (replace(told, dedupe_key=f"{told.dedupe_key}:{occasion}", lane=Lane.NOW),)
