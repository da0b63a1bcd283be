"""What a provider says of sign-outs over the back channel, and what others say in its name."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jwt
import pytest
import requests

from dash_retool_embed.log_throttling.lines import PER_SOURCE
from dashapp.identity import logout_tokens
from dashapp.identity.bounded_lock import MAX_WAITING
from dashapp.identity.logout_tokens import EVENT
from dashapp.sessions import Sessions, SessionsUnavailable
from tests.conftest import Company
from tests.identity.host_sessions import sessions_in
from tests.identity.login import pair
from tests.identity.oidc_grants import CLIENT_ID
from tests.identity.visitor import Visitor
from tests.patience import until

KEYS = "/keys"
FORGED = pair("another").private


def claims(company: Company, **changes: Any) -> dict[str, Any]:
    """What a good logout token of Anton's says, with changes; None takes a claim away."""
    now = int(time.time())
    said = {
        "iss": company.provider.origin,
        "aud": CLIENT_ID,
        "iat": now,
        "exp": now + 120,
        "jti": f"id {time.monotonic_ns()}",
        "events": {EVENT: {}},
        "sub": "anton",
        **changes,
    }
    return {name: value for name, value in said.items() if value is not None}


def send(
    company: Company,
    said: dict[str, Any],
    *,
    key: Any = None,
    algorithm: str = "RS256",
    **header: Any,
) -> int:
    signing: Any = None if algorithm == "none" else key or company.provider.key
    token = jwt.encode(
        said,
        signing,
        algorithm=algorithm,
        headers={"kid": company.provider.key_id, "typ": "logout+jwt", **header},
    )
    return send_text(company, token)


def send_text(company: Company, token: str) -> int:
    answer = requests.post(f"{company.url}/backchannel-logout", data={"logout_token": token})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    return answer.status_code


@pytest.fixture
def anton(company: Company) -> Visitor:
    """Somebody who has signed in."""
    visitor = Visitor(company)
    visitor.sign_in()
    assert visitor.is_signed_in()
    return visitor


def test_while_the_keys_hang_strangers_hold_few_threads(company: Company) -> None:
    company.provider.hanging.add(KEYS)
    statuses: list[int] = []
    with ThreadPoolExecutor(16) as threads:
        for _ in range(16):
            threads.submit(lambda: statuses.append(send(company, claims(company), key=FORGED)))
        until(lambda: len(statuses) == 16 - 1 - MAX_WAITING, "an answer to most")
        assert set(statuses) == {503}
        assert not company.provider.go_on.is_set()
        company.provider.go_on.set()


