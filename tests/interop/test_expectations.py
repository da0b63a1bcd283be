"""What react-retool promises of its frame in its own published tests holds for RetoolEmbed too.

In src/__tests__/retool.test.js of tryretool/react-retool: the frame is found by its title and has
the address, height, width, `sandbox` attribute and `allow` attribute that it was given.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from dash.testing.browser import Browser

from dash_retool_embed import RetoolEmbed
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.interop.conftest import Mint

Render = Callable[..., AbstractContextManager[Person]]

NEEDED = "allow-scripts allow-same-origin"

PROMISES = [
    ("height", "100%", "100%"),
    ("width", "500px", "500px"),
    ("sandbox", "allow-popups", f"{NEEDED} allow-popups"),
    ("sandbox", True, NEEDED),
    ("sandbox", False, None),
    ("allow", "fullscreen", "fullscreen"),
]


@pytest.fixture(params=["react-retool", "RetoolEmbed"])
def render(
    request: pytest.FixtureRequest, browser: Browser, site: str, mint: Mint, show: Show
) -> Render:
    """Put the playground on a page with these properties: react-retool's way, and this one."""

    @contextmanager
    def theirs(**props: Any) -> Iterator[Person]:
        person = Person(browser, site)
        person.open("/react-retool-harness")
        link, given = json.dumps(mint("playground")), json.dumps(props)
        person.driver.execute_script(f"harness.mount('play', {link}, {{}}, {given})")
        yield person

    def ours(**props: Any) -> AbstractContextManager[Person]:
        return show(RetoolEmbed(id="play", app="playground", title="retool", **props))

    return theirs if request.param == "react-retool" else ours


@pytest.mark.parametrize(("attribute", "given", "expected"), PROMISES)
def test_the_frame_has_what_the_property_says(
    render: Render, attribute: str, given: object, expected: str | None
) -> None:
    with render(**{attribute: given}) as person:
        assert person.find("iframe[title=retool]").get_dom_attribute(attribute) == expected


def test_the_frame_shows_the_link(render: Render, sandbox: Sandbox) -> None:
    with render() as person:
        address = person.find("iframe[title=retool]").get_dom_attribute("src")
        assert address.startswith(f"{sandbox.origin}/embed/authenticate/")
        person.until(lambda: sandbox.links_redeemed, "the link to be used")
    assert sandbox.links_minted == 1
