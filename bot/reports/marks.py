"""Slack's markup taken apart, so that other formats can put it together again and escape it by their own rules."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Names = Mapping[str, str]
"""User ids with the names people know; an id that is missing stands for itself."""

_PIECE = re.compile(r"<([@#!]?)([^|<>]*)(?:\|([^<>]*))?>|\*([^*\n]+)\*")
_WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Span:
    """Raw text, bold or not. ``href`` is a web address or empty."""

    text: str
    bold: bool = False
    href: str = ""


def spans(mrkdwn: str, names: Names, *, bold: bool = False) -> Iterator[Span]:
    """The pieces of one finished line, in order. Mentions become names, moments what stands for them in text."""
    at = 0
    for piece in _PIECE.finditer(mrkdwn):
        if piece.start() > at:
            yield Span(_raw(mrkdwn[at : piece.start()]), bold)
        kind, target, label, strong = piece.groups()
        at = piece.end()
        if strong is not None:
            yield from spans(strong, names, bold=True)
        elif kind == "@":
            yield Span(names.get(target, target), bold)
        elif kind == "#":
            yield Span(f"#{_raw(label or target)}", bold)
        else:
            href = _raw(target) if not kind and target.startswith(_WEB) else ""
            yield Span(_raw(label or target), bold, href)
    if at < len(mrkdwn):
        yield Span(_raw(mrkdwn[at:]), bold)


def _raw(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
