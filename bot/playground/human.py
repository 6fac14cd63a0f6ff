"""The routes of the human side: JSON in and out, errors as HTTP 4xx with a code and words."""

import json
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from . import human_people, human_press, human_talk, human_views
from .trouble import HumanError, Json
from .world import World

Act = Callable[[World, Json], Awaitable[Json]]
Read = Callable[[World, Request], Json]

ACTS: dict[str, Act] = {
    "command": human_talk.command,
    "message": human_talk.message,
    "shortcut": human_talk.shortcut,
    "file": human_talk.file,
    "action": human_press.in_message,
    "options": human_press.options,
    "view/action": human_press.in_view,
    "view/submit": human_views.submit,
    "view/close": human_views.close,
    "home": human_views.open_home,
    "channel": human_people.new_channel,
    "channel/members": human_people.channel_members,
    "channel/state": human_people.channel_state,
    "profile": human_people.profile,
}


def _me(request: Request) -> str:
    return request.query_params.get("as", "")


READS: dict[str, Read] = {
    "workspace": lambda world, request: human_people.workspace(world, _me(request)),
    "messages": lambda world, request: human_people.messages(
        world,
        _me(request),
        request.query_params.get("channel", ""),
        request.query_params.get("thread_ts", ""),
    ),
    "views": lambda world, request: human_views.views(world, _me(request)),
    "home": lambda world, request: human_views.home(world, _me(request)),
}


async def body_of(request: Request) -> Json:
    """The JSON object of a request; an empty body is an empty object. Raises HumanError."""
    raw = await request.body()
    try:
        body = json.loads(raw) if raw.strip() else {}
    except ValueError:
        raise HumanError("invalid_json", "the body is not JSON") from None
    if not isinstance(body, dict):
        raise HumanError("invalid_json", "the body is not a JSON object")
    return body


def routes(world: World) -> list[Route]:
    """``/user/…``"""

    def reading(read: Read) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            return JSONResponse(read(world, request))

        return endpoint

    def acting(act: Act) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            return JSONResponse(await act(world, await body_of(request)))

        return endpoint

    async def stream(request: Request) -> Response:
        member = world.workspace.person(_me(request))
        headers = {"cache-control": "no-store"}
        return StreamingResponse(world.streams.listen(member.id), media_type="text/event-stream", headers=headers)

    return [
        *(Route(f"/user/{path}", reading(read), methods=["GET"]) for path, read in READS.items()),
        *(Route(f"/user/{path}", acting(act), methods=["POST"]) for path, act in ACTS.items()),
        Route("/user/stream", stream, methods=["GET"]),
    ]
