"""One row per item of a register, with a menu of what its reader may do about it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bot.blocks import kit
from bot.blocks.kit import bold
from bot.blocks.lens import Lens
from bot.blocks.limits import LIMITS, Block
from bot.blocks.linkage import labels, standing
from bot.ids import Act, Ref
from flows.linkage.codes import OutwardState
from flows.linkage.items import Family, Feature, Item, Link, Outward, Standard
from flows.linkage.novelty import shown_too_early
from flows.linkage.register import Register
from flows.linkage.ties import ties

Able = Collection[str]
"""The names of the commands that the reader may give in this project."""

Choice = tuple[str, Act, str]
"""Words, act, and the name of the command that its reader must be able to give (empty for reading)."""


@dataclass(frozen=True, slots=True)
class Row:
    """A finished line with the item it is about."""

    line: str
    item: Item
    choices: tuple[Choice, ...]


def show_all(ref: Ref, name: str, lens: Lens) -> Block:
    """The button to everything that is known of one entry. ``name`` is raw text, for whoever hears it."""
    say = lens.say
    return kit.button(say("Show all"), Act.ITEM, ref, label=say("{what}: {item}", what=say("Show all"), item=name))


def row_ref(register: Register, item: Item | Link) -> Ref:
    """A row as its buttons carry it, with the version of the register that it was read from."""
    return Ref(project_id=register.project_id, item_id=item.id, shown=register.version)


def blocks(row: Row, register: Register, lens: Lens, able: Able) -> Block:
    """The row with its menu; whoever may only read gets a way to read all of it."""
    ref = row_ref(register, row.item)
    entries = [(text, act, ref) for text, act, command in row.choices if not command or command in able]
    entries = [(lens.say("Show all"), Act.ITEM, ref), *entries][: LIMITS["overflow options"]]
    return kit.section(kit.fit(row.line, LIMITS["section text"]), accessory=kit.menu(entries))


def features(register: Register, lens: Lens) -> Iterator[Row]:
    for item in register.features:
        yield Row(_feature(item, register, lens), item, feature_choices(lens))


def families(register: Register, lens: Lens) -> Iterator[Row]:
    for item in register.families:
        yield Row(labels.family_line(item, lens), item, family_choices(lens))


def standards(register: Register, lens: Lens) -> Iterator[Row]:
    for item in register.standards:
        yield Row(labels.standard_line(item, lens), item, standard_choices(lens))


def outwards(register: Register, lens: Lens) -> Iterator[Row]:
    """What is still planned first, the nearest day first; then what went out, the youngest first."""
    planned = [o for o in register.outwards if o.state is OutwardState.PLANNED]
    others = [o for o in register.outwards if o.state is not OutwardState.PLANNED]
    for item in (*sorted(planned, key=_day), *sorted(others, key=_day, reverse=True)):
        is_planned = item.state is OutwardState.PLANNED
        told = [standing.state_line(item, standing.latest(register, item.id), lens)] if is_planned else []
        told += filter(None, [labels.subjects(register, item.features, lens)])
        line = "\n    ".join([outward_line(item, register, lens), *told])
        yield Row(line, item, outward_choices(item, lens))


def outward_line(item: Outward, register: Register, lens: Lens) -> str:
    """One line, which says so plainly where it went out before what it shows was filed, whoever allowed it."""
    return " · ".join(filter(None, (labels.outward_line(item, lens), too_early(item, register, lens))))


def too_early(item: Outward, register: Register, lens: Lens) -> str:
    """Empty text for what is not out, was filed before, or reached only people under a duty of confidentiality."""
    is_out = item.state is OutwardState.MADE and not item.under_nda
    early = is_out and any(exposure.feature for exposure in shown_too_early(item, ties(register)))
    return bold(lens.say("before its filing")) if early else ""


def declarations(register: Register, lens: Lens) -> Iterator[Row]:
    for item in register.declarations:
        yield Row(labels.declaration_line(item, register, lens), item, ())


def _day(outward: Outward) -> tuple[str, int]:
    return (outward.made_on or outward.available_on).isoformat(), outward.number


def _feature(feature: Feature, register: Register, lens: Lens) -> str:
    """The feature with the patents that cover it: L1 is what people ask for first."""
    covering = tuple(dict.fromkeys(x.target for x in register.links if x.kind == "L1" and x.source == feature.id))
    line = labels.feature_line(feature, lens)
    if not covering:
        return f"{line} · " + lens.say("no claim yet")
    return f"{line} · " + lens.say("covered by {patents}", patents=labels.subjects(register, covering, lens, most=2))


def feature_choices(lens: Lens) -> tuple[Choice, ...]:
    say = lens.say
    return (
        (say("Edit"), Act.FEATURE, "RecordFeature"),
        (say("Link"), Act.TIE, "TieItems"),
        (say("Needs no filing"), Act.NO_FILING, "ClearFeature"),
        (say("Plan to let it out"), Act.OUTWARD, "PlanOutward"),
    )


def family_choices(lens: Lens) -> tuple[Choice, ...]:
    say = lens.say
    return (
        (say("Filing and dates"), Act.APPLICATION, "RecordApplication"),
        (say("Claims"), Act.CLAIMS, "RecordClaims"),
        (say("Edit"), Act.FAMILY, "RecordFamily"),
        (say("Declare to a body"), Act.DECLARE, "Declare"),
    )


def standard_choices(lens: Lens) -> tuple[Choice, ...]:
    say = lens.say
    return (
        (say("Edit"), Act.STANDARD, "RecordStandard"),
        (say("Clauses"), Act.CLAUSES, "RecordClauses"),
        (say("References and publication"), Act.STANDARD_MORE, "RecordStandard"),
        (say("Plan a contribution"), Act.OUTWARD, "PlanOutward"),
    )


def outward_choices(outward: Outward, lens: Lens) -> tuple[Choice, ...]:
    say = lens.say
    if outward.state is OutwardState.MADE:
        return ((say("What the body said"), Act.RECEPTION, "NoteReception"),)
    if outward.state is OutwardState.WITHDRAWN:
        return ()
    return (
        (say("Check it now"), Act.ASK_CLEARANCE, "AskClearance"),
        (say("Change the plan"), Act.OUTWARD, "PlanOutward"),
        (say("It went out"), Act.MADE, "MakeOutward"),
        (say("Call it off"), Act.CALL_OFF, "WithdrawOutward"),
    )


def all_choices(item: Item, lens: Lens) -> tuple[Choice, ...]:
    """Everything that can be done about an item, as buttons under its details."""
    say = lens.say
    match item:
        case Feature():
            return feature_choices(lens)
        case Family():
            return (
                *family_choices(lens),
                (say("Notices of an office"), Act.NOTICES, "RecordApplication"),
                (say("Sale, companion, given up"), Act.FAMILY_MORE, "RecordFamily"),
                (say("Licence"), Act.LICENCE, "RecordLicence"),
                (say("Inventor reward"), Act.REWARD, "RecordReward"),
                (say("Link"), Act.TIE, "TieItems"),
            )
        case Standard():
            return (*standard_choices(lens), (say("Declare to the body"), Act.DECLARE, "Declare"))
        case Outward():
            where = (say("Where in Slack?"), Act.OUTWARD_PLACE, "PlanOutward")
            return (*outward_choices(item, lens), *([where] if item.state is OutwardState.PLANNED else []))
        case _:
            return ()


def buttons(choices: Iterable[Choice], ref: Ref, lens: Lens, able: Able, *, about: str) -> list[Block]:
    """Choices as buttons, each read aloud with what it is about; no block where there is none."""
    shown = [
        kit.button(text, act, ref, label=lens.say("{what}: {item}", what=text, item=about))
        for text, act, command in choices
        if not command or command in able
    ]
    return [kit.actions(*shown, block_id=f"item:{ref.item_id}")] if shown else []
