"""How strict and how patient the local workspace is; tests and ``/control/rules`` change it."""

from dataclasses import asdict, dataclass, fields
from typing import Any

BOT_SCOPES = (
    "app_mentions:read,channels:history,channels:read,chat:write,chat:write.public,commands,dnd:read,files:read,"
    "files:write,groups:history,groups:read,im:history,im:read,im:write,mpim:read,reactions:read,reactions:write,"
    "team:read,usergroups:read,users:read,users:read.email,channels:manage,groups:write,channels:join"
)
APP_SCOPES = "connections:write"
SUBSCRIPTIONS = (
    "app_home_opened,app_mention,app_uninstalled,channel_archive,channel_created,channel_rename,channel_shared,"
    "channel_unarchive,channel_unshared,dnd_updated_user,file_shared,member_joined_channel,member_left_channel,"
    "message.channels,message.groups,message.im,reaction_added,reaction_removed,team_join,tokens_revoked,user_change"
)


class UnknownRule(ValueError):
    """A rule that does not exist or a value of the wrong kind; the message names it."""


@dataclass(slots=True)
class Rules:
    """Seconds are real seconds, except ``response_url_seconds``, which passes on the virtual clock.

    ``retry_waits`` are the pauses before an unacknowledged event is sent again (Slack: at once, 1 min, 5 min).
    ``scopes`` and ``subscriptions`` are what the app's manifest would ask for.
    """

    ack_seconds: float = 3.0
    trigger_seconds: float = 3.0
    retry_waits: tuple[float, ...] = (0.2, 2.0, 5.0)
    connect_seconds: float = 1.0
    one_message_a_second: bool = False
    response_url_uses: int = 5
    response_url_seconds: float = 1800.0
    home_tab: bool = True
    messages_tab: bool = True
    scopes: tuple[str, ...] = tuple(BOT_SCOPES.split(","))
    subscriptions: tuple[str, ...] = tuple(SUBSCRIPTIONS.split(","))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def change(self, changes: dict[str, Any]) -> None:
        """Replace some rules in place. Raises UnknownRule; nothing is changed then."""
        known = {field.name: getattr(self, field.name) for field in fields(self)}
        clean: dict[str, Any] = {}
        for name, value in changes.items():
            if name not in known:
                raise UnknownRule(f"there is no rule {name}")
            clean[name] = _like(known[name], value, name)
        for name, value in clean.items():
            setattr(self, name, value)


def _like(example: object, value: object, name: str) -> object:
    if isinstance(example, bool):
        if isinstance(value, bool):
            return value
    elif isinstance(example, tuple):
        if isinstance(value, list):
            return tuple(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        return type(example)(value)  # type: ignore[call-arg]  # int or float, checked above
    raise UnknownRule(f"{name} cannot be {value!r}")
