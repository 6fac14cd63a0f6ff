"""The only caller of Slack's Web API. Every method waits for Slack and returns a typed outcome; none raises for Slack.

A new method here needs its scope in ``manifest.json``; ``tests/bot/outbound/test_manifest.py`` ties the two together.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.request import Request, urlopen

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from bot.blocks.kit import Message
from bot.channels import ChannelFacts, channel_of
from bot.outcomes import CALL_FAULTS, Failure, Outcome, Refused, Sent, of_answer, of_transport
from bot.people import dnd_of, person_of
from flows.ports import Person
from flows.rhythm.calendar import DoNotDisturb

NOTICE = "liandong_notice"
TIMEOUT_SECONDS = 10
CHANNEL_FACTS_SECONDS = 300.0
PAGE = 200
SEARCH_PAGES = 10
MEMBER_PAGES = 50


@dataclass(frozen=True, slots=True)
class Identity:
    """What ``auth.test`` says about our token. ``scopes`` is None where the server does not name them."""

    team_id: str
    user_id: str
    bot_id: str
    scopes: frozenset[str] | None


def web_client(token: str, api_url: str, *, timeout: int = TIMEOUT_SECONDS) -> WebClient:
    """A client that never sends anything twice by itself: the relay decides about that."""
    return WebClient(token=token, base_url=api_url, timeout=timeout, retry_handlers=[])


class Gateway:
    """One workspace's Web API. Thread-safe. ``clock`` counts real seconds, for the caches."""

    def __init__(
        self,
        client: WebClient,
        *,
        facts_seconds: float = CHANNEL_FACTS_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._clock, self._facts_seconds = clock, facts_seconds
        self._lock = threading.Lock()
        self._direct: dict[str, str] = {}
        self._facts: dict[str, tuple[float, ChannelFacts]] = {}
        self._forgotten = 0
        self._scopes: frozenset[str] | None = None

    def post(self, channel: str, message: Message, *, parcel_id: str = "", thread_ts: str = "") -> Outcome:
        """Post a message that carries its parcel's id, so that it can be found again after an unclear answer."""
        metadata = {"event_type": NOTICE, "event_payload": {"parcel": parcel_id}} if parcel_id else None
        answer = self._call(
            self._client.chat_postMessage,
            channel=channel,
            text=message.text,
            blocks=message.blocks,
            thread_ts=thread_ts or None,
            metadata=metadata,
            unfurl_links=False,
            unfurl_media=False,
        )
        return Sent(answer["channel"], answer["ts"]) if isinstance(answer, SlackResponse) else answer

    def post_privately(self, channel: str, user_id: str, message: Message, *, thread_ts: str = "") -> Outcome:
        """Show something in a channel to one of its people alone. It cannot be edited or found again."""
        answer = self._call(
            self._client.chat_postEphemeral,
            channel=channel, user=user_id, text=message.text, blocks=message.blocks, thread_ts=thread_ts or None,
        )  # fmt: skip
        return Sent(channel, "") if isinstance(answer, SlackResponse) else answer

    def update(self, channel: str, ts: str, message: Message) -> Outcome:
        """Edit a message in place. Its metadata stays as it was."""
        answer = self._call(self._client.chat_update, channel=channel, ts=ts, text=message.text, blocks=message.blocks)
        return Sent(channel, ts) if isinstance(answer, SlackResponse) else answer

    def stage_file(self, name: str, content: bytes) -> str | Failure:
        """Bring a file to Slack where nobody sees it yet; its id. May be repeated: Slack drops what is not shared."""
        asked = self._call(self._client.files_getUploadURLExternal, filename=name, length=len(content))
        if not isinstance(asked, SlackResponse):
            return asked
        try:
            # Slack itself has just named the address.
            with urlopen(Request(asked["upload_url"], data=content), timeout=TIMEOUT_SECONDS):  # noqa: S310
                return str(asked["file_id"])
        except (*CALL_FAULTS, HTTPException) as error:
            return of_transport(error)

    def share_file(self, channel: str, file_id: str, *, title: str, words: str, thread_ts: str = "") -> Outcome:
        """Show a staged file in a conversation. Files carry no metadata: ``find_file`` finds them by name."""
        answer = self._call(
            self._client.files_completeUploadExternal,
            files=[{"id": file_id, "title": title}],
            channel_id=channel,
            initial_comment=words,
            thread_ts=thread_ts or None,
        )
        return Sent(channel, "") if isinstance(answer, SlackResponse) else answer

    def publish_home(self, user_id: str, view: Mapping[str, Any]) -> Outcome:
        answer = self._call(self._client.views_publish, user_id=user_id, view=dict(view))
        return Sent(user_id, "") if isinstance(answer, SlackResponse) else answer

    def open_view(self, trigger_id: str, view: Mapping[str, Any]) -> Outcome:
        """Open a modal. The trigger lives three seconds."""
        answer = self._call(self._client.views_open, trigger_id=trigger_id, view=dict(view))
        return Sent("", "") if isinstance(answer, SlackResponse) else answer

    def answer(self, response_url: str, message: Message) -> Outcome:
        """Answer an interaction so that only its sender sees it."""
        webhook = WebhookClient(response_url, timeout=TIMEOUT_SECONDS, retry_handlers=[])
        try:
            reply = webhook.send(
                text=message.text, blocks=message.blocks, response_type="ephemeral", replace_original=False
            )
        except (*CALL_FAULTS, HTTPException) as error:
            return of_transport(error)
        if reply.status_code == HTTPStatus.OK:
            return Sent("", "")
        return of_answer(reply.status_code, reply.headers, {"error": reply.body.replace(" ", "_")})

    def direct_channel(self, user_id: str) -> str | Failure:
        """The id of our direct message with a person, asked for once."""
        if user_id not in self._direct:
            answer = self._call(self._client.conversations_open, users=user_id)
            if not isinstance(answer, SlackResponse):
                return answer
            self._direct[user_id] = answer["channel"]["id"]
        return self._direct[user_id]

    def channel_facts(self, channel_id: str, *, seconds: float | None = None) -> ChannelFacts | Failure:
        """Who hears what is said in a channel, as it was at most ``seconds`` ago; some minutes unless given."""
        known, forgotten = self._facts.get(channel_id), self._forgotten
        if known and self._clock() - known[0] < (self._facts_seconds if seconds is None else seconds):
            return known[1]
        answer = self._call(self._client.conversations_info, channel=channel_id)
        if not isinstance(answer, SlackResponse):
            return answer
        members = self._members(channel_id)
        if not isinstance(members, tuple):
            return members
        facts = channel_of(answer["channel"], channel_id, members)
        if self._forgotten == forgotten:  # else what was just read may be what has changed since
            self._facts[channel_id] = (self._clock(), facts)
        return facts

    def forget_channel(self, channel_id: str) -> None:
        """Somebody says that a channel is not what it was."""
        self._forgotten += 1
        self._facts.pop(channel_id, None)

    def _members(self, channel_id: str) -> tuple[str, ...] | Failure:
        members: list[str] = []
        cursor = ""
        for _ in range(MEMBER_PAGES):
            answer = self._call(
                self._client.conversations_members, channel=channel_id, limit=PAGE, cursor=cursor or None
            )
            if not isinstance(answer, SlackResponse):
                return answer
            members += answer["members"]
            cursor = _next_cursor(answer)
            if not cursor:
                break
        return tuple(members)

    def find_notice(
        self, channel: str, parcel_id: str, *, thread_ts: str = "", oldest: float = 0.0
    ) -> str | Failure | None:
        """The ts of the message that carries a parcel's id, or None where none is younger than ``oldest`` (epoch).

        ``Refused`` says that it cannot be looked up: the scope is missing, or the channel is closed to us.
        """
        return self._find(channel, lambda message: _parcel_of(message) == parcel_id, thread_ts, oldest)

    def find_file(self, channel: str, name: str, *, thread_ts: str = "", oldest: float = 0.0) -> str | Failure | None:
        """The ts of the message with a file of this name; else as ``find_notice``."""
        return self._find(channel, lambda message: name in _file_names(message), thread_ts, oldest)

    def _find(
        self, channel: str, matches: Callable[[Mapping[str, Any]], bool], thread_ts: str, oldest: float
    ) -> str | Failure | None:
        if not self._may_search(channel):
            return Refused("missing_scope")
        where: dict[str, Any] = {
            "channel": channel,
            "include_all_metadata": True,
            "limit": PAGE,
            "oldest": f"{oldest:.6f}",
        }
        method = self._client.conversations_replies if thread_ts else self._client.conversations_history
        if thread_ts:
            where["ts"] = thread_ts
        cursor = ""
        for _ in range(SEARCH_PAGES):
            answer = self._call(method, **where, cursor=cursor or None)
            if not isinstance(answer, SlackResponse):
                return answer
            for message in answer["messages"]:
                if matches(message):
                    return str(message["ts"])
            cursor = _next_cursor(answer)
            if not cursor:
                return None
        return Refused("too_much_history")

    def _may_search(self, channel: str) -> bool:
        if self._scopes is None:
            return True
        if channel.startswith("D"):
            return "im:history" in self._scopes
        facts = self.channel_facts(channel)
        private = isinstance(facts, ChannelFacts) and facts.is_private
        return ("groups:history" if private else "channels:history") in self._scopes

    def people_page(self, team_id: str, cursor: str = "") -> tuple[tuple[Person, ...], str] | Failure:
        """A page of everybody in the workspace, and the cursor of the next page (empty after the last)."""
        answer = self._call(self._client.users_list, limit=PAGE, cursor=cursor or None, include_locale=True)
        if not isinstance(answer, SlackResponse):
            return answer
        return tuple(person_of(team_id, member) for member in answer["members"]), _next_cursor(answer)

    def person(self, team_id: str, user_id: str) -> Person | Failure:
        answer = self._call(self._client.users_info, user=user_id, include_locale=True)
        return person_of(team_id, answer["user"]) if isinstance(answer, SlackResponse) else answer

    def is_active(self, user_id: str) -> bool:
        """Whether Slack shows a person as active; False where it does not say."""
        answer = self._call(self._client.users_getPresence, user=user_id)
        return isinstance(answer, SlackResponse) and answer["presence"] == "active"

    def do_not_disturb(self, user_ids: Sequence[str]) -> dict[str, DoNotDisturb | None] | Failure:
        """The next do-not-disturb of at most fifty people; whom Slack does not know is left out."""
        answer = self._call(self._client.dnd_teamInfo, users=list(user_ids))
        return {u: dnd_of(s) for u, s in answer["users"].items()} if isinstance(answer, SlackResponse) else answer

    def identify(self) -> Identity | Failure:
        """Ask whose token we hold; remembers the granted scopes for ``find_notice``."""
        answer = self._call(self._client.auth_test)
        if not isinstance(answer, SlackResponse):
            return answer
        granted = next((v for name, v in answer.headers.items() if name.lower() == "x-oauth-scopes"), None)
        text = ",".join(granted) if isinstance(granted, list) else granted
        self._scopes = frozenset(s.strip() for s in text.split(",") if s.strip()) if text is not None else None
        return Identity(answer["team_id"], answer["user_id"], answer.get("bot_id") or "", self._scopes)

    def token_problem(self) -> str:
        """Empty where Slack takes our token now, else why it does not or cannot be asked."""
        identity = self.identify()
        return "" if isinstance(identity, Identity) else str(identity)

    def try_socket(self, app_token: str) -> Failure | None:
        """Ask for a Socket Mode address and do not use it: None where the app-level token is good."""
        answer = self._call(self._client.apps_connections_open, app_token=app_token)
        return None if isinstance(answer, SlackResponse) else answer

    def _call(self, method: Callable[..., SlackResponse], **arguments: Any) -> SlackResponse | Failure:
        try:
            return method(**arguments)
        except SlackApiError as error:
            return of_answer(error.response.status_code, error.response.headers, error.response.data)
        except (*CALL_FAULTS, HTTPException) as error:
            return of_transport(error)


def _next_cursor(answer: SlackResponse) -> str:
    return str((answer.get("response_metadata") or {}).get("next_cursor") or "")


def _parcel_of(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    return str((metadata.get("event_payload") or {}).get("parcel", "")) if metadata.get("event_type") == NOTICE else ""


def _file_names(message: Mapping[str, Any]) -> list[str]:
    return [str(file.get("name") or "") for file in message.get("files") or ()]
