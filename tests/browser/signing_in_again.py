"""A page whose sign-in has ended, what was typed there, and a sign-in in another window."""

from selenium.common.exceptions import ElementClickInterceptedException

from tests.browser.person import Person

FIELDS = {"sales": "#note", "playground": "#event-json"}
TYPED = "typed by whoever was here"

COVER = "#host_signed_out"
ENDED = "Your sign-in has ended"

IS_OUT_OF_REACH = """
const frames = [...document.querySelectorAll("iframe")];
const isOut = (frame) => frame.inert && getComputedStyle(frame).opacity === "0";
return frames.length > 0 && frames.every(isOut);
"""


def open_and_type(person: Person, *apps: str) -> None:
    """Open these apps, type into each, and mark the page: a reload would lose the mark."""
    for app in apps:
        person.go(app)
        person.reaches("ready", app)
        with person.inside(app):
            person.find(FIELDS[app]).clear()
            person.find(FIELDS[app]).send_keys(TYPED)
    person.driver.execute_script("window.isTheSamePage = true")


def has_all(person: Person, *apps: str) -> bool:
    """Tell whether the page is the same one, with all that was typed."""
    kept = []
    for app in apps:
        person.go(app)
        person.reaches("ready", app)
        with person.inside(app):
            kept.append(person.find(FIELDS[app]).get_attribute("value") == TYPED)
    return all(kept) and bool(person.driver.execute_script("return window.isTheSamePage"))


def lose_sign_in(person: Person, cookie: str = "dashapp_token") -> None:
    """End the sign-in without a word to the page."""
    person.driver.delete_cookie(cookie)


def notice_the_end(person: Person, tab: str) -> bool:
    """Click a tab, so that the page finds out; return whether it had not found out before."""
    try:
        person.go(tab)
    except ElementClickInterceptedException:
        person.shows(ENDED, COVER)
        return False
    person.shows(ENDED, COVER)
    return True


def is_out_of_reach(person: Person) -> bool:
    """Tell whether there are frames, and nobody can see or use one of them."""
    return bool(person.driver.execute_script(IS_OUT_OF_REACH))


def follow_sign_in(person: Person) -> str:
    """Ask for the window of the sign-in and go there; return the first window's handle."""
    first = str(person.driver.current_window_handle)
    before = set(person.driver.window_handles)
    person.click(f"{COVER} a")
    new = person.until(lambda: set(person.driver.window_handles) - before, "another window")
    person.driver.switch_to.window(new.pop())
    return first


def go_back(person: Person, first: str) -> None:
    """Wait until the window of the sign-in has closed itself, and go back to the first."""
    person.until(lambda: person.driver.window_handles == [first], "the window to close")
    person.driver.switch_to.window(first)
