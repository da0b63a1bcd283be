"""What the ID token leaves out: by default, many providers put no more than sub into it."""

from typing import Any

from dashapp.identity.kept_claims import KeptClaims
from dashapp.identity.provider import Provider
from dashapp.identity.provider_answers import TokenResponse
from dashapp.identity.sign_in_errors import AnswerNotTrusted


def completed(
    provider: Provider, token_response: TokenResponse, kept: KeptClaims
) -> dict[str, Any]:
    """Return the claims of a grant, with those of the userinfo endpoint where some are missing.

    Raises:
        SignInFailed: the endpoint does not give them, or is about somebody else.
    """
    claims = dict(token_response.claims)
    if kept.missing(claims) and (said := provider.user_info(token_response.access_token)):
        # OpenID Connect Core 1.0, section 5.3.2.
        if said.get("sub") != claims.get("sub"):
            raise AnswerNotTrusted(case="user_info_subject")
        claims = kept.completed(claims, said)
    return claims
