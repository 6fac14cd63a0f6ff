"""The human side: buttons, menus and pickers, in messages and in views; options of external selects."""

from dataclasses import dataclass
from typing import Any

from .deliveries import INTERACTIVE
from .elements import STATE_FIELDS, Spot, spots
from .entries import EntryRefused, given_value, option_with, parse
from .human_talk import note_failure
from .messages import Message
from .payloads import block_action, block_actions, block_suggestion, message_place, view_place
from .people import Member
from .strictness import check_suggestions
from .trouble import ApiError, HumanError, Json
from .views import View
from .world import World

DEFAULT_QUERY_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Target:
    """Where a person acts: a message or a view."""

    member: Member
    message: Message | None = None
    view: View | None = None

    @property
    def blocks(self) -> list[Json]:
        if self.view is not None:
            return self.view.blocks
        return self.message.blocks if self.message is not None else []

    @property
    def entered(self) -> dict[tuple[str, str], Any]:
        if self.view is not None:
            return self.view.entered
        return self.message.entered.setdefault(self.member.id, {}) if self.message is not None else {}

    def place(self, world: World) -> Json:
        if self.view is not None:
            return view_place(world, self.view)
        if self.message is None:
            return {}
        return message_place(world, world.workspace.conversations[self.message.channel], self.message, self.member)


async def in_message(world: World, body: Json) -> Json:
    return await _act(world, _message_target(world, body), body)


async def in_view(world: World, body: Json) -> Json:
    return await _act(world, _view_target(world, body), body)


async def options(world: World, body: Json) -> Json:
    """What an external select offers for a query; the client asks only from ``min_query_length`` characters on."""
    target = _view_target(world, body) if body.get("view_id") else _message_target(world, body)
    spot = _find(target.blocks, body)
    if spot.type.removeprefix("multi_") != "external_select":
        raise HumanError("not_external", f"{spot.key[1]} is not an external select")
    query = str(body.get("query", ""))
    least = spot.element.get("min_query_length", DEFAULT_QUERY_LENGTH)
    if len(query) < least:
        raise HumanError("query_too_short", f"Type {least} characters at least.")
    payload = block_suggestion(world, target.member, target.place(world), spot, query)
    answer = await world.deliveries.ask(INTERACTIVE, f"options:{spot.key[1]}", payload)
    if not answer.acked:
        return {"ok": False, "error": answer.outcome, "options": []}
    if problems := check_suggestions(answer.payload):
        note_failure(world, f"options:{spot.key[1]}", ApiError("invalid_options", problems))
        return {"ok": False, "error": "invalid_options", "options": []}
    _remember_offer(world, target, spot, answer.payload)
    return {"ok": True, "ack_ms": answer.ms, **answer.payload}


async def _act(world: World, target: Target, body: Json) -> Json:
    spot = _find(target.blocks, body)
    try:
        value = _value(world, target, spot, body)
    except EntryRefused as refused:
        raise HumanError("invalid_value", str(refused)) from None
    if spot.type in STATE_FIELDS:
        target.entered[spot.key] = value
        if spot.block.get("type") == "input" and not spot.block.get("dispatch_action"):
            return {"ok": True, "dispatched": False, "ack_ms": 0}
    view_id = target.view.id if target.view is not None and target.view.is_modal else ""
    payload = block_actions(world, target.member, target.place(world), block_action(world, spot, value), view_id)
    answer = await world.deliveries.ask(INTERACTIVE, f"action:{spot.key[1]}", payload)
    return {
        "ok": answer.acked,
        "dispatched": True,
        "ack_ms": answer.ms,
        **({} if answer.acked else {"error": answer.outcome}),
    }


def offered_to(world: World, target_id: str, member_id: str, key: tuple[str, str]) -> list[Json]:
    """Options an external select has shown this person so far."""
    return world.offers.get((target_id, member_id, *key), [])


def _value(world: World, target: Target, spot: Spot, body: Json) -> Any:
    given = given_value(body)
    if spot.type == "overflow":
        return option_with(spot.element["options"], given)
    if spot.type in STATE_FIELDS:
        return parse(world, target.member, spot, given, offered_to(world, _id(target), target.member.id, spot.key))
    return None


def _remember_offer(world: World, target: Target, spot: Spot, payload: Json) -> None:
    groups = payload.get("option_groups") or []
    shown = [*payload.get("options", []), *(option for group in groups for option in group["options"])]
    known = world.offers.setdefault((_id(target), target.member.id, *spot.key), [])
    known += [option for option in shown if option not in known]


def _id(target: Target) -> str:
    if target.view is not None:
        return target.view.id
    return target.message.ts if target.message is not None else ""


def _message_target(world: World, body: Json) -> Target:
    member = world.workspace.person(body.get("as"))
    conversation = world.workspace.readable(member.id, body.get("channel"))
    return Target(member, message=world.workspace.visible_message(member.id, conversation, body.get("ts")))


def _view_target(world: World, body: Json) -> Target:
    """The modal on top, or the App Home; nothing else can be touched."""
    member = world.workspace.person(body.get("as"))
    stack = world.screens.stack(member.id)
    home = world.screens.homes.get(member.id)
    for view in (*stack[-1:], *([home] if home is not None else [])):
        if view.id == body.get("view_id"):
            return Target(member, view=view)
    raise HumanError("view_not_found", "this view is not on the screen", 404)


def _find(blocks: list[Json], body: Json) -> Spot:
    """The element as currently shown. A button's value tells apart those with the same action_id."""
    action_id, block_id = body.get("action_id"), body.get("block_id")
    found = [s for s in spots(blocks) if s.key[1] == action_id and block_id in (None, "", s.key[0])]
    if len(found) > 1 and body.get("value"):
        found = [s for s in found if s.element.get("value") == body["value"]]
    if not found:
        raise HumanError("action_not_found", f"there is no {action_id} to press here (any more)", 404)
    if len(found) > 1:
        raise HumanError("ambiguous_action", f"several elements are called {action_id}; give their block_id")
    spot = found[0]
    if spot.type == "button" and body.get("value") and body["value"] != spot.element.get("value"):
        raise HumanError("action_not_found", f"the button {action_id} has another value by now", 404)
    return spot
