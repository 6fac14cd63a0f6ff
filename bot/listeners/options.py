"""External selects: what Slack asks for while somebody types into one."""

import logging
from collections.abc import Callable
from typing import Any

from bot.blocks.inputs import option
from bot.context import Caller, Desk, Sight
from bot.envelope import Body, of_interaction
from bot.grammar import fold, project_key
from bot.ids import Pick, Ref, pack, unpack
from bot.listeners import linkage_options, reading
from bot.listeners.replies import AckBody
from flows.errors import LiandongError

log = logging.getLogger(__name__)

MOST_OPTIONS = 100
"""Slack's limit for one answer."""


def suggest(desk: Desk, body: Body) -> AckBody:
    """The options that fit what was typed, at most ``MOST_OPTIONS``."""
    find = _PICKS.get(body["action_id"])
    if find is None:
        log.warning("unknown select %s", body["action_id"])
        return {"options": []}
    with desk.look(of_interaction(body)) as sight:
        return {"options": find(sight, str(body.get("value") or ""), body)[:MOST_OPTIONS]}


def refuse(desk: Desk, caller: Caller, body: Body, error: LiandongError) -> AckBody:
    """A select has no place for words: it stays empty."""
    del desk, caller, body, error
    return {"options": []}


def _projects(sight: Sight, typed: str, body: Body) -> list[dict[str, Any]]:
    del body  # any project that the person may see
    rows = sight.search(project_key(typed) or typed.strip(), limit=MOST_OPTIONS)
    return [option(f"{row.key} · {row.name}", pack(Ref(project_id=row.id))) for row in rows]


def _deliverables(sight: Sight, typed: str, body: Body) -> list[dict[str, Any]]:
    """What the caller can submit; of one project where the form is about one."""
    metadata = (body.get("view") or {}).get("private_metadata") or "-"
    wanted = fold(typed)
    found = reading.submittable(sight, unpack(metadata).project_id)
    return [reading.choice(sight, work) for work in found if wanted in fold(reading.spelled_out(sight, work))]


_PICKS: dict[str, Callable[[Sight, str, Body], list[dict[str, Any]]]] = {
    Pick.DELIVERABLE: _deliverables,
    Pick.PROJECT: _projects,
    **{pick.value: linkage_options.suggest(pick) for pick in linkage_options.OFFERS},
}
