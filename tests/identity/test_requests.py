"""Requests that must not sign anybody in, sent byte by byte to a real server."""

import http.client
import json
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import pytest

from tests.identity.forgeries import SHARED
from tests.identity.hosts import COOKIE, PAGE, host
from tests.identity.login import Pair, good_claims
from tests.patience import PATIENCE_SECONDS
from tests.servers import running

GOOD = SHARED.sign(good_claims(sub="ada"))
OTHER = SHARED.sign(good_claims(sub="grace"))
FORGED = Pair("first", "HS256", b"x" * 40).sign(good_claims(sub="ada"))

Headers = Sequence[tuple[str, str | bytes]]


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with running(host()) as origin:
        yield origin


def send(
    origin: str, headers: Headers, path: str = PAGE, body: str | None = None
) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=PATIENCE_SECONDS)
    try:
        connection.putrequest("GET" if body is None else "POST", path)
        for name, value in headers:
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(None if body is None else body.encode())
        answer = connection.getresponse()
        said = json.loads(answer.read())
        return answer.status, said.get("code", "") if isinstance(said, dict) else ""
    finally:
        connection.close()


@pytest.mark.parametrize(
    "headers",
    [
        [("Authorization", f"Bearer {GOOD}")],
        [("authorization", f"bEARER {GOOD}")],
        [("Cookie", f"{COOKIE}={GOOD}")],
        [("Cookie", f"a=b; {COOKIE}={GOOD}; c=d")],
        [("Authorization", "Basic YTpi"), ("Cookie", f"{COOKIE}={GOOD}")],
        [("Authorization", f"Bearer {GOOD}"), ("Cookie", f"{COOKIE}={FORGED}")],
        [("Cookie", f'a="x; {COOKIE}={GOOD}; y=z"')],
    ],
)
def test_a_good_request_gets_in(origin: str, headers: Headers) -> None:
    assert send(origin, headers)[0] == 200


REFUSED: dict[str, Headers] = {
    "a cookie between two halves of a quoted one": [
        ("Cookie", f'a="x; {COOKIE}={GOOD}; y=z"; {COOKIE}={OTHER}')
    ],
    "a quoted cookie": [("Cookie", f'{COOKIE}="{GOOD}"')],
    "two cookies, the good one first": [("Cookie", f"{COOKIE}={GOOD}; {COOKIE}={FORGED}")],
    "two cookies, the good one last": [("Cookie", f"{COOKIE}={FORGED}; {COOKIE}={GOOD}")],
    "two good cookies": [("Cookie", f"{COOKIE}={OTHER}; {COOKIE}={GOOD}")],
    "the same cookie twice": [("Cookie", f"{COOKIE}={GOOD}; {COOKIE}={GOOD}")],
    "two Cookie headers": [("Cookie", f"{COOKIE}={FORGED}"), ("Cookie", f"{COOKIE}={GOOD}")],
    "two Authorization headers": [
        ("Authorization", f"Bearer {GOOD}"),
        ("Authorization", f"Bearer {FORGED}"),
    ],
    "two Authorization headers, the good one last": [
        ("Authorization", f"Bearer {FORGED}"),
        ("Authorization", f"Bearer {GOOD}"),
    ],
    "two tokens in one header": [("Authorization", f"Bearer {GOOD}, Bearer {GOOD}")],
    "a parameter": [("Authorization", f'Bearer token="{GOOD}"')],
    "bearer twice": [("Authorization", f"Bearer bearer {GOOD}")],
    "two spaces": [("Authorization", f"Bearer  {GOOD}")],
    "a tab": [("Authorization", f"Bearer\t{GOOD}")],
    "a hard space": [("Authorization", b"Bearer \xa0" + GOOD.encode())],
    "a hard space after it": [("Authorization", f"Bearer {GOOD}".encode() + b"\xa0")],
    "a colon": [("Authorization", f"Bearer: {GOOD}")],
    "no scheme's end": [("Authorization", f"Bearer{GOOD}")],
    "no token": [("Authorization", "Bearer")],
    "no token, and a good cookie": [
        ("Authorization", "Bearer"),
        ("Cookie", f"{COOKIE}={GOOD}"),
    ],
    "a forged token, and a good cookie": [
        ("Authorization", f"Bearer {FORGED}"),
        ("Cookie", f"{COOKIE}={GOOD}"),
    ],
    "a forged token": [("Authorization", f"Bearer {FORGED}")],
    "a forged cookie": [("Cookie", f"{COOKIE}={FORGED}")],
    "a token of another deployment": [
        ("Authorization", f"Bearer {SHARED.sign(good_claims(aud='another'))}")
    ],
}


@pytest.mark.parametrize("how", REFUSED)
def test_a_request_that_can_be_read_in_two_ways_is_nobody_s(origin: str, how: str) -> None:
    assert send(origin, REFUSED[how]) == (401, "token_invalid")


ELSEWHERE: dict[str, Headers] = {
    "nowhere": [],
    "no scheme": [("Authorization", GOOD)],
    "another scheme": [("Authorization", f"Token {GOOD}")],
    "another scheme that begins so": [("Authorization", f"Bear {GOOD}")],
    "a cookie of another name": [("Cookie", f"{COOKIE}2={GOOD}; {COOKIE.upper()}={GOOD}")],
    "a cookie's path": [("Cookie", f"a=b, {COOKIE}={GOOD}")],
    "headers of proxies that aren't there": [
        ("Cf-Access-Jwt-Assertion", GOOD),
        ("X-Goog-IAP-JWT-Assertion", GOOD),
        ("X-Amzn-Oidc-Data", GOOD),
        ("X-Forwarded-Access-Token", GOOD),
        ("X-Forwarded-User", "ada"),
        ("X-Auth-Request-User", "ada"),
        ("Remote-User", "ada"),
        ("Proxy-Authorization", f"Bearer {GOOD}"),
        ("X-Authorization", f"Bearer {GOOD}"),
    ],
}


@pytest.mark.parametrize("where", ELSEWHERE)
def test_a_token_is_looked_for_in_two_places_only(origin: str, where: str) -> None:
    assert send(origin, ELSEWHERE[where]) == (401, "token_missing")


@pytest.mark.parametrize(
    "name", ["token", "access_token", "id_token", "jwt", "userJwt", "Authorization", COOKIE]
)
def test_a_token_in_an_address_or_a_form_is_not_seen(origin: str, name: str) -> None:
    assert send(origin, [], f"{PAGE}?{name}={GOOD}") == (401, "token_missing")
    form = [("Content-Type", "application/x-www-form-urlencoded")]
    path = "/_dash-update-component"
    assert send(origin, form, path, f"{name}={GOOD}") == (401, "token_missing")


def test_a_header_of_sixty_kilobytes_lets_nobody_in(origin: str) -> None:
    status, _ = send(origin, [("Authorization", f"Bearer {GOOD}{'A' * 60_000}")])
    assert status == 431
