"""Nobody gets past without a sign-in, and no other site acts in a person's name."""

from collections.abc import Callable

import pytest
import requests

from dash_retool_embed.testing.sandbox import Sandbox
from dashapp.app import create_app
from dashapp.settings import Settings
from tests.conftest import Host
from tests.servers import running

Token = Callable[..., str]

PAGE = {"Accept": "text/html"}


def get(host: Host, path: str, **how: object) -> requests.Response:
    return requests.get(f"{host.url}{path}", allow_redirects=False, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["/", "/sales", "/nonsense"])
def test_a_page_without_a_sign_in_leads_to_the_sign_in_page(host: Host, path: str) -> None:
    answer = get(host, path, headers=PAGE)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in?next={path}")


def test_a_word_behind_the_path_survives_the_sign_in_and_a_secret_does_not(host: Host) -> None:
    asked = get(host, "/sales?inspect", headers=PAGE)
    assert asked.headers["Location"] == "/sign-in?next=/sales?inspect"
    asked = get(host, "/sales?token=secret", headers=PAGE)
    assert asked.headers["Location"] == "/sign-in?next=/sales"
    # Not every server refuses bytes that are no text.
    raw = {"QUERY_STRING": "q=caf\xe9"}
    answer = host.app.server.test_client().get("/sales", headers=PAGE, environ_overrides=raw)
    assert answer.headers["Location"] == "/sign-in?next=/sales"


@pytest.mark.parametrize("path", ["/_dash-layout", "/_dash-dependencies", "/", "/_reload-hash"])
def test_what_dash_asks_for_without_a_sign_in_is_401(host: Host, path: str) -> None:
    answer = get(host, path)
    assert (answer.status_code, answer.json()["code"]) == (401, "token_missing")


def test_a_callback_without_a_sign_in_is_401(host: Host) -> None:
    answer = requests.post(f"{host.url}/_dash-update-component", json={})
    assert answer.status_code == 401


def test_a_host_without_a_sign_in_page_says_so(settings: Settings) -> None:
    with running(create_app(settings).server) as url:
        answer = requests.get(f"{url}/sales", headers=PAGE)
        assert answer.status_code == 401
        assert "You are not signed in" in answer.text
        assert requests.get(f"{url}/sign-in", headers=PAGE).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[bad"},
    ],
)
@pytest.mark.parametrize("path", ["/api/embedUrl", "/_dash-update-component", "/sign-out"])
def test_what_another_site_sends_is_refused(
    host: Host, token: Token, sandbox: Sandbox, headers: dict[str, str], path: str
) -> None:
    answer = requests.post(
        f"{host.url}{path}",
        json={"retoolAppName": "sales"},
        headers=headers,
        cookies={"dashapp_token": token()},
        allow_redirects=False,
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")
    assert sandbox.links_minted == 0


def test_what_this_host_s_pages_send_is_let_through(host: Host, token: Token) -> None:
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": host.url}):
        answer = requests.post(
            f"{host.url}/api/embedUrl",
            json={"retoolAppName": "sales", "userJwt": token()},
            headers=headers,
        )
        assert answer.status_code == 200


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/sales", "/sales"),
        ("https://evil.example", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("sales", "/"),
        ("", "/"),
    ],
)
def test_sign_in_leads_only_to_paths_of_this_host(host: Host, wanted: str, reached: str) -> None:
    form = {"person": "vera", "next": wanted}
    answer = requests.post(f"{host.url}/sign-in", data=form, allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, reached)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("dashapp_token=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_nobody_signs_in_as_somebody_who_is_not_in_the_demo(host: Host) -> None:
    answer = requests.post(f"{host.url}/sign-in", data={"person": "root"})
    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers


def test_sign_out_ends_the_sign_in(host: Host, token: Token) -> None:
    session = requests.Session()
    session.post(f"{host.url}/sign-in", data={"person": "vera"})
    assert session.get(f"{host.url}/_dash-layout").status_code == 200
    session.post(f"{host.url}/sign-out")
    assert session.get(f"{host.url}/_dash-layout").status_code == 401


def test_two_hosts_in_one_process_share_nothing(settings: Settings, token: Token) -> None:
    few = settings.model_copy(update={"apps": settings.apps[:1]})
    body = {"retoolAppName": "customers", "userJwt": token()}
    with running(create_app(settings).server) as one, running(create_app(few).server) as other:
        statuses = [
            requests.post(f"{url}/api/embedUrl", json=body).status_code for url in (one, other)
        ]
    assert statuses == [200, 404]
