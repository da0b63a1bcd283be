"""What every answer of the host tells a browser, and that the checks notice what is missing."""

import base64
import hashlib
import re
from collections.abc import Callable

import pytest
from dash import Dash
from flask import Response, abort
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dash_retool_embed.apps import FEATURES
from dash_retool_embed.testing.sandbox import Sandbox
from dashapp.app import create_app
from dashapp.identity.demo import DemoSignIn
from dashapp.settings import Settings

Token = Callable[..., str]

PAGE = {"Accept": "text/html"}
JSON = "application/json"
ASYNC_CHUNK = "/_dash-component-suites/dash/dcc/async-graph.js"
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin",
    "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
}
# The host's pages have buttons for these; no frame is given them.
OWN = {"clipboard-write": "(self)", "fullscreen": "(self)"}
# A browser needs none of these for an answer that is no page.
NOTHING = "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"


@pytest.fixture
def app(settings: Settings) -> Dash:
    """A host that sends its answers over no network."""
    app = create_app(settings, sign_in=DemoSignIn)

    def crash() -> str:
        raise RuntimeError("nobody expected this")

    app.server.add_url_rule("/crash", view_func=crash)
    app.server.add_url_rule("/teapot", view_func=lambda: abort(418))
    return app


@pytest.fixture
def client(app: Dash, token: Token) -> FlaskClient:
    """Somebody who is signed in."""
    client: FlaskClient = app.server.test_client()
    client.set_cookie("dashapp_token", token())
    return client


def policy(answer: Response | TestResponse) -> dict[str, list[str]]:
    (header,) = answer.headers.getlist("Content-Security-Policy")
    directives = (directive.split() for directive in header.split(";"))
    return {name: sources for name, *sources in directives}


def permissions(answer: Response | TestResponse) -> dict[str, str]:
    (header,) = answer.headers.getlist("Permissions-Policy")
    return dict(part.split("=") for part in header.split(", "))


