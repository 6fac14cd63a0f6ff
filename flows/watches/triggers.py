"""What an event outside means for a project: DOMAIN.md 5.2, row "triggers -> action", as data and pure functions.

Every arrow of that row is a ``Trigger``, and every trigger has its ``Response``. An event fires a trigger once for a
project, however often it is delivered: whoever carries responses out keeps the pair of trigger and event unique.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flows.linkage.codes import ApplicationStatus
from flows.linkage.items import Family, Standard
from flows.linkage.months import months_later
from flows.linkage.register import Register
from flows.linkage.rulebook import plain_stage
from flows.names import Role
from flows.watches.belonging import family_of, standard_of
from flows.watches.observations import FIRST_SEEN, RETURNED, Event, Severity
from flows.watches.subjects import Declaration, LegalEvent, Patent
from flows.watches.subjects import Standard as SeenStandard

OPPOSITION_MONTHS = 9
"""From the mention of the grant: European Patent Convention, art. 99(1). Other offices differ, so only EP is told."""


class Trigger(StrEnum):
    """Standards, then patents, then benchmarks, in the order of DOMAIN.md 5.2."""

    NEW_WORK_ITEM = "new_work_item"
    TEXT_CHANGED = "text_changed"
    STAGE_CHANGED = "stage_changed"
    BALLOT_OPEN = "ballot_open"
    REVIEW_OPEN = "review_open"
    PROPOSAL_REJECTED = "proposal_rejected"
    DECLARATION_WINDOW = "declaration_window"
    RIVAL_PUBLICATION = "rival_publication"
    OWN_PUBLISHED = "own_published"
    BLOCKING_LAPSED = "blocking_lapsed"
    RIVAL_DECLARATION = "rival_declaration"
    OPPOSITION_WINDOW = "opposition_window"
    ADVERSE_EVENT = "adverse_event"
    BELOW_STANDARD = "below_standard"
    BELOW_RIVAL = "below_rival"
    ABOVE_ALL = "above_all"
    RIVAL_ADOPTS = "rival_adopts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Who is asked to do something, and by when.

    ``roles``: the first one that somebody holds is asked; the lead where nobody does. ``days`` are calendar days to
    the day it should be done by, None where the event brings the day. ``private``: first, and until they release a
    summary, only for the patent lead and legal (DOMAIN.md R27). ``at_once``: told on the same day whatever else holds;
    the others wait for the next digest, unless there is haste (``urgency.py``).
    """

    roles: tuple[Role, ...]
    days: int | None
    severity: Severity
    private: bool = False
    at_once: bool = False


_STANDARDS, _PATENTS = (Role.STANDARD,), (Role.PATENT, Role.LEGAL)

RESPONSES: Mapping[Trigger, Response] = {
    Trigger.NEW_WORK_ITEM: Response(roles=_STANDARDS, days=30, severity=Severity.INFO),
    Trigger.TEXT_CHANGED: Response(roles=(Role.PATENT, Role.STANDARD), days=14, severity=Severity.ACTION, at_once=True),
    Trigger.STAGE_CHANGED: Response(roles=_STANDARDS, days=14, severity=Severity.ACTION),
    Trigger.BALLOT_OPEN: Response(roles=_STANDARDS, days=14, severity=Severity.URGENT, at_once=True),
    Trigger.REVIEW_OPEN: Response(roles=_STANDARDS, days=30, severity=Severity.ACTION),
    Trigger.PROPOSAL_REJECTED: Response(roles=_STANDARDS, days=14, severity=Severity.ACTION),
    Trigger.DECLARATION_WINDOW: Response(roles=_PATENTS, days=14, severity=Severity.URGENT, at_once=True),
    Trigger.RIVAL_PUBLICATION: Response(roles=_PATENTS, days=30, severity=Severity.ACTION, private=True),
    Trigger.OWN_PUBLISHED: Response(roles=_PATENTS, days=14, severity=Severity.ACTION),
    Trigger.BLOCKING_LAPSED: Response(roles=_PATENTS, days=30, severity=Severity.ACTION, private=True),
    Trigger.RIVAL_DECLARATION: Response(roles=_PATENTS, days=30, severity=Severity.ACTION, private=True),
    Trigger.OPPOSITION_WINDOW: Response(roles=_PATENTS, days=None, severity=Severity.URGENT, private=True),
    Trigger.ADVERSE_EVENT: Response(roles=_PATENTS, days=3, severity=Severity.URGENT, private=True, at_once=True),
    Trigger.BELOW_STANDARD: Response(roles=(Role.TECHNOLOGY,), days=30, severity=Severity.ACTION, at_once=True),
    Trigger.BELOW_RIVAL: Response(roles=(Role.TECHNOLOGY,), days=60, severity=Severity.INFO),
    Trigger.ABOVE_ALL: Response(roles=(Role.STANDARD, Role.BUSINESS), days=60, severity=Severity.INFO),
    Trigger.RIVAL_ADOPTS: Response(roles=(Role.BUSINESS, Role.LEGAL), days=60, severity=Severity.INFO),
}
"""Days are the house's own proposal; the rules of bodies and offices are in flows/linkage/rules."""

