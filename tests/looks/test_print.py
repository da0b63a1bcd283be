"""What is printed: dark on light, out of a dark page too, and nothing to be pressed."""

import pytest
from dash.testing.browser import Browser

from tests.looks.houses import Houses
from tests.looks.pixels import Box, box, picture
from tests.looks.states import STATES
from tests.looks.viewing import DARK, PAPER, scene_of, views

# The host's own, and the kit's; frames are the app's.
PRESSED = """
const css = [".host-header", ".host-bar", ".host-offline", ".inspector-drawer",
  ".retool-embed-progress", ".retool-embed-waiting", "button", ".btn", "summary", "input"].join();
return [...document.querySelectorAll(css)]
  .filter((each) => !each.matches(".plain-choice"))
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .map((each) => each.outerHTML.slice(0, 80));
"""

READ = {
    "home with groups": "[data-shown] h1",
    "an app that failed": ".retool-embed-sentence",
    "a session that has ended": ".retool-embed-sentence",
    "an app that the roles do not open": "[data-shown] h1",
    "signed out elsewhere": "#host_signed_out h2",
    "usage": ".usage-totals strong",
    "demo sign-in": "h1",
    "not signed in": "h1",
}


@pytest.mark.parametrize("name", READ)
def test_paper_is_light_and_ink_is_dark(name: str, chromium: Browser, street: Houses) -> None:
    (state,) = (each for each in STATES if each.name == name)
    with scene_of(state, chromium, street) as scene:
        driver = scene.browser.driver
        for view in views(state, scene, (DARK, PAPER)):
            words = picture(driver).of(box(driver, READ[name]))
            whole = picture(driver).of(Box(0, 0, view.width, view.height))
            if view is DARK:
                # The page itself is dark, so that there is something to see.
                assert max(whole.ground) < 100
                continue
            assert min(whole.ground) == 255
            assert min(words.ground) > 240
            assert words.darkest < 80
            assert scene.script(PRESSED) == []


@pytest.mark.parametrize("name", ["an app", "the inspector", "offline"])
def test_of_an_app_only_the_app_is_printed(name: str, chromium: Browser, street: Houses) -> None:
    (state,) = (each for each in STATES if each.name == name)
    with scene_of(state, chromium, street) as scene:
        for _view in views(state, scene, (PAPER,)):
            assert scene.script(PRESSED) == []
            frame = box(scene.browser.driver, "#sales iframe")
            assert (frame.left, frame.top, frame.right, frame.bottom) == (0, 0, 1280, 800)
