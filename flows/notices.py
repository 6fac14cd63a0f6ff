"""What must be told to somebody. A use case writes notices in its own transaction; the relay sends them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from flows.names import SYSTEM

Scalar = str | int | bool | None

BY = "by"
"""The param that says whose doing a notice is; the clock's is ``SYSTEM``."""
NEEDED_ON = "needed_on"
"""The param with the day (ISO) by whose end its reader must have read a notice: a date of the law, the last day to
vote, the day on which something goes out. What would come too late otherwise waits for nobody's working time."""
MUST = "must"
"""The param (true) of a notice that nobody can mute, where its kind and event do not say so already."""


class Lane(StrEnum):
    """Urgent notices never wait behind a batch (PERFORMANCE.md section 7)."""

    NOW = "now"
    BULK = "bulk"


class NoticeKind(StrEnum):
    """How a notice is rendered and sent.

    CARD, ASK, REVIEW, BALLOT, PACK, CLEARANCE, HIT, ACTION are *kept* messages: rendered from the present state,
    posted once and then edited in place; a PACK stands in the thread of the card or of a ballot. REPLY goes under its
    project's card, TOLD under another kept message of the person (or as a direct message where there is none). HOME
    publishes the App Home of one person. FILE is a document that one person asked for, put together when it is
    sent; a channel gets none but the chart of its portfolio digest. SERVICE tells somebody about the bot itself or
    a schedule of theirs, and belongs to no project. PROMPT reminds one person of work in any of their projects: posted
    anew each time, then kept up to date. CAUTION is shown to one person alone in the channel that its params name.
    """

    CARD = "card"
    ASK = "ask"
    REVIEW = "review"
    BALLOT = "ballot"
    REPLY = "reply"
    TOLD = "told"
    HOME = "home"
    DIGEST = "digest"
    FILE = "file"
    PACK = "pack"
    CLEARANCE = "clearance"
    ACTION = "action"
    SERVICE = "service"
    CAUTION = "caution"
    HIT = "hit"
    PROMPT = "prompt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One message to one place.

    ``audience`` is a Slack conversation id (``C…``/``G…``) or user id (``U…``/``W…``: a direct message).
    ``dedupe_key`` is unique for ever in a team: a second notice with the same key is dropped.
    ``post_key`` names the kept message this notice posts or edits; where it is set, an older waiting notice
    with the same post key is superseded. ``thread_of`` is the post key of the message to answer under.
    ``params`` is JSON-able; it holds ids and the words of people, never rendered text.
    """

    kind: NoticeKind
    team_id: str
    audience: str
    project_id: str | None
    dedupe_key: str
    post_key: str | None = None
    thread_of: str | None = None
    params: Mapping[str, Scalar] = field(default_factory=dict)
    lane: Lane = Lane.NOW
    not_before: datetime | None = None


def signed(notices: Iterable[Notice], *, by: str) -> Iterator[Notice]:
    """What goes to people says whose doing it is: an answer to one's own act waits for nobody's working time."""
    for notice in notices:
        plain = BY in notice.params or notice.kind is NoticeKind.HOME or not is_person(notice.audience)
        yield notice if plain else replace(notice, params={**notice.params, BY: by})


def in_lane(notices: Iterable[Notice], *, by: str) -> Iterator[Notice]:
    """The same; and what the clock does goes behind what people do, and waits for its readers' working time."""
    told = signed(notices, by=by)
    return (replace(notice, lane=Lane.BULK) for notice in told) if by == SYSTEM else told


def deadline(notice: Notice, zone: ZoneInfo) -> datetime | None:
    """The end of the day by which a notice must have been read, in the zone of the workspace; None where none says."""
    named = notice.params.get(NEEDED_ON)
    if not isinstance(named, str):
        return None
    return datetime.combine(date.fromisoformat(named) + timedelta(days=1), time(), zone).astimezone(UTC)


def held(notice: Notice, at: datetime, *, now: datetime, zone: ZoneInfo) -> Notice:
    """A notice that waits for its reader's working time at ``at``. What would come too late then is queued for now: the
    relay finds the hour for it, and brings it to whoever stands in."""
    end = deadline(notice, zone)
    too_late = end is not None and now <= end < at
    return notice if at <= now or too_late else replace(notice, not_before=at)


def is_person(audience: str) -> bool:
    """Whether an audience is a user, reached by direct message, and not a conversation."""
    return audience.startswith(("U", "W"))


def card_key(project_id: str) -> str:
    """The post key of a project's headline card."""
    return f"card:{project_id}"


def ask_key(project_id: str, stage: str, user_id: str) -> str:
    """The post key of the prompt that lists one assignee's deliverables of one stage."""
    return f"ask:{project_id}:{stage}:{user_id}"


def review_key(project_id: str, stage: str, user_id: str) -> str:
    """The post key of the message that lists what waits for one reviewer in one stage."""
    return f"review:{project_id}:{stage}:{user_id}"


def ballot_key(gate_id: str, user_id: str) -> str:
    """The post key of one gatekeeper's voting message."""
    return f"ballot:{gate_id}:{user_id}"


def pack_key(gate_id: str, user_id: str = "team") -> str:
    """The post key of an open gate's pack, for the team or for one gatekeeper."""
    return f"pack:{gate_id}:{user_id}"


def clearance_key(outward_id: str, user_id: str) -> str:
    """The post key of what one person is told about the clearance of one item that is to go out."""
    return f"clearance:{outward_id}:{user_id}"


def hit_key(hit_id: str, place: str) -> str:
    """The post key of a watch's hit in one channel or with one person."""
    return f"hit:{hit_id}:{place}"


def home_key(user_id: str) -> str:
    """The post key under which waiting App Home refreshes of one person are merged."""
    return f"home:{user_id}"


@dataclass(frozen=True, slots=True)
class StandingPack:
    """A gate pack that stands in a channel. ``withheld``: it shows nothing but key and stage there."""

    gate_id: str
    stage: str
    is_open: bool
    withheld: bool


class PostReads(Protocol):
    """What ``flows.ports.Reads`` tells of kept messages in a channel."""

    def packs_in(self, team_id: str, project_id: str, channel_id: str) -> tuple[StandingPack, ...]:
        """The team's gate packs of a project that stand there, of closed gates as well."""


def packs_again(
    team_id: str, project_id: str, channel_id: str, occasion: str, packs: Iterable[StandingPack]
) -> tuple[Notice, ...]:
    """As ``card_again`` for the packs beside it; what is short already and of a closed gate stays as it is."""
    return tuple(
        Notice(
            kind=NoticeKind.PACK,
            team_id=team_id,
            audience=channel_id,
            project_id=project_id,
            dedupe_key=f"{pack_key(pack.gate_id)}:{occasion}",
            post_key=pack_key(pack.gate_id),
            thread_of=card_key(project_id),
            params={"gate_id": pack.gate_id, "stage": pack.stage},
        )
        for pack in packs
        if pack.is_open or not pack.withheld
    )


def card_again(team_id: str, project_id: str, channel_id: str, occasion: str) -> Notice:
    """A notice that renders a project's card anew although the project is what it was: its readers are not.

    ``occasion`` names what made us look, and is unique.
    """
    return Notice(
        kind=NoticeKind.CARD,
        team_id=team_id,
        audience=channel_id,
        project_id=project_id,
        dedupe_key=f"{card_key(project_id)}:{occasion}",
        post_key=card_key(project_id),
    )
