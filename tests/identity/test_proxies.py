"""Proxies that sign people in: each one's header, and each one's checks."""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask, Response

from dashapp.identity.load_balancer import NEW_KEYS_PER_INTERVAL
from dashapp.settings.proxies import IAP_ISSUER
from tests.identity.forgeries import MALLORY, SECRET, SHARED
from tests.identity.hosts import COOKIE, PAGE, host
from tests.identity.login import (
    AUDIENCE,
    ISSUER,
    Login,
    Pair,
    good_claims,
    now,
    pair,
    running_login,
)

TEAM = "https://acme.cloudflareaccess.com"
KID = "12345678-1234-1234-1234-123456789012"
SIGNER = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188"
OTHER_SIGNER = SIGNER.replace("50dc", "60dc")
CLOUDFLARE, GOOGLE, BALANCER = pair("cf"), pair("iap", "ES256"), pair(KID, "ES256")
OTHER_BALANCER = pair(KID.replace("1", "2"), "ES256")

Answer = tuple[int, str]


def ask(server: Flask, header: str, value: str, **more: str) -> Answer:
    answer = server.test_client(use_cookies=False).get(PAGE, headers={header: value, **more})
    assert answer.is_json
    body = answer.get_json()
    return answer.status_code, body.get("code", "") if isinstance(body, dict) else ""


def invalid(answer: Answer) -> bool:
    return answer == (401, "token_invalid")


@pytest.fixture
def cloudflare() -> Iterator[Flask]:
    with running_login(CLOUDFLARE) as login:
        yield host(proxy="cloudflare-access", issuer=TEAM, jwks_url=login.url, algorithms=["RS256"])


@pytest.fixture
def google() -> Iterator[Flask]:
    with running_login(GOOGLE) as login:
        yield host(proxy="google-iap", issuer=IAP_ISSUER, jwks_url=login.url, algorithms=["ES256"])


CF_HEADER = "Cf-Access-Jwt-Assertion"
IAP_HEADER = "X-Goog-IAP-JWT-Assertion"
ALB_HEADER = "X-Amzn-Oidc-Data"


def access(by: Pair = CLOUDFLARE, **changes: object) -> str:
    return by.sign(good_claims(**{"iss": TEAM, "aud": [AUDIENCE], "type": "app", **changes}))


def test_cloudflare_access_signs_people_in(cloudflare: Flask) -> None:
    assert ask(cloudflare, CF_HEADER, access()) == (200, "")


@pytest.mark.parametrize(
    "token",
    [
        access(iss="https://evil.cloudflareaccess.com"),
        access(aud=["another application's tag"]),
        access(sub=""),  # what a service token has
        access(pair("cf-of-another-team")),
        access(Pair("cf", "RS256", MALLORY.private)),
        Pair("cf", "HS256", SECRET.encode()).sign(good_claims(iss=TEAM)),
    ],
)
def test_another_team_s_and_a_service_s_tokens_are_nobody_s(cloudflare: Flask, token: str) -> None:
    assert invalid(ask(cloudflare, CF_HEADER, token))


def assertion(by: Pair = GOOGLE, **changes: object) -> str:
    times = {"iat": now(), "exp": now() + 600}
    return by.sign(good_claims(**{"iss": IAP_ISSUER, **times, **changes}))


def test_google_iap_signs_people_in(google: Flask) -> None:
    assert ask(google, IAP_HEADER, assertion()) == (200, "")


@pytest.mark.parametrize(
    "sign",
    [
        lambda: assertion(iss="https://accounts.google.com"),
        lambda: assertion(aud="/projects/1/apps/another"),
        lambda: assertion(aud=[AUDIENCE]),
        lambda: assertion(iat=None),
        lambda: assertion(exp=now() + 3_600),
        lambda: assertion(iat=now() + 3_600, exp=now() + 4_000),
        lambda: assertion(Pair("iap", "ES256", pair("other", "ES256").private)),
        lambda: pair("rsa").sign(good_claims(iss=IAP_ISSUER)),
    ],
)
def test_what_google_does_not_sign_so_is_nobody_s(google: Flask, sign: Callable[[], str]) -> None:
    assert invalid(ask(google, IAP_HEADER, sign()))


