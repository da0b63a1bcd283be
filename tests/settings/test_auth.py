"""How people sign in, as a configuration says it."""

import pytest

from dash_retool_embed.people.claim_path import parse_claim_path
from tests.settings.conftest import SECTIONS, Load, Mistakes

KEYS = 'algorithms = ["RS256", "ES256"]\njwks_url = "https://login.example.com/keys?v=1"\n'


@pytest.fixture
def _no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DASHAPP_JWT_SECRET")


@pytest.mark.usefixtures("_no_secret")
def test_keys_of_a_login_need_no_secret(load: Load) -> None:
    settings = load(SECTIONS + KEYS)
    assert settings.auth.algorithms == ["RS256", "ES256"]
    assert settings.auth.jwks_url == "https://login.example.com/keys?v=1"
    assert settings.jwt_secret is None


@pytest.mark.usefixtures("_no_secret")
def test_hs256_needs_one(mistakes: Mistakes) -> None:
    (mistake,) = mistakes(SECTIONS)
    assert (mistake.source, mistake.key) == ("DASHAPP_JWT_SECRET", "jwt_secret")
    assert mistake.allowed.startswith("missing: the secret that sign-in tokens are signed with")


@pytest.mark.parametrize(
    "url",
    [
        "https://login.example.com/keys",
        "http://localhost:1/k",
        "http://127.0.0.2/k",
        "http://[::1]:1/k",
        "http://[::1]/k",
    ],
)
def test_keys_come_over_https_or_from_this_machine(load: Load, url: str) -> None:
    text = SECTIONS + KEYS.replace("https://login.example.com/keys?v=1", url)
    assert load(text).auth.jwks_url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://login.example.com/keys",
        "http://localhost.evil.example/keys",
        "http://localhost:1@evil.example/keys",
        "https://me:hunter2@login.example.com/keys",
        "file:///etc/keys",
        "login.example.com/keys",
        "//login.example.com/keys",
        "https://",
        "",
    ],
)
def test_keys_come_from_nowhere_else(mistakes: Mistakes, url: str) -> None:
    (mistake,) = mistakes(SECTIONS + KEYS.replace("https://login.example.com/keys?v=1", url))
    assert mistake.key == "auth.jwks_url"
    assert "the https address of the login's public keys" in mistake.allowed
    assert "hunter2" not in str(mistake)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("roles", ("roles",)),
        ("realm_access.roles", ("realm_access", "roles")),
        ("https://example.com/roles", ("https://example.com/roles",)),
        (r"https://example\.com/claims.roles", ("https://example.com/claims", "roles")),
        (r"example\.com/roles", ("example.com/roles",)),
        (r"a\\.b", ("a\\", "b")),
    ],
)
def test_a_path_leads_from_name_to_name(text: str, names: tuple[str, ...]) -> None:
    assert parse_claim_path(text) == names


@pytest.mark.parametrize("text", ["", ".", "a.", ".a", "a..b", "a. .b", r"a\b", "a\\"])
def test_a_path_has_no_empty_names(mistakes: Mistakes, text: str) -> None:
    (mistake,) = mistakes(f"{SECTIONS}claims = {{ roles = '{text}' }}\n")
    assert mistake.key.startswith("auth.claims.roles")
    assert "a claim's name or path" in mistake.allowed


def test_claims_are_named_in_a_table(load: Load) -> None:
    claims = load(
        SECTIONS + "[auth.claims]\nid = 'oid'\nroles = ['realm_access.roles', 'groups']\n"
    ).auth.claims
    assert (claims.id, claims.roles) == ("oid", ["realm_access.roles", "groups"])
    assert claims.first_name == ["first_name", "given_name"]


