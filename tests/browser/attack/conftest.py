"""The pages on which the attacks are played: one each for a whole file of tests."""

from collections.abc import Iterator

import pytest
from dash.testing.browser import Browser

from tests.browser.attack.stage import World
from tests.browser.attack.stage import world as opened


@pytest.fixture(scope="module")
def world(chromium: Browser) -> Iterator[World]:
    """The browser of all tests, with Retool and a hostile site."""
    with opened(chromium.driver) as world:
        yield world
