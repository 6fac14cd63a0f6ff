"""``/api/{method}``: tokens, faults, the traffic log and the table of methods."""

import asyncio
import copy
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from . import (
    web_api_channels,
    web_api_chat,
    web_api_files,
    web_api_history,
    web_api_people,
    web_api_scheduled,
    web_api_team,
    web_api_views,
)
from .calls import Call, Method
from .faults import Fault
from .traffic import Entry
from .trouble import ApiError, Json
from .wires import CutConnection
from .world import APP_TOKEN, BOT_TOKEN, World

METHODS: dict[str, Method] = {
    **web_api_team.METHODS,
    **web_api_chat.METHODS,
    **web_api_scheduled.METHODS,
    **web_api_channels.METHODS,
    **web_api_history.METHODS,
    **web_api_people.METHODS,
    **web_api_views.METHODS,
    **web_api_files.METHODS,
}
PREFIXES = {"bot": "xoxb-", "app": "xapp-"}
MESSAGE_METHODS = ("chat.postMessage", "chat.postEphemeral", "chat.update", "chat.delete")


async def serve(world: World, request: Request) -> Response:
    method = request.path_params["method"]
    try:
        args = await _arguments(request)
    except ValueError:
        entry = world.traffic.begin("api", method)
        world.traffic.end(entry, "invalid_json")
        return _answer(world, {"ok": False, "error": "invalid_json"})
    token = _token(request, args)
    entry = world.traffic.begin("api", method, request=copy.deepcopy(args), channel=str(args.get("channel", "")))
    call = Call(world, method, args)
    fault = world.faults.take(method, entry.channel)
    if fault is None:
        return _answer(world, _perform(call, token, entry))
    return await _faulty(call, token, entry, fault)


async def _faulty(call: Call, token: str, entry: Entry, fault: Fault) -> Response:
    """Answer a call while a fault is armed for it."""
    world = call.world
    entry.fault = fault.kind
    if fault.kind == "slow":
        return await _slow(call, token, entry, fault)
    if fault.kind == "drop_after":
        _perform(call, token, entry)
        return CutConnection(world.wires)
    if fault.kind == "drop_before":
        world.traffic.end(entry, "dropped", 0)
        return CutConnection(world.wires)
    if fault.kind == "http500":
        world.traffic.end(entry, "http500", 500)
        return PlainTextResponse("Internal Server Error", status_code=500)
    if fault.kind == "ratelimited":
        world.traffic.end(entry, "ratelimited", 429)
        return _limited(call.method, fault.retry_after)
    world.traffic.end(entry, fault.error)
    return _answer(world, {"ok": False, "error": fault.error})


async def _slow(call: Call, token: str, entry: Entry, fault: Fault) -> Response:
    if fault.when == "before":
        await asyncio.sleep(fault.seconds)
    body = _perform(call, token, entry)
    if fault.when == "after":
        await asyncio.sleep(fault.seconds)
    return _answer(call.world, body)


def _perform(call: Call, token: str, entry: Entry) -> Json:
    """Run a method and log its outcome."""
    world = call.world
    try:
        body = {"ok": True, **_run(call, token)}
    except ApiError as error:
        body = error.body()
        call.failures += error.messages
        if error.code == "unknown_method":
            call.failures.append(f"there is no method {call.method}")
    if call.warnings:
        body["warning"] = ",".join(call.warnings)
        body.setdefault("response_metadata", {})["warnings"] = list(call.warnings)
    entry.warnings, entry.failures = call.warnings, call.failures
    status = 429 if body.get("error") in ("ratelimited", "rate_limited") else 200
    world.traffic.end(entry, "ok" if body["ok"] else str(body["error"]), status)
    return body


def _run(call: Call, token: str) -> Json:
    method = METHODS.get(call.method)
    if method is None:
        raise ApiError("unknown_method", req_method=call.method)
    _check_token(call, method, token)
    if method.scope:
        call.need(method.scope)
    return method.run(call)


def _check_token(call: Call, method: Method, token: str) -> None:
    if method.token == "none":  # noqa: S105  # a kind of token, not one
        return
    if not token:
        raise ApiError("not_authed")
    if not token.startswith(PREFIXES[method.token]):
        known = token.startswith(tuple(PREFIXES.values()))
        raise ApiError("not_allowed_token_type" if known else "invalid_auth")
    if token not in (BOT_TOKEN, APP_TOKEN):
        raise ApiError("invalid_auth")
    if call.world.token_revoked:
        raise ApiError("token_revoked")


async def _arguments(request: Request) -> Json:
    """Query, form and JSON merged; an empty body of any type is fine. Raises ValueError for broken JSON."""
    args: Json = dict(request.query_params)
    content_type = request.headers.get("content-type", "")
    if content_type.startswith("application/json"):
        raw = await request.body()
        decoded = json.loads(raw) if raw.strip() else {}
        if not isinstance(decoded, dict):
            raise ValueError("a JSON object is needed")
        args |= {key: value for key, value in decoded.items() if value is not None}
    elif request.method == "POST":
        async with request.form() as form:
            args |= {key: value for key, value in form.items() if isinstance(value, str)}
    return args


def _token(request: Request, args: Json) -> str:
    field = str(args.pop("token", "") or "")
    header = request.headers.get("authorization", "")
    return header.removeprefix("Bearer ").strip() if header.startswith("Bearer ") else field


def _answer(world: World, body: Json) -> Response:
    if body.get("error") in ("ratelimited", "rate_limited"):
        return _limited(str(body["error"]), int(body.pop("retry_after", 1)), body)
    headers = {"x-oauth-scopes": ",".join(world.rules.scopes), "x-slack-req-id": world.mint.secret()}
    return JSONResponse(body, headers=headers)


def _limited(method: str, retry_after: int, body: Any = None) -> Response:
    error = "rate_limited" if method in MESSAGE_METHODS else "ratelimited"
    return JSONResponse(
        body or {"ok": False, "error": error}, status_code=429, headers={"retry-after": str(retry_after)}
    )