def test_claims_are_named_in_a_variable(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHAPP_AUTH_CLAIMS", '{"roles": "https://example.com/roles"}')
    assert load().auth.claims.roles == ["https://example.com/roles"]


@pytest.mark.parametrize(
    ("line", "key", "allowed"),
    [
        ("claims = { role = 'a' }", "claims.role", "did you mean roles?"),
        ("claims = { id = 3 }", "claims.id", "a claim's name or path"),
        ("claims = { roles = [] }", "claims.roles", "a claim's name or path"),
        ("claims = { email = ['a', 3] }", "claims.email[1]", "a claim's name or path"),
        ("claims = 'sub'", "claims", "a table of id"),
    ],
)
def test_a_mistake_in_the_names_of_claims_says_where(
    mistakes: Mistakes, line: str, key: str, allowed: str
) -> None:
    (mistake,) = mistakes(f"{SECTIONS}{line}\n")
    assert mistake.key == f"auth.{key}"
    assert allowed in mistake.allowed


SIGNER = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188"


@pytest.mark.usefixtures("_no_secret")
@pytest.mark.parametrize(
    ("lines", "algorithms", "header", "jwks_url"),
    [
        (
            "proxy = 'cloudflare-access'\nissuer = 'https://acme.cloudflareaccess.com'",
            ["RS256"],
            "Cf-Access-Jwt-Assertion",
            "https://acme.cloudflareaccess.com/cdn-cgi/access/certs",
        ),
        (
            "proxy = 'google-iap'",
            ["ES256"],
            "X-Goog-IAP-JWT-Assertion",
            "https://www.gstatic.com/iap/verify/public_key-jwk",
        ),
        (
            f"proxy = 'aws-alb'\nsigner = '{SIGNER}'",
            ["ES256"],
            "X-Amzn-Oidc-Data",
            "https://public-keys.auth.elb.eu-west-1.amazonaws.com",
        ),
        (
            "proxy = 'oauth2-proxy'\njwks_url = 'https://a.example'",
            ["RS256"],
            None,
            "https://a.example",
        ),
    ],
)
def test_a_proxy_brings_most_settings_along(
    load: Load, lines: str, algorithms: list[str], header: str | None, jwks_url: str
) -> None:
    auth = load(f"{SECTIONS}{lines}\n").auth
    assert auth.behind_proxy
    assert (auth.algorithms, auth.token_header, auth.jwks_url) == (algorithms, header, jwks_url)


def test_the_issuer_of_google_iap_is_known(load: Load) -> None:
    assert load(f"{SECTIONS}proxy = 'google-iap'").auth.issuer == "https://cloud.google.com/iap"


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        ("proxy = 'nginx'", ["proxy"]),
        ("proxy = 'cloudflare-access'", ["issuer"]),
        ("proxy = 'cloudflare-access'\nissuer = 'https://acme.cloudflareaccess.com/'", ["issuer"]),
        ("proxy = 'cloudflare-access'\nissuer = 'https://a.example'", ["issuer"]),
        ("proxy = 'google-iap'\nissuer = 'https://a.example'", ["issuer"]),
        ("proxy = 'google-iap'\nalgorithms = ['RS256']", ["algorithms"]),
        ("proxy = 'google-iap'\nalgorithms = ['HS256']", ["algorithms"]),
        ("proxy = 'google-iap'\nheader = 'X-Person'", ["header"]),
        (f"proxy = 'google-iap'\nsigner = '{SIGNER}'", ["signer"]),
        (f"signer = '{SIGNER}'", ["signer"]),
        ("proxy = 'aws-alb'", ["signer"]),
        ("proxy = 'aws-alb'\nsigner = 'arn:aws:iam::1:role/a'", ["signer"]),
        (
            f"proxy = 'aws-alb'\nsigner = '{SIGNER.replace('eu-west-1', 'evil.example/')}'",
            ["signer"],
        ),
        ("proxy = 'oauth2-proxy'", ["jwks_url"]),
        ("header = 'Cookie'", ["header"]),
        ("header = 'X-A: b'", ["header"]),
    ],
)
def test_a_mistake_about_a_proxy_says_where(
    mistakes: Mistakes, lines: str, keys: list[str]
) -> None:
    found = mistakes(f"{SECTIONS}{lines}\n")
    assert [mistake.key for mistake in found] == [f"auth.{key}" for key in keys]
    assert all(mistake.allowed for mistake in found)
