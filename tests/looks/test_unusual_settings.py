"""The page for who has colours of their own, magnifies it, or reads from right to left."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from dash.testing.browser import Browser

from tests.looks.houses import Houses
from tests.looks.pixels import Box, box, far_apart, icons, picture
from tests.looks.states import STATES, Scene
from tests.looks.viewing import (
    DESK,
    FORCED_DARK,
    FORCED_LIGHT,
    MAGNIFIED,
    RTL,
    RTL_TELEPHONE,
    TELEPHONE,
    View,
    scene_of,
    views,
)

FORCED = (FORCED_DARK, FORCED_LIGHT)

CURRENT, OTHER = ".host-tabs > li > .host-tab[aria-current]", ".host-tabs > li > .host-tab"
CHOSEN, CHOICE = "[data-theme-choice][aria-pressed=true]", "[data-theme-choice][aria-pressed=false]"

# Icons in the colour of their ground, as they were.
NO_ICONS = """
const sheet = new CSSStyleSheet();
sheet.replaceSync("* { --host-ink: Canvas !important }");
document.adoptedStyleSheets.push(sheet);
"""

# Where each control is once it has the keyboard, and whether a click there would hit it.
CONTROLS = """
const controls = [...document.querySelectorAll(
  ".host-header :is(a, summary, button), [data-shown] .host-bar :is(button, input, a)")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => !each.closest("details:not([open])") || each.matches("summary"));
return controls.map((each) => {
  each.focus();
  each.scrollIntoView({ block: "nearest", inline: "nearest" });
  const { left, top, right, bottom } = each.getBoundingClientRect();
  const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const isHit = each.contains(hit) || hit?.closest("label")?.control === each;
  const isIn = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  return [each.ariaLabel ?? each.textContent ?? each.id, isIn && isHit];
});
"""

MENUS = ".host-tabs > li > details, .host-account"
SHOWN_MENUS = """
return [...document.querySelectorAll(arguments[0])].map((each) => {
  each.open = false;
  return each.checkVisibility();
});
"""
OPEN_MENU = """
const [css, index, done] = arguments;
const menu = document.querySelectorAll(css)[index];
menu.open = true;
requestAnimationFrame(() => requestAnimationFrame(() => {
  const { left, top, right, bottom } = menu.querySelector(".host-menu").getBoundingClientRect();
  done([left, top, right, bottom]);
}));
"""


@contextmanager
def seen(name: str, view: View, browser: Browser, street: Houses) -> Iterator[Scene]:
    """Have one state before one's eyes."""
    (state,) = (each for each in STATES if each.name == name)
    with scene_of(state, browser, street) as scene:
        for _view in views(state, scene, (view,)):
            yield scene


def hidden_icons(scene: Scene) -> list[str]:
    driver = scene.browser.driver
    shown = picture(driver)
    return [name for name, where in icons(driver) if shown.of(where).drawn < 0.05]


@pytest.mark.parametrize(
    "name", ["home with groups", "an app", "the person's menu", "no such page"]
)
@pytest.mark.parametrize("view", [*FORCED, MAGNIFIED, RTL], ids=lambda view: view.name)
def test_every_icon_is_seen(name: str, view: View, chromium: Browser, street: Houses) -> None:
    with seen(name, view, chromium, street) as scene:
        assert len(list(icons(scene.browser.driver))) >= 2
        assert hidden_icons(scene) == []


@pytest.mark.parametrize("name", ["demo sign-in", "sign-in failed", "signed out"])
@pytest.mark.parametrize("view", FORCED, ids=lambda view: view.name)
def test_every_icon_of_plain_pages_is_seen(
    name: str, view: View, chromium: Browser, street: Houses
) -> None:
    with seen(name, view, chromium, street) as scene:
        assert list(icons(scene.browser.driver))
        assert hidden_icons(scene) == []


def test_icons_in_the_color_of_their_ground_would_be_found(
    chromium: Browser, street: Houses
) -> None:
    with seen("an app", FORCED_DARK, chromium, street) as scene:
        assert hidden_icons(scene) == []
        scene.script(NO_ICONS)
        assert len(hidden_icons(scene)) >= 4