def padded(part: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode()


def user_claims(
    by: Pair = BALANCER, header: dict[str, Any] | None = None, **changes: object
) -> str:
    """A token as the load balancer makes it: with padding, and with half of it in the header."""
    said = {
        "typ": "JWT",
        "kid": by.kid,
        "alg": by.algorithm,
        "iss": ISSUER,
        "client": AUDIENCE,
        "signer": SIGNER,
        "exp": now() + 120,
        **(header or {}),
    }
    claims = {"sub": "ada", "email": "ada@example.com", "exp": now() + 120, "iss": ISSUER}
    shown = {name: value for name, value in said.items() if value is not None}
    text = f"{padded(shown)}.{padded({**claims, **changes})}"
    signature = jwt.get_algorithm_by_name(by.algorithm).sign(text.encode(), by.private)
    return f"{text}.{base64.urlsafe_b64encode(signature).decode()}"


@pytest.fixture
def balancers() -> Iterator[Login]:
    """One PEM file per key, as AWS has them, and 403 for what isn't there."""
    with running_login() as login:
        known = {f"/keys/{by.kid}": by for by in (BALANCER, OTHER_BALANCER)}

        def answer() -> Response:
            by = known.get(login.asked[-1])
            if by is None:
                return Response("<Error><Code>AccessDenied</Code></Error>", status=403)
            public = by.private.public_key()
            return Response(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))

        login.answer = answer
        yield login


@pytest.fixture
def alb(balancers: Login) -> Flask:
    return host(proxy="aws-alb", signer=SIGNER, jwks_url=balancers.url, algorithms=["ES256"])


def test_a_load_balancer_signs_people_in(alb: Flask, balancers: Login) -> None:
    assert [ask(alb, ALB_HEADER, user_claims()) for _ in range(3)] == [(200, "")] * 3
    assert ask(alb, ALB_HEADER, user_claims(OTHER_BALANCER)) == (200, "")
    assert balancers.asked == [f"/keys/{BALANCER.kid}", f"/keys/{OTHER_BALANCER.kid}"]


@pytest.mark.parametrize(
    "sign",
    [
        lambda: user_claims(header={"signer": OTHER_SIGNER}),
        lambda: user_claims(header={"signer": None}),
        lambda: user_claims(header={"signer": [SIGNER]}),
        lambda: user_claims(header={"client": "another"}),
        lambda: user_claims(header={"client": None}),
        lambda: user_claims(header={"iss": "https://evil.example"}),
        lambda: user_claims(header={"exp": None}),
        lambda: user_claims(header={"exp": str(now() + 120)}),
        lambda: user_claims(header={"exp": True}),
        lambda: user_claims(iss="https://evil.example"),
        lambda: user_claims(sub=""),
        lambda: user_claims(sub=None),
        lambda: user_claims(header={"kid": OTHER_BALANCER.kid}),
        lambda: user_claims(Pair(KID, "ES256", pair("mine", "ES256").private)),
        lambda: user_claims(pair("RSA")),
        lambda: f"{user_claims()}=",
        lambda: user_claims().replace("=", "==="),
        lambda: user_claims().split(".", 1)[1],
    ],
)
def test_another_load_balancer_s_tokens_are_nobody_s(alb: Flask, sign: Callable[[], str]) -> None:
    # Signed now: one that was made when the tests were collected might have expired.
    assert invalid(ask(alb, ALB_HEADER, sign()))


@pytest.mark.parametrize(
    "token", [user_claims(header={"exp": now() - 60}), user_claims(exp=now() - 60)]
)
def test_a_load_balancer_s_tokens_expire(alb: Flask, token: str) -> None:
    assert ask(alb, ALB_HEADER, token) == (401, "token_expired")


@pytest.mark.parametrize(
    "kid",
    [
        "../../evil",
        "https://evil.example/key",
        f"{KID}/../other",
        f"{KID}?x=1",
        f"{KID}#",
        f"{KID}\n",
        f"//{KID}",
        KID.replace("-", ""),
        KID.replace("1", "Z"),
        KID.replace("1", "\u0661"),
        "",
        None,
        [KID],
        7,
    ],
)
def test_a_load_balancer_s_kid_is_no_way_to_another_address(
    alb: Flask, balancers: Login, kid: object
) -> None:
    assert invalid(ask(alb, ALB_HEADER, user_claims(header={"kid": kid})))
    assert balancers.asked == []


