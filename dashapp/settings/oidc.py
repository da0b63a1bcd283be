"""Sign-in with OpenID Connect. A field's description is what an error says is allowed."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, field_validator

from dash_retool_embed.apps import Section, not_boolean
from dash_retool_embed.field_types import NonEmptyText
from dash_retool_embed.urls import check_private
from dashapp.settings.auth import ClaimPath


def _issuer(url: str) -> str:
    # Kept as it was written: it is compared letter by letter, and some end with a slash.
    if "?" in url or "#" in url:
        raise ValueError("it must have no query and no fragment")
    return check_private(url)


class OidcSettings(Section):
    """Where people sign in. The host is known there by its `host_url`."""

    issuer: Annotated[str, AfterValidator(_issuer)] = Field(
        description="the provider's issuer as its discovery spells it, "
        "such as https://login.example.com/realms/staff"
    )
    client_id: NonEmptyText = Field(description="what the provider calls this host, not empty")
    client_secret: SecretStr = Field(
        min_length=1, description="the secret that the provider gave this host, not empty"
    )
    scopes: str = Field(
        default="openid profile email", description="names separated by spaces, openid among them"
    )
    claims: list[ClaimPath] = Field(
        default_factory=list,
        description="a list of claims to keep beside those that are configured elsewhere",
    )
    session_minutes: Annotated[int, BeforeValidator(not_boolean)] = Field(
        default=480, ge=5, le=1440, description="a whole number of minutes from 5 to 1440"
    )
    recheck_minutes: Annotated[int, BeforeValidator(not_boolean)] = Field(
        default=5,
        ge=1,
        le=1440,
        description="a whole number of minutes from 1 to 1440: so often the provider is asked "
        "again what somebody's roles are, if it gives refresh tokens",
    )

    @field_validator("scopes")
    @classmethod
    def _openid_is_asked_for(cls, scopes: str) -> str:
        if "openid" not in scopes.split():
            raise ValueError("names separated by spaces, openid among them")
        return " ".join(scopes.split())
