"""Everything can be done with the keyboard, and it is where a person expects it."""

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.clock import PageClock
from tests.browser.person import Person
from tests.browser.playground import post
from tests.browser.shell.window import focused


def press(person: Person, *keys: str) -> None:
    ActionChains(person.driver).send_keys(*keys).perform()


def test_the_first_stop_skips_to_the_page(person: Person) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    person.driver.execute_script("document.activeElement.blur()")
    press(person, Keys.TAB)
    assert focused(person).text == "Skip to the page"
    press(person, Keys.ENTER)
    assert focused(person).text == "Sales report"


def test_a_change_of_tabs_leads_to_its_heading_and_on_request_into_the_frame(
    person: Person,
) -> None:
    person.sign_in("anton", "/")
    person.go("sales")
    # The first time the page comes later than the click.
    person.until(lambda: focused(person).text == "Sales report", "the heading to have the focus")
    person.reaches("ready", "sales")
    person.go("home")
    person.until(lambda: focused(person).text == "Hello, Anton", "Home's heading to have the focus")
    person.go("sales")
    person.until(lambda: focused(person).text == "Sales report", "the heading to have it again")
    press(person, Keys.TAB)
    assert focused(person).text == "Go into the app"
    press(person, Keys.ENTER)
    person.until(lambda: focused(person).tag_name == "iframe", "the frame to have the keyboard")


def test_an_app_that_changes_the_tab_takes_the_keyboard_along(person: Person) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    with person.inside("sales"):
        person.find("#go-home").click()
    person.until(lambda: focused(person).text == "Hello, Anton", "Home's heading to have the focus")


def test_arrow_keys_go_from_tab_to_tab(person: Person) -> None:
    person.sign_in("anton", "/")
    home = person.find("[data-tab=home] a")
    person.driver.execute_script("arguments[0].focus()", home)
    visited = []
    for key in (Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_LEFT, Keys.HOME):
        press(person, key)
        visited.append(focused(person).text)
    assert visited == ["Sales report", "Customers", "Home", "Customers", "Home"]
    press(person, Keys.END, Keys.ENTER)
    person.until(lambda: person.heading() == "Customers", "the tab that was chosen")
    current = [a.text for a in person.all(".host-tabs > li > [aria-current=page]")]
    assert current == ["Customers"]


def test_a_menu_closes_with_escape_and_gives_the_keyboard_back(person: Person) -> None:
    person.sign_in("anton", "/")
    summary = person.find(".host-account > summary")
    person.driver.execute_script("arguments[0].focus()", summary)
    press(person, Keys.ARROW_DOWN)
    assert focused(person).text == "Auto"
    press(person, Keys.ESCAPE)
    assert focused(person) == summary
    assert person.find(".host-account").get_attribute("open") is None


def test_retry_is_the_next_stop_where_an_app_is_not_and_the_frame_behind_it_is_none(
    person: Person, sandbox: Sandbox
) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 500
    person.sign_in("anton", "/sales")
    person.reaches("error", "sales")
    fullscreen = person.find("[data-shown] .host-fullscreen")
    person.driver.execute_script("arguments[0].focus()", fullscreen)
    press(person, Keys.TAB)
    assert focused(person).text == "Retry"
    press(person, Keys.ENTER)
    person.until(lambda: sandbox.mint_requests == 2, "the second try")
    person.until(lambda: focused(person).text == "Retry", "the keyboard to be at Retry again")
    sandbox.misbehave.fail_nth = 0
    press(person, Keys.ENTER)
    person.reaches("ready", "sales")
    assert "retool-embed-frame" in focused(person).get_attribute("class")


def test_an_app_that_comes_late_leaves_the_keyboard_to_who_types_in_it(
    person: Person, sandbox: Sandbox, page_clock: PageClock
) -> None:
    page_clock.stand()
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 500
    person.sign_in("ada", "/playground")
    person.reaches("error", "playground")
    sandbox.misbehave.fail_nth = 0
    person.find("#playground .retool-embed-retry").click()
    # There, but quiet, so not known to be ready for a second.
    person.find("#playground iframe[data-there]")
    with person.inside("playground"):
        person.find("#selector").click()
    assert person.state("playground") == "loading"
    page_clock.forward(1)
    person.reaches("ready", "playground")
    assert focused(person).tag_name == "iframe"


def test_an_app_out_of_sight_does_not_keep_the_keyboard(person: Person) -> None:
    person.sign_in("ada", "/playground")
    person.reaches("ready", "playground")
    person.go("sales")
    person.until(lambda: focused(person).text == "Sales report", "the heading to have the focus")
    person.driver.execute_script("addEventListener('blur', () => (window.wasTaken = true))")
    # For a field of its own it could not: see tests/engines/test_keys.py.
    post(person, "playground", "window.focus()")
    person.until(lambda: person.driver.execute_script("return window.wasTaken"), "it to be taken")
    person.until(lambda: focused(person).text == "Sales report", "it to be given back")


def test_the_choice_of_a_theme_leaves_the_keyboard_at_its_menu(person: Person) -> None:
    person.sign_in("anton", "/")
    summary = person.find(".host-account > summary")
    person.driver.execute_script("arguments[0].focus()", summary)
    press(person, Keys.ARROW_DOWN, Keys.ENTER)
    assert person.find(".host-account").get_attribute("open") is None
    assert focused(person) == summary


COPIED = """
const done = arguments[0];
Object.defineProperty(navigator, "clipboard", {value: {writeText: async (text) => done(text)}});
document.querySelector("#sales .retool-embed-copy").click();
"""

NO_CLIPBOARD = """
Object.defineProperty(navigator, "clipboard", {value: undefined});
document.querySelector("#sales .retool-embed-copy").click();
"""


def test_details_can_be_copied_for_whoever_helps(person: Person, sandbox: Sandbox) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 500
    person.sign_in("anton", "/sales")
    person.reaches("error", "sales")
    details = person.driver.execute_async_script(COPIED)
    assert "code: retool_failed\n" in details
    assert "app: sales\n" in details
    assert f"page: {person.url}/sales\n" in details
    person.shows("Copied", "#sales .retool-embed-copy")


def test_without_a_clipboard_the_details_are_shown_to_be_copied(
    person: Person, sandbox: Sandbox
) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 500
    person.sign_in("anton", "/sales")
    person.reaches("error", "sales")
    person.driver.execute_script(NO_CLIPBOARD)
    shown = person.find("#sales .retool-embed-details")
    person.until(lambda: focused(person) == shown, "the details to be selected")
    assert "code: retool_failed" in str(shown.get_property("value"))
