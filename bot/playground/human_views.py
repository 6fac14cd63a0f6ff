"""The human side: modals and the App Home."""

from typing import Any

from .answers import after_submission, tell_views
from .deliveries import INTERACTIVE
from .elements import STATE_FIELDS, Spot, current_value, spots
from .entries import EntryRefused, parse, required_missing
from .human_press import offered_to
from .human_talk import note_failure
from .payloads import response_url, view_closed, view_submission
from .people import Member
from .posting import emit
from .trouble import ApiError, HumanError, Json
from .views import View
from .web_api_people import open_direct_message
from .world import World

MISSING = "Please complete this required field."


async def submit(world: World, body: Json) -> Json:
    """Send the modal on top. Errors come from the client (nothing is sent then) or from the app."""
    member, view = _top(world, body)
    values = body.get("values") or {}
    if errors := _enter(world, member, view, values):
        return {"ok": False, "errors": errors, "refused_by": "client", "ack_ms": 0}
    if "submit" not in view.body:
        raise HumanError("no_submit", "this modal has no submit button")
    if view.body.get("submit_disabled"):
        raise HumanError("submit_disabled", "the submit button is disabled")
    name = f"submit:{view.body.get('callback_id', '')}"
    payload = view_submission(world, member, view, _response_urls(world, member, view))
    answer = await world.deliveries.ask(INTERACTIVE, name, payload)
    if not answer.acked:
        return {"ok": False, "error": answer.outcome, "ack_ms": answer.ms}
    try:
        words = after_submission(world, member, view, answer.payload)
    except ApiError as refused:
        note_failure(world, name, refused)
        return {"ok": False, "error": refused.code, "messages": refused.messages, "ack_ms": answer.ms}
    if words:
        return {"ok": False, "errors": words, "refused_by": "app", "ack_ms": answer.ms}
    return {"ok": True, "ack_ms": answer.ms}


async def close(world: World, body: Json) -> Json:
    """Close the modal on top, or all of them where it says so."""
    member, view = _top(world, body)
    closed = [view]
    if view.body.get("clear_on_close"):
        closed = world.screens.clear(member.id)
    else:
        world.screens.close(view)
    tell_views(world, member.id)
    for gone in reversed(closed):
        if gone.body.get("notify_on_close"):
            payload = view_closed(world, member, gone, cleared=len(closed) > 1)
            world.deliveries.spawn(world.deliveries.ask(INTERACTIVE, "view_closed", payload))
    return {"ok": True}


async def open_home(world: World, body: Json) -> Json:
    """Open the App Home (or its Messages tab): the app hears app_home_opened, every time."""
    member = world.workspace.person(body.get("as"))
    tab = "messages" if body.get("tab") == "messages" else "home"
    if tab == "home" and not world.rules.home_tab:
        raise HumanError("no_home_tab", "this app has no Home tab")
    conversation, _ = open_direct_message(world, member.id)
    event: Json = {
        "type": "app_home_opened",
        "user": member.id,
        "channel": conversation.id,
        "tab": tab,
        "event_ts": world.clock.stamp(),
    }
    home = world.screens.homes.get(member.id)
    if home is not None:
        event["view"] = home.as_json(world.workspace.app_facts())
    emit(world, "app_home_opened", event, conversation)
    return {"ok": True, "channel": conversation.id}


def home(world: World, user: str) -> Json:
    member = world.workspace.person(user)
    found = world.screens.homes.get(member.id)
    return {"view": found.as_json(world.workspace.app_facts()) if found is not None else None}


def views(world: World, user: str) -> Json:
    member = world.workspace.person(user)
    return {"views": [v.as_json(world.workspace.app_facts()) for v in world.screens.stack(member.id)]}


def _top(world: World, body: Json) -> tuple[Member, View]:
    member = world.workspace.person(body.get("as"))
    stack = world.screens.stack(member.id)
    if not stack or stack[-1].id != body.get("view_id"):
        raise HumanError("view_not_found", "this modal is not on top of the screen", 404)
    return member, stack[-1]


def _enter(world: World, member: Member, view: View, values: dict[str, Any]) -> dict[str, str]:
    """Fill in the inputs; what the client itself would complain about, by block id."""
    fields = [spot for spot in spots(view.blocks) if spot.type in STATE_FIELDS]
    if unknown := set(values) - {spot.key[0] for spot in fields}:
        raise HumanError("no_such_input", f"this modal has no {', '.join(sorted(unknown))}")
    errors: dict[str, str] = {}
    for spot in fields:
        try:
            _enter_one(world, member, view, spot, values)
        except EntryRefused as refused:
            errors[spot.key[0]] = str(refused)
            continue
        if required_missing(spot, current_value(spot, view.entered)):
            errors[spot.key[0]] = MISSING
    return errors


def _enter_one(world: World, member: Member, view: View, spot: Spot, values: dict[str, Any]) -> None:
    block_id, action_id = spot.key
    if block_id not in values:
        return
    given = values[block_id]
    if isinstance(given, dict) and action_id in given:
        given = given[action_id]
    view.entered[spot.key] = parse(world, member, spot, given, offered_to(world, view.id, member.id, spot.key))


def _response_urls(world: World, member: Member, view: View) -> list[Json]:
    """One for each chosen conversation whose select asks for it."""
    urls = []
    for spot in spots(view.blocks):
        channel = current_value(spot, view.entered) if spot.element.get("response_url_enabled") else None
        if isinstance(channel, str):
            block_id, action_id = spot.key
            url = response_url(world, member.id, channel)
            urls.append({"block_id": block_id, "action_id": action_id, "channel_id": channel, "response_url": url})
    return urls
