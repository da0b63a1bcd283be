"""Events are counted by their names, and no word of what they say leaves the page."""

from collections import Counter
from pathlib import Path

import pytest

from tests.browser.attack.mutation import Change
from tests.browser.bundling import change_kit
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.playground import post
from tests.browser.reporting import PLAY, Host, leave


@pytest.fixture
def host() -> Host:
    return Host()


EVENTS: list[tuple[str, str]] = [
    ("'save'", "save"),
    ("'save'", "save"),
    ("{ type: 'navigate', tab: 'order-7' }", "navigate"),
    ("{ type: 'order-7' }", "an object"),
    ("{ type: 'Jane Doe' }", "an object"),
    ("{ type: { name: 'Jane Doe' } }", "an object"),
    ("{ order: 47110815 }", "an object"),
    ("new Map([['type', 'Jane Doe']])", "an object"),
    ("'jane@example.com'", "other text"),
    ("'Jane Doe'", "other text"),
    ("'47110815'", "other text"),
    ("'größe'", "other text"),
    ("''", "other text"),
    ("'x'.repeat(65)", "other text"),
    ("'__proto__'", "other text"),
    ("'constructor'", "constructor"),
    ("['save', 'Jane Doe']", "a list"),
    ("47110815", "a number"),
    ("47110815n", "a number"),
    ("true", "a boolean"),
    ("null", "no value"),
    ("undefined", "no value"),
]
"""What is posted, and what it is counted under."""

# So long that no time and no name of a record in the reports contains one by chance.
SAID = ("jane@example.com", "47110815", "Jane Doe", "order-7", "größe")


def post_all(person: Person) -> None:
    """Let the frame post the events, and wait until the page has heard them."""
    person.driver.execute_script(
        "window.heard = 0; addEventListener('retool:event', () => (heard += 1))"
    )
    post(person, "play", "".join(f"post({data});" for data, _ in EVENTS))
    heard = "return heard"
    person.until(lambda: person.driver.execute_script(heard) == len(EVENTS), "the events")


def said_in(host: Host) -> list[str]:
    sent = b"".join(host.bodies).decode()
    return [said for said in SAID if said in sent]


def test_events_are_counted_by_name_and_what_they_say_stays_in_the_page(
    show: Show, host: Host
) -> None:
    with show(PLAY, host.wire, recorder=host.recorder) as person:
        person.reaches("ready", "play")
        post_all(person)
        leave(person)
        host.hears(person, "ready", "seen", "events", "closed")
    assert host.of(0)[2].events == Counter(name for _, name in EVENTS)
    assert said_in(host) == []


def test_a_page_that_told_what_events_say_would_be_noticed(
    show: Show, host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = 'typeof data === "string") return EVENT_NAME.test(data) ? data : "other text"'
    told = Change("kit/reporting/event-names.js", named, 'data !== "") return JSON.stringify(data)')
    change_kit(tmp_path, monkeypatch, told)
    # It can't be said in JSON at all.
    monkeypatch.setitem(globals(), "EVENTS", [each for each in EVENTS if each[0] != "47110815n"])
    with show(PLAY, host.wire, recorder=host.recorder) as person:
        person.reaches("ready", "play")
        post_all(person)
        leave(person)
        person.until(lambda: said_in(host) == list(SAID), "what was said")
    # The host does not take it either.
    assert not any(each.events for each in host.told)
