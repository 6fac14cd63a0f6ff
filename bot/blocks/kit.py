"""Block Kit as plain dicts: small builders that name what Slack spells out, and text that is safe to show.

Texts that come from people go through ``escape`` before they enter a mrkdwn text, and stay raw in plain text
(headers, buttons, options, titles), which Slack shows as it is. Limits and their checks stand in ``limits.py``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks import limits
from bot.blocks.limits import LIMITS, Block, LimitExceeded, check_view, json_size
from bot.ids import METADATA_LIMIT, Act, Form, Ref, pack

__all__ = [
    "LIMITS", "Block", "LimitExceeded", "Message", "actions", "bold", "button", "check_message", "check_view",
    "chooser", "clip", "confirm", "divider", "escape", "fit", "header", "home", "inline", "json_size", "link",
    "link_button", "menu", "modal",
    "note", "one_section", "person", "plain", "quote", "section", "sections", "sentences",
]  # fmt: skip


_PARAGRAPHS = 4
"""Enough sections for the longest text that a message may have."""


_QUOTED = 12
_FULL_WIDTH_END = ("。", "！", "？", "；", "：", "，")


@dataclass(frozen=True, slots=True)
class Message:
    """A message to post. ``text`` says all that matters: it is the notification and all a screen reader hears."""

    text: str
    blocks: list[Block]


def check_message(message: Message) -> None:
    """Raises ``LimitExceeded`` for a message that Slack would refuse or cut, or that has no text."""
    limits.check_message(message.text, message.blocks)


def clip(text: str, limit: int) -> str:
    """At most ``limit`` characters, with an ellipsis where something is missing. For plain text."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def escape(text: str, limit: int | None = None) -> str:
    """A person's text, safe inside mrkdwn: it can neither mention anybody nor forge a link.

    ``limit`` counts the escaped characters and never cuts one in two.
    """
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if limit is None or len(escaped) <= limit:
        return escaped
    cut = escaped[: limit - 1]
    ampersand = cut.rfind("&", -4)
    if ampersand != -1 and ";" not in cut[ampersand:]:
        cut = cut[:ampersand]
    return cut.rstrip() + "…"


def inline(text: str, limit: int = 300) -> str:
    """A person's text on one line, escaped."""
    return escape(" ".join(text.split()), limit)


def sentences(*told: str) -> str:
    """Sentences on one line. Chinese ones follow each other without a space; empty ones are left out."""
    text = ""
    for one in filter(None, told):
        text += one if not text or text.endswith(_FULL_WIDTH_END) else f" {one}"
    return text


def bold(text: str) -> str:
    """Escaped text in bold; left as it is where its own asterisks would break the bold."""
    return text if "*" in text or not text else f"*{text}*"


def quote(text: str, limit: int) -> str:
    """A person's text, escaped, as a quotation of at most twelve lines: each line marked."""
    lines = [line for line in escape(text.strip(), limit).splitlines() if line.strip()]
    shown = lines[:_QUOTED] + (["…"] if len(lines) > _QUOTED else [])
    return "\n".join(f">{line}" for line in shown)


def person(user_id: str) -> str:
    """A mention, which Slack shows as the person's name."""
    return f"<@{user_id}>"


def link(url: str, text: str) -> str:
    """A link with raw text. A url with the characters that end a link cannot be shown as one."""
    if any(c in url for c in "<>|"):
        return escape(url)
    return f"<{url.replace('&', '&amp;')}|{escape(text).replace('|', '¦')}>"


def fit(mrkdwn: str, limit: int) -> str:
    """Finished mrkdwn of at most ``limit`` characters, never cut inside a mention, a date token or an escape."""
    if len(mrkdwn) <= limit:
        return mrkdwn
    cut = mrkdwn[: limit - 1]
    for opening, closing in (("<", ">"), ("&", ";")):
        start = cut.rfind(opening)
        if start != -1 and closing not in cut[start:]:
            cut = cut[:start]
    return cut.rstrip() + "…"


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def section(text: str, *, accessory: Block | None = None, block_id: str = "") -> Block:
    """A paragraph of mrkdwn, with a button or menu beside it."""
    block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    if accessory is not None:
        block["accessory"] = accessory
    if block_id:
        block["block_id"] = block_id
    return block


