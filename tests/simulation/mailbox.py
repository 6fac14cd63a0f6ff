"""What arrives in Slack: every message with its parcel, in a workspace where all members read all channels."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from tests.bot.outbound.scripted_slack import Answer, Call, Json, ScriptedSlack


@dataclass
class Mailbox:
    """Answers the calls that write and search. ``now`` is the virtual time at which messages arrive."""

    slack: ScriptedSlack
    everybody: list[str]
    now: datetime
    arrived: Counter[str] = field(default_factory=Counter)
    """How often each parcel became a message."""
    fresh: list[tuple[str, str]] = field(default_factory=list)
    """Channel and parcel of the messages that nobody has looked at yet."""
    messages: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.slack.answer_to = self.answer

    def answer(self, call: Call) -> Answer | None:
        self.slack.calls.clear()  # a year of them fills the memory
        channel = str(call.arguments.get("channel", ""))
        if call.method == "conversations.members":
            return Answer({"ok": True, "members": self.everybody})
        if call.method in {"conversations.history", "conversations.replies"}:
            oldest = float(call.arguments["oldest"])
            found = [m for m in self.messages[channel] if float(m["ts"]) >= oldest]
            return Answer({"ok": True, "messages": found})
        return self.take_in(channel, call.arguments) if call.method == "chat.postMessage" else None

    def take_in(self, channel: str, arguments: Json) -> Answer:
        parcel = arguments["metadata"]["event_payload"]["parcel"]
        ts = f"{self.now.timestamp() + sum(self.arrived.values()) % 1000 / 1e6:.6f}"
        self.arrived[parcel] += 1
        self.fresh.append((channel, parcel))
        kept = self.messages[channel]
        kept.append({"ts": ts, "metadata": arguments["metadata"]})
        del kept[:-500]
        return Answer({"ok": True, "channel": channel, "ts": ts})
