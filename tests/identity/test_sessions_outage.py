"""While the database is away: nobody who is signed in is told to sign in again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import requests
from flask import Flask
from pydantic import SecretStr

from dashapp.app import create_app
from dashapp.settings import OidcSettings, Settings
from tests.identity.host_sessions import begin_session
from tests.servers import running

PAGE = "/_dash-layout"
NOWHERE = "sqlite:////nowhere/at/all.sqlite3"


@pytest.fixture
def oidc(settings: Settings) -> Settings:
    """A host whose people sign in with OpenID Connect."""
    provider = OidcSettings(
        issuer="http://localhost:1",
        client_id="apps",
        client_secret=SecretStr("secret"),
    )
    return settings.model_copy(update={"oidc": provider, "host_url": "http://localhost:2"})


@pytest.fixture
def down(oidc: Settings) -> Iterator[str]:
    """A host whose database can't be reached."""
    nowhere = oidc.model_copy(update={"database_url": SecretStr(NOWHERE)})
    server: Flask = create_app(nowhere).server
    with running(server) as url:
        yield url


def test_a_session_that_a_process_does_not_know_is_told_to_wait(down: str, oidc: Settings) -> None:
    cookie = {"Cookie": f"dashapp_token={begin_session(oidc, 'ada')}"}
    for accept in ("application/json", "text/html"):
        answer = requests.get(
            f"{down}{PAGE}", headers={**cookie, "Accept": accept}, allow_redirects=False
        )
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    minted = requests.post(f"{down}/api/embedUrl", json={"retoolAppName": "sales"}, headers=cookie)
    assert (minted.status_code, minted.json()["code"]) == (503, "session_unknown")
    assert minted.json()["transient"] is True
    assert minted.headers["Retry-After"] == "2"


def test_a_stranger_is_a_stranger_all_the_same(down: str) -> None:
    forged = {"Cookie": f"dashapp_token={'A' * 65}"}
    assert requests.get(f"{down}{PAGE}", headers=forged).status_code == 401
    assert requests.get(f"{down}{PAGE}").status_code == 401


def test_a_sign_out_answers_while_the_database_is_away(down: str, oidc: Settings) -> None:
    cookie = begin_session(oidc, "ada", lifetime=timedelta(minutes=5))
    answer = requests.post(
        f"{down}/sign-out",
        headers={"Cookie": f"dashapp_token={cookie}", "Accept": "text/html"},
        allow_redirects=False,
    )
    assert answer.status_code == 303
    assert "dashapp_token=;" in answer.headers["Set-Cookie"]
    # Unknown, and known to have ended.
    after = requests.get(f"{down}{PAGE}", headers={"Cookie": f"dashapp_token={cookie}"})
    assert after.status_code == 401
