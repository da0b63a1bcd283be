"""What an OpenID Connect provider says of itself, and what of it is believed."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ValidationError, field_validator

from dash_retool_embed.urls import check_private
from dashapp.identity.sign_in_errors import AnswerNotTrusted
from dashapp.settings import ASYMMETRIC

# Signatures only: with HS256 or none, whoever knows the client could write an ID token.
SIGNATURES = (*ASYMMETRIC, "Ed25519")

Endpoint = Annotated[str, AfterValidator(check_private)]


class Discovery(BaseModel):
    """The part of OpenID Connect Discovery 1.0 that the host uses; the names are the standard's."""

    issuer: str
    authorization_endpoint: Endpoint
    token_endpoint: Endpoint
    jwks_uri: Endpoint
    userinfo_endpoint: Endpoint | None = None
    end_session_endpoint: Endpoint | None = None
    id_token_signing_alg_values_supported: list[str]
    token_endpoint_auth_methods_supported: list[str] = ["client_secret_basic"]
    authorization_response_iss_parameter_supported: bool = False

    @field_validator("id_token_signing_alg_values_supported")
    @classmethod
    def _signatures(cls, names: list[str]) -> list[str]:
        good = [name for name in names if name in SIGNATURES]
        # Authlib takes an empty list for one of its own, which has HS256.
        if not good:
            raise ValueError("none of them is a signature with a key pair")
        return good


def validate_discovery(said: object, issuer: str) -> dict[str, Any]:
    """Return what Authlib needs of a discovery document.

    Raises:
        AnswerNotTrusted: it is none, is not this issuer's, or leads over an open line.
    """
    try:
        found = Discovery.model_validate(said)
    except ValidationError as error:
        names = ", ".join(sorted({str(each["loc"][0]) for each in error.errors() if each["loc"]}))
        raise AnswerNotTrusted(case="discovery", reason=names or "no object") from None
    # OpenID Connect Discovery, 4.3: letter by letter.
    if found.issuer != issuer:
        raise AnswerNotTrusted(case="discovery_issuer")
    methods = found.token_endpoint_auth_methods_supported
    by_post = "client_secret_post" in methods and "client_secret_basic" not in methods
    method = "client_secret_post" if by_post else "client_secret_basic"
    return {**found.model_dump(), "token_endpoint_auth_method": method}
