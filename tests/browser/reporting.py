"""A host that takes reports of its pages, and what a person's browser does around them."""

import json
from contextlib import suppress

from dash import Dash
from flask import Response, request
from selenium.common.exceptions import TimeoutException

from dash_retool_embed import RetoolEmbed
from dash_retool_embed.http.embed_reports import Report
from tests.browser.person import Person
from tests.recorders import Collector

PATH = "/api/embedReports"

PLAY = RetoolEmbed(id="play", app="playground")

SOMEBODY_ELSE = "dash_retool_embed.person.announce('somebody else')"

# A clock that can be put forward, and the timers that somebody has set.
CLOCK = """
(() => {
  window.skippedMs = 0;
  window.delays = [];
  const { now } = performance;
  performance.now = () => now.call(performance) + skippedMs;
  const { setTimeout } = window;
  window.setTimeout = (run, ms, ...rest) => {
    delays.push(ms ?? 0);
    if (ms === 60000) window.onMinute = run;
    return setTimeout(run, ms, ...rest);
  };
})();
"""


class Host:
    """Takes the reports of its pages, or refuses them as it is told to."""

    def __init__(self) -> None:
        self.recorder = Collector()
        self.bodies: list[bytes] = []
        self.refusal: tuple[int, dict[str, str]] | None = None

    def wire(self, app: Dash) -> None:
        """Look at what pages send."""
        app.server.before_request(self._look)

    def _look(self) -> Response | None:
        if request.path != PATH:
            return None
        refusal = self.refusal
        self.bodies.append(request.get_data())
        return None if refusal is None else Response("", *refusal)

    def refuses(self, person: Person, status: int, **headers: str) -> None:
        """Wait until a page has been refused like this."""
        self.refusal = status, {name.replace("_", "-"): value for name, value in headers.items()}
        sent = len(self.bodies)
        online(person)
        person.until(lambda: len(self.bodies) > sent, "a report")

    def takes(self, person: Person) -> None:
        """Take everything from now on."""
        self.refusal = None
        online(person)

    @property
    def told(self) -> list[Report]:
        """What was taken."""
        return [report for _, report in self.recorder.told]

    @property
    def numbers(self) -> list[list[int]]:
        """The numbers in each request, taken or not."""
        return [[each["seq"] for each in json.loads(body)["reports"]] for body in self.bodies]

    def of(self, link: int) -> list[Report]:
        """Return what was taken about a link, in the order of the numbers."""
        if not -len(self.recorder.links) <= link < len(self.recorder.links):
            return []
        link_id = self.recorder.links[link].link_id
        return sorted(
            (each for each in self.told if each.link_id == link_id), key=lambda it: it.seq
        )

    def fate(self, link: int) -> list[str]:
        """Return what has happened to a link, however often it was seen."""
        return [each.kind for each in self.of(link) if each.kind != "seen"]

    def hears(self, person: Person, *kinds: str, link: int = 0) -> list[Report]:
        """Wait until this, each once, has happened to a link, and return it."""
        # What is missing says more than that something is.
        with suppress(TimeoutException):
            person.until(lambda: len(self.of(link)) >= len(kinds), "reports")
        assert [each.kind for each in self.of(link)] == list(kinds)
        assert [each.seq for each in self.of(link)] == list(range(1, len(kinds) + 1))
        return self.of(link)


def online(person: Person) -> None:
    """Let the page hear that there may be a connection again."""
    person.driver.execute_script("dispatchEvent(new Event('online'))")


def leave(person: Person) -> None:
    """Go to another site."""
    person.driver.get("about:blank")


def close_window(person: Person) -> None:
    """Close the window, and go on in another one."""
    first = person.driver.current_window_handle
    person.driver.switch_to.new_window("tab")
    other = person.driver.current_window_handle
    person.driver.switch_to.window(first)
    person.driver.close()
    person.driver.switch_to.window(other)


def remove_frame(person: Person) -> None:
    """Let another script of the page take the frame away."""
    person.driver.execute_script("document.querySelector('#play iframe').remove()")
    person.shows("frame_removed", "#play")
