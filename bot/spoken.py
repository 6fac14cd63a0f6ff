"""What a person typed or attached in a message, out of Slack's encoding. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_ONE_LINK = re.compile(r"<(https?://[^<>|]+)(?:\|[^<>]*)?>")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message as a submission could take it. A message that is nothing but one address is a link, not a text."""

    text: str = ""
    link: str = ""
    file_id: str = ""
    file_name: str = ""


def spoken(event: Mapping[str, Any]) -> Spoken:
    """What a message event says."""
    text = str(event.get("text") or "").strip()
    files = event.get("files") or ()
    file = files[0] if files else {}
    sole = _ONE_LINK.fullmatch(text)
    return Spoken(
        text="" if sole else plain(text),
        link=unescaped(sole.group(1)) if sole else "",
        file_id=str(file.get("id", "")),
        file_name=str(file.get("name") or file.get("title") or ""),
    )


def plain(text: str) -> str:
    """Slack's message text as it was typed: links as their addresses, mentions by name or id, no entities."""
    return unescaped(_TOKEN.sub(_token, text))


def _token(found: re.Match[str]) -> str:
    target, label = found.group(1), found.group(2) or ""
    if target[0] in "@#!":
        return f"{target[0] if target[0] != '!' else '@'}{label.lstrip('@') or target[1:]}"
    return target.removeprefix("mailto:")


def unescaped(text: str) -> str:
    """Text without the three entities Slack puts in for ``&``, ``<`` and ``>``."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
