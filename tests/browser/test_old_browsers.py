"""Browsers that lack what came lately, and those that lack what is needed."""

from collections.abc import Iterator

import pytest
from dash import dcc, html
from dash.testing.browser import Browser

from dash_retool_embed import RetoolEmbed
from tests.browser.conftest import Show
from tests.browser.person import Person

LATELY = """
delete AbortSignal.any;
delete URL.canParse;
delete URL.parse;
delete Promise.withResolvers;
delete Element.prototype.checkVisibility;
delete Element.prototype.moveBefore;
for (const name of Object.getOwnPropertyNames(Element.prototype)) {
  if (name.startsWith("aria")) delete Element.prototype[name];
}
delete Navigator.prototype.locks;
delete Document.prototype.fullscreenElement;
delete Document.prototype.fullscreenEnabled;
delete Document.prototype.prerendering;
"""
NEEDED = ("delete AbortSignal.timeout;", "delete HTMLElement.prototype.inert;")


@pytest.fixture
def without(browser: Browser, request: pytest.FixtureRequest) -> Iterator[None]:
    """Every page that is opened lacks something, before any script of its own runs."""
    source = {"source": request.param}
    added = browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", source)
    yield
    browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("without", [LATELY], indirect=True, ids=["lately"])
def test_without_what_came_lately_the_host_works(person: Person) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    assert not any(button.is_displayed() for button in person.all(".host-fullscreen"))
    person.go("customers")
    person.reaches("ready", "customers")
    person.go("sales")
    with person.inside("sales"):
        person.find("#note")
    assert person.console() == []


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("without", NEEDED, indirect=True)
def test_without_what_is_needed_the_host_shows_one_plain_page(person: Person) -> None:
    person.open("/sign-in")
    person.click("button[value=anton]")
    person.shows("This browser is too old", "h1")
    assert person.driver.current_url == f"{person.url}/old-browser"
    assert person.console() == []


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("without", NEEDED, indirect=True)
def test_without_what_is_needed_an_embed_says_so_in_its_place_and_the_page_goes_on(
    show: Show,
) -> None:
    layout = html.Div(
        [RetoolEmbed(id="sales", app="sales"), dcc.Tabs([dcc.Tab("two", label="Two", id="two")])]
    )
    with show(layout) as person:
        person.shows("This browser is too old", "#sales")
        assert person.state("sales") == "error"
        person.click("#two")
        person.shows("two")
        assert person.console() == []
