"""How requests come in: Slack over a socket or over HTTP, and W3C's webhooks where they are wanted."""

from datetime import datetime

from bot import webhooks
from bot.acting import follower
from bot.app import build_app
from bot.config import Settings
from bot.context import Desk
from bot.entrance import Entrance, HttpEntrance, HttpServer, SocketEntrance, SocketWithHooks
from bot.feeds.w3c import SOURCE
from bot.gateway import web_client
from flows.lifecycle.upkeep import NextFor
from flows.ports import UnitOfWork
from flows.watches import taking
from flows.watches.observations import Observation


def entrance_of(desk: Desk, settings: Settings, next_for: NextFor) -> Entrance:
    app, hooks = build_app(desk, web_client("", settings.api_url)), _hooks(desk, settings, next_for)
    if settings.transport == "http":
        return HttpEntrance(app, settings.http_host, settings.http_port, hooks)
    socket = SocketEntrance(app, settings.slack_app_token.get_secret_value(), local=settings.is_local)
    if not hooks:
        return socket
    places = webhooks.by_path(hooks)
    server = HttpServer(places, settings.http_host, settings.http_port, most_bytes=webhooks.MOST_BYTES)
    return SocketWithHooks(socket, server)


def _hooks(desk: Desk, settings: Settings, next_for: NextFor) -> dict[str, webhooks.Wsgi]:
    """Webhooks by path; none without a secret."""
    secret = settings.webhook_secret.get_secret_value()
    if not secret:
        return {}

    def keep(uow: UnitOfWork, seen: Observation, now: datetime) -> None:
        """For the watches on ``w3c:`` and the specification's short name."""
        around = taking.Desk(
            store=desk.store, team_id=desk.team.id, now=now, today=desk.day_of(now), new_id=desk.new_id,
            next_for=next_for, follow=follower(desk.laws, desk.clock, settings.zone, desk.new_id),
        )  # fmt: skip
        if taking.receive((seen,), feed=f"{SOURCE}:{seen.subject.ref}", uow=uow, desk=around):
            desk.wake()

    take = webhooks.remembering(desk.store, desk.team.id, desk.clock, keep)
    return {webhooks.PATH: webhooks.W3cWebhook(secret=secret, take=take, clock=desk.clock)}
