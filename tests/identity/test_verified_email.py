"""People who are told apart by their address: anybody may enter anybody's, so it is verified."""

from datetime import timedelta
from typing import Any

import pytest

from dash_retool_embed.people import TokenInvalid
from dashapp.identity import issue_token
from dashapp.identity.claims import ClaimReader
from dashapp.identity.kept_claims import KeptClaims
from dashapp.settings import ClaimNames
from tests.identity.forgeries import SECRET
from tests.identity.hosts import COOKIE, PAGE, host

BY_EMAIL = ClaimNames(id="email")
SAID = {"sub": "s", "email": "ada@example.com"}


@pytest.mark.parametrize("verified", [True, "true"])
def test_a_verified_address_tells_who_somebody_is(verified: object) -> None:
    user = ClaimReader(BY_EMAIL).user({**SAID, "email_verified": verified})
    assert user.id == "ada@example.com"


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email_verified": False},
        {"email_verified": "false"},
        {"email_verified": 1},
        {"email_verified": None},
    ],
)
def test_another_one_does_not(claims: dict[str, Any]) -> None:
    with pytest.raises(TokenInvalid, match="email_verified is not true"):
        ClaimReader(BY_EMAIL).user({**SAID, **claims})
    # Without the rule, it would.
    assert ClaimReader(BY_EMAIL, trusts_email=True).user({**SAID, **claims}).id == SAID["email"]


def test_an_address_beside_another_identifier_needs_no_proof() -> None:
    assert ClaimReader(ClaimNames()).user(SAID).email == "ada@example.com"


def test_a_sign_in_here_keeps_what_tells_that_it_is_verified() -> None:
    kept = KeptClaims(BY_EMAIL, [])
    assert kept.of({**SAID, "email_verified": True, "salary": 1}) == {
        **SAID,
        "email_verified": True,
    }
    assert "email_verified" in kept.missing(SAID)


def test_a_token_of_a_login_elsewhere_is_held_to_it_too() -> None:
    client = host(claims={"id": "email"}).test_client(use_cookies=False)

    def status(**claims: object) -> int:
        token = issue_token(
            SECRET,
            sub="s",
            roles=[],
            lifetime=timedelta(minutes=5),
            audience="dashapp",
            issuer="https://login.example.com",
            email="ada@example.com",
            **claims,
        )
        return client.get(PAGE, headers={"Cookie": f"{COOKIE}={token}"}).status_code

    assert status(email_verified=True) == 200
    assert status() == 401
    assert status(email_verified=False) == 401


def test_an_address_and_its_proof_come_from_the_same_place() -> None:
    kept = KeptClaims(BY_EMAIL, [])
    id_token = {"sub": "s", "email": "boss@example.com"}
    user_info = {"sub": "s", "email": "eve@example.com", "email_verified": True}
    assert kept.user(kept.completed(id_token, user_info)).id == "eve@example.com"
    with pytest.raises(TokenInvalid):
        kept.user(kept.completed(id_token, {"sub": "s", "email_verified": True}))