BALLOTS = frozenset(map(plain_stage, ("10.20", "30.20", "40.20", "50.20", "95.20", "CCDV", "CDIS")))
"""Stages in which votes are counted: ISO's harmonised codes (DOMAIN.md 4.6), and IEC's own."""
REVIEWS = frozenset(map(plain_stage, ("90.20",)))
REJECTED = frozenset(map(plain_stage, ("10.98",)))
WINDOWS = frozenset(
    map(plain_stage, ("FPWD", "First Public Working Draft", "PRD", "Patent Review Draft", "专利公示", "专利信息公布"))
)
"""Stages that start a time within which patents must be named or excluded (DOMAIN.md R25, 2013 rule art. 8)."""
LAPSED = (
    "lapse",
    "lapsed",
    "expired",
    "abandon",
    "ceased",
    "withdrawn",
    "revoked",
    "refused",
    "失效",
    "终止",
    "驳回",
    "撤回",
)
"""How offices say that an application or patent is no more; any of these words in a status is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """One trigger for one event. ``item_id`` is the register's item it is about, empty where it is about none yet;
    ``due_on`` the day that the event itself brings."""

    trigger: Trigger
    item_id: str = ""
    due_on: date | None = None


def triggers_of(event: Event, register: Register) -> tuple[Fired, ...]:
    """What an event means for the project of a register; nothing for what concerns no arrow."""
    match event.subject:
        case SeenStandard():
            return tuple(_of_standard(event, event.subject, standard_of(register, event.subject)))
        case Patent():
            return tuple(_of_patent(event, event.subject, family_of(register, event.subject)))
        case Declaration():
            own = family_of(register, event.subject)
            new = event.kind == f"{Declaration.WHAT}.{FIRST_SEEN}"
            return (Fired(trigger=Trigger.RIVAL_DECLARATION),) if new and own is None else ()
        case _:
            return ()


def is_private(event: Event) -> bool:
    """Whether a hit may at first be told to the patent lead and legal only (DOMAIN.md R27): all about patents and
    declarations. Whose they are takes a look at the register; where that is wrong once, nobody can take it back."""
    return event.kind.partition(".")[0] in (Patent.WHAT, Declaration.WHAT)


def _of_standard(event: Event, seen: SeenStandard, known: Standard | None) -> Iterator[Fired]:
    """A first look at what the register holds already counts like a change to what it shows."""
    item_id = known.id if known is not None else ""
    stage = _new_stage(event, seen, known)
    code = plain_stage(stage)
    if event.kind == f"{SeenStandard.WHAT}.{FIRST_SEEN}" and known is None:
        yield Fired(trigger=Trigger.NEW_WORK_ITEM)
    closes = seen.ballot_closes_on.on if seen.ballot_closes_on is not None else None
    if code in BALLOTS or (known is not None and event.after.get("ballot_closes_on") and closes != known.next_on):
        yield Fired(trigger=Trigger.BALLOT_OPEN, item_id=item_id, due_on=closes)
    if code in REVIEWS:
        yield Fired(trigger=Trigger.REVIEW_OPEN, item_id=item_id)
    if code in REJECTED:
        yield Fired(trigger=Trigger.PROPOSAL_REJECTED, item_id=item_id)
    if code in WINDOWS:
        yield Fired(trigger=Trigger.DECLARATION_WINDOW, item_id=item_id)
    if known is None:
        return
    if stage and code not in BALLOTS | REVIEWS | REJECTED | WINDOWS:
        yield Fired(trigger=Trigger.STAGE_CHANGED, item_id=item_id)
    if _is_new_text(event, seen, known):
        yield Fired(trigger=Trigger.TEXT_CHANGED, item_id=item_id)


def _new_stage(event: Event, seen: SeenStandard, known: Standard | None) -> str:
    """The stage that is news; empty where it is not."""
    told = event.after.get("stage")
    if isinstance(told, str) and told:
        return "" if known is not None and plain_stage(known.stage) == plain_stage(told) else told
    is_back = event.kind == f"{SeenStandard.WHAT}.{RETURNED}"
    return seen.stage if is_back and known is not None and plain_stage(known.stage) != plain_stage(seen.stage) else ""


def _is_new_text(event: Event, seen: SeenStandard, known: Standard) -> bool:
    version = event.after.get("version")
    return bool(version) and isinstance(version, str) and version not in (known.version, "") and bool(seen.ref)


def _of_patent(event: Event, seen: Patent, own: Family | None) -> Iterator[Fired]:
    if own is not None:
        yield from _of_own(event, seen, own)
        return
    if event.kind == f"{Patent.WHAT}.{FIRST_SEEN}":
        yield Fired(trigger=Trigger.RIVAL_PUBLICATION)
    if _ended(event) or _is_adverse(seen.legal_event):
        yield Fired(trigger=Trigger.BLOCKING_LAPSED)
    if event.after.get("granted_on") and seen.granted_on is not None and _office(seen) == "EP":
        closes = months_later(seen.granted_on.on, OPPOSITION_MONTHS)
        yield Fired(trigger=Trigger.OPPOSITION_WINDOW, due_on=closes)


def _of_own(event: Event, seen: Patent, own: Family) -> Iterator[Fired]:
    if _is_adverse(seen.legal_event) or _ended(event):
        yield Fired(trigger=Trigger.ADVERSE_EVENT, item_id=own.id)
    member = own.member(_office(seen))
    known = member.published_on if member is not None else None
    if event.after.get("published_on") and seen.published_on is not None and known != seen.published_on.on:
        yield Fired(trigger=Trigger.OWN_PUBLISHED, item_id=own.id)


def _is_adverse(noted: LegalEvent | None) -> bool:
    return noted is not None and noted.influence == "-"


def _ended(event: Event) -> bool:
    status = event.after.get("status")
    return isinstance(status, str) and (
        status.casefold() == ApplicationStatus.LAPSED or any(word in status.casefold() for word in LAPSED)
    )


def _office(seen: Patent) -> str:
    """``EP`` of ``EP1234567B1`` where the source does not say it apart."""
    return (seen.office or (seen.grant_no or seen.publication_no or seen.ref)[:2]).upper()
