"""Somebody at one of the engines."""

from selenium.common.exceptions import NoSuchFrameException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browser.person import Person
from tests.engines.house import House


class Visitor(Person):
    """Somebody at one of the engines, with its driver's ways."""

    def __init__(self, driver: WebDriver, house: House) -> None:
        self.driver = driver
        self.url = house.host
        self.house = house
        self.is_webkit = driver.capabilities["browserName"] == "MiniBrowser"

    @property
    def can_move_frames(self) -> bool:
        """Whether this engine can move a frame alive."""
        return bool(self.js("return 'moveBefore' in Element.prototype"))

    def js(self, script: str, *arguments: object) -> object:
        """Run a script in the page, or in the frame that is looked into."""
        return self.driver.execute_script(script, *arguments)

    def arrive_anew(self) -> None:
        """Forget who was here before."""
        self.driver.get(f"{self.url}/old-browser")
        self.driver.delete_all_cookies()
        # WebKit's driver answers before they are gone.
        self.until(lambda: not self.driver.get_cookies(), "the cookies to go")
        self.js("localStorage.clear(); sessionStorage.clear()")

    def press(self, keys: str) -> None:
        """Press keys, wherever the keyboard is."""
        ActionChains(self.driver).send_keys(keys).perform()

    def type(self, css: str, text: str) -> None:
        """Click a field and type into it: WebKit's driver can't send keys to one in a frame."""
        field = self.find(css)
        field.click()
        self.press(text)
        self.until(lambda: field.get_property("value") == text, f"{text!r} to be typed")

    def back(self) -> None:
        """Go back: WebKit's driver waits for ever where that leaves the site."""
        if self.is_webkit:
            self.js("history.back()")
        else:
            self.driver.back()

    def forward(self) -> None:
        """Go forward, likewise."""
        if self.is_webkit:
            self.js("history.forward()")
        else:
            self.driver.forward()

    def is_at(self, heading: str) -> None:
        """Wait until a page is shown; who sees its bar doesn't see its heading."""
        shown = "[data-shown] h1"
        self.until(lambda: heading in self.text_of(shown), f"{heading} to be shown")

    def text_of(self, css: str) -> str:
        """Return the text of an element, seen or not; nothing while it is not there."""
        return "".join(str(each.get_property("textContent")) for each in self.all(css)[:1])

    def sees(self, app: str, css: str) -> None:
        """Wait until an element is in an app, whose page may be loaded anew meanwhile."""

        def is_there() -> bool:
            try:
                with self.inside(app):
                    return bool(self.all(css))
            except NoSuchFrameException:
                return False

        self.until(is_there, f"{css} in {app}")

    def opens(self, app: str) -> None:
        """Open the page of an app and wait until it is there."""
        self.go(app)
        self.reaches("ready", app)
