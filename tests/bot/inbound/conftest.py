"""One office per test, and a far side where a test asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.feeds.far_side import FarSide, far_side
from tests.bot.inbound.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def far() -> Iterator[FarSide]:
    with far_side() as server:
        yield server
