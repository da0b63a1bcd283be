"""Limits that could not count are refused where they are made."""

from typing import Any

import pytest
from limits.storage import MemoryStorage

from dash_retool_embed import (
    MintLimits,
)
from tests.kit.mistakes.refusals import SECRET, words_of


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ({"per_person": None}, ValueError, "(per_person=…): a number for a time, such as "),
        ({"per_address": "often"}, ValueError, "(per_address=…): a number for a time, such as "),
        (
            {"store": f"redis://:{SECRET}@a"},
            TypeError,
            "(store=…): a Storage of the package",
        ),
        ({"store": MemoryStorage}, TypeError, " is needed, not the class MemoryStorage"),
    ],
)
def test_limits_that_could_not_count(given: Any, kind: type[Exception], words: str) -> None:
    said = words_of(kind, MintLimits, **given)
    assert said.startswith("MintLimits(")
    assert words in said
    assert SECRET not in said