@pytest.mark.parametrize("view", FORCED, ids=lambda view: view.name)
def test_the_current_tab_and_the_chosen_theme_have_a_ground_of_their_own(
    view: View, chromium: Browser, street: Houses
) -> None:
    with seen("the person's menu", view, chromium, street) as scene:
        driver = scene.browser.driver
        shown = picture(driver)
        for chosen, other in ((CURRENT, OTHER + ":not([aria-current])"), (CHOSEN, CHOICE)):
            one, another = (shown.of(box(driver, css).inner(2)) for css in (chosen, other))
            assert far_apart(one.ground, another.ground), chosen
            # And what is written on it can be read.
            assert one.drawn > 0.03, chosen


@pytest.mark.parametrize("view", [*FORCED, TELEPHONE, MAGNIFIED], ids=lambda view: view.name)
def test_the_states_of_an_app_differ_without_words_and_without_color(
    view: View, chromium: Browser, street: Houses
) -> None:
    dots = []
    for name in ("an app on its way", "an app", "an app that failed"):
        with seen(name, view, chromium, street) as scene:
            driver = scene.browser.driver
            where = box(driver, "[data-shown] .host-state")
            middle = (where.top + where.bottom) / 2
            dot = picture(driver).of(Box(where.left, middle - 4, where.left + 8, middle + 4))
            assert dot.drawn > 0.1, name
            dots.append(dot.gray())
    for index, dot in enumerate(dots):
        assert dot.differs(dots[index - 1]) > 0.05


def test_the_keyboards_place_is_seen_in_forced_colors(chromium: Browser, street: Houses) -> None:
    with seen("an app", FORCED_DARK, chromium, street) as scene:
        driver = scene.browser.driver
        for css in ("[data-shown] .host-fullscreen", CURRENT, "[data-shown] .form-check-input"):
            where = box(driver, css).inner(-4)
            before = picture(driver).of(where)
            scene.script("document.querySelector(arguments[0]).focus({focusVisible: true})", css)
            assert picture(driver).of(where).differs(before) > 0.05, css


def test_a_magnified_app_has_most_of_the_window(chromium: Browser, street: Houses) -> None:
    with seen("an app", MAGNIFIED, chromium, street) as scene:
        driver = scene.browser.driver
        frame = box(driver, "#sales iframe")
        assert (frame.left, frame.right, frame.bottom) == (0, 320, 200)
        assert frame.bottom - frame.top >= 164
        # It is the app that is seen there: nothing lies over it.
        assert picture(driver).of(frame).drawn > 0.01
        over = """
        for (let y = arguments[0] + 1; y < 200; y += 4)
          for (let x = 1; x < 320; x += 4)
            if (document.elementFromPoint(x, y)?.tagName !== "IFRAME") return [x, y];
        return null;
        """
        assert scene.script(over, frame.top) is None


@pytest.mark.parametrize("name", ["an app", "an app that failed", "home with groups"])
def test_every_control_of_a_magnified_page_is_in_reach(
    name: str, chromium: Browser, street: Houses
) -> None:
    with seen(name, MAGNIFIED, chromium, street) as scene:
        controls = scene.script(CONTROLS)
        assert isinstance(controls, list)
        assert len(controls) >= 2
        assert [label for label, is_reached in controls if not is_reached] == []


@pytest.mark.parametrize("view", [DESK, MAGNIFIED, RTL, RTL_TELEPHONE], ids=lambda view: view.name)
def test_menus_open_inside_the_window(view: View, chromium: Browser, street: Houses) -> None:
    with seen("home with groups", view, chromium, street) as scene:
        driver = scene.browser.driver
        shown = scene.script(SHOWN_MENUS, MENUS)
        assert isinstance(shown, list)
        opened = 0
        for index in (index for index, is_shown in enumerate(shown) if is_shown):
            scene.script(SHOWN_MENUS, MENUS)
            before = picture(driver)
            menu = Box(*driver.execute_async_script(OPEN_MENU, MENUS, index))
            assert menu.left >= 0
            assert menu.right <= view.width
            assert menu.bottom <= view.height
            # It is drawn there, and not under something.
            assert picture(driver).of(menu).differs(before.of(menu)) > 0.02
            opened += 1
        assert opened >= 2


def test_the_arrow_keys_follow_the_row_from_right_to_left(
    chromium: Browser, street: Houses
) -> None:
    press = """
    const [key] = arguments;
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    return document.activeElement.getBoundingClientRect().left;
    """
    with seen("home with groups", RTL, chromium, street) as scene:
        scene.script("document.querySelector('.host-tabs > li > a').focus()")
        first, second = scene.script(press, ""), scene.script(press, "ArrowLeft")
        assert isinstance(first, float | int)
        assert isinstance(second, float | int)
        assert second < first
        assert scene.script(press, "ArrowRight") == first
