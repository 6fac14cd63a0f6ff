"""The whole playground in one object: the workspace's state and everything that surrounds it."""

from datetime import datetime
from pathlib import Path
from typing import Protocol

from .clock import VirtualClock
from .deliveries import Deliveries
from .demo_members import settle_demo
from .faults import Faults
from .http_mode import SignedHttp
from .mint import Mint
from .rules import Rules
from .socket_mode import Sockets
from .stream import Streams
from .traffic import Entry, Traffic
from .triggers import Permissions
from .trouble import Json
from .views import Screens
from .wires import Wires
from .workspace import AppSpec, Workspace

BOT_TOKEN = "xoxb-playground"  # noqa: S105  # a public example token of a local workspace
APP_TOKEN = "xapp-playground"  # noqa: S105  # as above
SIGNING_SECRET = "playground-signing-secret"  # noqa: S105  # as above
VERIFICATION_TOKEN = "playground-verification"  # noqa: S105  # as above


class Supervisor(Protocol):
    """The bot's process, where the playground started it."""

    def restart(self) -> None: ...

    def kill(self) -> None: ...


class World:
    """Made and used in the server's event loop only, so nothing needs a lock."""

    def __init__(
        self,
        *,
        app: AppSpec,
        rules: Rules,
        clock_start: datetime | None,
        demo_members: bool,
        http_target: str,
        web_folder: Path,
    ) -> None:
        self.rules = rules
        self.mint = Mint()
        self.workspace = Workspace(app, self.mint)
        self.clock = VirtualClock(self.workspace.zone, clock_start)
        self.screens = Screens(self.mint)
        self.permissions = Permissions(self.mint, self.clock)
        self.faults = Faults()
        self.traffic = Traffic()
        self.streams = Streams()
        self.wires = Wires()
        self.sockets = Sockets(app.app_id, rules, self.traffic, self.mint, self.wires)
        self.http = SignedHttp(http_target, SIGNING_SECRET, rules) if http_target else None
        self.deliveries = Deliveries(self.http or self.sockets, rules, self.traffic, self.mint)
        self.posted: list[Json] = []
        self.scheduled: list[Json] = []
        self.offers: dict[tuple[str, ...], list[Json]] = {}
        """Options shown to people, by place, person, block id and action id."""
        self.last_post: dict[str, float] = {}
        self.token_revoked = False
        self.base_url = ""
        self.web_folder = web_folder
        self.supervisor: Supervisor | None = None
        self.clock.listeners.append(lambda: self.streams.tell({"type": "clock", **self.clock.as_json()}))
        self.traffic.listeners.append(self._tell_traffic)
        if demo_members:
            settle_demo(self.workspace, self.clock.now())

    def now_seconds(self) -> int:
        return int(self.clock.seconds())

    async def bot_connected(self) -> bool:
        """Whether the app can be reached: a socket is open, or its HTTP port answers."""
        return await self.http.reachable() if self.http is not None else self.sockets.connected

    async def close(self) -> None:
        """End everything that waits, so that the server can stop at once."""
        self.streams.close()
        self.clock.release()
        await self.deliveries.close()
        await self.sockets.close()
        if self.http is not None:
            await self.http.close()

    def _tell_traffic(self, entry: Entry) -> None:
        self.streams.tell({"type": "traffic", "seq": entry.seq, "name": entry.name, "outcome": entry.outcome})
