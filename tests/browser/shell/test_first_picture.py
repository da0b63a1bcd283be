"""What is to be seen before the host's scripts have run."""

import pytest

from tests.browser.person import Person

PLACE = (
    "const at = document.querySelector(arguments[0]).getBoundingClientRect(); return [at.x, at.y]"
)
WORDS = "return document.querySelector('.host-first').innerText.split('\\n')"
HEADER = ".host-first .host-brand-name"


def without_scripts(person: Person, path: str) -> None:
    """Open a page and stop where its scripts have not come yet."""
    person.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        person.open(path)
        person.find(HEADER)
    finally:
        person.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


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
    early = [person.driver.execute_script(PLACE, css) for css in (HEADER, ".host-first h1")]
    person.open(path)
    person.until(lambda: person.heading() == heading, "the page")
    person.until(lambda: not person.all(".host-first"), "the first picture to go")
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
      const heading = document.querySelector(".host-first h1");
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
