"""How people sign in: what a token must look like, and where it is looked for."""

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from dash_retool_embed.apps import Section
from dash_retool_embed.field_types import NonEmptyText
from dash_retool_embed.people import CLAIM_PATH_ALLOWED, parse_claim_path
from dash_retool_embed.urls import check_private
from dashapp.settings.algorithms import ASYMMETRIC, SHARED_SECRET, check_algorithm
from dashapp.settings.proxies import (
    IAP_ISSUER,
    PRESETS,
    SIGNER_ALLOWED,
    Proxy,
    check_team,
    keys_of,
    region_of,
)

Algorithm = Annotated[str, AfterValidator(check_algorithm)]

_JWKS_ALLOWED = (
    "the https address of the login's public keys (JWKS); http on loopback only; "
    f"needed with {', '.join(ASYMMETRIC)}"
)


def _usual_algorithms(fields: dict[str, Any]) -> list[Algorithm]:
    proxy = fields.get("proxy")
    if proxy is None:
        return [SHARED_SECRET]
    return list(PRESETS[proxy].algorithms or ("RS256",))


def _usual_issuer(fields: dict[str, Any]) -> str | None:
    proxy = fields.get("proxy")
    return PRESETS[proxy].issuer if proxy else None


def _usual_keys(fields: dict[str, Any]) -> str | None:
    return keys_of(fields.get("proxy"), fields.get("issuer"), fields.get("signer"))


def _check_path(text: str) -> str:
    parse_claim_path(text)
    return text


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


ClaimPath = Annotated[str, StringConstraints(strict=True), AfterValidator(_check_path)]
ClaimPaths = Annotated[list[ClaimPath], BeforeValidator(_listed), Field(min_length=1)]
_PATHS_ALLOWED = f"{CLAIM_PATH_ALLOWED}; or a list of them, of which the first that is there counts"


class ClaimNames(Section):
    """Which claims make a `User`."""

    id: ClaimPath = Field(default="sub", description=CLAIM_PATH_ALLOWED)
    email: ClaimPaths = Field(default=["email"], description=_PATHS_ALLOWED)
    first_name: ClaimPaths = Field(default=["first_name", "given_name"], description=_PATHS_ALLOWED)
    last_name: ClaimPaths = Field(default=["last_name", "family_name"], description=_PATHS_ALLOWED)
    roles: ClaimPaths = Field(default=["roles"], description=_PATHS_ALLOWED)


class AuthSettings(Section):
    """What a sign-in token must look like, and where it is looked for."""

    proxy: Proxy | None = Field(
        default=None,
        description="a proxy that signs people in: " + ", ".join(f'"{name}"' for name in PRESETS),
    )
    algorithms: list[Algorithm] = Field(
        default_factory=_usual_algorithms,
        min_length=1,
        description=f'["{SHARED_SECRET}"] for a shared secret, '
        f"or any of {', '.join(ASYMMETRIC)} for keys at jwks_url",
    )
    audience: NonEmptyText = Field(
        description="the aud claim that a token must have; for aws-alb, the client ID"
    )
    issuer: NonEmptyText | None = Field(
        default_factory=_usual_issuer,
        validate_default=True,
        description="the iss claim that a token must have, not empty",
    )
    signer: str | None = Field(default=None, validate_default=True, description=SIGNER_ALLOWED)
    jwks_url: str | None = Field(
        default_factory=_usual_keys, validate_default=True, description=_JWKS_ALLOWED
    )
    header: Annotated[str, StringConstraints(pattern=r"^[Xx]-[A-Za-z0-9-]+$")] | None = Field(
        default=None,
        description='a header that a proxy of yours sets, and nobody else can: "X-…"',
    )
    cookie: str = Field(
        default="dashapp_token",
        pattern=r"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
        description="a cookie name: letters, digits, - and _",
    )
    claims: ClaimNames = Field(
        default=ClaimNames(),
        description="a table of id, email, first_name, last_name and roles with names of claims",
    )

    @property
    def token_header(self) -> str | None:
        """The header that holds nothing but a token; None: the bearer token or the cookie."""
        return PRESETS[self.proxy].header if self.proxy else self.header

    @property
    def behind_proxy(self) -> bool:
        """Whether a proxy signs people in, so that what a client sends by itself doesn't count."""
        return self.proxy is not None or self.header is not None

    @property
    def shares_secret(self) -> bool:
        """Whether tokens are signed with DASHAPP_JWT_SECRET, rather than with a login's own key."""
        return SHARED_SECRET in self.algorithms

    @field_validator("algorithms")
    @classmethod
    def _one_kind(cls, algorithms: list[str], info: ValidationInfo) -> list[str]:
        proxy = info.data.get("proxy")
        fixed = PRESETS[proxy].algorithms if proxy else None
        if fixed and set(algorithms) != set(fixed):
            raise ValueError(f"{list(fixed)}, or nothing: {proxy} signs with that")
        # Whoever knows a public key could otherwise sign with it as a shared secret.
        if SHARED_SECRET in algorithms and set(algorithms) != {SHARED_SECRET}:
            raise ValueError(f"{SHARED_SECRET} alone, or others without it")
        return algorithms

    @field_validator("issuer")
    @classmethod
    def _issuer_fits(cls, issuer: str | None, info: ValidationInfo) -> str | None:
        proxy = info.data.get("proxy")
        if proxy == "cloudflare-access":
            return check_team(issuer or "")
        if proxy == "google-iap" and issuer != IAP_ISSUER:
            raise ValueError(f"{IAP_ISSUER}, or nothing")
        return issuer

    @field_validator("signer")
    @classmethod
    def _signer_fits(cls, signer: str | None, info: ValidationInfo) -> str | None:
        if info.data.get("proxy") == "aws-alb":
            region_of(signer or "")
        elif signer is not None and "proxy" in info.data:
            raise ValueError('nothing, because proxy is not "aws-alb"')
        return signer

    @field_validator("header")
    @classmethod
    def _one_header(cls, header: str | None, info: ValidationInfo) -> str | None:
        if header is not None and info.data.get("proxy") is not None:
            raise ValueError(f"nothing, because {info.data['proxy']} has a header of its own")
        return header

    @field_validator("jwks_url")
    @classmethod
    def _keys_are_where_they_belong(cls, url: str | None, info: ValidationInfo) -> str | None:
        algorithms = info.data.get("algorithms")
        if url is None:
            if algorithms and SHARED_SECRET not in algorithms:
                raise ValueError(f"missing: {_JWKS_ALLOWED}")
            return None
        if algorithms and SHARED_SECRET in algorithms:
            raise ValueError(f"nothing, because {SHARED_SECRET} has no public keys")
        return _check_url(url)


def _check_url(url: str) -> str:
    try:
        return check_private(url)
    except ValueError as error:
        raise ValueError(f"{_JWKS_ALLOWED}: {error}") from None
