"""Slack calls that a listener causes and does not wait for, on their own small pool. Lost with the process."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot.blocks.kit import Message
from bot.gateway import Gateway
from bot.outcomes import Failure, RateLimited, Refused, Sent
from bot.residents import Residents
from flows.errors import DatabaseBusy
from flows.ports import Person

log = logging.getLogger(__name__)

WORKERS = 4


class SideCalls:
    """Implements ``context.Outward``, and looks people up. Every method returns at once."""

    def __init__(self, gateway: Gateway, residents: Residents, team_id: str) -> None:
        self._gateway, self._residents, self._team_id = gateway, residents, team_id
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="sidecall")

    def open_view_soon(self, trigger_id: str, view: dict[str, Any], *, on_fail: Callable[[str], None]) -> None:
        """Open a modal; ``on_fail`` gets Slack's error code, or ``unreachable``, from a thread of the pool."""

        def work() -> None:
            outcome = self._gateway.open_view(trigger_id, view)
            if not isinstance(outcome, Sent):
                log.warning("views.open failed: %s", outcome)
                on_fail(_code(outcome))

        self._pool.submit(work)

    def answer_soon(self, response_url: str, message: Message) -> None:
        """Answer an interaction privately."""
        self._pool.submit(self._log, "an answer", lambda: self._gateway.answer(response_url, message))

    def post_soon(self, channel_id: str, message: Message, *, thread_ts: str = "") -> None:
        """Post without an outbox row: only for what can be asked again."""
        self._pool.submit(self._log, "a post", lambda: self._gateway.post(channel_id, message, thread_ts=thread_ts))

    def file_soon(self, user_id: str, name: str, content: bytes, *, words: str) -> None:
        """Send a file without an outbox row: only what can be asked for again."""

        def call() -> Sent | Failure:
            channel = self._gateway.direct_channel(user_id)
            staged = self._gateway.stage_file(name, content) if isinstance(channel, str) else channel
            if not isinstance(channel, str):
                return channel
            if not isinstance(staged, str):
                return staged
            return self._gateway.share_file(channel, staged, title=name, words=words)

        self._pool.submit(self._log, "a file", call)

    def learn(self, user_id: str) -> None:
        """Look a person up and remember them."""

        def work() -> None:
            person = self._gateway.person(self._team_id, user_id)
            if not isinstance(person, Person):
                log.warning("users.info for %s failed: %s", user_id, person)
                return
            try:
                self._residents.meet([person])
            except DatabaseBusy:
                log.warning("%s was looked up but not stored; asked again at the next sight", user_id)

        self._pool.submit(work)

    def stop(self) -> None:
        """Finish what is under way, drop what has not begun."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    @staticmethod
    def _log(what: str, call: Callable[[], Sent | Failure]) -> None:
        outcome = call()
        if not isinstance(outcome, Sent):
            log.warning("%s failed: %s", what, outcome)


def _code(failure: Failure) -> str:
    if isinstance(failure, Refused):
        return failure.code
    return "ratelimited" if isinstance(failure, RateLimited) else "unreachable"
