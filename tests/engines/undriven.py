"""A Firefox without geckodriver, which would answer the browser's own question by itself."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any

from websocket import WebSocket, create_connection

# A map, which geckodriver 0.33 refuses.
WAITS = {"unhandledPromptBehavior": {"beforeUnload": "ignore"}}
SECONDS = 30
BETWEEN_SECONDS = 0.1
TRIES = int(SECONDS / BETWEEN_SECONDS)
ADDRESS = re.compile(r"WebDriver BiDi listening on (\S+)")

# It would ask its makers for news; geckodriver's profiles say the same.
ASKS_NOBODY = """
user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");
user_pref("app.shield.optoutstudies.enabled", false);
"""


class Refused(Exception):
    """Firefox's own words."""


class Page:
    """The page in Firefox's only window, by WebDriver BiDi."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._numbers = count(1)
        self.told: list[dict[str, Any]] = []
        self.ask("session.new", capabilities={"alwaysMatch": WAITS})
        self.ask("session.subscribe", events=["browsingContext.userPromptOpened"])
        self.window = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def say(self, method: str, **parameters: object) -> int:
        """Send a command, and return its number."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        return number

    def ask(self, method: str, **parameters: object) -> Any:
        """Send a command, and return its result.

        Raises:
            Refused: it was refused.
        """
        number = self.say(method, **parameters)
        while (answer := json.loads(self._socket.recv())).get("id") != number:
            self.told.append(answer)
        if answer["type"] == "error":
            raise Refused(answer["message"])
        return answer["result"]

    def open(self, address: str) -> None:
        """Load a page."""
        self.ask("browsingContext.navigate", context=self.window, url=address, wait="complete")

    def frame_with(self, css: str) -> str:
        """Return the frame in which this is, once there is one."""
        there = f"!!document.querySelector({json.dumps(css)})"

        def frames() -> list[str]:
            ids = [str(child["context"]) for child in self._tree()["children"]]
            return [each for each in ids if self.js(there, each)]

        return str(until(frames)[0])

    def js(self, script: str, context: str = "") -> Any:
        """Return what a script comes to in the page, or in a frame."""
        target = {"context": context or self.window}
        answer = self.ask("script.evaluate", expression=script, target=target, awaitPromise=False)
        if answer["type"] == "exception":
            raise Refused(answer["exceptionDetails"]["text"])
        return answer["result"].get("value")

    def click(self, css: str, context: str = "") -> None:
        """Click on the middle of the first element, once it is there."""
        context = context or self.window
        locator = {"type": "css", "value": css}
        found = until(
            lambda: self.ask("browsingContext.locateNodes", context=context, locator=locator)[
                "nodes"
            ]
        )
        middle = {"type": "element", "element": {"sharedId": found[0]["sharedId"]}}
        steps = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": middle},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        mouse = {"type": "pointer", "id": "mouse", "actions": steps}
        self.ask("input.performActions", context=context, actions=[mouse])

    def type(self, text: str, context: str = "") -> None:
        """Press keys."""
        keys = [{"type": way, "value": key} for key in text for way in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": keys}
        self.ask("input.performActions", context=context or self.window, actions=[keyboard])

    def question(self) -> dict[str, Any]:
        """Return the question that the browser asks, once it does."""
        while not self.told or self.told[-1].get("method") != "browsingContext.userPromptOpened":
            self.told.append(json.loads(self._socket.recv()))
        return dict(self.told.pop()["params"])

    def stay(self) -> None:
        """Answer that question."""
        self.ask("browsingContext.handleUserPrompt", context=self.window, accept=False)

    def _tree(self) -> dict[str, Any]:
        return dict(self.ask("browsingContext.getTree", root=self.window)["contexts"][0])


def until(result: Callable[[], Any]) -> Any:
    """Return a result once there is one."""
    for _ in range(TRIES):
        with suppress(Refused):
            if found := result():
                return found
        sleep(BETWEEN_SECONDS)
    raise TimeoutError


@contextmanager
def undriven_firefox() -> Iterator[Page]:
    """Start it with one window."""
    with TemporaryDirectory() as profile:
        Path(profile, "user.js").write_text(ASKS_NOBODY)
        command = ["firefox-esr", "-headless", "--remote-debugging-port=0", "--profile", profile]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            try:
                assert process.stderr is not None
                said = next(filter(None, map(ADDRESS.search, process.stderr)))
                socket = create_connection(
                    f"{said[1]}/session", suppress_origin=True, timeout=SECONDS
                )
                with closing(socket):
                    yield Page(socket)
            finally:
                process.terminate()
