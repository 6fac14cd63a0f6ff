"""The server itself: routes, guards against foreign pages, and a thread to run in."""

import asyncio
import json
import logging
import socket as sockets
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from bot import manifest

from . import control, human, web_api
from .answers import through_response_url
from .guard import LocalOnly
from .human import body_of
from .rules import Rules
from .spec import app_from, rules_from
from .trouble import ApiError, HumanError
from .web_api_scheduled import keep_posting
from .workspace import AppSpec
from .world import BOT_TOKEN, World

HOST = "127.0.0.1"
START_SECONDS = 15.0
STOP_SECONDS = 15.0
WEB_FOLDER = Path(__file__).parent / "web"


def build(world: World) -> Starlette:
    """The ASGI application over a world."""

    async def api(request: Request) -> Response:
        return await web_api.serve(world, request)

    async def link(socket: WebSocket) -> None:
        await world.sockets.serve(socket)

    async def response(request: Request) -> Response:
        return await _response(world, request)

    async def upload(request: Request) -> Response:
        stored = world.workspace.files.get(request.path_params["file_id"])
        if stored is None or stored.content is not None:
            return PlainTextResponse("unknown upload", status_code=404)
        stored.content = await request.body()
        stored.size = len(stored.content)
        return PlainTextResponse(f"OK - {stored.size}")

    async def download(request: Request) -> Response:
        return _download(world, request)

    async def archive(request: Request) -> Response:
        channel, stamp = request.path_params["channel"], request.path_params["stamp"]
        return RedirectResponse(f"/?channel={channel}&message={stamp}")

    routes: list[BaseRoute] = [
        Route("/api/{method:path}", api, methods=["GET", "POST"]),
        WebSocketRoute("/link", link),
        Route("/response/{tail}", response, methods=["POST"]),
        Route("/upload/{file_id}", upload, methods=["POST"]),
        Route("/files/{file_id}", download, methods=["GET"]),
        Route("/archives/{channel}/{stamp}", archive, methods=["GET"]),
        *human.routes(world),
        *control.routes(world),
    ]
    if world.web_folder.is_dir():
        routes.append(Mount("/", Page(directory=world.web_folder, html=True)))
    app = Starlette(routes=routes, exception_handlers={HumanError: _refuse})
    app.add_middleware(LocalOnly)
    return app


class Page(StaticFiles):
    """The page's files. The browser asks each time whether they changed, so that an upgrade shows at once."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = "no-cache"
        return response


async def _refuse(_: Request, error: Exception) -> Response:
    if not isinstance(error, HumanError):
        raise error
    return JSONResponse({"error": error.code, "message": error.words}, status_code=error.status)


async def _response(world: World, request: Request) -> Response:
    """A response URL: ``ok`` as text, or an HTTP error with Slack's code."""
    entry = world.traffic.begin("response_url", request.path_params["tail"])
    try:
        body = await body_of(request)
        entry.request = body
        url = world.permissions.spend(request.path_params["tail"], world.rules)
        entry.channel = url.channel
        through_response_url(world, url, body)
    except ApiError as refused:
        entry.failures = [refused.code, *refused.messages]
        status = 404 if refused.code in ("expired_url", "used_url") else 400
        world.traffic.end(entry, refused.code, status)
        return PlainTextResponse(refused.code, status_code=status)
    world.traffic.end(entry, "ok")
    return PlainTextResponse("ok")


def _download(world: World, request: Request) -> Response:
    """A file, for the app with its token and for members of the workspace."""
    stored = world.workspace.files.get(request.path_params["file_id"])
    if stored is None or stored.content is None:
        return PlainTextResponse("not found", status_code=404)
    as_app = request.headers.get("authorization") == f"Bearer {BOT_TOKEN}" and not world.token_revoked
    if not as_app and request.query_params.get("as") not in world.workspace.members:
        return PlainTextResponse("sign in first", status_code=403)
    kind = stored.as_json("", "")["mimetype"]
    headers = {"content-disposition": "attachment", "x-content-type-options": "nosniff"}
    return Response(stored.content, media_type=kind, headers=headers)


@dataclass(slots=True)
class RunningPlayground:
    """A playground in its own thread. ``stop`` may be called twice."""

    url: str
    world: World
    _server: uvicorn.Server
    _thread: threading.Thread
    _loop: asyncio.AbstractEventLoop

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    def stop(self) -> None:
        if not self._thread.is_alive():
            return
        asyncio.run_coroutine_threadsafe(self.world.close(), self._loop).result(STOP_SECONDS)
        self._server.should_exit = True
        self._thread.join(STOP_SECONDS)

    def __enter__(self) -> "RunningPlayground":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


def _listen(port: int) -> sockets.socket:
    """A socket bound to loopback, whatever else the machine has."""
    listener = sockets.socket(sockets.AF_INET, sockets.SOCK_STREAM)
    try:
        listener.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise
    return listener


class PlaygroundFailed(RuntimeError):
    """The server did not start, for instance because the port is taken."""


def start_playground(
    port: int = 0,
    *,
    clock_start: datetime | None = None,
    demo_members: bool = True,
    app: AppSpec | None = None,
    rules: Rules | None = None,
    http_target: str = "",
    web_folder: Path = WEB_FOLDER,
) -> RunningPlayground:
    """Start a playground on loopback and return when it answers. Port 0 takes a free one. Raises PlaygroundFailed.

    Without ``app`` and ``rules`` the workspace is what the product's manifest asks for: its command, its scopes, its
    events. ``http_target`` delivers over signed HTTP to that URL instead of Socket Mode.
    """
    asked = json.loads(manifest.text())
    ready = threading.Event()
    made: list[tuple[World, uvicorn.Server, asyncio.AbstractEventLoop]] = []
    trouble: list[OSError] = []

    async def live() -> None:
        world = World(
            app=app or app_from(asked),
            rules=rules or rules_from(asked),
            clock_start=clock_start,
            demo_members=demo_members,
            http_target=http_target,
            web_folder=web_folder,
        )
        config = uvicorn.Config(
            build(world),
            http=world.wires.protocol(),
            ws="websockets-sansio",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=2,
            ws_ping_interval=None,
        )
        logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
        server = uvicorn.Server(config)
        try:
            listener = _listen(port)
        except OSError as error:
            trouble.append(error)
            ready.set()
            return
        world.base_url = f"http://{HOST}:{listener.getsockname()[1]}"
        made.append((world, server, asyncio.get_running_loop()))
        world.deliveries.spawn(keep_posting(world))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started and not serving.done():
            await asyncio.sleep(0.01)
        ready.set()
        await serving

    thread = threading.Thread(target=lambda: asyncio.run(live()), name="playground", daemon=True)
    thread.start()
    if not ready.wait(START_SECONDS) or trouble:
        raise PlaygroundFailed(str(trouble[0]) if trouble else "the server did not start")
    world, server, loop = made[0]
    return RunningPlayground(world.base_url, world, server, thread, loop)
