"""Questions about a project's register: its lists, one item found by number, the matrix, the dates."""

from collections.abc import Callable, Iterator

from bot.blocks.kit import Message
from bot.blocks.linkage import details, docket, lists, matrix
from bot.blocks.linkage.labels import label
from bot.context import Sight, View
from bot.filing import File
from bot.grammar import Intent, Verb, key_then_number, squashed
from bot.ids import Act, Ref
from bot.listeners import reading
from bot.listeners.orders import Order
from flows.errors import NotFound
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.items import Application, Family, Item, Outward, Standard
from flows.linkage.register import ITEM_FIELDS, Register

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

SHORTEST = 4
"""A number is looked for from so many letters and digits on."""
PROJECTS = 50
"""So many of a person's projects are searched for a number."""


def answer(sight: Sight, wish: Intent) -> Message | View:
    """A list, or the one item whose number was given."""
    act = LISTED[wish.verb]
    key, number = key_then_number(wish.text)
    if not number:
        return reading.about(sight, key, wish.verb, lambda s, project: listing(s, Ref(project_id=project), act))
    return found(sight, key, number)


def listing(sight: Sight, ref: Ref, act: Act) -> Message:
    """A page of one kind; ``ref.number`` rows in."""
    card = sight.card(ref.project_id)
    register, able, lens = sight.register(card), sight.able(card), sight.caller.lens
    if act is Act.DOCKET:
        return docket.dates(card, register, lens, able=able, reader=sight.caller.user_id, start=ref.number)
    if act is Act.MATRIX:
        return matrix.overview(card, register, lens, able=able, start=ref.number)
    return lists.listing(act, card, register, lens, able=able, start=ref.number)


def lister(act: Act) -> Callable[[Sight, Ref], Message]:
    """What a button that shows a list answers."""
    return lambda sight, ref: listing(sight, ref, act)


def gaps(sight: Sight, ref: Ref) -> Message:
    card = sight.card(ref.project_id)
    return matrix.gaps(card, sight.register(card), sight.caller.lens, able=sight.able(card), start=ref.number)


def item(sight: Sight, ref: Ref) -> Message:
    """Raises ``NotFound`` for a project that cannot be seen and for an item that is not there."""
    card = sight.card(ref.project_id)
    register = sight.register(card)
    wanted = register.find(ref.item_id)
    if wanted is None:
        raise NotFound("entry", "")
    return details.details(card, register, wanted, sight.caller.lens, able=sight.able(card))


def found(sight: Sight, key: str, number: str) -> Message:
    """The first item with a number, in one project or in those the caller may see."""
    wanted = squashed(number)
    for card in [sight.card(key)] if key else _cards(sight):
        register = sight.register(card)
        for candidate in _items(register):
            if wanted in _numbers(candidate, exact=len(wanted) < SHORTEST):
                return item(sight, Ref(project_id=card.id, item_id=candidate.id))
    raise NotFound("number", number)


def _cards(sight: Sight) -> Iterator[ProjectCard]:
    here = reading.of_channel(sight)
    if here is not None:
        yield here
    for row in sight.projects(limit=PROJECTS):
        if here is None or row.id != here.id:
            yield sight.card(row.id)


def _items(register: Register) -> Iterator[Item]:
    for kind in ITEM_FIELDS[:5]:
        yield from getattr(register, kind)


def _numbers(candidate: Item, *, exact: bool) -> set[str]:
    """Everything by which people know an item, with and without the country before it."""
    names = {squashed(label(candidate))}
    if exact:
        return names
    match candidate:
        case Family():
            names |= {squashed(number) for member in candidate.members for number in _of_application(member)}
        case Standard():
            names |= {squashed(candidate.reference), squashed(candidate.reference.partition(":")[0])}
        case Outward():
            names.add(squashed(candidate.document))
    return names | {name[2:] for name in names if name[:2].isalpha()}


def _of_application(member: Application) -> tuple[str, ...]:
    given = (member.application_number, member.publication_number, member.grant_number)
    return tuple(text for number in given if number for text in (number, f"{member.office}{number}"))


FILES = {
    Act.MATRIX_PNG: File.MATRIX_PNG,
    Act.CHART_XLSX: File.CHART_XLSX,
    Act.CHART_MD: File.CHART_MD,
    Act.DOCKET_ICS: File.DOCKET_ICS,
}


def sender(act: Act) -> Callable[[Sight, Ref], Order]:
    """What a button that sends a file orders."""
    return lambda sight, ref: reading.order(sight, ref.project_id, FILES[act])
