"""The size of the window, and what is where in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.browser.person import Person


@contextmanager
def sized(person: Person, width: int, height: int = 740) -> Iterator[None]:
    """Have the window show so many CSS pixels."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    person.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        yield
    finally:
        person.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def rect(person: Person, css: str) -> dict[str, float]:
    """Return where the first element of a selector is, in CSS pixels."""
    script = "return document.querySelector(arguments[0]).getBoundingClientRect().toJSON()"
    where: dict[str, float] = person.driver.execute_script(script, css)
    return where


def focused(person: Person) -> Any:
    """Return the element that has the keyboard."""
    return person.driver.switch_to.active_element


def named_tabs(person: Person, css: str) -> list[str]:
    """Return the names of the tabs below a selector that can be seen."""
    return [
        str(tab.get_attribute("data-tab"))
        for tab in person.all(f"{css} [data-tab]")
        if tab.is_displayed()
    ]
