"""Which part of its subject a date is about, in words: an office, a body, a standard, or which term of its rule. And
why it stands on another day than the one that its rule computes."""

from collections.abc import Callable
from datetime import date

from bot.blocks.lens import Lens
from bot.blocks.linkage import labels, terms
from bot.vocabulary import Say
from flows.linkage.codes import Body
from flows.linkage.dealings import Reward
from flows.linkage.items import Standard
from flows.linkage.judgements import DocketItem
from flows.linkage.register import Register

SAID_ALREADY = frozenset({"design", "utility_model", "agreed", "soon"})
"""Terms that the kind of the subject, or the rule itself, says already."""


def part_words(item: DocketItem, register: Register, lens: Lens) -> str:
    """Raw text, empty where the subject says it all. Ids and codes are never shown."""
    subject, other = register.find(item.subject_id), register.find(item.part)
    if isinstance(subject, Reward):
        return ""  # it is named by whom it is for
    if other is not None:
        return labels.raw(other, lens)
    if isinstance(subject, Standard):
        return _term(item.part, lens.say)  # or what the body said is due, as somebody typed it
    return " · ".join(filter(None, (_piece(piece, lens) for piece in item.part.split(":"))))


def moved_words(item: DocketItem, say: Say, show: Callable[[date], str], *, calendar: str) -> str:
    """Why the day is not the computed one, as text with ``calendar`` and the days as ``show`` writes them; empty where
    it is. A period that ends on a day off goes on to the next working day (rule 5); working days that are counted back
    (R01e) end earlier, whether or not the computed day is one."""
    if item.raw_on == item.due_on:
        return ""
    raw, due = show(item.raw_on), show(item.due_on)
    if item.due_on < item.raw_on:
        return say("brought forward from {raw} to {due}: working days are counted back ({calendar})", raw=raw, due=due,
                   calendar=calendar)  # fmt: skip
    return say("{raw} is no working day ({calendar}), so {due}", raw=raw, due=due, calendar=calendar)


def _piece(text: str, lens: Lens) -> str:
    body = next((body for body in Body if body.value == text), None)
    return terms.body(body, lens.say) if body is not None else _term(text, lens.say)


def _term(text: str, say: Say) -> str:
    known = {
        "surcharge": say("with a surcharge"),
        "grace": say("late, with a surcharge"),
        "correct": say("to add or correct the claim to priority"),
        "fpwd": say("First Public Working Draft"),
        "prd": say("Patent Review Draft"),
    }
    return "" if text in SAID_ALREADY else known.get(text, text)
