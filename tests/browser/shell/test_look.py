"""Light and dark, and that an app can follow."""

from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.person import Person

DARK_SYSTEM = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
SHOWN = "return document.documentElement.dataset.bsTheme"


def test_the_theme_follows_the_system_until_the_person_chooses_and_reaches_the_app(
    person: Person, sandbox: Sandbox
) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    assert person.driver.execute_script(SHOWN) == "light"
    with person.inside("sales"):
        person.until(lambda: person.all("html[data-theme=light]"), "the app to be light")
    person.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", DARK_SYSTEM)
    try:
        with person.inside("sales"):
            person.until(lambda: person.all("html[data-theme=dark]"), "the app to follow")
        assert person.driver.execute_script(SHOWN) == "dark"
        person.find(".host-account > summary").click()
        person.find("button[data-theme-choice=light]").click()
        with person.inside("sales"):
            person.until(lambda: person.all("html[data-theme=light]"), "the app to be light again")
        person.driver.refresh()
        person.reaches("ready", "sales")
        assert person.driver.execute_script(SHOWN) == "light"
        pressed = "[data-theme-choice][aria-pressed=true]"
        chosen = person.until(lambda: person.all(pressed), "the choice to be shown")
        assert [one.get_attribute("data-theme-choice") for one in chosen] == ["light"]
    finally:
        person.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert sandbox.links_minted == 2


def test_nothing_moves_for_who_wants_less_motion(person: Person, sandbox: Sandbox) -> None:
    less = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
    person.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", less)
    try:
        sandbox.misbehave.hang_frames = True
        person.sign_in("anton", "/sales")
        person.reaches("loading", "sales")
        person.find("#sales .retool-embed-skeleton")
        moving = "return document.getAnimations().map((each) => each.animationName)"
        assert person.driver.execute_script(moving) == []
    finally:
        sandbox.misbehave.hang_frames = False
        person.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
