"""No input gets further than a typed error: a few hundred in make test, a million in make soak."""

import os
import random
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .mutations import READERS, inputs, survives

EACH = 40
MILLION = int(os.environ.get("LIANDONG_FUZZ_INPUTS", "1000000"))
SLOW = frozenset({"3gpp", "xlsx"})
"""A workbook takes a hundred times as long as a line: these get a tenth of the share of the others."""


@pytest.mark.parametrize("name", READERS)
def test_broken_answers_end_in_typed_errors(name: str) -> None:
    for data in islice(inputs(name, random.Random(name)), EACH):  # noqa: S311  # the same inputs every time
        survives(name, data)


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=25, deadline=None)
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")))
def test_noise_ends_in_typed_errors(name: str, data: bytes) -> None:
    survives(name, data)


@pytest.mark.soak
@pytest.mark.parametrize("name", READERS)
def test_a_million_inputs_end_in_typed_errors(name: str) -> None:
    """``LIANDONG_FUZZ_INPUTS`` changes how many; ``LIANDONG_FUZZ_SEED`` which."""
    share = MILLION // (len(READERS) - len(SLOW))
    seed = os.environ.get("LIANDONG_FUZZ_SEED", "1")
    for data in islice(inputs(name, random.Random(name + seed)), share // 10 if name in SLOW else share):  # noqa: S311
        survives(name, data)
