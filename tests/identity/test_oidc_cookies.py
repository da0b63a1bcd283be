"""Cookies of a sign-in with OpenID Connect, and what neighbors on the same domain do to them."""

from urllib.parse import quote

import pytest
import requests
from flask.testing import FlaskClient

from dashapp.app import create_app
from dashapp.settings import Settings
from tests.conftest import Company
from tests.identity.host_sessions import begin_session
from tests.identity.visitor import PAGE, Visitor

APPS = "https://apps.example.com"


@pytest.fixture
def visitor(company: Company) -> Visitor:
    """Somebody who has not signed in yet."""
    return Visitor(company)


def at(company: Company, host_url: str) -> Settings:
    """The company's settings, of a host at another address."""
    return company.settings.model_copy(update={"host_url": host_url})


def host_at(company: Company, host_url: str) -> FlaskClient:
    """The company's host, as browsers reach it over HTTPS."""
    client: FlaskClient = create_app(at(company, host_url)).server.test_client(use_cookies=False)
    return client


@pytest.mark.parametrize("host_url", [APPS, "https://localhost:8443"])
def test_over_https_every_cookie_is_secure_and_this_host_s_alone(
    company: Company, host_url: str
) -> None:
    client = host_at(company, host_url)
    answer = client.get("/sign-in", base_url=host_url)
    (begun,) = answer.headers.getlist("Set-Cookie")
    assert begun.startswith("__Host-dashapp_signing_in_")
    assert f"redirect_uri={quote(host_url, safe='')}%2F" in answer.headers["Location"]
    answer = client.post("/sign-out", base_url=host_url)
    names = {cookie.split("=")[0] for cookie in answer.headers.getlist("Set-Cookie")}
    assert names == {"__Host-dashapp_token"}
    for cookie in (begun, *answer.headers.getlist("Set-Cookie")):
        assert "Secure; HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_below_a_path_they_are_of_that_alone(company: Company) -> None:
    client = host_at(company, f"{APPS}/sales-team")
    answer = client.get("/sales-team/sign-in", base_url=APPS)
    (begun,) = answer.headers.getlist("Set-Cookie")
    assert begun.startswith("__Secure-dashapp_signing_in_")
    back = quote(f"{APPS}/sales-team/sign-in/callback", safe="")
    assert f"redirect_uri={back}" in answer.headers["Location"]
    answer = client.post("/sales-team/sign-out", base_url=APPS)
    (ended,) = answer.headers.getlist("Set-Cookie")
    assert ended.startswith("__Secure-dashapp_token=")
    for cookie in (begun, ended):
        assert "Secure; HttpOnly; Path=/sales-team/; SameSite=Lax" in cookie


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("__Host-dashapp_token", 200),
        # A neighbor could have set these.
        ("dashapp_token", 401),
        ("__Secure-dashapp_token", 401),
        ("__host-dashapp_token", 401),
    ],
)
def test_over_https_no_name_counts_that_a_neighbor_could_have_set(
    company: Company, name: str, status: int
) -> None:
    id_ = begin_session(at(company, APPS), "anton")
    answer = host_at(company, APPS).get(
        "/_dash-layout", headers={"Cookie": f"{name}={id_}"}, base_url=APPS
    )
    assert answer.status_code == status


def test_a_sign_in_that_waits_in_doubt_is_not_finished(company: Company, visitor: Visitor) -> None:
    callback = visitor.go_to_provider()
    (waiting,) = (c for c in visitor.cookies if c.name.startswith("dashapp_signing_in_"))
    own = f"{waiting.name}={waiting.value}"
    for sent in (f"{own}; {own}", f'{waiting.name}="{waiting.value}"', f"a={own}"):
        answer = requests.get(callback, headers={**PAGE, "Cookie": sent})
        assert (answer.status_code, "took too long" in answer.text) == (400, True)
    answer = requests.get(
        callback,
        headers={**PAGE, "Cookie": f'a="x; {own}; b=y"'},
        allow_redirects=False,
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_cookies_that_only_look_like_sign_ins_are_left_alone(company: Company) -> None:
    planted = "; ".join(f"dashapp_signing_in_{i}\xe9,{i}=x" for i in range(20))
    answer = requests.get(
        f"{company.url}/sign-in",
        headers={"Cookie": planted.encode("latin-1")},
        allow_redirects=False,
    )
    assert answer.status_code == 302
    assert len(answer.raw.headers.getlist("Set-Cookie")) == 1
