"""Every source can be set up from a short text, and says what it lacks."""

from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.config import Settings
from bot.feeds.asks import Ask
from bot.feeds.catalogue import SOURCES, connector_for, open_feeds
from flows.watches.errors import FeedForbidden, SourceNotSet

from .far_side import FarSide, Says


def settings(**values: str) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[call-arg, arg-type]  # pydantic-settings' own argument


KEYS = {"LIANDONG_EPO_KEY": "k", "LIANDONG_EPO_SECRET": "s", "LIANDONG_USPTO": "true", "LIANDONG_USPTO_KEY": "k"}


@pytest.mark.parametrize("name", [source.name for source in SOURCES])
def test_every_source_of_the_catalogue_asks_a_secure_address_under_its_own_name(name: str) -> None:
    scope = "https://example.org/x" if name in {"rss", "etsi", "3gpp"} else "x"
    connector = connector_for(f"{name}:{scope}", settings(**KEYS))
    ask = connector.first()
    assert ask.url.startswith("https://")
    assert ask.source == connector.source == name


@pytest.mark.parametrize(
    ("name", "values", "setting"),
    [
        ("song:x", {}, ""),
        ("ietf:", {}, ""),
        ("", {}, ""),
        ("epo:x", {}, "LIANDONG_EPO_KEY"),
        ("epo-legal:x", {"LIANDONG_EPO_KEY": "k"}, "LIANDONG_EPO_SECRET"),
        ("uspto:x", {"LIANDONG_USPTO_KEY": "k"}, "LIANDONG_USPTO"),
        ("uspto:x", {"LIANDONG_USPTO": "true"}, "LIANDONG_USPTO_KEY"),
    ],
)
def test_what_a_source_lacks_is_named(name: str, values: dict[str, str], setting: str) -> None:
    with pytest.raises(SourceNotSet) as error:
        connector_for(name, settings(**values))
    assert error.value.setting == setting


def test_the_kind_of_an_export_and_the_meeting_come_from_the_address() -> None:
    etsi = connector_for("etsi:https://example.org/GD-export.csv", settings())
    assert getattr(etsi, "kind", "") == "GD"
    tdocs = connector_for("3gpp:https://example.org/TDoc_List_Meeting_RAN1%23126.xlsx", settings())
    assert getattr(tdocs, "meeting", "") == "RAN1#126"


def test_feeds_go_nowhere_private_unless_the_host_is_listed_and_record_when_told(far: FarSide, tmp_path: Path) -> None:
    url = far.will("/x", Says(b"x"))
    with pytest.raises(FeedForbidden):
        open_feeds(settings(), SystemClock())(Ask(source="rss", url=url))
    told = settings(LIANDONG_FEED_HOSTS=far.host, LIANDONG_FEED_RECORD=str(tmp_path / "rec"))
    open_feeds(told, SystemClock())(Ask(source="rss", url=url)).body.close()
    assert [path.suffix for path in sorted((tmp_path / "rec" / "rss").iterdir())] == [".body", ".json"]
