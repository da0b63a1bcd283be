"""What an app may do in its frame, and what it may not, in a real browser."""

from typing import Any

import pytest
from flask import Response
from selenium.common.exceptions import NoAlertPresentException
from selenium.webdriver.common.alert import Alert

from dash_retool_embed import RetoolEmbed
from dash_retool_embed.testing.sandbox import Sandbox
from dashapp.settings import Settings
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.conftest import Host

RIGHTS: dict[str, dict[str, Any]] = {
    "sales": {"allow": ["clipboard-write", "fullscreen"]},
    "customers": {"sandbox": []},
}

OPENER_POLICY = "Cross-Origin-Opener-Policy"

# What comes of an act is `told`: its name, or that of the error.
ON_CLICK = """
window.told = null;
const [act, ...said] = arguments;
const acts = {
  navigate: async (to) => { top.location = to; },
  copy: () => navigator.clipboard.writeText("x"),
  enlarge: () => document.body.requestFullscreen(),
};
function onClick() {
  acts[act](...said).then(() => { window.told = act; }, (error) => { window.told = error.name; });
}
document.addEventListener("click", onClick, { once: true });
"""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The example's apps, which may do different things."""
    apps = [app.model_copy(update=RIGHTS.get(app.name, {})) for app in settings.apps]
    return settings.model_copy(update={"apps": apps})


def clicked(person: Person, embed: str, action: str, *arguments: str) -> str:
    """Do something in an app when the person clicks there, and return what came of it."""
    with person.inside(embed):
        person.driver.execute_script(ON_CLICK, action, *arguments)
        person.find("h1").click()
        told = "return window.told"
        return str(person.until(lambda: person.driver.execute_script(told), "an outcome"))


def shows(person: Person, app: str) -> None:
    person.go(app)
    person.reaches("ready", app)


def test_an_app_can_not_navigate_the_window(person: Person, sandbox: Sandbox) -> None:
    person.sign_in("anton", "/sales")
    for app in ("sales", "customers"):
        shows(person, app)
        assert clicked(person, app, "navigate", sandbox.origin) == "SecurityError"
    assert person.driver.current_url == f"{person.url}/customers"


def test_without_the_attribute_it_could(show: Show, sandbox: Sandbox) -> None:
    with show(RetoolEmbed(id="play", app="playground", sandbox=False)) as person:
        person.reaches("ready", "play")
        assert person.find("#play iframe").get_dom_attribute("sandbox") is None
        with person.inside("play"):
            person.driver.execute_script(ON_CLICK, "navigate", f"{sandbox.origin}/")
            person.find("h1").click()
        address = f"{sandbox.origin}/"
        person.until(lambda: person.driver.current_url == address, "the window to be taken away")


def opened(person: Person, embed: str) -> str:
    """Open a popup out of an app, go to its window, and return the app's."""
    driver = person.driver
    app: str = driver.current_window_handle
    with person.inside(embed):
        driver.execute_script(
            "addEventListener('message', ({ data }) => { window.heard = data; });"
        )
        driver.execute_script("open('/', 'login')")
    person.until(lambda: len(driver.window_handles) == 2, "the popup")
    driver.switch_to.window(next(each for each in driver.window_handles if each != app))
    person.find("h1")
    return app


def test_a_popup_of_an_app_can_report_to_its_opener(person: Person) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    app = opened(person, "sales")
    # In a sandbox there is no such thing as a stored sign-in.
    person.driver.execute_script("opener.postMessage('signed in', location.origin)")
    person.driver.close()
    person.driver.switch_to.window(app)
    with person.inside("sales"):
        heard = "return window.heard"
        person.until(lambda: person.driver.execute_script(heard) == "signed in", "the message")


def test_a_popup_of_an_app_can_not_navigate_the_hosts_window(person: Person) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    opened(person, "sales")
    take = "try { opener.top.location = '/'; } catch (error) { return error.name; }"
    assert person.driver.execute_script(take) == "SecurityError"


def test_a_policy_of_same_origin_would_cut_the_popup_off(person: Person, host: Host) -> None:
    def cut(response: Response) -> Response:
        response.headers[OPENER_POLICY] = "same-origin"
        return response

    # Those of Flask run in the reverse order of their registration.
    host.app.server.after_request_funcs[None].insert(0, cut)
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    opened(person, "sales")
    assert person.driver.execute_script("return opener") is None


def test_modal_dialogs_are_for_apps_that_may(person: Person) -> None:
    ask = "setTimeout(() => { window.answer = confirm('Delete?'); })"
    answer = "return window.answer ?? null"
    person.sign_in("anton", "/customers")
    person.reaches("ready", "customers")
    with person.inside("customers"):
        person.driver.execute_script(ask)
        # At once, with the answer of somebody who has seen no dialog.
        person.until(lambda: person.driver.execute_script(answer) is False, "no dialog")
    shows(person, "sales")
    person.driver.switch_to.frame(person.find("#sales iframe"))
    person.driver.execute_script(ask)
    person.until(lambda: dialog(person), "the dialog").accept()
    assert person.driver.execute_script(answer) is True
    person.driver.switch_to.default_content()


def dialog(person: Person) -> Alert | None:
    try:
        return person.driver.switch_to.alert
    except NoAlertPresentException:
        return None


@pytest.mark.parametrize("action", ["copy", "enlarge"])
def test_a_feature_is_for_apps_that_are_allowed_it(person: Person, action: str) -> None:
    person.sign_in("anton", "/customers")
    person.reaches("ready", "customers")
    assert clicked(person, "customers", action) in ("NotAllowedError", "TypeError")
    shows(person, "sales")
    assert clicked(person, "sales", action) == action


def test_the_attribute_alone_gives_nothing(person: Person, host: Host) -> None:
    def deny(response: Response) -> Response:
        response.headers["Permissions-Policy"] = "fullscreen=(self)"
        return response

    host.app.server.after_request_funcs[None].insert(0, deny)
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    assert clicked(person, "sales", "enlarge") in ("NotAllowedError", "TypeError")
