"""Somebody at one of the engines."""

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
        """Wait until a page is shown."""
        self.shows(heading, "[data-shown] h1")

    def opens(self, app: str) -> None:
        """Open the page of an app and wait until it is there."""
        self.go(app)
        self.reaches("ready", app)
