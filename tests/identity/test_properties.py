"""Whatever comes: nothing but the declared errors, and nobody without a good signature."""

import json
from contextlib import suppress
from typing import Any

import jwt
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dash_retool_embed.people import IdentityError, User
from dash_retool_embed.people.claim_path import parse_claim_path
from dash_retool_embed.retool import EmbedRequest, InvalidEmbedRequest
from dashapp.identity import TokenVerifier
from dashapp.identity.keys import read_key_set
from tests.identity.forgeries import FIRST, MALLORY, SECRET, SHARED
from tests.identity.login import AUDIENCE, ISSUER, Pair, good_claims, now

# The same examples in every run: a test that fails only at times is soon not believed.
often = settings(
    max_examples=120,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


class FirstOnly:
    """Keys as a login publishes them, without the login."""

    def key(self, kid: object, algorithm: str) -> Any:  # noqa: ARG002
        return jwt.PyJWK(FIRST.public(), algorithm)


BY_SECRET = TokenVerifier(SECRET, ["HS256"], AUDIENCE, ISSUER)
BY_KEYS = TokenVerifier(FirstOnly(), ["RS256"], AUDIENCE, ISSUER)
VERIFIERS = (BY_SECRET, BY_KEYS)

numbers = st.integers() | st.floats() | st.sampled_from([now(), now() + 99, 2**63, 10**400])
scalars = st.none() | st.booleans() | numbers | st.text(max_size=20)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
names = st.sampled_from(
    ["sub", "aud", "iss", "exp", "nbf", "iat", "jti", "email", "first_name", "roles", "x"]
)
claims = st.dictionaries(names | st.text(max_size=8), values, max_size=8)
# One thing at a time: with several, the first that is wrong hides the others.
changes = st.one_of(
    *(
        st.fixed_dictionaries({name: what})
        for name, what in {
            **dict.fromkeys(("exp", "nbf", "iat"), numbers),
            **dict.fromkeys(("sub", "email", "first_name"), scalars),
            "aud": st.lists(st.sampled_from([AUDIENCE, "other"])) | values,
            "roles": st.lists(st.text()) | values,
        }.items()
    )
)
header_names = st.sampled_from(
    ["alg", "kid", "typ", "crit", "b64", "jku", "jwk", "x5u", "x5c", "zip", "cty"]
)
headers = st.dictionaries(
    header_names, values | st.sampled_from(["HS256", "RS256", "none"]), max_size=6
)


def verified(verifier: TokenVerifier, token: Any) -> User | None:
    try:
        return verifier.verify(token)
    except IdentityError:
        return None


def as_json(value: object) -> str:
    # With NaN and Infinity, as Python writes them.
    return json.dumps(value)


@often
@given(st.text() | st.binary() | st.none() | st.integers())
def test_anything_is_nobody_s_token(token: Any) -> None:
    assert [verified(verifier, token) for verifier in VERIFIERS] == [None, None]


@often
@given(st.from_regex(r"[A-Za-z0-9_-]{0,40}(\.[A-Za-z0-9_-]{0,40}){0,4}", fullmatch=True))
def test_what_looks_like_a_token_is_nobody_s(token: str) -> None:
    assert [verified(verifier, token) for verifier in VERIFIERS] == [None, None]


@often
@given(headers, claims)
def test_any_header_and_claims_are_nobody_s_without_the_key(
    header: dict[str, Any], said: dict[str, Any]
) -> None:
    forged = MALLORY.sign_text(as_json(header), as_json(good_claims(**said)))
    with_secret = Pair("x", "HS256", b"k" * 32).sign_text(as_json(header), as_json(said))
    assert verified(BY_KEYS, forged) is None
    assert verified(BY_SECRET, with_secret) is None


@settings(often, max_examples=1000)
@given(changes | claims, st.sampled_from([FIRST, SHARED]))
def test_any_claims_with_a_good_signature_make_somebody_or_a_declared_error(
    said: dict[str, Any], by: Pair
) -> None:
    token = by.sign_text({"alg": by.algorithm, "kid": by.kid}, as_json({**good_claims(), **said}))
    user = verified(BY_SECRET if by is SHARED else BY_KEYS, token)
    if user is not None:
        assert user.id.strip()
        assert user.id in (user.claims["sub"], str(user.claims["sub"]))
        assert user.claims["iss"] == ISSUER
        assert AUDIENCE in user.claims["aud"]
        assert user.claims["exp"] > now() - 31
        assert user.roles == frozenset(user.claims.get("roles") or [])
        user.id.encode()


@often
@given(headers)
def test_any_header_with_a_good_signature_keeps_to_the_algorithm(header: dict[str, Any]) -> None:
    token = FIRST.sign_text(as_json(header), good_claims())
    user = verified(BY_KEYS, token)
    if user is not None:
        assert header["alg"] == "RS256"
        assert not header.keys() & {"crit", "b64"}


GOOD = {"HS256": SHARED.sign(), "RS256": FIRST.sign()}


@often
@given(st.data())
def test_a_good_token_that_was_changed_is_nobody_s(data: st.DataObject) -> None:
    algorithm = data.draw(st.sampled_from(sorted(GOOD)))
    good = GOOD[algorithm]
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 40)))
    other = data.draw(st.text(max_size=3) | st.from_regex(r"[A-Za-z0-9_.=-]{0,8}", fullmatch=True))
    changed = good[:start] + other + good[end:]
    assume(changed != good)
    assert verified(BY_SECRET if algorithm == "HS256" else BY_KEYS, changed) is None


