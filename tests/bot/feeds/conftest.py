"""A far side for each test that asks for one."""

from collections.abc import Iterator

import pytest

from .far_side import FarSide, far_side


@pytest.fixture
def far() -> Iterator[FarSide]:
    with far_side() as server:
        yield server
