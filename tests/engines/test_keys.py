"""Keys that a person presses land where the person types, whatever an app does that nobody sees."""

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.engines.house import House
from tests.engines.real_keys import BROWSERS, GRAB, THIEF, WHOLE_WINDOW, Typist, typist

GRABS = 100
ROUNDS = 10
KEYS_A_ROUND = 100
SHOWN = "ancestor::*[@data-shown or @id='room']"
OWN_FIELD = """
const field = Object.assign(document.createElement("input"), { id: "own" });
field.style.cssText = "position: fixed; bottom: 0; left: 0; z-index: 9";
document.body.append(field);
"""
# The frames get their box back, but still nobody can see them.
UNGUARDED = """
const sheet = document.createElement("style");
sheet.textContent = `
  #retool-parked { display: block !important; position: fixed; left: -200vw }
  .host-view:not([data-shown]) .retool-embed-frame > iframe {
    display: block; visibility: VISIBILITY; opacity: 0; pointer-events: none;
  }
`;
document.head.append(sheet);
"""
# In Firefox `visibility: hidden` alone would be enough; in Chromium it is not.
VISIBILITY = {"chromium": "hidden", "firefox": "visible"}
# For all that the kit knows, nobody is at the keyboard.
NEVER_LOOKS = "document.hasFocus = () => false"
# Where a frame that nobody sees can take the keyboard as a window. In Firefox it can't.
IN_CHROMIUM = pytest.mark.parametrize("seat", ["chromium"], indirect=True)


@pytest.fixture(scope="module", params=BROWSERS)
def seat(request: pytest.FixtureRequest, house: House) -> Iterator[Typist]:
    with typist(request.param, house) as somebody:
        yield somebody


@pytest.fixture(params=["host", "kit"])
def person(request: pytest.FixtureRequest, seat: Typist) -> Typist:
    """Somebody who has a field of the page and an app in sight, and other apps out of it."""
    seat.house.misbehave(reset=1)
    seat.url = seat.house.host
    seat.arrive_anew()
    if request.param == "host":
        seat.sign_in("ada", "/sales")
        become_thief(seat, "sales")
        seat.opens("customers")
        become_thief(seat, "customers")
        seat.opens("playground")
    else:
        seat.url = seat.house.kit
        seat.open("/")
        become_thief(seat, "sales")
        seat.all(".tab")[1].click()
        seat.reaches("ready", "playground")
        seat.find("#retool-parked iframe")
    seat.js(OWN_FIELD)
    return seat


def become_thief(person: Typist, app: str) -> None:
    person.reaches("ready", app)
    with person.inside(app):
        # It has been used, which some browsers take for a right to the keyboard.
        person.find("h1").click()
        person.js(THIEF)


def hidden_frames(person: Typist) -> list[WebElement]:
    return [frame for frame in person.all("iframe") if not frame.find_elements(By.XPATH, SHOWN)]


def keys_of_thieves(person: Typist) -> list[int]:
    counts = []
    for frame in hidden_frames(person):
        person.driver.switch_to.frame(frame)
        counts.append(int(str(person.js("return window.keys"))))
        person.outside()
    return counts


def type_a_round(person: Typist, where: str) -> tuple[str, str]:
    """Return what was typed, and what has arrived."""
    if where == "page":
        person.empty("#own")
        typed = person.type_really(KEYS_A_ROUND)
        return typed, person.arrived("#own", typed)
    with person.inside("playground"):
        person.empty("#selector")
        typed = person.type_really(KEYS_A_ROUND)
        return typed, person.arrived("#selector", typed)


def test_of_1000_keys_each_is_where_it_belongs_while_hidden_frames_grab_the_keyboard_100_times(
    person: Typist,
) -> None:
    assert person.js(GRAB, person.ways, GRABS)
    rounds = [type_a_round(person, ("page", "app")[turn % 2]) for turn in range(ROUNDS)]
    assert [arrived for _, arrived in rounds] == [typed for typed, _ in rounds]
    person.until(lambda: person.js("return grabs") == GRABS, "all grabs")
    assert sum(keys_of_thieves(person)) == 0


def test_without_its_guards_keys_would_go_astray(person: Typist) -> None:
    person.js(UNGUARDED.replace("VISIBILITY", VISIBILITY[person.browser]))
    person.js(NEVER_LOOKS)
    person.js(GRAB, person.ways, GRABS)
    for where in ("page", "app"):
        typed, arrived = type_a_round(person, where)
        assert arrived != typed
    assert sum(keys_of_thieves(person)) > 0


@IN_CHROMIUM
@pytest.mark.parametrize("where", ["page", "app"])
def test_a_hidden_app_that_keeps_taking_the_whole_window_is_closed(
    person: Typist, where: str
) -> None:
    type_a_round(person, where)
    person.js(GRAB, [WHOLE_WINDOW], GRABS)
    person.until(lambda: not hidden_frames(person), "the apps to be closed")
    typed, arrived = type_a_round(person, where)
    assert arrived == typed


@IN_CHROMIUM
def test_without_its_second_guard_such_an_app_would_keep_the_keyboard(person: Typist) -> None:
    person.js(NEVER_LOOKS)
    type_a_round(person, "page")
    person.js(GRAB, [WHOLE_WINDOW], GRABS)
    typed, arrived = type_a_round(person, "page")
    assert arrived != typed
    assert sum(keys_of_thieves(person)) > 0
