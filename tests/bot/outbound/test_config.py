"""Settings come from the environment, are told about in ``.env.example``, and refuse what cannot work."""

import re
from datetime import time
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config import Settings, keep_loopback_off_proxies, variables

EXAMPLE = (Path(__file__).parents[3] / ".env.example").read_text(encoding="utf-8")


def settings(**values: str) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[call-arg, arg-type]  # pydantic-settings' own argument


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in variables():
        monkeypatch.delenv(name, raising=False)


def test_the_example_names_every_variable_in_order_each_under_its_comment() -> None:
    told = re.findall(r"^# (.+)\n([A-Z_]+)=", EXAMPLE, re.M)
    assert tuple(name for _, name in told) == variables()
    assert all(comment.strip() for comment, _ in told)
    assert len(re.findall(r"^[A-Z_]+=", EXAMPLE, re.M)) == len(told)


def test_the_example_shows_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(EXAMPLE, encoding="utf-8")
    assert Settings(_env_file=file) == settings()  # type: ignore[call-arg]  # pydantic-settings' own argument


def test_an_empty_variable_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANDONG_DIGEST_AT", "")
    assert settings().digest_at == time(9)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIANDONG_TIME_ZONE", "Asia/Atlantis"),
        ("LIANDONG_TIME_ZONE", "../etc"),
        ("LIANDONG_TRANSPORT", "pigeon"),
        ("LIANDONG_LANGUAGE", "fr"),
        ("LIANDONG_TICK_SECONDS", "0"),
        ("LIANDONG_CHANNEL_RATE", "-1"),
        ("LIANDONG_DIGEST_AT", "25:00"),
        ("SLACK_API_URL", "ftp://slack"),
    ],
)
def test_what_cannot_work_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        settings()


def test_tokens_do_not_show_when_settings_are_printed() -> None:
    assert "geheim" not in repr(settings(SLACK_BOT_TOKEN="xoxb-geheim"))


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("https://slack.com/api/", False),
        ("http://127.0.0.1:8765/api", True),
        ("http://localhost:1/api/", True),
        ("http://[::1]:1/api/", True),
        ("https://127.0.0.1.example.org/api/", False),
    ],
)
def test_a_local_workspace_is_told_by_its_host(url: str, local: bool) -> None:
    made = settings(SLACK_API_URL=url)
    assert made.is_local is local
    assert made.api_url.endswith("/api/")


def test_loopback_is_kept_off_proxies_and_the_rest_is_left_alone() -> None:
    environ = {"HTTPS_PROXY": "http://proxy:1", "NO_PROXY": "intranet, localhost"}
    keep_loopback_off_proxies(environ)
    assert environ["NO_PROXY"] == "intranet,localhost,127.0.0.1,::1"
    assert environ["no_proxy"] == "127.0.0.1,localhost,::1"
    assert environ["HTTPS_PROXY"] == "http://proxy:1"
