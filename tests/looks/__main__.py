"""`make screenshots`: every page and state, light and dark, narrow and wide, beside each other."""

import base64
import logging
import shutil
from html import escape
from pathlib import Path

from dash.testing.browser import Browser
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.webdriver import WebDriver

from tests.conftest import CHROMIUM_FLAGS
from tests.looks.hosts import hosts
from tests.looks.states import STATES, State
from tests.looks.visit import SIZES, THEMES, dress, resize, visit

FOLDER = Path("build") / "screenshots"
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Pages and states</title>
<style>body{font:16px sans-serif}section{display:flex;gap:1rem;align-items:start}
img{height:24rem;border:1px solid #999}</style><h1>Pages and states</h1>"""


def main() -> None:
    """Take all pictures, and lay them out in `index.html`."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    options = Options()
    for flag in CHROMIUM_FLAGS:
        options.add_argument(flag)
    with (
        Browser(
            browser="Chrome",
            headless=True,
            options=[options],
            download_path=str(FOLDER),
            percy_run=False,
        ) as browser,
        hosts() as running,
    ):
        for state in STATES:
            with visit(browser, running, state) as person:
                _take(person.driver, state)
    (FOLDER / "index.html").write_text(HEAD + "".join(map(_row, STATES)))


def _names(state: State) -> list[tuple[str, int, str]]:
    return [(f"{state.name}-{t}-{w}.png", w, t) for w in SIZES for t in THEMES]


def _take(driver: WebDriver, state: State) -> None:
    for name, width, theme in _names(state):
        resize(driver, width)
        dress(driver, theme)
        shot = driver.execute_cdp_cmd("Page.captureScreenshot", {})
        (FOLDER / name).write_bytes(base64.b64decode(shot["data"]))


def _row(state: State) -> str:
    pictures = "".join(f'<img src="{name}" alt="{name}">' for name, _, _ in _names(state))
    return f"<h2>{escape(state.name)}</h2><section>{pictures}</section>"


if __name__ == "__main__":
    main()
