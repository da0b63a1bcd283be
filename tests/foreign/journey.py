"""What every app has to do: the frame gets ready, data reach it, and its events the server."""

from collections.abc import Callable

from dash.testing.browser import Browser

from tests.browser.person import Person
from tests.browser.playground import answers, ask, send
from tests.foreign.running import Running

EMBED = "play"
EVENT = '{"type": "order", "id": 7}'


def nothing(_person: Person) -> None:
    """Nobody has to sign in."""


def travel(
    browser: Browser, app: Running, path: str, sign_in: Callable[[Person], None] = nothing
) -> list[str]:
    """Make the journey on a page with an embed, a button that changes its data, and two ears.

    Return what went wrong beside it: what the console says, and tracebacks of the server.
    """
    person = Person(browser, app.url)
    sign_in(person)
    person.open(path)
    person.reaches("ready", EMBED)

    ask(person, EMBED, "number")
    person.until(lambda: answers(person, EMBED, "number") == ["0"], "what the page began with")
    person.click("#count")
    person.until(lambda: answers(person, EMBED, "number") == ["0", "1"], "the changed value")

    send(person, EMBED, EVENT)
    person.shows("order 7 of ada", "#heard")
    person.shows("order 7", "#latest")

    said = app.log.read_text()
    return [*person.console(), *([said] if "Traceback" in said else [])]
