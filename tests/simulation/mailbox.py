"""What arrives in Slack: every message with its parcel, in a workspace where all members read all channels."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from tests.bot.outbound.scripted_slack import Answer, Call, Json, ScriptedSlack


class ShortWire(WebClient):
    """Slack's own client without the network: a year has half a million calls, and all of them are answered. What
    else can become of a call is tried in ``tests/bot/outbound``."""

    def __init__(self, slack: ScriptedSlack) -> None:
        super().__init__(token="xoxb-test", base_url=slack.url, retry_handlers=[])  # nobody's
        self._slack = slack

    def api_call(self, api_method: str, **how: Any) -> SlackResponse:
        answer = self._slack.reply(api_method, how.get("json") or how.get("params") or how.get("data") or {})
        assert isinstance(answer.body, dict)
        return SlackResponse(
            client=self, http_verb="POST", api_url=api_method, req_args={}, data=answer.body, headers={},
            status_code=answer.status,
        )  # fmt: skip


@dataclass
class Mailbox:
    """Answers the calls that write and search. ``now`` is the virtual time at which messages arrive."""

    slack: ScriptedSlack
    now: datetime
    members: dict[str, list[str]] = field(default_factory=dict)
    """Who is in a channel."""
    arrived: Counter[str] = field(default_factory=Counter)
    """How often each parcel became a message."""
    number: int = 0
    fresh: list[tuple[str, str, list[Json]]] = field(default_factory=list)
    """Channel, parcel and blocks of the messages that nobody has looked at yet."""
    messages: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.slack.answer_to = self.answer

    def answer(self, call: Call) -> Answer | None:
        self.slack.calls.clear()  # a year of them fills the memory
        channel = str(call.arguments.get("channel", ""))
        if call.method == "conversations.members":
            return Answer({"ok": True, "members": self.members[channel]})
        if call.method in {"conversations.history", "conversations.replies"}:
            oldest = float(call.arguments["oldest"])
            found = [m for m in self.messages[channel] if float(m["ts"]) >= oldest]
            return Answer({"ok": True, "messages": found})
        return self.take_in(channel, call.arguments) if call.method == "chat.postMessage" else None

    def take_in(self, channel: str, arguments: Json) -> Answer:
        parcel = arguments["metadata"]["event_payload"]["parcel"]
        self.number += 1
        ts = f"{self.now.timestamp() + self.number % 1000 / 1e6:.6f}"
        self.arrived[parcel] += 1
        self.fresh.append((channel, parcel, list(arguments.get("blocks") or ())))
        kept = self.messages[channel]
        kept.append({"ts": ts, "metadata": arguments["metadata"]})
        del kept[:-500]
        return Answer({"ok": True, "channel": channel, "ts": ts})
