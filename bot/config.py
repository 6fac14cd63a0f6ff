"""Settings from the environment and ``.env``. Nothing is read at import; ``__main__`` makes one ``Settings()``."""

from collections.abc import MutableMapping
from datetime import time
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.public_holidays import known_country

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def _known_zone(name: str) -> str:
    """Raises ValueError for a name that the time zone database does not hold."""
    try:
        return ZoneInfo(name).key
    except (KeyError, OSError) as error:
        raise ValueError(f"no such time zone: {name}") from error


def _env(name: str, default: object, **limits: Any) -> Any:
    """A field read from the variable ``name``. Renaming one here means renaming it in ``.env.example``."""
    return Field(default=default, validation_alias=name, validate_default=True, **limits)


class Settings(BaseSettings):
    """Every variable the bot reads; ``.env.example`` says what each is for.

    ``digest_at`` is a time of day in ``time_zone``. ``channel_rate`` is messages a second in one channel,
    ``workspace_rate`` messages a minute in all; 0 turns that pace off.
    """

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", populate_by_name=True)

    slack_bot_token: SecretStr = _env("SLACK_BOT_TOKEN", "")
    slack_app_token: SecretStr = _env("SLACK_APP_TOKEN", "")
    slack_signing_secret: SecretStr = _env("SLACK_SIGNING_SECRET", "")
    slack_api_url: str = _env("SLACK_API_URL", "https://slack.com/api/", pattern=r"^https?://")
    database_url: str = _env("DATABASE_URL", "sqlite:///liandong.db", min_length=1)
    transport: Literal["socket", "http"] = _env("LIANDONG_TRANSPORT", "socket")
    http_host: str = _env("LIANDONG_HTTP_HOST", "127.0.0.1")
    http_port: int = _env("LIANDONG_HTTP_PORT", 3000, ge=0, le=65535)
    language: Literal["en", "zh_CN"] = _env("LIANDONG_LANGUAGE", "en")
    time_zone: Annotated[str, AfterValidator(_known_zone)] = _env("LIANDONG_TIME_ZONE", "Asia/Shanghai")
    country: Annotated[str, AfterValidator(known_country)] = _env("LIANDONG_COUNTRY", "")
    digest_at: time = _env("LIANDONG_DIGEST_AT", "09:00")
    tick_seconds: float = _env("LIANDONG_TICK_SECONDS", 15.0, gt=0)
    lease_seconds: float = _env("LIANDONG_LEASE_SECONDS", 60.0, gt=0)
    channel_rate: float = _env("LIANDONG_CHANNEL_RATE", 1.0, ge=0)
    workspace_rate: float = _env("LIANDONG_WORKSPACE_RATE", 300.0, ge=0)
    spread_minutes: float = _env("LIANDONG_SPREAD_MINUTES", 10.0, ge=0, le=25)
    clock_url: str = _env("LIANDONG_CLOCK_URL", "")
    admin_ids: str = _env("LIANDONG_ADMINS", "")
    font: str = _env("LIANDONG_FONT", "")
    feed_hosts_listed: str = _env("LIANDONG_FEED_HOSTS", "")
    feed_record: str = _env("LIANDONG_FEED_RECORD", "")
    feed_mirror: str = _env("LIANDONG_FEED_MIRROR", "", pattern=r"^(https?://.*)?$")
    epo_key: SecretStr = _env("LIANDONG_EPO_KEY", "")
    epo_secret: SecretStr = _env("LIANDONG_EPO_SECRET", "")
    uspto: bool = _env("LIANDONG_USPTO", False)
    uspto_key: SecretStr = _env("LIANDONG_USPTO_KEY", "")
    webhook_secret: SecretStr = _env("LIANDONG_WEBHOOK_SECRET", "")
    log_format: Literal["text", "json"] = _env("LIANDONG_LOG", "text")

    @property
    def admins(self) -> frozenset[str]:
        """Slack user ids of those who may change what holds for the whole workspace. None named: nobody may."""
        return frozenset(user.strip() for user in self.admin_ids.split(",") if user.strip())

    @property
    def feed_hosts(self) -> frozenset[str]:
        """Hosts, with or without a port, that feeds may be read from although they are not public."""
        return frozenset(host.strip().lower() for host in self.feed_hosts_listed.split(",") if host.strip())

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of due dates and digests."""
        return ZoneInfo(self.time_zone)

    @property
    def api_url(self) -> str:
        """The Web API's address; the SDK wants the slash at its end."""
        return self.slack_api_url.rstrip("/") + "/"

    @property
    def is_local(self) -> bool:
        """Whether the far side is a playground on this machine."""
        return (urlsplit(self.slack_api_url).hostname or "") in LOOPBACK


def variables() -> tuple[str, ...]:
    """The name of every environment variable, in the order of ``.env.example``."""
    return tuple(str(field.validation_alias) for field in Settings.model_fields.values())


def keep_loopback_off_proxies(environ: MutableMapping[str, str]) -> None:
    """Add loopback to NO_PROXY: the SDK takes HTTP(S)_PROXY even for 127.0.0.1 unless told otherwise.

    Socket Mode does not look at NO_PROXY; the composition root takes its proxy away for a local workspace.
    """
    for name in ("NO_PROXY", "no_proxy"):
        given = [part.strip() for part in environ.get(name, "").split(",") if part.strip()]
        environ[name] = ",".join(given + [host for host in LOOPBACK if host not in given])
