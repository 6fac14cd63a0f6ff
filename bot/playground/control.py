"""The operator's side: clock, faults, traffic, connections, tokens, rules, and the bot's process."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .clock import UnknownPreset
from .human import body_of
from .posting import emit
from .rules import UnknownRule
from .trouble import HumanError, Json
from .world import World

LONGEST_POLL = 25.0

Handler = Callable[[World, Request], Awaitable[Json]]


async def read_clock(world: World, _: Request) -> Json:
    return world.clock.as_json()


async def move_clock(world: World, request: Request) -> Json:
    body = await body_of(request)
    try:
        if "advance_seconds" in body:
            world.clock.advance(float(body["advance_seconds"]))
        elif "set" in body:
            world.clock.set(datetime.fromisoformat(str(body["set"])))
        elif "preset" in body:
            world.clock.preset(str(body["preset"]))
        else:
            raise HumanError("invalid_clock", "give advance_seconds, set or preset")
    except UnknownPreset as unknown:
        raise HumanError("invalid_clock", str(unknown)) from None
    except (ValueError, TypeError, OverflowError):
        raise HumanError("invalid_clock", "that is no time") from None
    return world.clock.as_json()


async def wait_clock(world: World, request: Request) -> Json:
    """Answers when the serial differs from the one given, or after 25 seconds."""
    try:
        serial = int(request.query_params.get("serial", "0"))
    except ValueError:
        raise HumanError("invalid_serial", "serial is a number") from None
    await world.clock.wait_after(serial, LONGEST_POLL)
    return world.clock.as_json()


async def traffic(world: World, request: Request) -> Json:
    try:
        since = int(request.query_params.get("since", "0"))
    except ValueError:
        raise HumanError("invalid_since", "since is a number") from None
    return {"traffic": world.traffic.since(since), "last": world.traffic.last}


async def arm_fault(world: World, request: Request) -> Json:
    world.faults.arm(await body_of(request))
    return {"ok": True, "faults": world.faults.as_json()}


async def read_faults(world: World, _: Request) -> Json:
    return {"faults": world.faults.as_json()}


async def clear_faults(world: World, _: Request) -> Json:
    world.faults.clear()
    return {"ok": True, "faults": []}


async def deliver(world: World, request: Request) -> Json:
    """Bring something again, as after a lost acknowledgement."""
    body = await body_of(request)
    answers = await world.deliveries.repeat(str(body.get("delivery_id", "")), int(body.get("times", 1)))
    return {"ok": True, "outcomes": [answer.outcome for answer in answers]}


async def send_event(world: World, request: Request) -> Json:
    """Any event, for those no one at a screen can cause (app_uninstalled, tokens_revoked …)."""
    event = (await body_of(request)).get("event")
    if not isinstance(event, dict) or not isinstance(event.get("type"), str):
        raise HumanError("invalid_event", "an event needs a type")
    emit(world, event["type"], {"event_ts": world.clock.stamp(), **event})
    return {"ok": True, "subscribed": event["type"] in world.rules.subscriptions}


async def socket(world: World, request: Request) -> Json:
    action = (await body_of(request)).get("action")
    if action == "disconnect":
        await world.sockets.disconnect()
    elif action == "drop":
        world.sockets.drop()
    else:
        raise HumanError("invalid_action", "action is disconnect or drop")
    return {"ok": True}


async def token(world: World, request: Request) -> Json:
    """Slack tells the app that its token is gone, and nothing when it is given another one."""
    revoked = bool((await body_of(request)).get("revoked"))
    if revoked and not world.token_revoked:
        tokens = {"oauth": [], "bot": [world.workspace.app.user_id]}
        emit(world, "tokens_revoked", {"type": "tokens_revoked", "tokens": tokens, "event_ts": world.clock.stamp()})
    world.token_revoked = revoked
    return {"ok": True, "revoked": world.token_revoked}


async def posted(world: World, request: Request) -> Json:
    channel = request.query_params.get("channel", "")
    return {"messages": [entry for entry in world.posted if channel in ("", entry["channel"])]}


async def health(world: World, _: Request) -> Json:
    return {"bot_connected": await world.bot_connected(), "managed": world.supervisor is not None}


async def read_rules(world: World, _: Request) -> Json:
    return world.rules.as_json()


async def change_rules(world: World, request: Request) -> Json:
    try:
        world.rules.change(await body_of(request))
    except UnknownRule as unknown:
        raise HumanError("invalid_rule", str(unknown)) from None
    return world.rules.as_json()


async def bot(world: World, request: Request) -> Json:
    """Stop and start the bot's process, kindly or as a power cut would."""
    action = (await body_of(request)).get("action")
    if world.supervisor is None:
        raise HumanError("not_managed", "this playground did not start the bot", 409)
    if action == "restart":
        world.supervisor.restart()
    elif action == "kill":
        world.supervisor.kill()
    else:
        raise HumanError("invalid_action", "action is restart or kill")
    return {"ok": True}


HANDLERS: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "clock", read_clock),
    ("POST", "clock", move_clock),
    ("GET", "clock/wait", wait_clock),
    ("GET", "traffic", traffic),
    ("GET", "faults", read_faults),
    ("POST", "faults", arm_fault),
    ("DELETE", "faults", clear_faults),
    ("POST", "deliver", deliver),
    ("POST", "event", send_event),
    ("POST", "socket", socket),
    ("POST", "token", token),
    ("GET", "messages", posted),
    ("GET", "health", health),
    ("GET", "rules", read_rules),
    ("POST", "rules", change_rules),
    ("POST", "bot", bot),
)


def routes(world: World) -> list[Route]:
    """``/control/…``"""

    def endpoint(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def run(request: Request) -> Response:
            return JSONResponse(await handler(world, request))

        return run

    return [Route(f"/control/{path}", endpoint(handler), methods=[method]) for method, path, handler in HANDLERS]
