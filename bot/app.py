"""The Bolt app: every listener in one place, and the edge where errors become words."""

import logging
import re
from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_sdk import WebClient

from bot.context import Caller, Desk, Team
from bot.envelope import Body, Envelope, of_command, of_event, of_interaction
from bot.errors import Unexpected
from bot.listeners import actions, commands, events, options, shortcuts, views
from bot.listeners.replies import AckBody
from flows.errors import DatabaseBusy, LiandongError

log = logging.getLogger(__name__)

ANYTHING = re.compile("")
"""One listener per kind of payload and a table inside it: each listener that Bolt tries first costs 15 us."""

Respond = Callable[[Desk, Body], AckBody]
Refuse = Callable[[Desk, Caller, Body, LiandongError], AckBody]


def build_app(desk: Desk, client: WebClient) -> App:
    """The app that answers Slack. Bolt only takes address, proxy and timeout from ``client``, and drops its token."""
    client.token = None  # else Bolt warns at every start that it will not use it
    app = App(
        name="liandong",  # else Bolt looks through the source of every caller for one: a third of a start
        client=client,
        authorize=OneWorkspace(desk.team, desk.settings.slack_bot_token.get_secret_value()),
        signing_secret=desk.settings.slack_signing_secret.get_secret_value(),
        # Without this Bolt looks for the answer every 10 ms: a command takes 70 times as long.
        process_before_response=True,
        token_verification_enabled=False,
    )
    # Bolt tries them in this order: those that people wait for first.
    app.command(ANYTHING)(listener(desk, of_command, commands.answer, commands.refuse))
    app.action(ANYTHING)(listener(desk, of_interaction, actions.act, actions.refuse))
    app.view_submission(ANYTHING)(listener(desk, of_interaction, views.submit, views.refuse))
    app.options(ANYTHING)(listener(desk, of_interaction, options.suggest, options.refuse))
    app.event(ANYTHING)(listener(desk, of_event, events.hear, events.refuse))
    app.shortcut(ANYTHING)(listener(desk, of_interaction, shortcuts.start, shortcuts.refuse))
    app.view_closed(ANYTHING)(closed)
    return app


class OneWorkspace(Authorize):
    """Knows our token and who we are; Bolt's own would ask ``auth.test`` first."""

    def __init__(self, team: Team, token: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # Bolt leaves its constructor untyped
        self._team, self._token = team, token

    def __call__(self, *, enterprise_id: str | None, team_id: str | None, **_others: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=self._token,
            bot_id=self._team.bot_id,
            bot_user_id=self._team.bot_user_id,
        )


def listener(
    desk: Desk, envelope_of: Callable[[Body], Envelope], respond: Respond, refuse: Refuse
) -> Callable[[dict[str, Any]], BoltResponse]:
    """The edge around one kind of payload: whatever goes wrong, somebody hears of it in words."""

    def listen(body: dict[str, Any]) -> BoltResponse:
        try:
            return BoltResponse(status=200, body=respond(desk, body))
        except LiandongError as error:
            reply = refuse(desk, _owed_words(desk, envelope_of(body)), body, error)
            # An event is not lost with us: unless it is acknowledged, Slack brings it again.
            again = isinstance(error, DatabaseBusy) and body.get("type") == "event_callback"
            return BoltResponse(status=503 if again else 200, body=reply)
        except Exception:
            reference = desk.new_id("err")[-6:]
            log.exception("unexpected error %s in %s", reference, respond.__module__)
            reply = refuse(desk, _owed_words(desk, envelope_of(body)), body, Unexpected(reference))
            return BoltResponse(status=200, body=reply)

    return listen


def _owed_words(desk: Desk, envelope: Envelope) -> Caller:
    """The sender of a request that failed. What broke the request may break looking its sender up, too."""
    try:
        return desk.caller(envelope)
    except Exception:  # noqa: BLE001 -- logged already, where it first broke something
        return desk.anybody(envelope)


def closed() -> BoltResponse:
    """A modal that was closed without sending it: nothing was promised."""
    return BoltResponse(status=200)
