"""The frame is the page: it fills what the window leaves, and nothing jumps or scrolls twice."""

import pytest

from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.clock import PageClock
from tests.browser.person import Person
from tests.browser.shell.window import rect, sized

SKELETON = "#sales .retool-embed-skeleton"

SCROLLS = """
const scroller = document.scrollingElement;
const view = document.querySelector("[data-shown]");
return [scroller, document.body, view].some((each) =>
  each.scrollHeight > each.clientHeight || each.scrollWidth > each.clientWidth);
"""


@pytest.mark.parametrize("width", [360, 768, 1280, 2560])
def test_the_frame_fills_what_the_window_leaves_to_the_pixel(person: Person, width: int) -> None:
    with sized(person, width):
        person.sign_in("ada", "/sales")
        person.reaches("ready", "sales")
        bar, frame = rect(person, "[data-shown] .host-bar"), rect(person, "#sales iframe")
        assert (frame["left"], frame["right"], frame["bottom"]) == (0, width, 740)
        assert frame["top"] == bar["bottom"]
        assert bar["bottom"] <= 100
        assert not person.driver.execute_script(SCROLLS)


def test_a_low_window_has_no_second_scroll_bar_either(person: Person) -> None:
    with sized(person, 1280, 240):
        person.sign_in("ada", "/sales")
        person.reaches("ready", "sales")
        assert rect(person, "#sales iframe")["bottom"] == 240
        assert not person.driver.execute_script(SCROLLS)


def test_waiting_is_a_skeleton_at_once_and_a_word_after_two_seconds(
    person: Person, sandbox: Sandbox, page_clock: PageClock
) -> None:
    sandbox.misbehave.hang_frames = True
    page_clock.stand()
    person.sign_in("anton", "/sales")
    person.reaches("loading", "sales")
    assert person.find(SKELETON).is_displayed()
    place, bar = rect(person, "#sales iframe"), rect(person, "[data-shown] .host-bar")
    assert "Waiting" not in person.find("#sales").text
    page_clock.skip(2)
    person.shows("Waiting for Retool…", "#sales [role=status]")
    sandbox.misbehave.hang_frames = False
    person.reaches("ready", "sales")
    person.until(lambda: not person.all(SKELETON), "the skeleton to go")
    assert (
        person.find("#sales [role=status]").get_property("textContent") == "Sales report is there."
    )
    assert rect(person, "#sales iframe") == place
    assert rect(person, "[data-shown] .host-bar") == bar


def test_a_dark_page_is_never_white_where_its_app_is_on_the_way(
    person: Person, sandbox: Sandbox
) -> None:
    sandbox.misbehave.hang_frames = True
    person.sign_in("anton", "/")
    choose = "document.dispatchEvent(new CustomEvent('dashapp:choose-theme', { detail: 'dark' }))"
    person.driver.execute_script(choose)
    person.go("sales")
    person.reaches("loading", "sales")
    # An empty document, of another scheme than its page, is painted white.
    opacity = "return getComputedStyle(document.querySelector('#sales iframe')).opacity"
    assert person.driver.execute_script(opacity) == "0"
    sandbox.misbehave.hang_frames = False
    person.reaches("ready", "sales")
    assert person.driver.execute_script(opacity) == "1"


def test_reload_opens_the_app_anew_with_a_new_link(person: Person, sandbox: Sandbox) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    with person.inside("sales"):
        person.find("#note").send_keys("half a sentence")
    person.find("[data-shown] [aria-label='Reload Sales report']").click()
    person.until(lambda: sandbox.frame_loads == 2, "the app to be loaded again")
    person.reaches("ready", "sales")
    with person.inside("sales"):
        assert person.find("#note").get_property("value") == ""
    assert sandbox.links_minted == 2


def test_the_full_screen_is_the_app_and_its_bar(person: Person) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    person.find("[data-shown] .host-fullscreen").click()
    person.until(lambda: not person.find(".host-header").is_displayed(), "the header to go")

    def fills() -> bool:
        frame = rect(person, "#sales iframe")
        size = person.driver.execute_script("return [innerWidth, innerHeight]")
        return bool([frame["right"], frame["bottom"]] == size)

    person.until(fills, "the frame to fill the screen")
    assert rect(person, "[data-shown] .host-bar")["top"] == 0
    person.find("[data-shown] .host-fullscreen").click()
    person.until(lambda: person.find(".host-header").is_displayed(), "the header to be back")
