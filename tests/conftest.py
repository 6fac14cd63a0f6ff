"""For every test: property tests try the same examples each time, so that a run says something about the change.

``make soak`` looks further, with new examples each time.
"""

import logging
import os
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import settings

from tests.dealing import dealt

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("searching", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if (processes := getattr(config, "workerinput", {}).get("workercount", 1)) > 1:
        items[:] = dealt(items, processes)


@pytest.fixture(autouse=True)
def _the_log_is_left_as_it_was() -> Iterator[None]:
    """A command line that runs inside a test sets the log of the whole process up; the next test must not notice."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    # What pytest itself hangs in and out goes by the list it finds, so only a changed log is put back.
    if root.level != level:
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.reset_defaults()
