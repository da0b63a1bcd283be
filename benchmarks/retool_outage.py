"""Retool is out of reach for five minutes, and nobody clicks: how soon every frame works again."""

import logging
import time
from contextlib import ExitStack

from dash import Dash, html
from selenium import webdriver

from benchmarks.browser import chromium
from benchmarks.figure import Figure, run_alone
from benchmarks.kit_page import ShortSessions, apps_for_everybody
from dash_retool_embed import RetoolEmbed, User, register_embeds
from dash_retool_embed.testing.sandbox import DEMO_API_KEY, create_sandbox, sandbox_of
from tests.servers import running, running_at

AWAY_SECONDS = 300
TARGET_SECONDS = 30
# Sessions end while Retool is away.
SESSION_SECONDS = 120
FRAMES = 6
PATIENCE_SECONDS = 90

STATES = "return [...document.querySelectorAll('.retool-embed')].map((box) => box.dataset.state)"
# As Retool's own script does when its server refuses it.
RELOAD = "setTimeout(() => location.reload(), 50)"


def measure() -> list[Figure]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    logging.getLogger("dash_retool_embed").setLevel(logging.ERROR)
    retool = create_sandbox(DEMO_API_KEY)
    sandbox_of(retool).misbehave.expire_after_seconds = SESSION_SECONDS
    with ExitStack() as house, ExitStack() as first:
        origin = first.enter_context(running(retool))
        port = int(origin.rpartition(":")[2])
        sandbox_of(retool).origin = origin
        client = house.enter_context(ShortSessions(origin, DEMO_API_KEY))
        client.seconds = SESSION_SECONDS
        url = house.enter_context(running(_app(client).server))
        before, during = (house.enter_context(chromium()) for _ in range(2))
        before.get(url)
        _until_ready(before)
        first.close()
        began = time.monotonic()
        during.get(url)
        _reload_one(before)
        time.sleep(AWAY_SECONDS - (time.monotonic() - began))
        shown = [state for page in (before, during) for state in page.execute_script(STATES)]
        with running_at(lambda _origin: retool, port):
            back = time.monotonic()
            for page in (before, during):
                _until_ready(page)
            took = time.monotonic() - back
    return [
        Figure(
            "Retool is out of reach for 5 minutes, nobody clicks: every frame of two pages, one of "
            "them opened meanwhile, works again",
            f"≤ {TARGET_SECONDS} s",
            f"{took:.0f} s ({2 * FRAMES} frames; {shown.count('error')} said an error before)",
            took <= TARGET_SECONDS,
        )
    ]


def _app(client: ShortSessions) -> Dash:
    app = Dash("outage", assets_folder="none")
    app.layout = html.Div(
        [
            RetoolEmbed(id=f"frame{n}", app="sales", queriesOnLoad=n % 2 == 0, eager=True, data={})
            for n in range(FRAMES)
        ]
    )
    register_embeds(app, client=client, apps=apps_for_everybody(), user=lambda: User(id="jane"))
    return app


def _reload_one(page: webdriver.Chrome) -> None:
    page.switch_to.frame(page.find_element("css selector", "#frame0 iframe"))
    page.execute_script(RELOAD)
    page.switch_to.default_content()


def _until_ready(page: webdriver.Chrome) -> None:
    """Wait until all frames are ready.

    Raises:
        TimeoutError: they never are.
    """
    end = time.monotonic() + PATIENCE_SECONDS
    while set(page.execute_script(STATES)) != {"ready"}:
        if time.monotonic() > end:
            raise TimeoutError(f"the frames stay {page.execute_script(STATES)}")
        time.sleep(0.1)


if __name__ == "__main__":
    run_alone(measure)
