"""One attack, and what an embedding page has to withstand."""

from dataclasses import dataclass
from typing import Any

from selenium.webdriver.chrome.webdriver import WebDriver


class BrokenError(Exception):
    """The attack came to no end: the page under attack does not work any more."""


@dataclass(frozen=True)
class Page:
    """A page with the embeds `left` and `right` of one origin; scripts/stage.js is on it."""

    driver: WebDriver

    def call(self, function: str, *args: object) -> Any:
        """Call a function of the page and wait for its promise.

        Raises:
            BrokenError: the promise was rejected.
        """
        answer = self.driver.execute_async_script(
            """const [done, name, ...given] = [[...arguments].pop(), ...arguments].slice(0, -1);
            window[name](...given).then(
                (result) => done({ result }),
                (error) => done({ error: String(error) }),
            );""",
            function,
            *args,
        )
        if "error" in answer:
            raise BrokenError(answer["error"])
        return answer["result"]


@dataclass(frozen=True)
class Case:
    """A sentence that should hold. The attack of this name is in scripts/.

    Attributes:
        security: a page for which it does not hold lets somebody do or learn what they may not.
        spoils: a page that fails it can't be used for another case.
    """

    name: str
    security: bool = False
    spoils: bool = False

    def __str__(self) -> str:
        return self.name

    def safe(self, page: Page, patience_seconds: float) -> bool:
        """Play the attack and return whether the page behaved.

        Raises:
            BrokenError: the page does not work any more.
        """
        found: bool = page.call("play", self.name, patience_seconds)
        return found
