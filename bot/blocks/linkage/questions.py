"""The questions of a register's forms: each knows what the item says now, and what its person had typed already."""

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from bot.blocks import inputs, kit
from bot.blocks.inputs import Draft, draft_list, draft_text, field, option
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import Block
from bot.blocks.linkage import labels
from bot.ids import Form, Pick, Ref, pack, unpack
from bot.vocabulary import Say
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.items import Family, Item, Link, Standard
from flows.linkage.judgements import Clearance
from flows.linkage.register import Register

Code = TypeVar("Code", bound=StrEnum)
SHORT, LINE, LONG = 120, 300, 3000


@dataclass(frozen=True, slots=True)
class Questions:
    """What a form is built from. ``ref.item_id`` names the item it changes, empty for a new one; ``draft`` is what
    was typed before the form had to be shown again, ``notice`` why."""

    card: ProjectCard
    register: Register
    lens: Lens
    ref: Ref
    draft: Draft = dataclasses.field(default_factory=dict)
    notice: str = ""

    @property
    def item(self) -> Item | None:
        return self.register.find(self.ref.item_id) if self.ref.item_id else None

    @property
    def link(self) -> Link | None:
        return next((x for x in self.register.links if x.id == self.ref.item_id), None)

    def form(self, form: Form, title: str, blocks: Sequence[Block], submit: str = "") -> dict[str, Any]:
        """The modal. It says what it is about, and where the cursor waits first."""
        say, item = self.lens.say, self.item
        about = [parts.named(self.card.key, self.card.name)]
        if isinstance(item, Clearance):  # people know it by what is to go out
            about.insert(0, labels.subject(self.register, item.outward_id, self.lens))
        elif item is not None:
            about.insert(0, labels.shown(item, self.lens))
        head = [kit.section(self.notice)] if self.notice else []
        head.append(kit.section("\n".join(about)))
        cursor = next(i for i, block in enumerate(blocks) if block["type"] == "input")
        shown = [inputs.first(block) if i == cursor else block for i, block in enumerate(blocks)]
        ref = replace(self.ref, project_id=self.card.id, shown=self.register.version)
        return kit.modal(form, title, [*head, *shown], ref=ref, submit=submit or say("Save"), close=say("Cancel"))

    def text(
        self, name: str, label: str, initial: str = "", *, hint: str = "", optional: bool = False,
        limit: int = LINE, many: bool = False, placeholder: str = "",
    ) -> Block:  # fmt: skip
        element = inputs.text_input(name, initial=draft_text(self.draft, name, initial), multiline=many, limit=limit,
                                    placeholder=placeholder)  # fmt: skip
        return field(name, label, element, hint=hint, optional=optional)

    def day(
        self, name: str, label: str, initial: date | None = None, *, hint: str = "", optional: bool = True
    ) -> Block:
        shown = draft_text(self.draft, name, initial.isoformat() if initial else "")
        element = inputs.day_picker(name, initial=shown, placeholder=self.lens.say("Choose a day"))
        return field(name, label, element, hint=hint, optional=optional)

    def choice(
        self, name: str, label: str, options: Sequence[Block], initial: str = "", *, hint: str = "",
        optional: bool = False,
    ) -> Block:  # fmt: skip
        element = inputs.select(name, options, initial=draft_text(self.draft, name, initial))
        return field(name, label, element, hint=hint, optional=optional)

    def radio(self, name: str, label: str, options: Sequence[Block], initial: str = "", *, hint: str = "") -> Block:
        element = inputs.radio(name, options, initial=draft_text(self.draft, name, initial))
        return field(name, label, element, hint=hint)

    def marks(self, label: str, options: Sequence[Block], initial: Iterable[str] = ()) -> Block:
        """Check marks; none is fine."""
        element = inputs.checkboxes("marks", options, initial=draft_list(self.draft, "marks", initial))
        return field("marks", label, element, optional=True)

    def one(self, name: str, label: str, pick: Pick, initial: Ref | None = None, *, hint: str = "",
            optional: bool = False) -> Block:  # fmt: skip
        """One item, looked up while the person types."""
        chosen = draft_text(self.draft, name, pack(initial) if initial else "")
        element = inputs.external(pick, initial=self._chosen(chosen), placeholder=self.lens.say("Type a few letters"))
        return field(name, label, element, hint=hint, optional=optional)

    def several(self, name: str, label: str, pick: Pick, initial: Iterable[str] = (), *, hint: str = "",
                optional: bool = False) -> Block:  # fmt: skip
        """Several items by id, looked up while the person types."""
        packed = draft_list(self.draft, name, (pack(Ref(item_id=item_id)) for item_id in initial))
        chosen = [found for value in packed if (found := self._chosen(value))]
        element = inputs.externals(pick, initial=chosen, placeholder=self.lens.say("Type a few letters"))
        return field(name, label, element, hint=hint, optional=optional)

    def _chosen(self, packed: str) -> Block | None:
        """An option as it was chosen; None for none and for what is gone."""
        ref = unpack(packed) if packed else Ref()
        item = self.register.find(ref.item_id)
        return option(part_words(item, ref.part, self.lens), packed) if item else None


def part_words(item: Item, part: str, lens: Lens) -> str:
    """An item, or one claim or clause of it, as raw words."""
    say = lens.say
    if not part:
        return labels.raw(item, lens)
    if isinstance(item, Family):
        text = next((c.text for c in item.claims if str(c.number) == part), "")
        return f"{labels.label(item)} {say('claim {n}', n=part)} {text}".strip()
    if isinstance(item, Standard):
        clause = item.clause(part)
        return f"{labels.label(item)} {item.reference} {part} {clause.title if clause else ''}".strip()
    return labels.raw(item, lens)


def coded(codes: Iterable[Code], words: Callable[[Code, Say], str], lens: Lens) -> list[Block]:
    """Options for codes, in the reader's words."""
    return [option(words(code, lens.say), code.value) for code in codes]
