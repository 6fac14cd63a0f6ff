"""Addresses of databases."""

from pathlib import Path

import pytest

from flows.errors import DatabaseUnusable
from storage.location import file_of


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///liandong.db", "liandong.db"),
        ("sqlite:////var/lib/liandong.db", "/var/lib/liandong.db"),
        ("data/liandong.db", "data/liandong.db"),
        ("/tmp/with space%20.db", "/tmp/with space%20.db"),
    ],
)
def test_an_address_names_a_file(url: str, path: str) -> None:
    assert file_of(url) == Path(path)


@pytest.mark.parametrize("url", ["", "sqlite:///", ":memory:", "sqlite:///:memory:"])
def test_a_database_that_would_vanish_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUnusable) as caught:
        file_of(url)
    assert "file" in caught.value.problem


def test_an_unknown_engine_is_refused_without_repeating_its_password() -> None:
    with pytest.raises(DatabaseUnusable) as caught:
        file_of("mysql://bot:hunter2@db/liandong")
    assert "hunter2" not in f"{caught.value.location} {caught.value.problem}"
