"""Forms of benchmarks: an indicator, and one value of it."""

from dataclasses import dataclass, field
from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import option
from bot.blocks.kit import bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import Block
from bot.blocks.watches import benchmark_words
from bot.ids import Form, Pick, Ref
from flows.lifecycle.fields import COMMENT_LIMIT, NAME_LIMIT
from flows.lifecycle.readmodels import ProjectCard
from flows.watches.benchmarking import CLAUSE_LIMIT, SOURCE_LIMIT, UNIT_LIMIT
from flows.watches.benchmarks import Direction, Indicator, Side, Value


@dataclass(slots=True)
class _Questions:
    """The blocks of a form while they are put together."""

    lens: Lens
    blocks: list[Block] = field(default_factory=list)

    def text(
        self, name: str, label: str, initial: str = "", *, limit: int, hint: str = "", optional: bool = False,
        many: bool = False,
    ) -> None:  # fmt: skip
        element = inputs.text_input(name, initial=initial, multiline=many, limit=limit)
        self.ask(name, label, element, hint=hint, optional=optional)

    def ask(self, name: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> None:
        self.blocks.append(inputs.field(name, label, element, hint=hint, optional=optional))

    def modal(self, form: Form, title: str, about: str, ref: Ref) -> dict[str, Any]:
        self.blocks[0] = inputs.first(self.blocks[0])
        say = self.lens.say
        return kit.modal(form, title, [kit.section(about), *self.blocks], ref=ref, submit=say("Save"),
                         close=say("Cancel"))  # fmt: skip


def indicator(card: ProjectCard, found: Indicator | None, lens: Lens) -> dict[str, Any]:
    """A new indicator, with what is known of it where it has no id yet; or other words for one."""
    say, asked = lens.say, _Questions(lens)
    ways = [option(benchmark_words.direction(d, say), d.value) for d in Direction]
    asked.text("name", say("Indicator"), found.name if found else "", limit=NAME_LIMIT,
               hint=say("One thing that can be measured, such as range accuracy."))  # fmt: skip
    asked.text("unit", say("Unit"), found.unit if found else "", limit=UNIT_LIMIT,
               hint=say("All its values are in this unit."))  # fmt: skip
    usual = found.direction if found else Direction.HIGHER
    asked.ask("direction", say("Which values are better?"), inputs.radio("direction", ways, initial=usual.value))
    asked.text("gap_action", say("What is done about a gap"), found.gap_action if found else "", optional=True,
               many=True, limit=COMMENT_LIMIT)  # fmt: skip
    title = say("Change the indicator") if found and found.id else say("New indicator")
    ref = Ref(project_id=card.id, item_id=found.id if found else "")
    return asked.modal(Form.BENCHMARK, title, parts.named(card.key, card.name), ref)


def value(
    card: ProjectCard, found: Indicator, old: Value | None, lens: Lens, *, corrects: bool = True, hit_id: str = ""
) -> dict[str, Any]:
    """One value, beginning with ``old``, which it corrects, or which is as somebody saw it (``corrects`` False, then
    ``hit_id`` says where). Without source and day it is worth nothing: both are asked for."""
    say, asked = lens.say, _Questions(lens)
    corrects = corrects and old is not None
    sides = [option(benchmark_words.side(s, say), s.value) for s in Side]
    side = old.side if old else Side.STANDARD if found.ours and not found.standard else Side.OURS
    asked.ask("side", say("Whose value?"), inputs.radio("side", sides, initial=side.value))
    asked.text("value", say("Value"), old.value if old else "", limit=60,
               hint=say("A number such as 3.5 or 1,200, in {unit}.", unit=found.unit))  # fmt: skip
    asked.text("unit", say("Unit"), found.unit, limit=UNIT_LIMIT)
    asked.ask("clause_of", say("Clause of the register"), inputs.external(Pick.CLAUSE), optional=True,
              hint=say("For the standard's value: fills in the two fields below."))  # fmt: skip
    asked.text("holder", say("Which rival or standard"), old.holder if old else "", optional=True, limit=NAME_LIMIT,
               hint=say("The rival's name, or the standard with its edition. Empty for our own value."))  # fmt: skip
    asked.text("clause", say("Clause"), old.clause if old else "", optional=True, limit=CLAUSE_LIMIT,
               hint=say("Of the standard that sets the value, or by which a rival measured."))  # fmt: skip
    asked.text("source", say("Source"), old.source if old else "", limit=SOURCE_LIMIT,
               hint=say("A test report, a data sheet, a web address."))  # fmt: skip
    day = inputs.day_picker("measured_on", initial=old.measured_on if old else None, placeholder=say("Choose a day"))
    asked.ask("measured_on", say("Measured on"), day,
              hint=say("For a standard: the day it was published or looked up."))  # fmt: skip
    about = f"{bold(f'B{found.number}')} {inline(found.name)}\n{parts.named(card.key, card.name)}"
    ref = Ref(project_id=card.id, item_id=found.id, part=old.id if old and corrects else "", extra=hit_id)
    return asked.modal(Form.BENCHMARK_VALUE, say("Correct a value") if corrects else say("New value"), about, ref)
