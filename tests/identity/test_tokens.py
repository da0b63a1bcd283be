"""Which tokens are taken, and who they make a request's sender."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from pydantic import SecretStr

from dash_retool_embed.people import IdentityError, NotSignedIn, TokenExpired, TokenInvalid, User
from dashapp.identity import TokenVerifier, issue_token

SECRET = "correct horse battery staple, twice over"
NOW = datetime.now(UTC)
CLAIMS: dict[str, Any] = {
    "sub": "ada",
    "aud": "dashapp",
    "iss": "https://login.example.com",
    "exp": NOW + timedelta(hours=1),
}


@pytest.fixture
def verifier() -> TokenVerifier:
    return TokenVerifier(SECRET, ["HS256"], "dashapp", "https://login.example.com")


def token(secret: str = SECRET, algorithm: str = "HS256", **changes: object) -> str:
    """Sign CLAIMS with changes; None takes a claim away."""
    claims = {name: value for name, value in (CLAIMS | changes).items() if value is not None}
    return jwt.encode(claims, secret, algorithm=algorithm)


def test_a_token_tells_who_somebody_is(verifier: TokenVerifier) -> None:
    user = verifier.verify(
        token(
            email="ada@example.com",
            first_name="Ada",
            last_name="Lovelace",
            roles=["analyst", "admin"],
            store_id=2,
        )
    )
    assert user.id == "ada"
    assert user.email == "ada@example.com"
    assert (user.first_name, user.last_name, user.name) == ("Ada", "Lovelace", "Ada Lovelace")
    assert user.roles == {"analyst", "admin"}
    assert user.claims["store_id"] == 2


def test_the_names_of_openid_connect_count_too(verifier: TokenVerifier) -> None:
    user = verifier.verify(token(given_name="Ada", family_name="Lovelace"))
    assert user.name == "Ada Lovelace"


def test_sub_is_all_that_a_token_must_tell(verifier: TokenVerifier) -> None:
    user = verifier.verify(token(email=None))
    assert (user.email, user.first_name, user.roles) == (None, None, frozenset())
    assert user.name == "ada"


def test_a_numeric_sub_becomes_text(verifier: TokenVerifier) -> None:
    assert verifier.verify(token(sub=7)).id == "7"


def test_clocks_may_differ_by_the_leeway(verifier: TokenVerifier) -> None:
    now = datetime.now(UTC)
    assert verifier.verify(token(exp=now - timedelta(seconds=5))).id == "ada"
    assert verifier.verify(token(nbf=now + timedelta(seconds=5))).id == "ada"


def test_an_expired_token_is_told_apart(verifier: TokenVerifier) -> None:
    with pytest.raises(TokenExpired) as caught:
        verifier.verify(token(exp=NOW - timedelta(seconds=60)))
    assert caught.value.code == "token_expired"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"secret": "another secret that is long enough too"}, "signature is wrong"),
        ({"algorithm": "HS512", "secret": SECRET * 2}, "algorithm"),
        ({"algorithm": "none", "secret": ""}, "algorithm"),
        ({"exp": None}, "no exp"),
        ({"aud": None}, "no aud"),
        ({"sub": None}, "no sub"),
        ({"iss": None}, "no iss"),
        ({"aud": "another"}, "another audience"),
        ({"aud": []}, "no aud"),
        ({"iss": "https://evil.example"}, "another issuer"),
        ({"nbf": NOW + timedelta(hours=1)}, "from the future"),
        ({"iat": NOW + timedelta(hours=1)}, "from the future"),
        ({"exp": "soon"}, "can't be read"),
        ({"exp": float("inf")}, "can't be read"),
        ({"sub": ""}, "its sub must be"),
        ({"sub": " "}, "its sub must be"),
        ({"sub": True}, "its sub must be"),
        ({"sub": ["ada"]}, "its sub must be"),
        ({"email": 3}, "its email must be text"),
        ({"first_name": ["Ada"]}, "its first_name must be text"),
        ({"family_name": {}}, "its family_name must be text"),
        ({"roles": "admin"}, "its roles must be a list"),
        ({"roles": ["admin", 1]}, "its roles must be a list"),
        ({"roles": {"admin": True}}, "its roles must be a list"),
    ],
)
def test_a_token_that_breaks_a_rule_is_refused(
    verifier: TokenVerifier, changes: dict[str, Any], reason: str
) -> None:
    bad = token(**changes)
    with pytest.raises(TokenInvalid, match=reason) as caught:
        verifier.verify(bad)
    assert caught.value.code == "token_invalid"
    assert not any(part and part in str(caught.value) for part in bad.split("."))


def segment(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "a.b.c",
        "....",
        "ünïcode.x.y",
        "\ud800",
        "x" * 8_193,
        # Nested deeper than a JSON parser goes, and read before any signature is checked.
        f"{segment('[' * 5_000)}.e30.x",
        f"{segment('[]')}.e30.x",
        f"{segment(json.dumps({'alg': ['HS256']}))}.e30.x",
    ],
)
def test_text_that_is_no_token_is_refused(verifier: TokenVerifier, text: str) -> None:
    with pytest.raises(TokenInvalid):
        verifier.verify(text)


def test_what_is_no_text_is_refused(verifier: TokenVerifier) -> None:
    with pytest.raises(TokenInvalid):
        verifier.verify(3)  # type: ignore[arg-type]


def test_any_issuer_will_do_if_none_is_configured() -> None:
    verifier = TokenVerifier(SecretStr(SECRET), ["HS256"], "dashapp")
    assert verifier.verify(token(iss=None)).id == "ada"
    assert verifier.verify(token(iss="https://other.example")).id == "ada"


@pytest.mark.parametrize("algorithms", [[], ["none"], ["HS256", "RS256"], ["RS256"]])
def test_a_secret_is_for_hs256_only(algorithms: list[str]) -> None:
    with pytest.raises(ValueError, match="supported: HS256"):
        TokenVerifier(SECRET, algorithms, "dashapp")


def test_a_short_secret_is_refused_without_being_told() -> None:
    with pytest.raises(ValueError, match=r"at least 32 bytes for HS256 .*, not 31") as caught:
        TokenVerifier("s" * 31, ["HS256"], "dashapp")
    assert "s" * 31 not in str(caught.value)
    with pytest.raises(ValueError, match="not 31"):
        issue_token("s" * 31, sub="a", roles=[], lifetime=timedelta(hours=1), audience="d")


def test_an_issued_token_is_taken(verifier: TokenVerifier) -> None:
    issued = issue_token(
        SECRET,
        sub="ada",
        roles={"viewer"},
        lifetime=timedelta(minutes=5),
        audience="dashapp",
        issuer="https://login.example.com",
        email="ada@example.com",
        store_id=1,
    )
    user = verifier.verify(issued)
    assert (user.id, user.email) == ("ada", "ada@example.com")
    assert user.roles == {"viewer"}
    assert user.claims["store_id"] == 1
    assert user.claims["exp"] - user.claims["iat"] == 300


def test_an_issued_token_says_each_thing_once() -> None:
    with pytest.raises(ValueError, match="already: exp"):
        issue_token(SECRET, sub="a", roles=[], lifetime=timedelta(1), audience="d", exp=1)


@pytest.mark.parametrize(
    ("user", "name"),
    [
        (User("1", "a@example.com", "Ada", "Lovelace"), "Ada Lovelace"),
        (User("1", "a@example.com", None, "Lovelace"), "Lovelace"),
        (User("1", "a@example.com"), "a@example.com"),
        (User("1"), "1"),
    ],
)
def test_a_user_is_called_by_the_best_name_there_is(user: User, name: str) -> None:
    assert user.name == name


def test_a_user_can_be_kept_in_sets_and_told_without_claims() -> None:
    user = User("1", claims={"salary": 1})
    assert user in {user}
    assert "salary" not in repr(user)


def test_every_refusal_is_a_missing_sign_in() -> None:
    assert issubclass(TokenExpired, NotSignedIn)
    assert issubclass(TokenInvalid, NotSignedIn)
    assert issubclass(NotSignedIn, IdentityError)
