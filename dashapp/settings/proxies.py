"""The proxies that sign people in before a request comes here, and what each one promises.

Cloudflare Access: "Validate JWTs", Cloudflare One documentation.
Google IAP: "Securing your app with signed headers", Identity-Aware Proxy documentation.
AWS ALB: "Authenticate users using an Application Load Balancer", Elastic Load Balancing
documentation, "User claims encoding and signature verification".
oauth2-proxy: "Overview", its configuration documentation, `--pass-authorization-header`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Proxy = Literal["cloudflare-access", "google-iap", "aws-alb", "oauth2-proxy"]

IAP_ISSUER = "https://cloud.google.com/iap"
IAP_KEYS = "https://www.gstatic.com/iap/verify/public_key-jwk"
TEAM_ALLOWED = "the team's address, such as https://TEAM.cloudflareaccess.com, without a path"
SIGNER_ALLOWED = (
    "the load balancer's ARN, such as "
    "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/NAME/ID"
)

_TEAM = re.compile(r"https://[a-z0-9-]+\.cloudflareaccess\.com")
_ARN = re.compile(
    r"arn:aws[a-z-]*:elasticloadbalancing:(?P<region>[a-z]{2}(-[a-z]+)+-\d):\d{12}"
    r":loadbalancer/app/[A-Za-z0-9-]+/[0-9a-f]+"
)


@dataclass(frozen=True)
class Preset:
    """What one kind of proxy fixes: the header, without which it is the bearer token, and more."""

    header: str | None
    algorithms: tuple[str, ...] | None = None
    issuer: str | None = None
    jwks_url: str | None = None
    verifies_email: bool = False
    """Whether each address in its tokens is verified, although they don't say so."""


PRESETS: Mapping[str, Preset] = {
    "cloudflare-access": Preset("Cf-Access-Jwt-Assertion", ("RS256",), verifies_email=True),
    "google-iap": Preset(
        "X-Goog-IAP-JWT-Assertion", ("ES256",), IAP_ISSUER, IAP_KEYS, verifies_email=True
    ),
    "aws-alb": Preset("X-Amzn-Oidc-Data", ("ES256",)),
    "oauth2-proxy": Preset(None),
}


def check_team(issuer: str) -> str:
    """Return the iss claim of Cloudflare Access.

    Raises:
        ValueError: it is none.
    """
    if not _TEAM.fullmatch(issuer):
        raise ValueError(TEAM_ALLOWED)
    return issuer


def region_of(signer: str) -> str:
    """Return the region that an Application Load Balancer's ARN names.

    Raises:
        ValueError: it is no such ARN.
    """
    found = _ARN.fullmatch(signer)
    if found is None:
        raise ValueError(SIGNER_ALLOWED)
    return found["region"]


def keys_of(proxy: str | None, issuer: str | None, signer: str | None) -> str | None:
    """Return where a proxy's keys are, if that is known without being configured.

    For a load balancer it is where they begin: each key has an address of its own below it.
    """
    if proxy == "cloudflare-access" and issuer:
        return f"{issuer}/cdn-cgi/access/certs"
    if proxy == "aws-alb" and signer:
        return f"https://public-keys.auth.elb.{region_of(signer)}.amazonaws.com"
    return PRESETS[proxy].jwks_url if proxy else None
