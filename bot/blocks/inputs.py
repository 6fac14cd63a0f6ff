"""The fields of forms. A field's name is its block id and its action id, as ``bot/forms.py`` reads them back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.blocks.kit import clip, plain
from bot.blocks.limits import LIMITS, Block
from bot.ids import Pick

Draft = Mapping[str, object]
"""What a person had typed before a form had to be shown again, by field name: text, an id, a day as ISO text,
or a list of ids. A missing field takes its usual initial value."""

NO_DRAFT: Draft = {}


def draft_text(draft: Draft, name: str, otherwise: str = "") -> str:
    """A single value of a draft."""
    value = draft.get(name, otherwise)
    return value if isinstance(value, str) else otherwise


def draft_list(draft: Draft, name: str, otherwise: Iterable[str] = ()) -> list[str]:
    """A list of a draft."""
    value = draft.get(name)
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    return list(otherwise)


def field(name: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """An input with its label. Slack marks optional fields itself, in the reader's language."""
    block: Block = {"type": "input", "block_id": name, "label": plain(label), "element": element}
    if hint:
        block["hint"] = plain(hint)
    if optional:
        block["optional"] = True
    return block


def first(block: Block) -> Block:
    """The field where the cursor waits when the form opens."""
    return {**block, "element": {**block["element"], "focus_on_load": True}}


def option(text: str, value: str, description: str = "") -> Block:
    made: Block = {"text": plain(clip(text, LIMITS["option text"])), "value": value}
    if description:
        made["description"] = plain(clip(description, LIMITS["option description"]))
    return made


def text_input(
    name: str, *, initial: str = "", placeholder: str = "", multiline: bool = False, limit: int = 3000
) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": name, "max_length": limit}
    if multiline:
        element["multiline"] = True
    if initial:
        element["initial_value"] = clip(initial, limit)
    return _hinted(element, placeholder)


def url_input(name: str, *, initial: str = "", placeholder: str = "") -> Block:
    element: Block = {"type": "url_text_input", "action_id": name}
    if initial:
        element["initial_value"] = initial
    return _hinted(element, placeholder)


def day_picker(name: str, *, initial: date | str | None = None, placeholder: str = "") -> Block:
    element: Block = {"type": "datepicker", "action_id": name}
    if initial:
        element["initial_date"] = str(initial)
    return _hinted(element, placeholder)


def select(name: str, options: Sequence[Block], *, initial: str = "", placeholder: str = "") -> Block:
    element: Block = {"type": "static_select", "action_id": name, "options": list(options)}
    chosen = _chosen(options, [initial])
    if chosen:
        element["initial_option"] = chosen[0]
    return _hinted(element, placeholder)


def multi_select(name: str, options: Sequence[Block], *, initial: Iterable[str] = (), placeholder: str = "") -> Block:
    element: Block = {"type": "multi_static_select", "action_id": name, "options": list(options)}
    chosen = _chosen(options, initial)
    if chosen:
        element["initial_options"] = chosen
    return _hinted(element, placeholder)


def radio(name: str, options: Sequence[Block], *, initial: str = "") -> Block:
    element: Block = {"type": "radio_buttons", "action_id": name, "options": list(options)}
    chosen = _chosen(options, [initial])
    if chosen:
        element["initial_option"] = chosen[0]
    return element


def checkboxes(name: str, options: Sequence[Block], *, initial: Iterable[str] = ()) -> Block:
    element: Block = {"type": "checkboxes", "action_id": name, "options": list(options)}
    chosen = _chosen(options, initial)
    if chosen:
        element["initial_options"] = chosen
    return element


def one_person(name: str, *, initial: str = "", placeholder: str = "") -> Block:
    element: Block = {"type": "users_select", "action_id": name}
    if initial:
        element["initial_user"] = initial
    return _hinted(element, placeholder)


def people(name: str, *, initial: Sequence[str] = (), placeholder: str = "") -> Block:
    element: Block = {"type": "multi_users_select", "action_id": name}
    if initial:
        element["initial_users"] = list(initial)
    return _hinted(element, placeholder)


def channel(name: str, *, initial: str = "", placeholder: str = "") -> Block:
    """A public or private channel. Direct messages are no place for a project."""
    element: Block = {
        "type": "conversations_select",
        "action_id": name,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if initial:
        element["initial_conversation"] = initial
    return _hinted(element, placeholder)


def external(pick: Pick, *, initial: Block | None = None, placeholder: str = "") -> Block:
    """A select whose options we are asked for while the person types. Its action id is the pick's."""
    element: Block = {"type": "external_select", "action_id": pick.value, "min_query_length": 0}
    if initial is not None:
        element["initial_option"] = initial
    return _hinted(element, placeholder)


def externals(pick: Pick, *, initial: Sequence[Block] = (), placeholder: str = "") -> Block:
    """Like ``external``, for several."""
    element: Block = {"type": "multi_external_select", "action_id": pick.value, "min_query_length": 0}
    if initial:
        element["initial_options"] = list(initial)
    return _hinted(element, placeholder)


def file_input(name: str) -> Block:
    """One file from the person's computer."""
    return {"type": "file_input", "action_id": name, "max_files": 1}


def _hinted(element: Block, placeholder: str) -> Block:
    if placeholder:
        element["placeholder"] = plain(clip(placeholder, LIMITS["placeholder"]))
    return element


def _chosen(options: Sequence[Block], values: Iterable[str]) -> list[Block]:
    wanted = set(values)
    return [option for option in options if option["value"] in wanted]
