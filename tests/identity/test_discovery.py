"""What is believed of what a provider says of itself."""

from typing import Any

import pytest

from dashapp.identity.discovery import validate_discovery
from dashapp.identity.sign_in_errors import AnswerNotTrusted

ISSUER = "https://login.example.com/"
SAID: dict[str, Any] = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}authorize",
    "token_endpoint": f"{ISSUER}token",
    "jwks_uri": f"{ISSUER}keys",
    "id_token_signing_alg_values_supported": ["RS256"],
}


def test_a_shared_secret_and_no_signature_are_never_accepted() -> None:
    listed = ["none", "HS256", "RS256", "ES256", "HS512", "EdDSA", "RSA1_5"]
    found = validate_discovery({**SAID, "id_token_signing_alg_values_supported": listed}, ISSUER)
    assert found["id_token_signing_alg_values_supported"] == ["RS256", "ES256", "EdDSA"]


@pytest.mark.parametrize("listed", [[], ["none"], ["HS256"]])
def test_a_provider_without_key_pairs_is_not_used(listed: list[str]) -> None:
    with pytest.raises(AnswerNotTrusted, match="id_token_signing_alg_values_supported"):
        validate_discovery({**SAID, "id_token_signing_alg_values_supported": listed}, ISSUER)


@pytest.mark.parametrize(
    ("methods", "method"),
    [
        (["client_secret_basic", "client_secret_post"], "client_secret_basic"),
        (["client_secret_post"], "client_secret_post"),
        (["private_key_jwt"], "client_secret_basic"),
    ],
)
def test_the_secret_is_sent_the_way_the_provider_takes_it(methods: list[str], method: str) -> None:
    found = validate_discovery({**SAID, "token_endpoint_auth_methods_supported": methods}, ISSUER)
    assert found["token_endpoint_auth_method"] == method


@pytest.mark.parametrize("said", [None, [], "x", {}, {**SAID, "issuer": ISSUER[:-1]}])
def test_what_is_not_this_issuer_s_discovery_is_not_believed(said: object) -> None:
    with pytest.raises(AnswerNotTrusted):
        validate_discovery(said, ISSUER)


def test_what_is_not_needed_is_left_behind() -> None:
    assert "verify" not in validate_discovery({**SAID, "verify": False, "proxies": {}}, ISSUER)
