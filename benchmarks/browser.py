"""A real browser, out of sight."""

from collections.abc import Iterator
from contextlib import contextmanager

from selenium import webdriver

SCRIPT_SECONDS = 30


@contextmanager
def chromium() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    # The last: a machine for builds runs everything as root.
    for argument in ("--headless", "--disable-dev-shm-usage", "--disable-gpu", "--no-sandbox"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options)
    driver.set_script_timeout(SCRIPT_SECONDS)
    try:
        yield driver
    finally:
        driver.quit()
