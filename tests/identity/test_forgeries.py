"""The attack table: no forged token makes anybody, at the verifier or at the host."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, Response

from dash_retool_embed.people import IdentityError
from dashapp.identity import TokenVerifier
from dashapp.identity.published_keys import PublishedKeys
from tests.identity.forgeries import FIRST, FORGED, MALLORY, SAID, SECOND, SECRET, SHARED
from tests.identity.hosts import COOKIE, PAGE, host
from tests.identity.login import AUDIENCE, ISSUER, Login, Pair, good_claims, running_login

# RFC 6265, section 4.1.1: other characters end a cookie, or stand around it and are taken off.
COOKIE_VALUE = re.compile(r"[!#-+\--:<-\[\]-~]+")


@pytest.fixture(scope="module")
def published() -> Iterator[Login]:
    with running_login(FIRST, SECOND) as login:
        yield login


@pytest.fixture(scope="module")
def by_keys(published: Login) -> tuple[TokenVerifier, Flask]:
    keys = PublishedKeys(published.url, ["RS256"])
    verifier = TokenVerifier(keys, ["RS256"], AUDIENCE, ISSUER)
    return verifier, host(algorithms=["RS256"], jwks_url=published.url)


@pytest.fixture(scope="module")
def by_secret() -> tuple[TokenVerifier, Flask]:
    return TokenVerifier(SECRET, ["HS256"], AUDIENCE, ISSUER), host()


def ways(server: Flask, token: str) -> Iterator[tuple[int, str, str]]:
    """Show the token wherever the host looks for one; yield what comes back."""
    client = server.test_client(use_cookies=False)
    how: list[Callable[[], Any]] = [
        lambda: client.post("/api/embedUrl", json={"retoolAppName": "sales", "userJwt": token})
    ]
    if token and token.isascii() and token.isprintable():
        how.append(lambda: client.get(PAGE, headers={"Authorization": f"Bearer {token}"}))
    if COOKIE_VALUE.fullmatch(token):
        how.append(lambda: client.get(PAGE, headers={"Cookie": f"{COOKIE}={token}"}))
    for send in how:
        answer = send()
        code = answer.json.get("code", "") if answer.is_json else ""
        yield answer.status_code, code, answer.text


def check(place: tuple[TokenVerifier, Flask], token: str, reason: str) -> None:
    verifier, server = place
    with pytest.raises(IdentityError) as caught:
        verifier.verify(token)
    assert reason in str(caught.value)
    for status, code, text in ways(server, token):
        assert status == 401
        assert code in ("token_invalid", "token_expired")
        assert not any(len(part) > 8 and part in text for part in token.split("."))


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_token_is_nobody_s(by_keys: tuple[TokenVerifier, Flask], name: str) -> None:
    make, reason = FORGED[name]
    check(by_keys, make(), reason)


@pytest.mark.parametrize("name", SAID)
@pytest.mark.parametrize("by", [FIRST, SHARED], ids=lambda by: by.algorithm)
def test_a_token_that_no_good_login_signs_is_nobody_s(
    by_keys: tuple[TokenVerifier, Flask],
    by_secret: tuple[TokenVerifier, Flask],
    by: Pair,
    name: str,
) -> None:
    make, reason = SAID[name]
    check(by_secret if by is SHARED else by_keys, make(by), reason)


@pytest.mark.parametrize("by", [FIRST, SECOND, SHARED], ids=lambda by: f"{by.algorithm}-{by.kid}")
def test_the_same_tokens_without_the_attack_are_good(
    by_keys: tuple[TokenVerifier, Flask], by_secret: tuple[TokenVerifier, Flask], by: Pair
) -> None:
    verifier, server = by_secret if by is SHARED else by_keys
    others = {"jku": "https://a.example", "x5u": "https://a.example", "x5t": "AAAA"}
    known = {"store_id": 1, "can_export": True}
    for claims in (good_claims(**known), good_claims(**known, aud=["other", AUDIENCE])):
        token = by.sign_text({"alg": by.algorithm, "kid": by.kid, **others}, claims)
        assert verifier.verify(token).id == "ada"
        # 502, because Retool isn't there.
        assert [status for status, *_ in ways(server, token)] == [502, 200, 200]


@pytest.mark.parametrize("header", ["jku", "x5u", "jwk", "kid"])
def test_no_address_in_a_token_is_visited(
    by_keys: tuple[TokenVerifier, Flask], header: str
) -> None:
    with running_login(MALLORY) as evil:
        kid = evil.url if header == "kid" else "mallory"
        named = {"alg": "RS256", "kid": kid, header: evil.url}
        check(by_keys, MALLORY.sign_text(named, good_claims()), "none of the login's")
        check(by_keys, MALLORY.sign_text({**named, "kid": "first"}, good_claims()), "signature")
        assert evil.asked == []


@pytest.mark.parametrize(
    ("secret", "auth"),
    [
        ("another secret of another deployment, as long", {}),
        (SECRET, {"aud": "another-deployment"}),
        (SECRET, {"iss": "https://login.other.example"}),
    ],
)
def test_a_token_of_another_deployment_is_nobody_s_here(
    by_secret: tuple[TokenVerifier, Flask], secret: str, auth: dict[str, str]
) -> None:
    other = Pair("first", "HS256", secret.encode())
    check(by_secret, other.sign(good_claims(**auth)), "")


def test_a_token_with_the_secret_is_nobody_s_where_keys_are_configured(
    by_keys: tuple[TokenVerifier, Flask],
) -> None:
    check(by_keys, SHARED.sign(), "algorithm")


def test_a_login_that_is_down_is_said_to_be(login: Login) -> None:
    login.answer = lambda: Response(status=500)
    server = host(algorithms=["RS256"], jwks_url=login.url)
    found = {(status, code) for status, code, _ in ways(server, FIRST.sign())}
    assert found == {(503, "keys_unavailable")}
    page = server.test_client().get(
        "/", headers={"Accept": "text/html", "Authorization": f"Bearer {FIRST.sign()}"}
    )
    assert page.status_code == 503
    assert "can&#39;t be checked just now" in page.text
