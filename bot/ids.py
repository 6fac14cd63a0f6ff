"""Ids we make, and the typed payloads that travel through Slack's buttons and modals.

Every ``action_id`` and ``callback_id`` is a member of ``Act``, ``Form`` or ``Pick``; every button value and
``private_metadata`` is a packed ``Ref``. Register a new one here and in ``listeners/actions.py`` or ``views.py``.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
VALUE_LIMIT = 2000
METADATA_LIMIT = 3000
_FIELDS = ("project_id", "deliverable_id", "gate_id", "stage", "number", "shown", "extra", "channel_id", "ts")


class Act(StrEnum):
    """Buttons and menus. The value is a packed ``Ref``; an overflow option's value too."""

    SUBMIT = "dlv.submit"
    NOT_NEEDED = "dlv.not_needed"
    MORE_TIME = "dlv.more_time"
    HAND_OVER = "dlv.hand_over"
    ACCEPT = "dlv.accept"
    REQUEST_CHANGES = "dlv.request_changes"
    AGREE = "dlv.agree"
    DECLINE = "dlv.decline"
    REOPEN = "dlv.reopen"
    VERSIONS = "dlv.versions"
    GATE = "gate.request"
    WITHDRAW = "gate.withdraw"
    VOTE_GO = "gate.vote_go"
    VOTE = "gate.vote"
    DEPUTY = "gate.deputy"
    SCORE = "score.fill"
    SCORES = "score.read"
    PACK_HTML = "gate.pack_html"
    PACK_MD = "gate.pack_md"
    MINUTES_MD = "gate.minutes_md"
    EVALUATION = "eval.show"
    INDICATORS = "eval.indicators"
    OUTCOME = "eval.outcome"
    IMPROVE = "eval.improve"
    SETTLE = "eval.settle"
    FOLLOW_UP = "eval.follow_up"
    FOLLOW_ON = "prj.follow_on"
    EDIT = "prj.edit"
    ROLES = "prj.roles"
    STRANDS = "prj.strands"
    HOLD = "prj.hold"
    RESUME = "prj.resume"
    STOP = "prj.stop"
    STATUS = "prj.status"
    HISTORY = "prj.history"
    HISTORY_CSV = "prj.history_csv"
    HISTORY_JSON = "prj.history_json"
    NEW = "prj.new"
    LIST_MORE = "prj.list_more"
    HOME_PAGE = "home.page"
    USE_TEXT = "dlv.use_text"
    MENU = "menu"
    """An overflow menu: the chosen option's value is ``<act>|<packed ref>``."""
    LINK = "link"
    """A button with only a url: acknowledged and ignored."""


class Form(StrEnum):
    """Modals, by callback id. The comment names the input fields: block id and action id are both the field name."""

    NEW = "form.new"  # name summary template strands lead channel confidentiality
    EDIT = "form.edit"  # name summary channel confidentiality
    ROLES = "form.roles"  # one multi-person field per role, named as the role; lead is a single person
    STRANDS = "form.strands"  # one select per strand, named as the strand
    SUBMIT = "form.submit"  # text link file
    PICK_SUBMIT = "form.pick_submit"  # deliverable (external select Pick.DELIVERABLE) text link file
    NOT_NEEDED = "form.not_needed"  # reason
    MORE_TIME = "form.more_time"  # until reason
    HAND_OVER = "form.hand_over"  # to reason
    REQUEST_CHANGES = "form.request_changes"  # comment
    REOPEN = "form.reopen"  # reason
    GATE = "form.gate"  # proposal note
    VOTE = "form.vote"  # decision comment conditions condition_owner condition_due hold_until reopen merge_into
    DEPUTY = "form.deputy"  # to reason
    SCORE = "form.score"  # one page: each criterion a select named by its key, and its ``scores.why_field``
    INDICATORS = "form.indicators"  # one page: each figure a text named by its indicator, and its ``note_field``
    OUTCOME = "form.outcome"  # outcome note
    IMPROVE = "form.improve"  # lesson owner due
    SETTLE = "form.settle"  # state note
    FOLLOW_UP = "form.follow_up"  # verdict (an outcome or SKIP) changes note
    HOLD = "form.hold"  # until reason
    STOP = "form.stop"  # reason
    TEMPLATE = "form.template"  # file text
    TEMPLATE_KEEP = "form.template_keep"  # nothing to fill in: the preview of an import
    TEMPLATE_MIGRATE = "form.template_migrate"  # nothing to fill in: the preview of a migration
    INFO = "form.info"  # nothing to submit: versions, history, an explained error


ABSTAIN, CONFLICT = "abstain", "conflict"
"""What the vote form offers beside the decisions."""


SKIP = "skip"
"""What the follow-up form offers beside the verdicts."""


class Pick(StrEnum):
    """External selects, by action id."""

    PROJECT = "pick.project"
    DELIVERABLE = "pick.deliverable"


class Shortcut(StrEnum):
    """Global shortcuts, by callback id, as ``manifest.json`` names them."""

    NEW = "shortcut.new"
    SUBMIT = "shortcut.submit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """What a button or modal is about. ``shown`` is the project version it displayed, 0 for none.

    ``channel_id`` and ``ts`` name the message a modal was opened from. ``extra`` is short free text (a cursor, a page).
    """

    project_id: str = ""
    deliverable_id: str = ""
    gate_id: str = ""
    stage: str = ""
    number: int = 0
    shown: int = 0
    extra: str = ""
    channel_id: str = ""
    ts: str = ""


class PayloadTooLong(ValueError):
    """A payload would not fit into Slack's field; the programmer's mistake, never the user's."""


def pack(ref: Ref, limit: int = VALUE_LIMIT) -> str:
    """A ref as short text. ``|`` and ``%`` are escaped, empty tails are dropped."""
    packed = (
        f"{ref.project_id}|{ref.deliverable_id}|{ref.gate_id}|{ref.stage}|{ref.number or ''}|{ref.shown or ''}|"
        f"{ref.extra}|{ref.channel_id}|{ref.ts}"
    )
    if "%" in packed or packed.count("|") >= len(_FIELDS):  # rare, and a view packs ten refs: so not by default
        packed = "|".join(str(getattr(ref, f) or "").replace("%", "%25").replace("|", "%7C") for f in _FIELDS)
    packed = packed.rstrip("|") or "-"
    if len(packed) > limit:
        raise PayloadTooLong(f"{len(packed)} characters, {limit} allowed")
    return packed


def unpack(packed: str) -> Ref:
    """The ref in a packed text. Raises ValueError for text that ``pack`` cannot have made."""
    parts = [] if packed == "-" else packed.split("|")
    if len(parts) > len(_FIELDS):
        raise ValueError("too many parts")
    values: dict[str, str | int] = {}
    for name, part in zip(_FIELDS, parts, strict=False):
        if part:
            text = part.replace("%7C", "|").replace("%25", "%")
            values[name] = int(text) if name in ("number", "shown") else text
    return Ref(**values)  # type: ignore[arg-type]  # int fields converted just above


def id_maker(
    clock: Callable[[], float] = time.time, token: Callable[[int], int] = secrets.randbelow
) -> Callable[[str], str]:
    """A maker of ids that sort by time: ten characters of milliseconds, ten of chance (50 bits)."""

    def new_id(prefix: str) -> str:
        return f"{prefix}_{_base32(int(clock() * 1000), 10)}{_base32(token(1 << 50), 10)}"

    return new_id


def _base32(number: int, width: int) -> str:
    digits = []
    for _ in range(width):
        number, digit = divmod(number, 32)
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))
