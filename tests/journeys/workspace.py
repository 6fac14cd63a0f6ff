"""Drives the playground as people do: type, press, pick, fill in, read. Nothing here knows the bot's insides."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

Json = dict[str, Any]
Found = TypeVar("Found")

PATIENCE_SECONDS = 30.0


class NeverHappened(AssertionError):
    """Something that should have become true did not within ``PATIENCE_SECONDS``."""


class Changed(AssertionError):
    """The control was replaced, or went away, between the look at the message and the press."""


def eventually(look: Callable[[], Found | None], what: str, patience: float = PATIENCE_SECONDS) -> Found:
    """The first truthy result of ``look``, asked again and again."""
    deadline, pause = time.monotonic() + patience, 0.02
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise NeverHappened(what)
        time.sleep(pause)
        pause = min(0.1, pause * 1.2)  # who asks without rest takes the processor from what is waited for


def elements(blocks: list[Json]) -> Iterator[Json]:
    """Every interactive element of some blocks, with the id of its block under ``block``."""
    for block in blocks:
        inside = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        yield from ({**e, "block": block.get("block_id", "")} for e in inside if e and "action_id" in e)


def words(message: Json) -> str:
    """Everything a person can read in a message or view: text, blocks, buttons and options."""
    return " ".join(_strings(message))


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"text", "title", "alt_text", "label", "description"} and isinstance(value, str):
                yield value
            elif key not in {"metadata"}:
                yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)


@dataclass(frozen=True)
class Human:
    """One member of the workspace at their screen."""

    http: httpx.Client
    user: str

    def _get(self, path: str, **query: str) -> Json:
        response = self.http.get(f"/user/{path}", params={"as": self.user, **query})
        assert response.status_code == 200, response.text
        return dict(response.json())

    def _post(self, path: str, **body: Any) -> Json:
        response = self.http.post(f"/user/{path}", json={"as": self.user, **body})
        if response.status_code == 404 and response.json().get("error") == "action_not_found":
            raise Changed(response.text)
        assert response.status_code == 200, response.text
        return dict(response.json())

    @property
    def dm(self) -> str:
        """The id of the direct message with the bot."""
        conversations = self._get("workspace")["conversations"]
        found = [c["id"] for c in conversations if c["kind"] == "dm"]
        return str(found[0]) if found else ""

    def messages(self, channel: str, thread_ts: str = "") -> list[Json]:
        query = {"thread_ts": thread_ts} if thread_ts else {}
        return list(self._get("messages", channel=channel, **query)["messages"])

    def command(self, channel: str, text: str) -> Json:
        return self._post("command", channel=channel, text=text)

    def answer_to(self, channel: str, text: str) -> Json:
        """Send a command and return the private answer it got."""
        before = {m["ts"] for m in self.messages(channel)}
        result = self.command(channel, text)
        assert result["ok"], result

        def look() -> Json | None:
            new = [m for m in self.messages(channel) if m["ts"] not in before and m.get("ephemeral")]
            return new[-1] if new else None

        return eventually(look, f"an answer to {text}")

    def say(self, channel: str, text: str, thread_ts: str = "") -> Json:
        extra = {"thread_ts": thread_ts} if thread_ts else {}
        return self._post("message", channel=channel, text=text, **extra)

    def find(self, channel: str, matches: Callable[[Json], bool], what: str) -> Json:
        """The newest message in a channel that matches, waited for."""

        def look() -> Json | None:
            found = [m for m in self.messages(channel) if matches(m)] if channel else []
            return found[-1] if found else None

        return eventually(look, what)

    def find_dm(self, matches: Callable[[Json], bool], what: str) -> Json:
        def look() -> Json | None:
            channel = self.dm
            found = [m for m in self.messages(channel) if matches(m)] if channel else []
            return found[-1] if found else None

        return eventually(look, what)

    def press(self, channel: str, message: Json, action_id: str, nth: int = 0) -> Json:
        """Press the nth button with this action id; a message that changed under the finger is read again.

        Raises ``Changed`` when the message as it is by now has no such button.
        """
        while True:
            buttons = [e for e in elements(message["blocks"]) if e["action_id"].split(":")[0] == action_id]
            if len(buttons) <= nth:
                raise Changed(f"there is no {action_id} in {words(message)}")
            try:
                return self._press(channel, message, buttons[nth], value=buttons[nth].get("value", ""))
            except Changed:
                message = self.again(channel, message)

    def again(self, channel: str, message: Json) -> Json:
        """A message as it is by now."""
        shown = self.messages(channel, message.get("thread_ts") or "")
        return next(m for m in shown if m["ts"] == message["ts"])

    def press_dm(self, matches: Callable[[Json], bool], what: str, action_id: str) -> Json:
        """Wait for a direct message, then press a button of it. The conversation may only come with the message."""
        message = self.find_dm(matches, what)
        return self.press(self.dm, message, action_id)

    def pick(self, channel: str, message: Json, act: str) -> Json:
        """Choose the overflow option whose value starts with an act."""
        for element in elements(message["blocks"]):
            for option in element.get("options", []):
                if str(option["value"]).startswith(f"{act}|"):
                    return self._press(channel, message, element, option=option["value"])
        raise AssertionError(f"no option {act} in {message}")

    def _press(self, channel: str, message: Json, element: Json, **chosen: Any) -> Json:
        result = self._post(
            "action",
            channel=channel,
            ts=message["ts"],
            action_id=element["action_id"],
            block_id=element["block"],
            **chosen,
        )
        assert result["ok"], result
        return result

    def view(self, callback_id: str) -> Json:
        """The modal on top, once it is the expected one."""

        def look() -> Json | None:
            stack = self._get("views")["views"]
            return dict(stack[-1]) if stack and stack[-1]["callback_id"] == callback_id else None

        return eventually(look, f"{self.user} sees {callback_id}")

    def view_count(self) -> int:
        """How many modals are open."""
        return len(self._get("views")["views"])

    def no_view(self) -> None:
        eventually(lambda: not self._get("views")["views"], "all modals closed")

    def fill(self, callback_id: str, **values: Any) -> Json:
        """Fill in the modal on top and send it; returns the answer with ``errors`` where there are any."""
        view = self.view(callback_id)
        return self._post("view/submit", view_id=view["id"], values=values)

    def close(self, callback_id: str) -> None:
        self._post("view/close", view_id=self.view(callback_id)["id"])

    def files(self) -> list[Json]:
        """The files in the direct messages with the bot."""
        channel = self.dm
        return [file for m in self.messages(channel) for file in m.get("files") or []] if channel else []

    def download(self, file: Json) -> bytes:
        """What a file that was shared with this member holds."""
        answer = self.http.get(
            httpx.URL(file["url_private"]).path,
            params={"as": self.user},
            headers={"Authorization": "Bearer xoxb-playground"},
        )
        assert answer.status_code == 200, answer.text
        return answer.content

    def home(self) -> Json:
        """Open the App Home and wait for its view."""
        self._post("home")
        return eventually(lambda: self._get("home")["view"], f"the App Home of {self.user}")


@dataclass(frozen=True)
class Workspace:
    """The whole playground, with the operator's side."""

    url: str
    http: httpx.Client

    def human(self, user: str) -> Human:
        return Human(self.http, user)

    def control(self, method: str, path: str, **body: Any) -> Json:
        response = self.http.request(method, f"/control/{path}", json=body or None)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def profile(self, user: str, **changes: Any) -> None:
        response = self.http.post("/user/profile", json={"user": user, **changes})
        assert response.status_code == 200, response.text

    def posted(self, channel: str = "") -> list[Json]:
        """Every message the bot ever posted."""
        query = f"messages?channel={channel}" if channel else "messages"
        return list(self.control("GET", query)["messages"])

    def settle(self, quiet: float = 1.5) -> None:
        """Wait until nothing was called or delivered for ``quiet`` seconds."""
        quiet_since, last = time.monotonic(), -1
        while time.monotonic() - quiet_since < quiet:
            now = self.control("GET", "traffic?since=1000000000")["last"]
            if now != last:
                quiet_since, last = time.monotonic(), now
            time.sleep(0.1)
