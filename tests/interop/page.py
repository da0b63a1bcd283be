"""What somebody does on a page with a Retool app in it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from tests.browser.person import Person


class SdkPage(Person):
    """Uses a page of `pages/` in a real browser. `url` is the page's address."""

    def open_link(self, link: str) -> None:
        """Open the page with an embed URL."""
        self.open(f"?{urlencode({'url': link})}")

    def open_app(self, app: str, token: str | None = None, *, with_data: bool = True) -> None:
        """Open the quickstart's page for an app, with a token for it to send or without one."""
        given = {"retoolAppName": app, "userJwt": token, "withoutData": None if with_data else 1}
        known = {name: value for name, value in given.items() if value is not None}
        self.open(f"#{urlencode(known)}")

    def switch_is_admin(self) -> None:
        self.find("#is-admin").click()

    @contextmanager
    def frame(self) -> Iterator[None]:
        """Look into the frame, once what the link leads to is there and its scripts have run."""
        self.driver.switch_to.frame(self.find("iframe"))
        try:
            self.until(self._frame_is_complete, "the frame to load")
            yield
        finally:
            self.driver.switch_to.default_content()

    def _frame_is_complete(self) -> bool:
        # A frame's first, empty document is complete too, but has no main.
        script = "return document.readyState === 'complete' && !!document.querySelector('main')"
        return bool(self.driver.execute_script(script))

    def waits_for_export(self, *, enabled: bool) -> None:
        """Wait until Export to S3 can or can't be clicked."""
        with self.frame():
            self.until(
                lambda: self.find("#export").is_enabled() is enabled,
                f"Export to be {'enabled' if enabled else 'disabled'}",
            )

    def click_in_frame(self, css: str) -> None:
        with self.frame():
            self.find(css).click()

    def text_in_frame(self, css: str) -> str:
        with self.frame():
            return str(self.find(css).text)

    def events(self) -> list[Any]:
        """Wait for the first event and return all that `onData` was called with so far."""
        found: list[Any] = self.until(
            lambda: json.loads(self.find("#events").text), "onData to be called"
        )
        return found

    def answer(self) -> dict[str, Any]:
        """Wait for the answer of `/api/embedUrl` and return its status, type and error code."""
        text: str = self.until(lambda: self.find("#answer").text, "an answer")
        found: dict[str, Any] = json.loads(text)
        return found
