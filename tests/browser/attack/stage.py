"""Where attacks are played: pages of ours and of the official SDKs, in a browser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from dash_retool_embed.testing.sandbox import sandbox_of
from tests.browser.attack.case import BrokenError, Case, Page
from tests.browser.attack.layouts import Layout, dash_page, plain
from tests.browser.attack.sites import hostile_site, retool_site
from tests.interop.building import mint_link
from tests.patience import PATIENCE_SECONDS
from tests.servers import running

OFFICIAL = ("react-retool", "retool-embed")

FOLDER = Path(__file__).parent / "scripts"

# In the order of running: each uses what is before it.
NAMES = ("actor", "observe", "windows", "stage", "asking", "hearing", "pushing", "speaking")
SCRIPTS = "\n".join((FOLDER / f"{name}.js").read_text() for name in NAMES)

SHORT_SECONDS = 3.0
"""How long is waited where waiting is in vain, or where another page will do."""


@dataclass
class Stage:
    """Plays on one page as long as it lasts, then on a new one."""

    open: Callable[[], Page]
    _page: Page | None = field(default=None, init=False)

    def ready(self) -> Page:
        """Return a page on which nothing has happened.

        Raises:
            BrokenError: not even a new one works.
        """
        if self._page is not None:
            with suppress(BrokenError):
                self._page.call("resetStage", SHORT_SECONDS)
                return self._page
        self._page = self.open()
        self._page.call("resetStage", PATIENCE_SECONDS)
        return self._page

    def play(self, case: Case, patience_seconds: float = PATIENCE_SECONDS) -> bool:
        """Return whether the page behaved.

        Raises:
            BrokenError: it does not work any more.
        """
        page = self.ready()
        self._page = None
        safe = case.safe(page, patience_seconds)
        if safe or not case.spoils:
            self._page = page
        return safe

    def outcome(self, case: Case, *, holds: bool) -> bool:
        """Return whether the page behaved; one that does not work any more has not.

        Args:
            case: what is played.
            holds: whether it will, by all that is known: then the page is given its time.
        """
        try:
            return self.play(case, PATIENCE_SECONDS if holds else SHORT_SECONDS)
        except BrokenError:
            return False


@dataclass(frozen=True)
class World:
    """A browser, with Retool and a hostile site on origins of their own."""

    driver: WebDriver
    retool: str
    hostile: str

    @contextmanager
    def ours(self, layout: Layout = plain) -> Iterator[Stage]:
        """Serve a Dash page of this kit. Where frames can leave it, they have, and are back."""
        with dash_page(layout, self.retool) as app, running(app.server) as url:
            yield Stage(lambda: self._open_ours(url, moves=layout is not plain))

    @contextmanager
    def official(self, sdk: str, site: str) -> Iterator[Stage]:
        """Use the page of an official SDK; `site` is the origin of a `building.web_site`."""
        yield Stage(lambda: self._open_official(f"{site}/{sdk}-harness"))

    def _open_ours(self, url: str, *, moves: bool) -> Page:
        self.driver.get(url)
        self._until(lambda: self._shows("#left iframe") and self._shows("#right iframe"))
        page = self._page()
        if moves:
            page.call("resetStage", PATIENCE_SECONDS)
            self._click("#two")
            self._until(lambda: not self._shows("#left"))
            self._click("#one")
            self._until(lambda: self._shows("#left iframe") and self._shows("#right iframe"))
        return page

    def _open_official(self, url: str) -> Page:
        self.driver.get(url)
        for side in ("left", "right"):
            script = "harness.mount(arguments[0], arguments[1], { probe: 'probe' })"
            self.driver.execute_script(script, side, mint_link(self.retool, "playground"))
        return self._page()

    def _page(self) -> Page:
        page = Page(self.driver)
        self.driver.execute_script(SCRIPTS)
        origins = {"retool": self.retool, "hostile": self.hostile}
        page.call("openStage", origins, PATIENCE_SECONDS)
        return page

    def _shows(self, css: str) -> bool:
        return bool(self.driver.find_elements(By.CSS_SELECTOR, css))

    def _click(self, css: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, css).click()

    def _until(self, condition: Callable[[], bool]) -> None:
        WebDriverWait(self.driver, PATIENCE_SECONDS, 0.01).until(lambda _driver: condition())


@contextmanager
def world(driver: WebDriver) -> Iterator[World]:
    """Serve Retool and the hostile site."""
    retool = retool_site()
    driver.implicitly_wait(0)
    with running(retool) as origin, running(hostile_site()) as hostile:
        sandbox_of(retool).origin = origin
        yield World(driver, origin, hostile)
        driver.get("about:blank")
