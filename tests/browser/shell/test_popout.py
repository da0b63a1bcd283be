"""An app in a window of its own: the host's page without its header, and all else as ever."""

from collections.abc import Iterator
from contextlib import contextmanager

from selenium.webdriver.common.keys import Keys

from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.person import Person
from tests.browser.playground import post
from tests.browser.shell.window import rect

NOTE_SIZE = """
const { open } = window;
window.open = (address, name, size) => {
  window.asked = size;
  return open(address, name, size);
};
"""

LINK = "[data-shown] .host-popout-link"


def address(person: Person) -> str:
    return str(person.driver.current_url).removeprefix(person.url)


def has_header(person: Person) -> bool:
    return any(header.is_displayed() for header in person.all(".host-header"))


def open_window(person: Person) -> str:
    """Open the app that is shown in a window of its own, with the keyboard; return that."""
    driver = person.driver
    known = set(driver.window_handles)
    person.find(LINK).send_keys(Keys.ENTER)
    person.until(lambda: len(driver.window_handles) > len(known), "another window")
    (opened,) = set(driver.window_handles) - known
    return str(opened)


@contextmanager
def looking_at(person: Person, window: str) -> Iterator[None]:
    """Look at another window, which is closed afterwards."""
    driver = person.driver
    first = driver.current_window_handle
    driver.switch_to.window(window)
    try:
        yield
    finally:
        driver.close()
        driver.switch_to.window(first)


def test_an_app_opens_in_its_own_window_and_stays_as_it_is_in_this_one(
    person: Person, sandbox: Sandbox
) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    assert person.find(LINK).accessible_name == "Open Sales report in its own window"
    with person.inside("sales"):
        person.find("#note").send_keys("half a sentence")
    shown = rect(person, "[data-shown]")
    person.driver.execute_script(NOTE_SIZE)
    opened = open_window(person)
    # A browser without a screen gives it whatever size it likes.
    size = f"popup,width={shown['width']:.0f},height={shown['height']:.0f}"
    assert person.driver.execute_script("return asked") == size
    with looking_at(person, opened):
        person.reaches("ready", "sales")
        assert address(person) == "/sales?window"
        assert person.driver.title == "Sales report · Retool in Dash"
        assert not has_header(person)
        assert not any(link.is_displayed() for link in person.all(LINK))
        assert person.driver.execute_script("return opener") is None
        window = person.driver.execute_script("return [innerWidth, innerHeight]")
        frame = rect(person, "#sales iframe")
        assert [frame["right"], frame["bottom"]] == window
        assert rect(person, "[data-shown] .host-bar")["top"] == 0
        # The same bridge: a switch reaches the app.
        with person.inside("sales"):
            assert not person.find("#export").is_enabled()
        person.click("[data-shown] .host-toggles input")
        with person.inside("sales"):
            person.until(lambda: person.find("#export").is_enabled(), "the app to be told")
    assert has_header(person)
    assert person.state("sales") == "ready"
    with person.inside("sales"):
        assert person.find("#note").get_property("value") == "half a sentence"
        assert not person.find("#export").is_enabled()
    assert sandbox.links_minted == 2


def test_an_event_that_names_a_tab_changes_its_own_window_alone(person: Person) -> None:
    person.sign_in("ada", "/playground")
    person.reaches("ready", "playground")
    with looking_at(person, open_window(person)):
        person.reaches("ready", "playground")
        post(person, "playground", "post({type: 'navigate', tab: 'customers'})")
        person.reaches("ready", "customers")
        person.until(lambda: address(person) == "/customers?window", "the address to follow")
        assert person.heading() == "Customers"
        assert not has_header(person)
        person.driver.back()
        person.until(lambda: address(person) == "/playground?window", "the former address")
        assert person.heading() == "Playground"
        person.driver.forward()
        person.until(lambda: person.heading() == "Customers", "the app again")
        person.driver.refresh()
        person.reaches("ready", "customers")
        assert address(person) == "/customers?window"
        assert not has_header(person)
    assert address(person) == "/playground"
    assert person.heading() == "Playground"


def test_a_sign_in_leads_back_to_the_own_window(person: Person) -> None:
    person.sign_in("anton", "/sales?window")
    person.reaches("ready", "sales")
    assert address(person) == "/sales?window"
    assert not has_header(person)


def test_in_the_usual_window_an_address_stays_what_it_is(person: Person) -> None:
    person.sign_in("anton", "/sales")
    person.go("customers")
    person.reaches("ready", "customers")
    assert address(person) == "/customers"
    assert has_header(person)
