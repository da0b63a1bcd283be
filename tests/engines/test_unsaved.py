"""Unsaved work: Firefox's own question, before a page that has some goes."""

from collections.abc import Iterator

import pytest

from tests.engines.house import House
from tests.engines.undriven import Page, undriven_firefox, until

DIRTY = "parent.postMessage({ type: 'dirty', value: true }, '*')"
UNSAVED = "dash_retool_embed.frames.unsaved().length"
RELOAD = "setTimeout(() => location.reload())"


@pytest.fixture
def page(house: House) -> Iterator[Page]:
    """A page with an app in which somebody has written something."""
    house.misbehave(reset=1)
    with undriven_firefox() as page:
        page.open(house.kit)
        page.click(".tab:nth-child(2)")
        until(lambda: page.js("document.querySelector('#playground').dataset.state === 'ready'"))
        app = page.frame_with("#selector")
        page.click("#selector", app)
        page.type("half a word", app)
        yield page


def written(page: Page) -> str:
    return str(page.js("document.querySelector('#selector').value", page.frame_with("#selector")))


def is_not_saved(page: Page) -> None:
    """Let the app say so."""
    page.js(DIRTY, page.frame_with("#selector"))
    until(lambda: page.js(UNSAVED))


def test_a_reload_asks_first_and_who_stays_keeps_what_was_written(page: Page, house: House) -> None:
    is_not_saved(page)
    page.js(RELOAD)
    assert page.question()["type"] == "beforeunload"
    page.stay()
    assert written(page) == "half a word"
    assert house.minted_and_loaded == (2, 2)


def test_closing_asks_first_and_who_stays_keeps_what_was_written(page: Page) -> None:
    is_not_saved(page)
    # Its last page Firefox would not close alone.
    page.ask("browsingContext.create", type="tab", background=True)
    page.say("browsingContext.close", context=page.window, promptUnload=True)
    assert page.question()["type"] == "beforeunload"
    page.stay()
    assert written(page) == "half a word"


def test_without_unsaved_work_nothing_is_asked(page: Page, house: House) -> None:
    page.js(RELOAD)
    until(lambda: house.minted_and_loaded == (3, 3))
    assert page.told == []
