"""What a provider's answers hold, and all the ways in which they can be wrong."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests
from authlib.integrations.base_client import MismatchingStateError, OAuthError
from joserfc.errors import JoseError

from dashapp.identity.sign_in_errors import (
    AnswerNotTrusted,
    ProviderUnavailable,
    SignInExpired,
    SignInRefused,
)

# What Authlib ends in over an answer that is not what it should be.
UNREADABLE = (
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)
OUT_OF_ORDER = frozenset({"server_error", "temporarily_unavailable"})
REFUSALS = frozenset(
    {
        "access_denied",
        "account_selection_required",
        "consent_required",
        "interaction_required",
        "login_required",
    }
)
MISTAKES = frozenset(
    {
        "invalid_client",
        "invalid_request",
        "invalid_scope",
        "unauthorized_client",
        "unsupported_grant_type",
        "unsupported_response_type",
    }
)


@dataclass(frozen=True, slots=True)
class TokenResponse:
    """What the provider's token endpoint has given out. Claims are verified, tokens are secret."""

    claims: Mapping[str, Any]
    id_token: str | None = field(repr=False)
    access_token: str = field(repr=False)
    refresh_token: str | None = field(repr=False)


def token_response(token: Mapping[str, Any], claims: Mapping[str, Any]) -> TokenResponse:
    """Return what a token endpoint's answer holds, with these claims of its ID token."""
    return TokenResponse(
        dict(claims), token.get("id_token"), token["access_token"], token.get("refresh_token")
    )


def check_redirect(said: Mapping[str, str], metadata: Mapping[str, Any], issuer: str) -> None:
    """Assert that a redirect back to this host brings a code of this provider.

    Args:
        said: its parameters.
        metadata: the provider's discovery.
        issuer: the configured one.

    Raises:
        SignInFailed: it doesn't.
    """
    # RFC 9207: a code of another provider would otherwise be shown to this one.
    named = said.get("iss")
    required = metadata["authorization_response_iss_parameter_supported"]
    if named != issuer and (required or named is not None):
        raise AnswerNotTrusted(case="issuer")
    if (error := said.get("error")) is not None:
        if error in REFUSALS:
            raise SignInRefused(case="provider")
        if error in OUT_OF_ORDER:
            raise ProviderUnavailable(case="out_of_order")
        raise AnswerNotTrusted(case="error", error=known(error))
    if not said.get("code"):
        raise AnswerNotTrusted(case="empty")


@contextmanager
def translate_provider_errors() -> Iterator[None]:
    """Raise SignInFailed for every way in which the provider's answer can be wrong."""
    try:
        yield
    except requests.exceptions.JSONDecodeError:
        raise AnswerNotTrusted(case="no_json") from None
    except requests.RequestException as error:
        raise ProviderUnavailable(case="no_answer", reason=type(error).__name__) from None
    except MismatchingStateError:
        raise SignInExpired(case="used_state") from None
    except OAuthError as error:
        if error.error == "invalid_grant":
            raise SignInExpired(case="code") from None
        if error.error in OUT_OF_ORDER:
            raise ProviderUnavailable(case="out_of_order") from None
        raise AnswerNotTrusted(case="error", error=known(error.error)) from None
    except (*UNREADABLE, JoseError) as error:
        # Their texts may repeat what the token says.
        raise AnswerNotTrusted(case="id_token", reason=type(error).__name__) from None


def user_info_in(answer: requests.Response) -> dict[str, Any]:
    """Return the claims in an answer of the userinfo endpoint.

    Raises:
        SignInExpired, ProviderUnavailable, AnswerNotTrusted: there are none.
    """
    if answer.status_code == requests.codes.unauthorized:
        raise SignInExpired(case="access_token")
    if answer.status_code != requests.codes.ok:
        raise ProviderUnavailable(case="user_info", status=answer.status_code)
    said = answer.json()
    if not isinstance(said, dict):
        raise AnswerNotTrusted(case="user_info")
    return said


def known(error: object) -> str:
    """Return an error's name if the standard has it."""
    # Only words of the standard: anything else may be anything.
    return (
        error
        if isinstance(error, str) and error in MISTAKES
        else "something that is not in the standard"
    )
