"""Which of the keys that a login publishes count."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from flask import Response
from jwt.algorithms import RSAAlgorithm

from dash_retool_embed.people import TokenInvalid
from dashapp.identity import TokenVerifier
from dashapp.identity.key_server import KeyServer
from dashapp.identity.published_keys import (
    PublishedKeys,
)
from dashapp.settings import ASYMMETRIC
from tests.identity.login import (
    AUDIENCE,
    ISSUER,
    Login,
    Pair,
    encoded,
    key_set,
    pair,
    running_login,
)
from tests.patience import PATIENCE_SECONDS

FIRST = pair("first")


@pytest.fixture
def verifier(login: Login) -> TokenVerifier:
    server = KeyServer(PATIENCE_SECONDS, PATIENCE_SECONDS)
    keys = PublishedKeys(login.url, ["RS256"], server=server)
    return TokenVerifier(keys, ["RS256"], AUDIENCE, ISSUER)


def refused(verifier: TokenVerifier, token: str) -> str:
    with pytest.raises(TokenInvalid) as caught:
        verifier.verify(token)
    return caught.value.reason


@pytest.mark.parametrize("algorithm", sorted(ASYMMETRIC))
def test_every_algorithm_that_can_be_configured_works(algorithm: str) -> None:
    theirs = pair("key", algorithm)
    with running_login(theirs) as login:
        keys = PublishedKeys(login.url, [algorithm])
        assert TokenVerifier(keys, [algorithm], AUDIENCE, ISSUER).verify(theirs.sign()).id == "ada"


def published(**changes: object) -> dict[str, Any]:
    return {**FIRST.public(), **changes}


def test_a_private_key_that_is_published_is_none(login: Login, verifier: TokenVerifier) -> None:
    private = RSAAlgorithm.to_jwk(FIRST.private, as_dict=True)
    entry = {**private, "kid": "first", "key_ops": ["verify"]}
    login.answer = lambda: Response(json.dumps({"keys": [entry]}))
    assert "none of the login's" in refused(verifier, FIRST.sign())


def test_a_key_that_is_too_short_is_none(login: Login, verifier: TokenVerifier) -> None:
    short = Pair("first", "RS256", rsa.generate_private_key(public_exponent=65537, key_size=1024))
    login.answer = lambda: key_set(short)
    signature = short.private.sign(b"a.b", padding.PKCS1v15(), hashes.SHA256())
    token = f"{FIRST.sign().rpartition('.')[0]}.{encoded(signature)}"
    assert "none of the login's" in refused(verifier, token)


@pytest.mark.parametrize(
    "entry",
    [
        published(use="enc"),
        published(alg="RS512"),
        published(alg=None),
        published(kty="EC"),
        published(kty="oct", k="c2VjcmV0"),
        published(kid=7),
        published(key_ops=["encrypt"]),
        published(key_ops="verify"),
        published(d="AQAB"),
        published(n=7),
        published(n="!"),
        published(n=""),
        published(e="AA"),
        {"kty": "oct", "kid": "first", "alg": "HS256", "k": "c2VjcmV0" * 8},
        "first",
        None,
    ],
)
def test_a_key_that_does_not_fit_is_none(
    login: Login, verifier: TokenVerifier, entry: object
) -> None:
    login.answer = lambda: Response(json.dumps({"keys": [entry]}))
    assert "none of the login's" in refused(verifier, FIRST.sign())


def test_a_key_that_does_not_fit_does_not_hide_one_that_does(
    login: Login, verifier: TokenVerifier
) -> None:
    others = [published(use="enc"), published(kty="RSA", n="AQAB"), "text", FIRST.public()]
    login.answer = lambda: Response(json.dumps({"keys": others}))
    assert verifier.verify(FIRST.sign()).id == "ada"


def test_a_key_may_say_little_about_itself(login: Login, verifier: TokenVerifier) -> None:
    entry = {name: value for name, value in published().items() if name not in ("use", "alg")}
    login.answer = lambda: Response(json.dumps({"keys": [entry]}))
    assert verifier.verify(FIRST.sign()).id == "ada"


@pytest.mark.parametrize("algorithms", [[], ["HS256"], ["none"], ["RS256", "HS256"]])
def test_published_keys_are_never_for_a_shared_secret(algorithms: list[str]) -> None:
    with pytest.raises(ValueError, match="supported: ES256"):
        PublishedKeys("https://login.example.com/keys", algorithms)
