"""What the host keeps of a sign-in, and whose tokens it takes."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from dashapp.identity import TokenExpired, TokenInvalid, TokenVerifier, issue_token
from dashapp.identity.cookies import MAX_BYTES, Cookie
from dashapp.identity.derived_key import derived_key
from dashapp.identity.host_tokens import HostTokens
from dashapp.settings import ClaimNames

SECRET = SecretStr("a secret of a deployment, longer than thirty-two bytes")
HOST = "https://apps.example.com"
HOUR = timedelta(hours=1)
USUAL = ClaimNames()


def tokens(
    host_url: str = HOST,
    audience: str = "dashapp",
    secret: SecretStr = SECRET,
    keeps: Any = (),
    names: ClaimNames = USUAL,
) -> HostTokens:
    return HostTokens(secret, host_url, audience, keeps, names)


def test_a_token_tells_who_signed_in() -> None:
    claims = {"sub": "ada", "given_name": "Ada", "roles": ["admin"], "nonce": "n", "salary": 1}
    user = tokens().verify(tokens().issue(claims, HOUR))
    assert (user.id, user.name) == ("ada", "Ada")
    assert user.roles == {"admin"}
    assert set(user.claims) == {"sub", "given_name", "roles"}


def test_claims_are_kept_by_name_or_by_a_path_into_them() -> None:
    keeps = ["https://example.com/roles", "realm_access.roles", "store_id"]
    claims = {
        "sub": "ada",
        "https://example.com/roles": ["a"],
        "realm_access": {"roles": ["b"]},
        "store_id": 1,
        "realm": 1,
        "store": 1,
    }
    own = tokens(keeps=keeps)
    kept = own.verify(own.issue(claims, HOUR)).claims
    assert set(kept) == {"sub", "https://example.com/roles", "realm_access", "store_id"}


def test_the_configured_names_of_claims_count_here_too() -> None:
    own = tokens(names=ClaimNames(id="oid", roles=["realm_access.roles", "https://x.example/r"]))
    claims = {"sub": "s", "oid": "ada", "realm_access": {"roles": ["b"]}, "roles": ["admin"]}
    user = own.verify(own.issue(claims, HOUR))
    assert user.id == "ada"
    assert user.roles == {"b"}
    assert "roles" not in user.claims


@pytest.mark.parametrize(
    "other",
    [
        tokens("https://other.example.com"),
        tokens(audience="other"),
        tokens(secret=SecretStr("another secret of another deployment, as long")),
    ],
)
def test_a_token_of_another_deployment_is_refused(other: HostTokens) -> None:
    with pytest.raises(TokenInvalid):
        tokens().verify(other.issue({"sub": "ada"}, HOUR))


def test_a_token_of_a_login_elsewhere_is_refused_and_the_other_way_round() -> None:
    elsewhere = issue_token(
        SECRET, sub="ada", roles=[], lifetime=HOUR, audience="dashapp", issuer=HOST
    )
    with pytest.raises(TokenInvalid):
        tokens().verify(elsewhere)
    with pytest.raises(TokenInvalid):
        TokenVerifier(SECRET, ["HS256"], "dashapp").verify(tokens().issue({"sub": "ada"}, HOUR))


@pytest.mark.parametrize("claims", [{}, {"sub": ""}, {"sub": "ada", "roles": "admin"}])
def test_claims_that_describe_nobody_make_no_token(claims: dict[str, Any]) -> None:
    with pytest.raises(TokenInvalid):
        tokens().issue(claims, HOUR)


def test_a_token_ends() -> None:
    with pytest.raises(TokenExpired):
        tokens().verify(tokens().issue({"sub": "ada"}, timedelta(minutes=-5)))


def test_a_key_is_good_for_one_purpose_and_tells_nothing() -> None:
    one, other = derived_key(SECRET, "one"), derived_key(SECRET, "other")
    assert one == derived_key(SECRET, "one") != other
    assert len(one.get_secret_value()) == 64
    assert one.get_secret_value() not in repr(one)


@pytest.mark.parametrize(
    ("name", "secure", "path", "expected"),
    [
        ("sid", True, "/", "__Host-sid"),
        ("__Host-sid", True, "/", "__Host-sid"),
        ("__Host-sid", False, "/", "sid"),
        ("sid", True, "/sign-out", "__Secure-sid"),
        ("sid", False, "/sign-out", "sid"),
        ("__Secure-sid", True, "/", "__Host-sid"),
        ("__host-sid", False, "/", "sid"),
        ("__Host-Http-sid", False, "/", "sid"),
        ("__Http-sid", True, "/sign-out", "__Secure-sid"),
    ],
)
def test_a_cookie_s_name_says_how_closed_it_is(
    name: str, secure: bool, path: str, expected: str
) -> None:
    assert Cookie(name, secure, path).name == expected


def test_a_cookie_holds_less_than_four_kilobytes() -> None:
    assert Cookie("sid", True).fits("x" * (MAX_BYTES - 200))
    assert not Cookie("sid", True).fits("x" * (MAX_BYTES - 100))
