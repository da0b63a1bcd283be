"""Retool fails every second request for a link, for a minute, under a page with 20 frames."""

import time

from dash import html
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from benchmarks.figure import Figure, run_alone
from benchmarks.kit_page import KitPage, kit_page
from dash_retool_embed import RetoolEmbed

FRAMES = 20
MINUTE_SECONDS = 60
# Shorter than the minute, so that renewals meet the failures too.
SESSION_SECONDS = 20
PATIENCE_SECONDS = 30

STATES = "return [...document.querySelectorAll('.retool-embed')].map((box) => box.dataset.state)"
# In the frame: the bridge answers it, and Retool's server takes its session's cookie.
ASK = """
const selector = document.querySelector("#selector");
selector.value = "number";
selector.form.requestSubmit();
"""
ANSWER = "return document.querySelector('#answers .value')?.textContent"
SESSION = (
    "fetch(location.href).then((answer) => arguments[0](answer.status), () => arguments[0](0))"
)


def measure() -> list[Figure]:
    embeds = [
        RetoolEmbed(id=f"frame{n}", app="playground", data={"number": n}, eager=True)
        for n in range(FRAMES)
    ]
    with kit_page(html.Div(embeds), SESSION_SECONDS) as page:
        page.sandbox.misbehave.fail_status = 503
        page.sandbox.misbehave.fail_nth = 2
        start = time.monotonic()
        page.open()
        errors, opened = _watch(page, start)
        page.sandbox.misbehave.fail_nth = 0
        links, asked = page.sandbox.links_minted, page.sandbox.mint_requests
        working = sum(_works(page, n) for n in range(FRAMES))
    told = (
        f"{working} of {FRAMES} ({links} links of {asked} requests; {errors} frames with an error"
    )
    return [
        Figure(
            "every second mint fails with 503 for a minute: frames that work at its end, no click",
            f"{FRAMES} of {FRAMES}",
            f"{told} in between; all open after {opened:.1f} s)",
            working == FRAMES,
        )
    ]


def _watch(page: KitPage, start: float) -> tuple[int, float]:
    """Return how many frames showed an error during the minute, and when all had opened."""
    failed: set[int] = set()
    opened = float("inf")
    while (now := time.monotonic() - start) < MINUTE_SECONDS:
        states = page.driver.execute_script(STATES)
        failed |= {n for n, state in enumerate(states) if state == "error"}
        ready = [state in ("ready", "renewing") for state in states]
        if len(ready) == FRAMES and all(ready):
            opened = min(opened, now)
        time.sleep(0.2)
    return len(failed), opened


def _works(page: KitPage, number: int) -> bool:
    """Tell whether a frame is ready, its question is answered, and Retool takes its session."""
    driver = page.driver
    if driver.execute_script(STATES)[number] not in ("ready", "renewing"):
        return False
    driver.switch_to.frame(driver.find_element(By.CSS_SELECTOR, f"#frame{number} iframe"))
    try:
        driver.execute_script(ASK)
        wait = WebDriverWait(driver, PATIENCE_SECONDS, 0.05)
        answer = wait.until(lambda _driver: driver.execute_script(ANSWER))
        return bool(answer == str(number) and driver.execute_async_script(SESSION) == 200)
    finally:
        driver.switch_to.default_content()


if __name__ == "__main__":
    run_alone(measure)