@pytest.mark.parametrize("algorithm", sorted(GOOD))
def test_a_good_token_cut_anywhere_is_nobody_s(algorithm: str) -> None:
    verifier, good = (BY_SECRET if algorithm == "HS256" else BY_KEYS), GOOD[algorithm]
    assert verified(verifier, good) is not None
    assert not any(verified(verifier, good[:length]) for length in range(len(good)))
    assert not any(verified(verifier, good[start:]) for start in range(1, len(good) + 1))


@often
@given(st.binary() | values.map(as_json).map(str.encode))
def test_any_answer_of_a_key_server_is_keys_or_a_declared_error(document: bytes) -> None:
    with suppress(ValueError, RecursionError):
        assert not read_key_set(document, ["RS256", "ES256", "EdDSA"])


entries = st.fixed_dictionaries(
    {"kid": st.just("k"), "kty": st.sampled_from(["RSA", "EC", "OKP", "oct"])},
    optional={
        "crv": st.sampled_from(["P-256", "P-384", "Ed25519", "Ed448", "secp256k1"]),
        "alg": st.sampled_from(["RS256", "ES256", "EdDSA", "HS256", "none"]),
        "use": st.sampled_from(["sig", "enc"]),
        **{part: values | st.text("AQab_-=", max_size=90) for part in ("n", "e", "x", "y", "oth")},
    },
)


@often
@given(st.lists(entries | values, max_size=3))
def test_any_published_keys_are_read_without_another_error(keys: list[Any]) -> None:
    read = read_key_set(as_json_or_text({"keys": keys}), ["RS256", "ES256", "EdDSA"])
    for (_, algorithm), key in read.items():
        assert isinstance(key, jwt.PyJWK)
        assert key.algorithm_name == algorithm


def as_json_or_text(value: object) -> bytes:
    """JSON without what JSON has not: those numbers become text."""
    strict = json.loads(json.dumps(value), parse_constant=str, parse_int=str)
    return json.dumps(strict).encode()


@often
@given(st.text() | st.text("ab.\\:/", max_size=8))
def test_any_text_is_a_path_or_a_declared_error(text: str) -> None:
    with suppress(ValueError):
        assert all(parse_claim_path(text))


UUID = "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10"
fields = st.fixed_dictionaries(
    {},
    optional={
        "landing_page_uuid": st.just(UUID) | values,
        "group_ids": st.lists(st.integers(), max_size=3) | values,
        "external_identifier": st.text() | values,
        "session_duration_minutes": st.integers() | values,
        "user_info": st.dictionaries(
            st.sampled_from(["email", "first_name", "last_name", "x"]), values
        )
        | values,
        "metadata": st.dictionaries(st.text(), scalars) | values,
        "environment": values,
        "branch": values,
        "release_version": values,
        "another": values,
    },
)


@often
@given(fields)
def test_any_fields_are_a_request_or_what_is_wrong_with_them(given_fields: dict[str, Any]) -> None:
    with suppress(InvalidEmbedRequest):
        body = EmbedRequest.build(**given_fields).to_json()
        assert body["landingPageUuid"] == UUID
        assert body["groupIds"]
        assert json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