def sections(text: str) -> list[Block]:
    """Finished mrkdwn of any length as sections, split at line ends where there are any."""
    room = LIMITS["section text"]
    blocks = []
    while len(text) > room:
        cut = text.rfind("\n", 1, room)
        piece = text[:cut] if cut != -1 else fit(text, room + 1)[:-1] or text[:room]
        text = text[len(piece) :]
        if piece.strip():
            blocks.append(section(piece))
    return [*blocks, section(text)] if text.strip() else blocks


def header(text: str) -> Block:
    """A raw text as a heading."""
    return {"type": "header", "text": plain(clip(" ".join(text.split()), LIMITS["header text"]))}


def note(*texts: str) -> Block:
    """Small print: a context block of mrkdwn texts."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text} for text in texts]}


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Block, block_id: str = "") -> Block:
    block: Block = {"type": "actions", "elements": list(elements)}
    if block_id:
        block["block_id"] = block_id
    return block


def button(text: str, act: Act, ref: Ref, *, style: str = "", label: str = "", confirm: Block | None = None) -> Block:
    """``label`` is what a screen reader says where the text alone does not tell what the button is about."""
    element: Block = {"type": "button", "text": plain(text), "action_id": act.value, "value": pack(ref)}
    if style:
        element["style"] = style
    if label:
        element["accessibility_label"] = clip(label, LIMITS["accessibility_label"])
    if confirm is not None:
        element["confirm"] = confirm
    return element


def link_button(text: str, url: str) -> Block:
    return {"type": "button", "text": plain(text), "action_id": Act.LINK.value, "url": url}


def confirm(title: str, text: str, yes: str, no: str, *, danger: bool = False) -> Block:
    """The question Slack asks before it sends the click on."""
    asked: Block = {"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain(no)}
    if danger:
        asked["style"] = "danger"
    return asked


def menu(entries: Iterable[tuple[str, Act, Ref]]) -> Block:
    """An overflow menu: at most five entries."""
    options = [{"text": plain(text), "value": f"{act.value}|{pack(ref)}"} for text, act, ref in entries]
    return {"type": "overflow", "action_id": Act.MENU.value, "options": options}


def chooser(placeholder: str, entries: Iterable[tuple[str, Act, Ref]], *, name: str) -> Block:
    """A select that acts at once, for lists that would need a row of buttons each. ``name`` keeps its id apart."""
    options = [
        {"text": plain(clip(text, LIMITS["option text"])), "value": f"{act.value}|{pack(ref)}"}
        for text, act, ref in entries
    ]
    return {
        "type": "static_select",
        "action_id": f"{Act.MENU.value}:{name}",
        "placeholder": plain(placeholder),
        "options": options,
    }


def one_section(text: str, *buttons: Block) -> Message:
    """A message of one text, read aloud as it stands."""
    blocks = sections(text)[:_PARAGRAPHS]
    if buttons:
        blocks.append(actions(*buttons))
    return Message(fit(text, LIMITS["message text"]), blocks)


def modal(
    form: Form, title: str, blocks: Sequence[Block], *, ref: Ref, submit: str = "", close: str = ""
) -> dict[str, Any]:
    """A modal view. ``close`` is always shown by Slack; it should say in words what closing does."""
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": form.value,
        "title": plain(clip(title, LIMITS["modal title"])),
        "private_metadata": pack(ref, METADATA_LIMIT),
        "blocks": list(blocks),
    }
    if submit:
        view["submit"] = plain(submit)
    if close:
        view["close"] = plain(close)
    return view


def home(blocks: Sequence[Block], *, ref: Ref) -> dict[str, Any]:
    """An App Home view."""
    return {"type": "home", "private_metadata": pack(ref, METADATA_LIMIT), "blocks": list(blocks)}
