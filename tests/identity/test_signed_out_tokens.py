"""Tokens of another login, with which somebody has signed out here."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import requests
from flask import Flask
from pydantic import SecretStr

from dashapp.app import create_app
from dashapp.identity import KeysUnavailable, issue_token
from dashapp.identity.token_digest import token_digest
from dashapp.sessions import Revocations
from dashapp.settings import Settings
from tests.conftest import SECRET
from tests.patience import until
from tests.servers import running

PAGE = "/_dash-layout"
HOUR = timedelta(hours=1)


def token_of(
    settings: Settings, sub: str = "ada", secret: str = SECRET, lifetime: timedelta = HOUR
) -> str:
    return issue_token(
        secret,
        sub=sub,
        roles=["analyst"],
        lifetime=lifetime,
        audience=settings.auth.audience,
        issuer=settings.auth.issuer,
        store_id=1,
        can_export=True,
        # No other test has signed out with it.
        jti=uuid4().hex,
    )


def status(url: str, *, cookie: str | None = None, bearer: str | None = None) -> int:
    headers = {"Cookie": f"dashapp_token={cookie}"} if cookie else {}
    if bearer:
        headers["Authorization"] = f"Bearer {bearer}"
    return requests.get(f"{url}{PAGE}", headers=headers).status_code


def sign_out(url: str, cookie: str) -> requests.Response:
    headers = {"Cookie": f"dashapp_token={cookie}", "Accept": "text/html"}
    return requests.post(f"{url}/sign-out", headers=headers, allow_redirects=False)


@pytest.fixture
def hosts(settings: Settings) -> Iterator[list[str]]:
    """Two processes of a host whose people come with a token in a cookie."""
    servers: list[Flask] = [create_app(settings).server for _ in range(2)]
    with running(servers[0]) as first, running(servers[1]) as second:
        yield [first, second]


def test_a_token_is_refused_everywhere_once_somebody_has_signed_out_with_it(
    hosts: list[str], settings: Settings
) -> None:
    ada, grace = token_of(settings), token_of(settings, "grace")
    assert [status(host, cookie=ada) for host in hosts] == [200, 200]
    answer = sign_out(hosts[0], ada)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-out")
    assert "dashapp_token=;" in answer.headers["Set-Cookie"]
    assert "You have signed out here" in requests.get(f"{hosts[0]}/sign-out").text
    for host in hosts:
        until(lambda host=host: status(host, cookie=ada) == 401, "the end of the token")  # type: ignore[misc]
        # However it comes.
        assert status(host, bearer=ada) == 401
        mint = {"retoolAppName": "sales", "userJwt": ada}
        assert requests.post(f"{host}/api/embedUrl", json=mint).status_code == 401
        assert status(host, cookie=grace) == 200


def test_another_spelling_of_the_signature_is_the_same_token(
    hosts: list[str], settings: Settings
) -> None:
    ada = token_of(settings)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    # The last letter of 32 bytes in base64url has two bits that no decoder looks at.
    spellings = [ada[:-1] + letters[letters.index(ada[-1]) // 4 * 4 + bits] for bits in range(4)]
    assert len({token_digest(each) for each in spellings}) == 1
    accepted = [each for each in spellings if status(hosts[0], cookie=each) == 200]
    assert ada in accepted
    sign_out(hosts[0], ada)
    assert [status(hosts[0], cookie=each) for each in spellings] == [401] * 4


def test_a_token_is_refused_for_as_long_as_it_would_be_accepted(
    hosts: list[str], settings: Settings
) -> None:
    # Clocks may differ by 30 seconds: it is accepted so long after its end.
    over = token_of(settings, lifetime=timedelta(seconds=-10))
    assert status(hosts[0], cookie=over) == 200
    sign_out(hosts[0], over)
    assert status(hosts[0], cookie=over) == 401


def test_a_sign_out_that_can_not_be_done_is_not_said_to_be(
    hosts: list[str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise KeysUnavailable("The login's keys could not be fetched.")

    ada = token_of(settings)
    with monkeypatch.context() as outage:
        outage.setattr("dashapp.identity.tokens.TokenVerifier.verify", unknown)
        answer = sign_out(hosts[0], ada)
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (503, False)
    assert "You are still signed in" in answer.text
    assert status(hosts[0], cookie=ada) == 200


def test_a_host_that_remembered_nothing_would_let_it_in(
    hosts: list[str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Revocations, "__contains__", lambda *_: False)
    ada = token_of(settings)
    sign_out(hosts[0], ada)
    assert status(hosts[0], cookie=ada) == 200


def test_a_stranger_s_token_is_not_remembered(
    hosts: list[str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    added: list[str] = []
    monkeypatch.setattr(Revocations, "add", lambda _self, digest, _until: added.append(digest))
    for stranger in ("a.b.c", "", token_of(settings, secret=SECRET[::-1])):
        assert sign_out(hosts[0], stranger).status_code == 303
    assert added == []
    sign_out(hosts[0], token_of(settings))
    assert len(added) == 1


def test_tokens_of_the_secret_before_count_during_a_rollover(settings: Settings) -> None:
    former = "the secret before this one, as long as it has to be"
    rolled = settings.model_copy(update={"jwt_secret_previous": SecretStr(former)})
    with running(create_app(rolled).server) as url:
        assert status(url, cookie=token_of(settings)) == 200
        assert status(url, cookie=token_of(settings, secret=former)) == 200
        assert status(url, cookie=token_of(settings, secret=former[::-1])) == 401
    with running(create_app(settings).server) as url:
        assert status(url, cookie=token_of(settings, secret=former)) == 401
