"""The policy of the host's pages: nothing that they do offends it, what others do is stopped."""

import re
from typing import Any

from flask import Response

from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.person import Person
from tests.browser.security.journey import journey
from tests.conftest import Host

# What a browser says of every answer that is no success; the journey has some on purpose.
NO_SUCCESS = re.compile(r"Failed to load resource: the server responded with a status of (4|5)\d\d")

POLICY = "Content-Security-Policy"


def said(person: Person) -> list[str]:
    """Return all lines of the console, of pages and frames, since the last call."""
    lines = [entry["message"] for entry in person.driver.get_log("browser")]
    return [line for line in lines if not NO_SUCCESS.search(line)]


def test_no_page_and_no_state_says_anything_in_the_console(
    somebody: Person, sandbox: Sandbox
) -> None:
    seen: dict[str, list[str]] = {}
    journey(somebody, sandbox.origin, lambda state: seen.update({state: said(somebody)}))
    assert {state: lines for state, lines in seen.items() if lines} == {}
    assert len(seen) == 13


def test_a_stricter_policy_for_styles_would_be_noticed(somebody: Person, host: Host) -> None:
    def forbid(response: Response) -> Response:
        policy = response.headers[POLICY]
        response.headers[POLICY] = policy.replace(" 'unsafe-inline'", "")
        return response

    # Those of Flask run in the reverse order of their registration.
    host.app.server.after_request_funcs[None].insert(0, forbid)
    somebody.sign_in("vera")
    assert any("style-src-elem" in line for line in said(somebody))


def run(person: Person, script: str, *arguments: str) -> Any:
    return person.driver.execute_async_script(TELL + script, *arguments)


TELL = """
const [said, done] = arguments;
document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
"""

FRAME = """
const frame = document.createElement("iframe");
frame.addEventListener("load", () => done("loaded"));
frame.src = said;
document.body.append(frame);
"""

SCRIPT = """
const script = document.createElement("script");
if (said.startsWith("http")) script.src = said;
else script.textContent = said;
document.body.append(script);
if (window.ran) done("ran");
"""

BASE = """
const base = document.createElement("base");
base.href = said;
document.head.append(base);
if (document.baseURI.startsWith(said)) done("set");
"""

FETCH = """
fetch(said, {mode: "no-cors"}).then(() => done("sent"), () => done("stopped"));
"""


def test_a_page_loads_runs_frames_and_asks_nothing_else(
    somebody: Person, host: Host, sandbox: Sandbox
) -> None:
    somebody.sign_in("vera")
    elsewhere = sandbox.origin.replace("localhost", "127.0.0.1")
    assert run(somebody, FRAME, host.url) == "frame-src"
    assert run(somebody, FRAME, elsewhere) == "frame-src"
    assert run(somebody, SCRIPT, "window.ran = true") == "script-src-elem"
    assert run(somebody, SCRIPT, f"{sandbox.origin}/static/retool.js") == "script-src-elem"
    assert run(somebody, BASE, elsewhere) == "base-uri"
    assert run(somebody, FETCH, elsewhere) == "stopped"
    assert run(somebody, FETCH, sandbox.origin) == "sent"
    assert run(somebody, FRAME, sandbox.origin) == "loaded"


def test_an_app_learns_the_origin_of_its_page_and_no_path(somebody: Person, host: Host) -> None:
    somebody.sign_in("anton", "/sales")
    somebody.reaches("ready", "sales")
    with somebody.inside("sales"):
        assert somebody.driver.execute_script("return document.referrer") == f"{host.url}/"
