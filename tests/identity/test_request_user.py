"""Where in a request the token is looked for."""

from datetime import timedelta

import pytest
from flask import Request
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from dash_retool_embed.people import TokenExpired, TokenInvalid
from dashapp.identity import TokenMissing, TokenVerifier, issue_token, user_from_request

SECRET = "a secret of exactly 32 bytes: ok"
COOKIE = "dashapp_token"


def token(sub: str, lifetime: timedelta = timedelta(minutes=5)) -> str:
    return issue_token(SECRET, sub=sub, roles=[], lifetime=lifetime, audience="dashapp")


def who(authorization: str | None = None, cookie: str | None = None) -> str:
    headers = Headers()
    if authorization is not None:
        headers["Authorization"] = authorization
    if cookie is not None:
        headers["Cookie"] = f"{COOKIE}={cookie}"
    request = Request(EnvironBuilder(headers=headers).get_environ())
    return user_from_request(request, TokenVerifier(SECRET, ["HS256"], "dashapp"), COOKIE).id


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_bearer_token_counts(scheme: str) -> None:
    assert who(f"{scheme} {token('ada')}") == "ada"


def test_the_cookie_counts_without_one() -> None:
    assert who(cookie=token("ada")) == "ada"


def test_a_bearer_token_counts_more_than_the_cookie() -> None:
    assert who(f"Bearer {token('ada')}", cookie=token("grace")) == "ada"


def test_a_bad_bearer_token_is_not_excused_by_a_good_cookie() -> None:
    with pytest.raises(TokenInvalid):
        who("Bearer forged", cookie=token("ada"))
    with pytest.raises(TokenInvalid):
        who("Bearer ", cookie=token("ada"))


def test_credentials_for_a_proxy_do_not_hide_the_cookie() -> None:
    assert who("Basic YTpi", cookie=token("ada")) == "ada"


def test_an_expired_cookie_says_so() -> None:
    with pytest.raises(TokenExpired):
        who(cookie=token("ada", timedelta(minutes=-5)))


@pytest.mark.parametrize(
    ("authorization", "cookie"), [(None, None), (None, ""), ("Basic YTpi", None)]
)
def test_a_request_without_a_token_is_told_apart(
    authorization: str | None, cookie: str | None
) -> None:
    with pytest.raises(TokenMissing) as caught:
        who(authorization, cookie)
    assert caught.value.code == "token_missing"
    assert caught.value.person_message
