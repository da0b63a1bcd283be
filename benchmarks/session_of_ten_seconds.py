"""Sessions of 10 seconds, a page that stays open for a minute, and half a sentence in its frame."""

import math
import time

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from benchmarks.figure import Figure, run_alone
from benchmarks.kit_page import kit_page
from dash_retool_embed import RetoolEmbed

SESSION_SECONDS = 10
MINUTE_SECONDS = 60
PATIENCE_SECONDS = 15
TYPED = "half a sentence"


def measure() -> list[Figure]:
    layout = RetoolEmbed(id="sales", app="sales", data={"isAdmin": True}, queriesOnLoad=True)
    with kit_page(layout, SESSION_SECONDS) as page:
        page.open()
        driver = page.driver
        wait = WebDriverWait(driver, PATIENCE_SECONDS, 0.05)
        wait.until(lambda _: driver.find_elements(By.CSS_SELECTOR, "[data-state=ready]"))
        driver.switch_to.frame(driver.find_element(By.CSS_SELECTOR, "#sales iframe"))
        driver.find_element(By.CSS_SELECTOR, "#note").send_keys(TYPED)
        start = time.monotonic()
        time.sleep(MINUTE_SECONDS)
        said = _export(driver, wait)
        seconds = time.monotonic() - start
        kept = driver.find_element(By.CSS_SELECTOR, "#note").get_property("value") == TYPED
        links, sessions = page.sandbox.links_minted, page.sandbox.links_redeemed
        loads = page.sandbox.frame_loads
    fewest = math.ceil(seconds / SESSION_SECONDS)
    name = f"a session of {SESSION_SECONDS} s, page open for a minute"
    return [
        Figure(
            f"{name}: text typed before", "still there", "still there" if kept else "gone", kept
        ),
        Figure(f"{name}: Export at the end", "answers", said, said.startswith("Exported")),
        Figure(
            f"{name}: links a session",
            "≤ 1",
            f"{links / sessions:g} ({links} links, {sessions} sessions, {loads} page loads; "
            f"{fewest} sessions is the fewest that cover {seconds:.0f} s)",
            links <= sessions,
        ),
    ]


def _export(driver: webdriver.Chrome, wait: "WebDriverWait[webdriver.Chrome]") -> str:
    """Ask Retool's server for something that needs a valid session, and return what it says."""
    driver.find_element(By.CSS_SELECTOR, "#export").click()

    def answer(_driver: webdriver.Chrome) -> str:
        text = str(driver.find_element(By.CSS_SELECTOR, "#exported").text)
        return "" if text.startswith("Exporting") else text

    return str(wait.until(answer))


if __name__ == "__main__":
    run_alone(measure)
