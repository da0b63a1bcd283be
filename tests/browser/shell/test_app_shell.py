"""What is to be seen before the host's scripts have run."""

import pytest

from tests.browser.person import Person
from tests.browser.shell.part_loaded import HEADER, blocked, without_scripts

PLACE = (
    "const at = document.querySelector(arguments[0]).getBoundingClientRect(); return [at.x, at.y]"
)
WORDS = "return document.querySelector('.host-app-shell').innerText.split('\\n')"


@pytest.mark.parametrize(
    ("path", "heading", "live"),
    [
        ("/sales", "Sales report", "[data-view=sales] h1"),
        ("/home", "Hello, Anton", "[data-view=home] h1"),
    ],
)
def test_the_host_s_name_and_the_heading_are_where_they_will_be(
    person: Person, path: str, heading: str, live: str
) -> None:
    person.sign_in("anton", "/home")
    without_scripts(person, path)
    assert person.driver.execute_script(WORDS) == ["Retool in Dash", heading]
    assert person.find(HEADER).is_displayed()
    early = [person.driver.execute_script(PLACE, css) for css in (HEADER, ".host-app-shell h1")]
    person.open(path)
    person.until(lambda: person.heading() == heading, "the page")
    person.until(lambda: not person.all(".host-app-shell"), "the first picture to go")
    there = [person.driver.execute_script(PLACE, css) for css in (".host-brand-name", live)]
    assert early == there


@pytest.mark.parametrize("path", ["/customers", "/playground"])
def test_an_app_that_this_person_may_not_open_is_not_named(person: Person, path: str) -> None:
    person.sign_in("vera", "/home")
    without_scripts(person, path)
    assert person.driver.execute_script(WORDS) == ["Retool in Dash"]


def test_who_goes_on_to_another_tab_is_not_greeted_on_the_way(person: Person) -> None:
    person.sign_in("anton", "/")
    assert person.heading() == "Hello, Anton"
    person.go("customers")
    person.until(lambda: person.heading() == "Customers", "the tab")
    greeted = """
    window.greeted = false;
    new MutationObserver(() => {
      const heading = document.querySelector(".host-app-shell h1");
      window.greeted ||= Boolean(heading?.checkVisibility());
    }).observe(document, { childList: true, subtree: true });
    """
    cdp = person.driver.execute_cdp_cmd
    added = cdp("Page.addScriptToEvaluateOnNewDocument", {"source": greeted})
    try:
        person.open("/")
        person.until(lambda: person.heading() == "Customers", "the tab that was seen last")
        assert person.driver.execute_script("return window.greeted") is False
        person.open("/home")
        person.until(lambda: person.heading() == "Hello, Anton", "Home")
        assert person.driver.execute_script("return window.greeted") is True
    finally:
        cdp("Page.removeScriptToEvaluateOnNewDocument", added)


@pytest.mark.parametrize("missing", ["*dash_renderer*", "*/deps/react-dom*", "*/_dash-layout"])
def test_that_no_page_comes_is_said_and_it_can_be_asked_for_again(
    person: Person, missing: str
) -> None:
    person.sign_in("anton", "/home")
    with blocked(person, missing):
        person.open("/customers")
        person.shows("This page could not be opened")
    person.find("[role=alert] a").click()
    person.until(lambda: person.heading() == "Customers", "the page")
    assert "could not be opened" not in person.find("body").text


def test_a_page_that_was_opened_while_the_host_was_away_comes_by_itself(person: Person) -> None:
    person.sign_in("anton", "/home")
    asked = (
        "return performance.getEntriesByType('resource').some((e) => e.name.endsWith('/health'))"
    )
    with blocked(person, "*/_dash-layout", "*/health"):
        person.open("/customers")
        person.until(lambda: person.driver.execute_script(asked), "the host to be asked for")
    person.until(lambda: person.heading() == "Customers", "the page")


def test_the_heading_does_not_go_in_between(person: Person) -> None:
    person.sign_in("anton", "/home")
    watch = """
    window.seen = [];
    const isSeen = (h1) => h1.checkVisibility({ visibilityProperty: true });
    requestAnimationFrame(function look() {
      seen.push([...document.querySelectorAll("h1")].some(isSeen));
      requestAnimationFrame(look);
    });
    """
    cdp = person.driver.execute_cdp_cmd
    added = cdp("Page.addScriptToEvaluateOnNewDocument", {"source": watch})
    cdp("Emulation.setCPUThrottlingRate", {"rate": 4})
    try:
        person.open("/sales")
        person.until(lambda: not person.all(".host-app-shell"), "the page")
        person.reaches("ready", "sales")
        seen = person.driver.execute_script("return seen")
    finally:
        cdp("Emulation.setCPUThrottlingRate", {"rate": 1})
        cdp("Page.removeScriptToEvaluateOnNewDocument", added)
    assert all(seen[seen.index(True) :])
