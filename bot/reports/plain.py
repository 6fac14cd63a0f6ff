"""The sentences of the history without Slack's markup: names instead of mentions, no asterisks, no entities."""

from typing import Any

from bot.blocks.lens import Lens
from bot.blocks.lifecycle.sentences import happened
from bot.reports.marks import Names, spans
from flows.lifecycle.readmodels import HistoryLine, ProjectCard
from flows.names import SYSTEM, Bilingual

_STAR = "\ue000"
"""Stands for an asterisk that a person wrote, while ours are taken away."""


def name_of(user_id: str, names: Names, lens: Lens) -> str:
    return lens.say("Liandong") if user_id == SYSTEM else names.get(user_id, user_id)


def sentence(line: HistoryLine, card: ProjectCard, lens: Lens, names: Names) -> str:
    """What an event says, on one line of plain text."""
    title = line.title
    masked = Bilingual(_masked(title.zh), _masked(title.en)) if title else None
    text = happened(line.event, _masked(line.params), by=line.by, title=masked, card=card, lens=lens)
    return plain(text, names).replace(_STAR, "*")


def plain(mrkdwn: str, names: Names) -> str:
    """Finished mrkdwn as plain text. Links keep their address."""
    return "".join(
        f"{span.text} ({span.href})" if span.href and span.text != span.href else span.text
        for span in spans(mrkdwn, names)
    )


def _masked(value: Any) -> Any:
    """The same JSON value with the asterisks of its texts out of the way."""
    if isinstance(value, str):
        return value.replace("*", _STAR)
    if isinstance(value, dict):
        return {name: _masked(inner) for name, inner in value.items()}
    return [_masked(inner) for inner in value] if isinstance(value, list | tuple) else value
