"""axe-core objects to no page and no state, light and dark, wide and narrow."""

from collections.abc import Iterator

import pytest
from dash.testing.browser import Browser

from tests.looks.axe import violations
from tests.looks.hosts import Hosts, hosts
from tests.looks.states import STATES, State
from tests.looks.visit import SIZES, THEMES, dress, resize, visit


@pytest.fixture(scope="module")
def all_hosts() -> Iterator[Hosts]:
    with hosts() as running:
        yield running


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_nothing_to_object_to(browser: Browser, all_hosts: Hosts, state: State) -> None:
    found = []
    with visit(browser, all_hosts, state) as person:
        for width in SIZES:
            resize(person.driver, width)
            for theme in THEMES:
                dress(person.driver, theme)
                said = violations(person.driver)
                found += [f"{state.name}, {theme}, {width} px: {each}" for each in said]
    assert not found, "\n".join(found)


def test_a_button_without_a_name_would_be_found(browser: Browser, all_hosts: Hosts) -> None:
    with visit(browser, all_hosts, STATES[0]) as person:
        person.driver.execute_script("document.body.append(document.createElement('button'))")
        assert [each for each in violations(person.driver) if each.startswith("button-name: ")]
