"""A certified provider with ID tokens of 35 seconds, and a page that stays open for 3 minutes."""

import logging
import tempfile
import time
from contextlib import ExitStack
from types import SimpleNamespace
from typing import Any, cast

from dash.testing.browser import Browser
from flask import Flask
from pydantic import SecretStr

from benchmarks.browser import chromium
from benchmarks.demo_host import EXAMPLE
from benchmarks.figure import Figure, run_alone
from dash_retool_embed.testing.sandbox import DEMO_API_KEY, create_sandbox
from dashapp.app import create_app
from dashapp.settings import load_settings
from tests.browser.person import Person
from tests.browser.signing_in_again import has_all, open_and_type
from tests.certified.pages import sign_in_at
from tests.certified.provider import certified_provider
from tests.servers import running_at

ID_TOKEN_SECONDS = 35
OPEN_SECONDS = 180
SECRET = "a secret of the benchmarks, longer than 32 bytes"
APPS = ("sales", "playground")


def measure() -> list[Figure]:
    with ExitStack() as running:
        retool = running.enter_context(
            running_at(lambda origin: create_sandbox(DEMO_API_KEY, origin))
        )
        folder = running.enter_context(tempfile.TemporaryDirectory())

        def host(url: str) -> Flask:
            provider = running.enter_context(
                certified_provider(url, id_token_seconds=ID_TOKEN_SECONDS)
            )
            secrets = {"retool_api_key": DEMO_API_KEY, "jwt_secret": SECRET}
            settings = load_settings(EXAMPLE, overrides={"retool": {"url": retool}, **secrets})
            own = {
                "oidc": provider.settings(recheck_minutes=1),
                "host_url": url,
                "database_url": SecretStr(f"sqlite:///{folder}/dashapp.sqlite3"),
            }
            server: Flask = create_app(settings.model_copy(update=own)).server
            return server

        url = running.enter_context(running_at(host))
        driver = running.enter_context(chromium())
        # As wide as a screen: on a narrow one, tabs are in a menu.
        driver.set_window_size(1280, 900)
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        person = Person(cast("Browser", SimpleNamespace(driver=driver)), url)
        kept = _stay(person)
    name = f"ID tokens of {ID_TOKEN_SECONDS} s, page open for {OPEN_SECONDS // 60} minutes"
    return [
        Figure(
            f"{name}: text typed in two frames, without a reload",
            "still there",
            "still there" if kept else "gone",
            kept,
        )
    ]


def _stay(person: Person) -> Any:
    person.open("/sales")
    sign_in_at(person, "root")
    person.find("[data-shown] h1")
    open_and_type(person, *APPS)
    end = time.monotonic() + OPEN_SECONDS
    while time.monotonic() < end:
        # Somebody who works: each change of the tab asks the server whose frames these are.
        time.sleep(5)
        for app in APPS:
            person.go(app)
            person.reaches("ready", app)
    return has_all(person, *APPS)


if __name__ == "__main__":
    run_alone(measure)