def page_policy(retool: str) -> dict[str, list[str]]:
    return {
        "default-src": ["'none'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "style-src-attr": ["'none'"],
        "style-src-elem": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "worker-src": ["'self'"],
        "connect-src": ["'self'", retool],
        "frame-src": [retool],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }


def faults(answer: Response | TestResponse, retool: str) -> set[str]:
    """Return the names of headers and directives that are not as they should be."""
    wrong = {name for name, value in EVERYWHERE.items() if answer.headers.get(name) != value}
    if permissions(answer) != dict.fromkeys(FEATURES, "()") | OWN:
        wrong.add("Permissions-Policy")
    if answer.mimetype != "text/html":
        return wrong | ({"CSP"} if answer.headers["Content-Security-Policy"] != NOTHING else set())
    given = policy(answer)
    scripts = given.pop("script-src", [])
    if scripts[:1] != ["'self'"] or not all(re.match("'sha256-", one) for one in scripts[1:]):
        wrong.add("script-src")
    expected = page_policy(retool)
    names = given.keys() | expected.keys()
    wrong |= {name for name in names if given.get(name) != expected.get(name)}
    return wrong | (
        {"Cache-Control"} if answer.headers.get("Cache-Control") != "no-store" else set()
    )


def answers(client: FlaskClient, app: Dash) -> dict[str, TestResponse]:
    """Return one of each kind of answer."""
    stranger = app.server.test_client()
    body = {"retoolAppName": "sales"}
    etag = client.get("/_host/host.css").headers["ETag"]
    chunk = client.get(ASYNC_CHUNK).headers["ETag"]
    return {
        "a page": client.get("/", headers=PAGE),
        "a page of no tab": client.get("/nonsense", headers=PAGE),
        "the sign-in page": stranger.get("/sign-in", headers=PAGE),
        "a redirect to it": stranger.get("/sales", headers=PAGE),
        "a sign-in": stranger.post("/sign-in", data={"person": "vera"}),
        "a refused sign-in": stranger.post("/sign-in", data={"person": "root"}),
        "a sign-out": stranger.post("/sign-out"),
        "a layout": client.get("/_dash-layout"),
        "a callback": client.post("/_dash-update-component", data=b"{", content_type=JSON),
        "a link": client.post("/api/embedUrl", json=body),
        "a refused link": client.post("/api/embedUrl", json={"retoolAppName": "nothing"}),
        "a wrong method": client.get("/api/embedUrl", headers=PAGE),
        "another site's request": client.post(
            "/api/embedUrl", json=body, headers={"Sec-Fetch-Site": "cross-site"}
        ),
        "no sign-in": stranger.get("/_dash-layout"),
        "a file": client.get("/_host/host.css"),
        "a file that is known": client.get("/_host/host.css", headers={"If-None-Match": etag}),
        "a chunk that is known": client.get(ASYNC_CHUNK, headers={"If-None-Match": chunk}),
        "a file that is not there": client.get("/_host/nothing.css", headers=PAGE),
        "the same for a program": client.get("/_host/nothing.css"),
        "health": stranger.get("/health"),
        "options": client.options("/"),
        "an error": client.get("/teapot", headers=PAGE),
        "a crash": client.get("/crash", headers=PAGE),
        "a crash for a program": client.get("/crash"),
    }


def test_every_answer_has_every_header(app: Dash, client: FlaskClient, sandbox: Sandbox) -> None:
    given = answers(client, app)
    assert {name: faults(answer, sandbox.origin) for name, answer in given.items()} == {
        name: set() for name in given
    }
    assert {answer.status_code for answer in given.values()} == {
        *(200, 302, 304, 400, 401, 403, 404, 405, 418, 500)
    }


@pytest.mark.parametrize("name", [*EVERYWHERE, "Cache-Control"])
def test_a_header_that_is_missing_would_be_noticed(
    client: FlaskClient, sandbox: Sandbox, name: str
) -> None:
    answer = client.get("/", headers=PAGE)
    del answer.headers[name]
    assert faults(answer, sandbox.origin) == {name}


@pytest.mark.parametrize("name", [*page_policy("x"), "script-src"])
@pytest.mark.parametrize("instead", ["", "{name} *", "{name} 'self' 'unsafe-inline' https:"])
def test_a_directive_that_is_missing_or_open_would_be_noticed(
    client: FlaskClient, sandbox: Sandbox, name: str, instead: str
) -> None:
    answer = client.get("/", headers=PAGE)
    header = answer.headers["Content-Security-Policy"]
    changed = re.sub(rf"(?<![a-z-]){name} [^;]*", instead.format(name=name), header)
    answer.headers["Content-Security-Policy"] = "; ".join(filter(str.strip, changed.split(";")))
    assert faults(answer, sandbox.origin) == {name}


def test_what_is_somebody_s_is_stored_nowhere_and_files_are(app: Dash, client: FlaskClient) -> None:
    given = answers(client, app)
    stored = {
        name for name, answer in given.items() if answer.headers.get("Cache-Control") != "no-store"
    }
    assert stored == {"a file", "a file that is known", "a chunk that is known"}


def test_each_page_allows_exactly_the_inline_scripts_that_it_has(
    app: Dash, client: FlaskClient
) -> None:
    def inline_and_allowed() -> tuple[set[str], set[str]]:
        answer = client.get("/", headers=PAGE)
        scripts = re.findall(
            r'<script(?: id="_dash-renderer" type="application/javascript")?>(.*?)</script>',
            re.sub("<!--.*?-->", "", answer.text, flags=re.DOTALL),
            re.DOTALL,
        )
        digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
        hashes = {f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}
        return hashes, set(policy(answer)["script-src"][1:])

    inline, allowed = inline_and_allowed()
    assert len(inline) == 3
    assert allowed == inline
    # As Dash Pages and clientside callbacks in Python do, after the first answer.
    app._inline_scripts.append("window.late = true;")
    inline, allowed = inline_and_allowed()
    assert len(inline) == 4
    assert allowed == inline


def test_no_directive_allows_eval_or_inline_scripts(client: FlaskClient) -> None:
    given = policy(client.get("/", headers=PAGE))
    assert "unsafe" not in " ".join(given["script-src"])
    lax = [name for name, sources in given.items() if "'unsafe-inline'" in sources]
    assert lax == ["style-src", "style-src-elem"]


@pytest.mark.parametrize("path", ["/", "/old-browser", "/sign-in"])
def test_a_browser_that_knows_only_style_src_shows_pages_with_their_styles(
    client: FlaskClient, path: str
) -> None:
    given = policy(client.get(path, headers=PAGE))
    assert given["style-src"] == given["style-src-elem"]


def test_a_page_may_frame_every_configured_origin_of_retool_and_no_other(
    settings: Settings, token: Token
) -> None:
    retool = settings.retool.model_copy(
        update={"url": "https://retool.example.com", "embed_origins": ["https://two.example.com"]}
    )
    app = create_app(settings.model_copy(update={"retool": retool}))
    client = app.server.test_client()
    client.set_cookie("dashapp_token", token())
    given = policy(client.get("/", headers=PAGE))
    origins = ["https://retool.example.com", "https://two.example.com"]
    assert given["frame-src"] == origins
    assert given["connect-src"] == ["'self'", *origins]


@pytest.mark.parametrize(
    ("url", "promised"),
    [
        ("https://apps.example.com", True),
        ("https://apps.example.com:8443", True),
        ("http://apps.example.com", False),
        ("https://localhost:8050", False),
        ("https://app.localhost", False),
        ("https://127.0.0.1:8050", False),
        ("https://[::1]:8050", False),
        ("https://192.0.2.1", True),
    ],
)
def test_https_is_promised_over_https_and_outside_this_machine(
    client: FlaskClient, url: str, promised: bool
) -> None:
    header = client.get("/", headers=PAGE, base_url=url).headers.get("Strict-Transport-Security")
    assert header == ("max-age=31536000" if promised else None)
