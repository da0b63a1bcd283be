"""A neighbor: another host of the same domain, which somebody visits who is signed in here."""

import json
import ssl
from collections.abc import Iterator, Sequence

import pytest
import requests
from dash.testing.browser import Browser
from flask import Flask, Request
from werkzeug.serving import generate_adhoc_ssl_context

from dashapp.identity import request_user
from dashapp.identity.cookies import Cookie
from tests.browser.person import Person
from tests.conftest import Host
from tests.servers import running

# Browsers find all names below localhost on this machine, and take this one for a domain that
# somebody has registered.
DOMAIN = "example.localhost"

PAGES = ("/home", "/_dash-layout", "/_dash-dependencies", "/_dash-update-component")

Cookies = Sequence[str]
"""As they are set, and {token} is where a token of the neighbor's own belongs."""

QUOTES = (*(f'a="x; Path={page}' for page in PAGES), 'y=z"; Path=/')
SANDWICH = (*QUOTES, "dashapp_token={token}; Path=/")
DOUBLED = tuple(f"dashapp_token={{token}}; Path={path}" for path in ("/", *PAGES))
NAMELESS = ("=dashapp_token={token}; Path=/", "=__Host-dashapp_token={token}; Path=/")
PREFIXED = tuple(
    f"{name}={{token}}; Path={path}; Secure"
    for name in ("__Host-dashapp_token", "__Secure-dashapp_token", "__HOST-dashapp_token")
    for path in ("/", *PAGES)
)
# More than a browser keeps for a domain: the oldest go.
FLOOD = (
    *(f"c{i}=x; Path=/; Secure" for i in range(400)),
    *PREFIXED,
    "dashapp_token={token}; Path=/; Secure",
)


# Chromium keeps cookies in another process, one after the other.
SET_ALL = """
<h1></h1><script>
for (const line of LINES) document.cookie = line;
document.cookie = "last=1";
const waiting = setInterval(() => {
  if (!document.cookie.includes("last=1")) return;
  clearInterval(waiting);
  document.querySelector("h1").textContent = "Done";
}, 10);
</script>
"""


def neighbor(token: str, cookies: Cookies) -> Flask:
    """A site whose only page sets cookies for all of the domain."""
    lines = [f"{cookie.format(token=token)}; Domain={DOMAIN}" for cookie in cookies]
    app = Flask("neighbor")
    app.add_url_rule("/", "set", lambda: SET_ALL.replace("LINES", json.dumps(lines)))
    return app


@pytest.fixture
def token(host: Host) -> str:
    """The neighbor has an account here too, as Ada."""
    answer = requests.post(f"{host.url}/sign-in", data={"person": "ada"}, allow_redirects=False)
    return str(answer.cookies["dashapp_token"])


def under(url: str, name: str) -> str:
    """Return an origin under another name of this machine."""
    return url.replace("localhost", f"{name}.{DOMAIN}")


def visit(victim: Person, token: str, cookies: Cookies, tls: ssl.SSLContext | None = None) -> str:
    """Sign in as Vera, visit the neighbor, and return whom the host then takes her for."""
    victim.sign_in("vera", "/home")
    assert who(victim) == "Vera Lind"
    with running(neighbor(token, cookies), ssl_context=tls) as url:
        victim.driver.get(f"{under(url, 'evil')}/")
        victim.shows("Done", "h1")
    return who(victim)


def who(person: Person) -> str:
    """Return whose name the host's page says, or nobody's where it asks."""
    person.open("/home")

    def said() -> str | None:
        if person.all("button[value=vera]"):
            return "nobody"
        return next((each.text for each in person.all(".host-account > summary")), None)

    return person.until(said, "a page that says who is signed in")


@pytest.fixture
def victim(browser: Browser, host: Host) -> Person:
    """Somebody in front of the host under its name in the domain, over plain HTTP."""
    return Person(browser, under(host.url, "apps"))


@pytest.mark.parametrize(
    ("cookies", "seen"), [(QUOTES, "Vera Lind"), (SANDWICH, "nobody"), (DOUBLED, "nobody")]
)
def test_a_neighbor_does_not_swap_a_sign_in(
    victim: Person, token: str, cookies: Cookies, seen: str
) -> None:
    assert visit(victim, token, cookies) == seen


def test_without_the_reader_of_its_own_the_host_would_take_the_neighbor_s_sign_in(
    victim: Person, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def honoring_quotes(request: Request, name: str) -> str | None:
        found = request.cookies.getlist(name)
        return found[0] if len(found) == 1 else None

    monkeypatch.setattr(request_user, "read_cookie", honoring_quotes)
    assert visit(victim, token, SANDWICH) == "Ada Okafor"


@pytest.fixture
def tls(browser: Browser) -> Iterator[ssl.SSLContext]:
    """A certificate that the browser takes in this test."""
    ignore = "Security.setIgnoreCertificateErrors"
    browser.driver.execute_cdp_cmd(ignore, {"ignore": True})
    yield generate_adhoc_ssl_context()
    browser.driver.execute_cdp_cmd(ignore, {"ignore": False})


@pytest.mark.parametrize(
    ("cookies", "seen"),
    [
        (SANDWICH, {"Vera Lind"}),
        (DOUBLED, {"Vera Lind"}),
        (NAMELESS, {"Vera Lind"}),
        (PREFIXED, {"Vera Lind"}),
        (FLOOD, {"Vera Lind", "nobody"}),
    ],
    ids=["sandwich", "doubled", "nameless", "prefixed", "flood"],
)
def test_over_https_it_does_not_even_disturb(
    browser: Browser, host: Host, token: str, tls: ssl.SSLContext, cookies: Cookies, seen: set[str]
) -> None:
    with running(host.app.server, ssl_context=tls) as url:
        victim = Person(browser, under(url, "apps"))
        assert visit(victim, token, cookies, tls) in seen


def test_without_the_prefix_a_flood_would_leave_the_neighbor_s_cookie_alone(
    browser: Browser,
    host: Host,
    token: str,
    tls: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Cookie, "name", property(lambda cookie: cookie.plain_name))
    with running(host.app.server, ssl_context=tls) as url:
        victim = Person(browser, under(url, "apps"))
        assert visit(victim, token, FLOOD, tls) == "Ada Okafor"
