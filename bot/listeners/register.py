"""Questions about a project's register: its lists, one item found by number, the matrix, the dates."""

from collections.abc import Callable

from bot.blocks.kit import Message
from bot.blocks.linkage import alike, details, docket, lists, matrix, open_rules
from bot.blocks.linkage.outsiders import cautioned
from bot.context import Sight
from bot.filing import File
from bot.grammar import Intent, Verb, fold, key_then_number
from bot.ids import Act, Ref
from bot.listeners import looking_up, reading
from bot.listeners.orders import Order
from bot.outward import View
from flows.errors import NotFound
from flows.linkage.numbers import is_mistyped

LISTED = {
    Verb.LINK: Act.FEATURES,
    Verb.PATENT: Act.PATENTS,
    Verb.STANDARD: Act.STANDARDS,
    Verb.CONTRIBUTION: Act.OUTWARDS,
    Verb.DECLARE: Act.DECLARATIONS,
    Verb.DOCKET: Act.DOCKET,
    Verb.MATRIX: Act.MATRIX,
}
"""What a verb shows where nothing more is said."""

CALENDAR_WORDS = frozenset({"calendar", "ics", "ical", "日历", "日程"})
"""What after ``docket`` asks for a calendar file."""


def answer(sight: Sight, wish: Intent) -> Message | View | Order:
    """A list, or the one item whose number was given; with a word about outsiders where they read (R02)."""
    act = LISTED[wish.verb]
    key, number = key_then_number(wish.text)
    if wish.verb is Verb.DOCKET and fold(number) in CALENDAR_WORDS:
        return reading.order(sight, key, File.DOCKET_ICS) if key else my_dates(sight, Ref())
    if number:
        shown = found(sight, key, number)
    else:
        shown = reading.about(sight, key, wish.verb, lambda s, project: listing(s, Ref(project_id=project), act))
    channel = sight.caller.envelope.channel_id
    heard = sight.reads.audience(sight.team_id, channel) if channel else None
    return cautioned(shown, heard, sight.caller.lens)


def my_dates(sight: Sight, ref: Ref) -> Order:
    """The caller's own dates of all projects as a calendar file."""
    del sight, ref  # whose they are says the order's audience
    return Order(None, File.MY_DATES_ICS)


def listing(sight: Sight, ref: Ref, act: Act) -> Message:
    """A page of one kind; ``ref.number`` rows in."""
    card = sight.card(ref.project_id)
    register, able, lens = sight.register(card), sight.able(card), sight.caller.lens
    if act is Act.DOCKET:
        return docket.dates(card, register, lens, able=able, reader=sight.caller.user_id, start=ref.number)
    if act is Act.MATRIX:
        return matrix.overview(card, register, lens, start=ref.number)
    return lists.listing(act, card, register, lens, able=able, start=ref.number)


def lister(act: Act) -> Callable[[Sight, Ref], Message]:
    """What a button that shows a list answers."""
    return lambda sight, ref: listing(sight, ref, act)


def gaps(sight: Sight, ref: Ref) -> Message:
    """A page of what a linked record lacks."""
    card = sight.card(ref.project_id)
    return matrix.gaps(card, sight.register(card), sight.caller.lens, able=sight.able(card), start=ref.number)


def findings(sight: Sight, ref: Ref) -> Message:
    """A page of everything that the rules say of a register today."""
    card = sight.card(ref.project_id)
    register = sight.register(card)
    return open_rules.overview(card, register, sight.findings(register), sight.caller.lens, start=ref.number)


def item(sight: Sight, ref: Ref) -> Message:
    """Raises ``NotFound`` for a project that cannot be seen and for an item that is not there."""
    card = sight.card(ref.project_id)
    register = sight.register(card)
    wanted = register.find(ref.item_id)
    if wanted is None:
        raise NotFound("entry", "")
    about = tuple(finding for finding in sight.findings(register) if wanted.id in finding.subjects)
    return details.details(card, register, wanted, sight.caller.lens, able=sight.able(card), found=about)


def found(sight: Sight, key: str, number: str) -> Message:
    """The entry with a label or number, in one project or in those the caller may see. Where several can be meant, or
    only another edition is there, a choice: none is taken for another one."""
    here = sight.card(key) if key else reading.of_channel(sight)
    named = looking_up.labelled(sight.register(here), number) if here is not None else None
    if here is not None and named is not None:
        return item(sight, Ref(project_id=here.id, item_id=named.id))
    hits = looking_up.bearing(sight, number, only=here.id if here is not None and key else "", here=here)
    if not hits:
        raise NotFound("mistyped_number" if is_mistyped(number) else "number", number)
    meant = [hit for hit in hits if looking_up.is_asked_for(number, hit.item)]
    if len(meant) == 1:
        return item(sight, Ref(project_id=meant[0].card.id, item_id=meant[0].item.id))
    return alike.choice(number, meant or hits, sight.caller.lens, asked_for=bool(meant))


FILES = {
    Act.MATRIX_PNG: File.MATRIX_PNG,
    Act.CHART_XLSX: File.CHART_XLSX,
    Act.CHART_MD: File.CHART_MD,
    Act.DOCKET_ICS: File.DOCKET_ICS,
}


def sender(act: Act) -> Callable[[Sight, Ref], Order]:
    """What a button that sends a file orders."""
    return lambda sight, ref: reading.order(sight, ref.project_id, FILES[act])
