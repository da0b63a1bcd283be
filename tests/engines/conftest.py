"""Each test in each engine: a browser for all tests of one, and a house for all."""

from collections.abc import Iterator

import pytest
from selenium.webdriver.remote.webdriver import WebDriver

from tests.engines.engines import ENGINES
from tests.engines.house import House, open_house
from tests.engines.visitor import Visitor


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    """The servers."""
    with open_house() as house:
        yield house


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[WebDriver]:
    """One browser for all tests: a start takes longer than a test."""
    with ENGINES[request.param]() as driver:
        yield driver


@pytest.fixture
def visitor(engine: WebDriver, house: House) -> Iterator[Visitor]:
    """Somebody whom the host has never seen, in front of a Retool that behaves."""
    house.misbehave(reset=1)
    visitor = Visitor(engine, house)
    visitor.arrive_anew()
    yield visitor
    engine.switch_to.default_content()
