"""A Slack for each simulated workspace."""

from collections.abc import Iterator

import pytest

from tests.bot.outbound.scripted_slack import ScriptedSlack


@pytest.fixture
def slack() -> Iterator[ScriptedSlack]:
    server = ScriptedSlack()
    yield server
    server.close()
