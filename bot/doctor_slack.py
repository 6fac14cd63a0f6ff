"""The doctor's questions to Slack: tokens, scopes, Socket Mode, and each project's channel."""

from collections.abc import Iterator, Sequence

from bot import manifest
from bot.channels import ChannelFacts
from bot.config import Settings
from bot.findings import Finding, note, ok, problem
from bot.gateway import Gateway, Identity
from bot.outcomes import Failure, RateLimited, Refused

PREFIXES = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}
UNSEEN = frozenset({"channel_not_found", "not_in_channel"})


def examine(settings: Settings, gateway: Gateway, channels: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    """Every finding. ``channels`` are (team id, channel id) of the projects that are not over."""
    bot_token = settings.slack_bot_token.get_secret_value()
    app_token = settings.slack_app_token.get_secret_value()
    bot_token_format = _format("SLACK_BOT_TOKEN", bot_token, "Install App, Bot User OAuth Token")
    yield bot_token_format
    if not bot_token_format.is_problem:
        yield from _workspace(gateway, channels)
    if settings.transport == "http":
        yield _signing(settings)
        return
    app_token_format = _format("SLACK_APP_TOKEN", app_token, "Basic Information, App-Level Tokens, connections:write")
    yield app_token_format
    if not app_token_format.is_problem:
        yield _socket(gateway, app_token)


def _format(name: str, token: str, where: str) -> Finding:
    if not token:
        return problem("token", f"{name} is not set", f"copy it from the app's page: {where}")
    if not token.startswith(PREFIXES[name]):
        return problem("token", f"{name} does not begin with {PREFIXES[name]}", f"copy it anew: {where}")
    return ok("token", f"{name} looks right")


def _signing(settings: Settings) -> Finding:
    if settings.slack_signing_secret.get_secret_value():
        return ok("token", "SLACK_SIGNING_SECRET is set")
    return problem("token", "SLACK_SIGNING_SECRET is not set", "copy it from the app's page: Basic Information")


def _workspace(gateway: Gateway, channels: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    identity = gateway.identify()
    if not isinstance(identity, Identity):
        yield problem("slack", _said(identity), _cure(identity))
        return
    yield ok("slack", f"we are {identity.user_id} in {identity.team_id}")
    yield from _scopes(identity)
    for team_id, channel_id in channels:
        if team_id == identity.team_id:
            yield _channel(gateway, channel_id)


def _scopes(identity: Identity) -> Iterator[Finding]:
    if identity.scopes is None:
        yield note("scopes", "Slack did not name the granted scopes")
        return
    required, optional = manifest.scopes()
    for scope in sorted(required - identity.scopes):
        yield problem("scopes", f"{scope} is missing", "add it under OAuth & Permissions and reinstall the app")
    for scope in sorted(optional - identity.scopes):
        yield note("scopes", f"{scope} is not granted (optional)", "with it a message is never doubted after a crash")
    if required <= identity.scopes:
        yield ok("scopes", f"all {len(required)} required scopes are granted")


def _socket(gateway: Gateway, app_token: str) -> Finding:
    failure = gateway.try_socket(app_token)
    if failure is None:
        return ok("socket", "Socket Mode can be opened")
    return problem("socket", _said(failure), _cure(failure) + "; Socket Mode must be on")


def _channel(gateway: Gateway, channel_id: str) -> Finding:
    facts = gateway.channel_facts(channel_id)
    if not isinstance(facts, ChannelFacts):
        unseen = isinstance(facts, Refused) and facts.code in UNSEEN
        cure = "invite the bot there with /invite, or give the project another channel" if unseen else _cure(facts)
        return problem("channel", f"{channel_id}: {_said(facts)}", cure)
    name = f"{channel_id} #{facts.name}"
    if facts.is_archived:
        return problem("channel", f"{name} is archived", "unarchive it, or give the project another channel")
    if not facts.is_member:
        return problem("channel", f"the bot is not in {name}", "invite it there with /invite")
    if facts.is_shared:
        return note("channel", f"{name} is shared with others: only key and stage are shown there")
    return ok("channel", name)


def _said(failure: Failure) -> str:
    if isinstance(failure, Refused):
        return f"Slack said {failure.code}"
    if isinstance(failure, RateLimited):
        return f"Slack wants to be asked again in {failure.retry_after:.0f} seconds"
    return f"no answer: {failure.why}"


def _cure(failure: Failure) -> str:
    if not isinstance(failure, Refused):
        return "check the network and SLACK_API_URL"
    return f"grant the scope {failure.needed}" if failure.needed else "copy the token anew from the app's page"