def test_invented_kids_make_a_few_fetches_and_hide_no_key(alb: Flask, balancers: Login) -> None:
    assert ask(alb, ALB_HEADER, user_claims()) == (200, "")
    answers = [
        ask(alb, ALB_HEADER, user_claims(header={"kid": f"{number:08d}{KID[8:]}"}))
        for number in range(100)
    ]
    assert len(balancers.asked) == NEW_KEYS_PER_INTERVAL
    assert set(answers) == {(401, "token_invalid"), (503, "keys_unavailable")}
    assert ask(alb, ALB_HEADER, user_claims()) == (200, "")


def test_a_new_key_counts_as_soon_as_it_is_there(alb: Flask, balancers: Login) -> None:
    answer, balancers.answer = balancers.answer, lambda: Response(status=403)
    assert invalid(ask(alb, ALB_HEADER, user_claims()))
    balancers.answer = answer
    assert ask(alb, ALB_HEADER, user_claims()) == (200, "")


@pytest.mark.parametrize(
    "pem",
    [
        b"garbage",
        MALLORY.private.public_key().public_bytes(Encoding.PEM, PublicFormat.PKCS1),
        pair("384", "ES384")
        .private.public_key()
        .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    ],
)
def test_another_kind_of_key_is_none(alb: Flask, balancers: Login, pem: bytes) -> None:
    balancers.answer = lambda: Response(pem)
    assert ask(alb, ALB_HEADER, user_claims()) == (503, "keys_unavailable")


def test_oauth2_proxy_passes_the_login_s_token(login: Login) -> None:
    server = host(proxy="oauth2-proxy", jwks_url=login.url, algorithms=["RS256"])
    good = pair("first").sign()
    assert ask(server, "Authorization", f"Bearer {good}") == (200, "")
    assert ask(server, "Cookie", f"{COOKIE}={good}") == (401, "token_missing")
    assert ask(server, "X-Forwarded-Access-Token", good) == (401, "token_missing")
    assert invalid(ask(server, "Authorization", f"Bearer {MALLORY.sign(kid='first')}"))


def test_a_proxy_of_one_s_own_has_a_header_of_its_own(login: Login) -> None:
    server = host(header="X-Person", jwks_url=login.url, algorithms=["RS256"])
    good = pair("first").sign()
    assert ask(server, "x-person", good) == (200, "")
    assert invalid(ask(server, "X-Person", f"{good},{good}"))
    assert invalid(ask(server, "X-Person", f"Bearer {good}"))


@pytest.mark.parametrize(
    ("header", "auth"),
    [
        ("X-Person", {"header": "X-Person"}),
        (CF_HEADER, {"proxy": "cloudflare-access", "issuer": TEAM}),
    ],
)
def test_behind_a_proxy_what_a_client_sends_by_itself_does_not_count(
    header: str, auth: dict[str, str]
) -> None:
    with running_login(CLOUDFLARE) as login:
        server = host(jwks_url=login.url, algorithms=["RS256"], **auth)
    token = access(iss=auth.get("issuer", ISSUER))
    assert ask(server, "Cookie", f"{COOKIE}={token}") == (401, "token_missing")
    assert ask(server, "Authorization", f"Bearer {token}") == (401, "token_missing")
    assert ask(server, "Cookie", f"CF_Authorization={token}") == (401, "token_missing")
    both = ask(
        server, header, "forged", Cookie=f"{COOKIE}={token}", Authorization=f"Bearer {token}"
    )
    assert invalid(both)
    body = {"retoolAppName": "sales", "userJwt": token}
    assert server.test_client().post("/api/embedUrl", json=body).status_code == 400
    assert login.asked == []


def test_a_shared_secret_can_sign_for_a_proxy_too() -> None:
    server = host(header="X-Person")
    assert ask(server, "X-Person", SHARED.sign()) == (200, "")