def test_while_the_keys_are_away_strangers_do_not_fill_the_log(
    company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    company.provider.broken[KEYS] = 500
    for _ in range(2 * PER_SOURCE):
        assert send(company, claims(company), key=FORGED) == 503
    lines = [each for each in caplog.messages if "not done yet" in each]
    assert len(lines) == PER_SOURCE


def test_a_logout_token_ends_every_session_of_its_subject(company: Company, anton: Visitor) -> None:
    elsewhere, vera = Visitor(company), Visitor(company)
    elsewhere.sign_in()
    vera.sign_in(who="vera")
    assert send(company, claims(company)) == 200
    assert not anton.is_signed_in()
    assert not elsewhere.is_signed_in()
    assert vera.is_signed_in()
    assert {row["ended_by"] for row in sessions_in(company)} == {"provider", None}


Forge = Callable[[Company], int]


FORGERIES: dict[str, Forge] = {
    "another key": lambda c: send(c, claims(c), key=pair("another").private),
    "another key id": lambda c: send(c, claims(c), kid="unknown"),
    "the client's secret": lambda c: send(c, claims(c), key="x" * 32, algorithm="HS256"),
    "no signature": lambda c: send(c, claims(c), algorithm="none"),
    "another issuer": lambda c: send(c, claims(c, iss="https://evil.example")),
    "another client": lambda c: send(c, claims(c, aud="other")),
    "an ID token": lambda c: send(c, claims(c, events=None, jti=None, nonce="n")),
    "an ID token with events": lambda c: send(c, claims(c, nonce="n")),
    "another event": lambda c: send(c, claims(c, events={"http://other": {}})),
    "an event that is no object": lambda c: send(c, claims(c, events={EVENT: True})),
    "no id": lambda c: send(c, claims(c, jti=None)),
    "nobody": lambda c: send(c, claims(c, sub=None)),
    "a number": lambda c: send(c, claims(c, sub=1)),
    "over": lambda c: send(c, claims(c, exp=int(time.time()) - 60)),
    "old, without an end": lambda c: send(c, claims(c, exp=None, iat=int(time.time()) - 3600)),
    "nothing": lambda c: send_text(c, ""),
    "no token": lambda c: send_text(c, "a.b.c"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_logout_token_ends_nothing(company: Company, anton: Visitor, forgery: str) -> None:
    assert FORGERIES[forgery](company) == 400
    assert anton.is_signed_in()


@pytest.mark.parametrize("forgery", ["another key", "another issuer", "another client", "over"])
def test_without_the_verifier_a_forgery_would_end_it(
    company: Company, anton: Visitor, forgery: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trusting(_self: object, token: str) -> dict[str, Any]:
        said: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
        return said

    monkeypatch.setattr(logout_tokens._LogoutVerifier, "claims", trusting)
    assert FORGERIES[forgery](company) == 200
    assert not anton.is_signed_in()


def test_a_logout_token_is_good_once(company: Company, anton: Visitor) -> None:
    # The same second would be too early for a sign-in after it.
    said = claims(company, iat=int(time.time()) - 5)
    assert send(company, said) == 200
    assert not anton.is_signed_in()
    anton.sign_in()
    assert send(company, said) == 400
    assert anton.is_signed_in()


def test_a_provider_is_told_to_try_again_while_the_database_is_away(
    company: Company, anton: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise SessionsUnavailable("away")

    said = claims(company)
    with monkeypatch.context() as outage:
        outage.setattr("dashapp.sessions.sessions.Sessions.end_at_provider", fail)
        assert send(company, said) == 503
        assert anton.is_signed_in()
    assert send(company, said) == 200
    assert not anton.is_signed_in()


def test_a_sign_in_under_way_for_a_session_that_the_provider_ended_comes_to_nothing(
    company: Company,
) -> None:
    company.provider.people["anton"]["sid"] = "session 1"
    visitor = Visitor(company)
    callback = visitor.go_to_provider()
    assert send(company, claims(company, sid="session 1")) == 200
    visitor.leaves_nothing_behind(visitor.open(callback))
    company.provider.people["anton"]["sid"] = "session 2"
    visitor.sign_in()
    assert visitor.is_signed_in()


def test_a_session_of_the_provider_ends_alone(company: Company) -> None:
    first, second = Visitor(company), Visitor(company)
    for number, visitor in ((1, first), (2, second)):
        company.provider.people["anton"]["sid"] = f"session {number}"
        visitor.sign_in()
    assert send(company, claims(company, sid="session 1")) == 200
    assert not first.is_signed_in()
    assert second.is_signed_in()


@pytest.mark.parametrize("sid", [None, "session 1"])
def test_a_logout_that_comes_while_somebody_signs_in_is_not_lost(
    company: Company, sid: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sid:
        company.provider.people["anton"]["sid"] = sid
    said = claims(company, sid=sid, iat=int(time.time()) + 5)
    begin = Sessions.begin
    sent: list[int] = []

    def begin_late(self: Sessions, *given: Any) -> str:
        sent.append(send(company, said))
        return begin(self, *given)

    visitor = Visitor(company)
    with monkeypatch.context() as slow:
        slow.setattr(Sessions, "begin", begin_late)
        visitor.leaves_nothing_behind(visitor.sign_in())
    assert sent == [200]
    # Who signs in after it is welcome.
    company.provider.people["anton"] |= {"sid": "session 2", "iat": int(time.time()) + 10}
    visitor.sign_in()
    assert visitor.is_signed_in()
