"""Pages of the host of which a part has not come."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.browser.person import Person

HEADER = ".host-app-shell .host-brand-name"


def without_scripts(person: Person, path: str) -> None:
    """Open a page and stop where its scripts have not come yet."""
    person.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        person.open(path)
        person.find(HEADER)
    finally:
        person.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@contextmanager
def blocked(person: Person, *addresses: str) -> Iterator[None]:
    """Let the browser not reach some addresses of the host."""
    cdp = person.driver.execute_cdp_cmd
    cdp("Network.enable", {})
    cdp("Network.setCacheDisabled", {"cacheDisabled": True})
    cdp("Network.setBlockedURLs", {"urls": addresses})
    try:
        yield
    finally:
        cdp("Network.setBlockedURLs", {"urls": []})
        cdp("Network.setCacheDisabled", {"cacheDisabled": False})
