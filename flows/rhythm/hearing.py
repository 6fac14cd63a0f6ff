"""What a person or a channel hears of a notice at all: by what it asks of its reader, and by what they have chosen.

Nothing is ever lost by it: what is not said stands in the App Home, in ``/liandong mine`` and in the history.
"""

from collections.abc import Mapping
from enum import StrEnum

from flows.notices import BY, MUST, Notice, NoticeKind
from flows.rhythm.preferences import ChannelMode, ChannelPreferences, Delivery, Preferences


class Weight(StrEnum):
    """MUST cannot wait and cannot be muted. ASKS wants something of its reader. TELLS only lets them know. DIGEST has
    been ordered, and gathers what it says by itself."""

    MUST = "must"
    ASKS = "asks"
    TELLS = "tells"
    DIGEST = "digest"


class Hearing(StrEnum):
    """BUNDLE: not by itself; the reader's day as a message says it. SILENT: not at all."""

    SEND = "send"
    BUNDLE = "bundle"
    SILENT = "silent"


KINDS: Mapping[NoticeKind, Weight] = {
    NoticeKind.CARD: Weight.MUST,
    NoticeKind.ASK: Weight.ASKS,
    NoticeKind.REVIEW: Weight.ASKS,
    NoticeKind.BALLOT: Weight.MUST,
    NoticeKind.PACK: Weight.MUST,
    NoticeKind.CLEARANCE: Weight.MUST,
    NoticeKind.ACTION: Weight.MUST,
    NoticeKind.HIT: Weight.ASKS,
    NoticeKind.REPLY: Weight.TELLS,
    NoticeKind.DIGEST: Weight.DIGEST,
    NoticeKind.HOME: Weight.MUST,
    NoticeKind.FILE: Weight.MUST,
    NoticeKind.SERVICE: Weight.MUST,
    NoticeKind.CAUTION: Weight.MUST,
    NoticeKind.PROMPT: Weight.DIGEST,
}
"""TOLD is as its event says."""

EVENTS: Mapping[str, Weight] = {
    # What cannot be made good: a vote, a clearance, who may read and who leads, and that nobody can be reached.
    "GateReminder": Weight.MUST,
    "ClearanceDecided": Weight.MUST,
    "AccessOverridden": Weight.MUST,
    "LeadAppointed": Weight.MUST,
    "NoticeUndelivered": Weight.MUST,
    "ChannelOverheard": Weight.MUST,
    # Whoever is stuck is reminded of nothing more: it is up to this reader alone.
    "DeliverableBlocked": Weight.MUST,
    # What is merely told.
    "DeliverableWaived": Weight.TELLS,
    "DueDateChanged": Weight.TELLS,
    "RequestDeclined": Weight.TELLS,
    "ProjectStopped": Weight.TELLS,
    "ImprovementSettled": Weight.TELLS,
    "SourceFailing": Weight.TELLS,
    "WatchExpired": Weight.TELLS,
    "WatchNoisy": Weight.TELLS,
}
"""Of TOLD notices. Every other event asks: a new one is heard by whoever wants to hear what they are asked for."""


DAY_KINDS = (NoticeKind.ASK, NoticeKind.REVIEW, NoticeKind.REPLY)
DAY_EVENTS = frozenset({
    "ChangesRequested", "DeliverableHandedOver", "DeliverableReopened", "DeliverableWaived", "DueDateChanged",
    "RequestDeclined", "GateDecided", "ProjectStopped", "ImprovementAdded", "ImprovementDue", "ImprovementSettled",
    "FollowUpOpened", "FollowUpWaits", "DocketRecorded", "DocketDates", "DeliverableSubmitted", "WaiverAsked",
    "MoreTimeAsked",
})  # fmt: skip
"""What one's day as a message (``bot/digests/persons.py``) says as well: what waits for one, and what moved in one's
own projects. Of anything else its message is the only one, and comes by itself."""


def is_in_the_day(notice: Notice) -> bool:
    return notice.kind in DAY_KINDS or (notice.kind is NoticeKind.TOLD and notice.params.get("event") in DAY_EVENTS)


def weight(notice: Notice) -> Weight:
    """Dates of the law say of themselves that they must be heard."""
    if notice.params.get(MUST) is True:
        return Weight.MUST
    return KINDS.get(notice.kind) or EVENTS.get(str(notice.params.get("event")), Weight.ASKS)


def hearing(notice: Notice, chosen: Preferences) -> Hearing:
    """What becomes of a new message to a person who has chosen so. What answers their own act always comes."""
    heavy = weight(notice)
    if heavy is Weight.MUST or notice.params.get(BY) == notice.audience:
        return Hearing.SEND
    if notice.project_id in chosen.muted:
        return Hearing.SILENT
    if heavy is Weight.DIGEST or chosen.delivery is Delivery.IMMEDIATE:
        return Hearing.SEND
    if chosen.delivery is Delivery.DAILY:
        return Hearing.BUNDLE if is_in_the_day(notice) else Hearing.SEND
    return Hearing.SEND if heavy is Weight.ASKS else Hearing.SILENT


UNDER_THE_CARD = (NoticeKind.REPLY, NoticeKind.PACK, NoticeKind.HIT)
"""What stands in the thread of a project's card."""


def hearing_in_channel(notice: Notice, chosen: ChannelPreferences) -> Hearing:
    """The same of a channel. The card is always there."""
    unwanted = (
        (notice.kind in UNDER_THE_CARD and chosen.mode is ChannelMode.DIGEST)
        or (notice.kind is NoticeKind.DIGEST and chosen.mode is ChannelMode.THREAD)
    )  # fmt: skip
    return Hearing.SILENT if unwanted else Hearing.SEND
