"""Everything that can come back from a provider, or seem to: nobody signs in by it."""

import json
import logging
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from dashapp.app import create_app
from dashapp.audit import LOGGER
from dashapp.identity import pending, provider, provider_metadata, token_calls
from tests.conftest import SECRET, Company
from tests.identity.oidc_grants import CLIENT_ID, CLIENT_SECRET
from tests.identity.visitor import Visitor
from tests.patience import until

Claims = dict[str, Any]

OTHER_KEY = generate_private_key(65537, 2048)
DISCOVERY = "/.well-known/openid-configuration"


@pytest.fixture
def visitor(company: Company) -> Visitor:
    """Somebody who has not signed in yet."""
    return Visitor(company)


def changed(url: str, **changes: str | None) -> str:
    """Return an address with other parameters; None takes one away."""
    said = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    said |= {name: value for name, value in changes.items() if value is not None}
    kept = {name: value for name, value in said.items() if changes.get(name, "") is not None}
    return f"{url.partition('?')[0]}?{urlencode(kept)}"


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"state": None}, 400, "took too long"),
        ({"state": "another"}, 400, "took too long"),
        ({"state": "../x; Path=/"}, 400, "took too long"),
        ({"code": None}, 502, "relied on"),
        ({"code": ""}, 502, "relied on"),
        ({"code": "another"}, 400, "took too long"),
        ({"iss": "https://evil.example"}, 502, "relied on"),
        ({"iss": ""}, 502, "relied on"),
        ({"error": "access_denied"}, 403, "cancelled"),
        ({"error": "login_required"}, 403, "cancelled"),
        ({"error": "temporarily_unavailable"}, 503, "can&#39;t be reached"),
        ({"error": "invalid_scope"}, 502, "relied on"),
        ({"error": "<script>alert(1)</script>"}, 502, "relied on"),
    ],
)
def test_an_answer_that_is_not_the_expected_one_signs_nobody_in(
    visitor: Visitor, changes: dict[str, str | None], status: int, words: str
) -> None:
    answer = visitor.open(changed(visitor.go_to_provider(), **changes))
    assert answer.status_code == status
    assert words in answer.text
    assert "<script>alert" not in answer.text
    visitor.leaves_nothing_behind(answer)


def test_an_answer_that_names_the_issuer_is_taken(company: Company, visitor: Visitor) -> None:
    company.provider.discovery["authorization_response_iss_parameter_supported"] = True
    named = changed(visitor.go_to_provider(), iss=company.provider.origin)
    assert visitor.open(named).status_code == 302
    assert visitor.is_signed_in()


def test_a_provider_that_names_itself_must_do_so(company: Company, visitor: Visitor) -> None:
    company.provider.discovery["authorization_response_iss_parameter_supported"] = True
    answer = visitor.sign_in()
    assert answer.status_code == 502
    visitor.leaves_nothing_behind(answer)


def test_the_answer_to_one_browser_is_worth_nothing_in_another(company: Company) -> None:
    attacker, victim = Visitor(company), Visitor(company)
    callback = attacker.go_to_provider()
    answer = victim.open(callback)
    assert answer.status_code == 400
    victim.leaves_nothing_behind(answer)


def test_a_code_is_good_once(company: Company) -> None:
    first, second = Visitor(company), Visitor(company)
    callback = first.go_to_provider()
    second.cookies.update(first.cookies)
    assert first.open(callback).status_code == 302
    second.cookies.pop("dashapp_token", None)
    answer = second.open(callback)
    assert answer.status_code == 400
    second.leaves_nothing_behind(answer)


def test_a_stolen_code_is_worth_nothing_without_the_verifier(company: Company) -> None:
    victim, attacker = Visitor(company), Visitor(company)
    stolen = parse_qs(urlsplit(victim.go_to_provider()).query)["code"][0]
    answer = attacker.open(changed(attacker.go_to_provider(who="vera"), code=stolen))
    assert answer.status_code == 400
    attacker.leaves_nothing_behind(answer)


def test_a_sign_in_that_takes_too_long_begins_anew(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    callback = visitor.go_to_provider()
    monkeypatch.setattr(pending, "SECONDS", -1)
    answer = visitor.open(callback)
    assert answer.status_code == 400
    assert "took too long" in answer.text
    visitor.leaves_nothing_behind(answer)


def test_what_waits_can_not_be_written_by_others(company: Company, visitor: Visitor) -> None:
    callback = visitor.go_to_provider()
    waiting = next(c for c in visitor.cookies if c.name.startswith("dashapp_signing_in_"))
    other = Visitor(company)
    other.go_to_provider()
    foreign = next(c for c in other.cookies if c.name.startswith("dashapp_signing_in_"))
    for value in ("", "e30.x.y", f"{waiting.value}x", str(foreign.value)):
        visitor.cookies.set(waiting.name, value, domain=waiting.domain, path="/")
        answer = visitor.open(callback)
        assert answer.status_code == 400
        visitor.leaves_nothing_behind(answer)


def resigned(**changes: Any) -> Callable[[Company], Callable[[Claims, str], str]]:
    """Sign the ID token anew with the provider's own key, and other claims; None takes one away."""

    def how(company: Company) -> Callable[[Claims, str], str]:
        def forge(claims: Claims, _good: str) -> str:
            said = {k: v for k, v in (claims | changes).items() if v is not None}
            return signed(said, company.provider.key)

        return forge

    return how


def signed(claims: Claims, key: Any, algorithm: str = "RS256", **header: Any) -> str:
    return jwt.encode(claims, key, algorithm, headers={"kid": "one", **header})


def by_hand(claims: Claims, secret: bytes, algorithm: str) -> str:
    """Sign with what PyJWT itself refuses as a secret."""
    parts = [json.dumps(part).encode() for part in ({"alg": algorithm, "kid": "one"}, claims)]
    text = b".".join(jwt.utils.base64url_encode(part) for part in parts)
    mac = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(text, secret)
    return (text + b"." + jwt.utils.base64url_encode(mac)).decode()


FORGERIES: dict[str, Callable[[Company], Callable[[Claims, str], str]]] = {
    "another nonce": resigned(nonce="another"),
    "no nonce": resigned(nonce=None),
    "another issuer": resigned(iss="https://evil.example"),
    "no issuer": resigned(iss=None),
    "another audience": resigned(aud="another"),
    "another audience, authorised for us": resigned(aud="another", azp=CLIENT_ID),
    "several audiences, authorised for none": resigned(aud=[CLIENT_ID, "another"]),
    "authorised for another": resigned(azp="another"),
    "no audience": resigned(aud=None),
    "expired": resigned(exp=int(time.time()) - 60),
    "no end": resigned(exp=None),
    "an end that is text": resigned(exp="soon"),
    "from the future": resigned(iat=int(time.time()) + 3600),
    "not yet valid": resigned(nbf=int(time.time()) + 3600),
    "no sub": resigned(sub=None),
    "empty sub": resigned(sub=""),
    "sub that is a list": resigned(sub=["anton"]),
    "roles that are text": resigned(roles="admin"),
    "an email that is no text": resigned(email=["a"]),
    "another access token's hash": resigned(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    "another key": lambda _: lambda claims, _good: signed(claims, OTHER_KEY),
    "another key id": lambda c: lambda claims, _good: signed(claims, c.provider.key, kid="../two"),
    "another key, in its own header": lambda _: (
        lambda claims, _good: signed(
            claims,
            OTHER_KEY,
            jwk=json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OTHER_KEY.public_key())),
            jku="https://evil.example/keys",
            x5u="https://evil.example/x",
        )
    ),
    "alg none": lambda _: lambda claims, _good: jwt.encode(claims, "", "none"),
    "HS256 with the public key": lambda c: (
        lambda claims, _good: by_hand(claims, c.provider.public_pem(), "HS256")
    ),
    "HS256 with the client's secret": lambda _: (
        lambda claims, _good: by_hand(claims, CLIENT_SECRET.encode(), "HS256")
    ),
    "truncated": lambda _: lambda _claims, good: good[:-10],
    "without a signature": lambda _: lambda _claims, good: good.rpartition(".")[0] + ".",
    "no token": lambda _: lambda _claims, _good: "x",
    "empty": lambda _: lambda _claims, _good: "",
    "nested": lambda _: (
        lambda _claims, _good: jwt.utils.base64url_encode(b"[" * 5000).decode() + ".e30.x"
    ),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_id_token_signs_nobody_in(company: Company, visitor: Visitor, name: str) -> None:
    company.provider.forge = FORGERIES[name](company)
    answer = visitor.sign_in()
    assert answer.status_code in (400, 502)
    visitor.leaves_nothing_behind(answer)


def test_an_answer_without_an_id_token_signs_nobody_in(company: Company, visitor: Visitor) -> None:
    company.provider.without_id_token = True
    answer = visitor.sign_in()
    assert answer.status_code == 502
    visitor.leaves_nothing_behind(answer)


def test_a_token_that_is_signed_anew_but_not_changed_is_taken(
    company: Company, visitor: Visitor
) -> None:
    company.provider.forge = resigned()(company)
    assert visitor.sign_in().status_code == 302
    assert visitor.is_signed_in()


def test_a_new_key_of_the_provider_is_fetched(company: Company, visitor: Visitor) -> None:
    assert visitor.sign_in().status_code == 302
    company.provider.key, company.provider.key_id = OTHER_KEY, "two"
    assert Visitor(company).sign_in().status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "https://evil.example"},
        {"issuer": None},
        {"authorization_endpoint": "http://evil.example/authorize"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": None},
        {"end_session_endpoint": "http://evil.example/"},
        {"id_token_signing_alg_values_supported": "RS256"},
    ],
)
def test_a_discovery_that_breaks_a_rule_leads_nowhere(
    company: Company, visitor: Visitor, changes: dict[str, Any]
) -> None:
    company.provider.discovery |= changes
    answer = visitor.open("/sign-in")
    assert answer.status_code == 502
    visitor.leaves_nothing_behind(answer)


@pytest.mark.parametrize("status", [404, 429, 500, 503])
@pytest.mark.parametrize("path", [DISCOVERY, "/token", "/keys"])
def test_a_provider_out_of_order_is_a_plain_sentence(
    company: Company,
    visitor: Visitor,
    path: str,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (provider_metadata, token_calls):
        monkeypatch.setattr(module, "QUIET_SECONDS", 0)
    company.provider.broken[path] = status
    answer = visitor.open("/sign-in") if path == DISCOVERY else visitor.sign_in()
    assert answer.status_code in (502, 503)
    visitor.leaves_nothing_behind(answer)
    company.provider.broken.clear()
    assert visitor.sign_in().status_code == 302


def test_a_provider_that_fails_is_not_asked_by_everybody_who_comes(
    company: Company, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider_metadata, "QUIET_SECONDS", 60)
    company.provider.broken[DISCOVERY] = 500
    assert visitor.open("/sign-in").status_code == 503
    company.provider.broken.clear()
    # It would answer, but nobody asks so soon.
    assert visitor.open("/sign-in").status_code == 503


@pytest.mark.parametrize("path", [DISCOVERY, "/token", "/keys"])
def test_a_provider_is_not_followed_elsewhere(
    company: Company, visitor: Visitor, path: str
) -> None:
    company.provider.moved.add(path)
    answer = visitor.open("/sign-in") if path == DISCOVERY else visitor.sign_in()
    assert answer.status_code in (502, 503)
    visitor.leaves_nothing_behind(answer)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hosts that are built from now on wait for the provider for half a second."""
    monkeypatch.setattr(provider, "READ_SECONDS", 0.5)
    monkeypatch.setattr(provider_metadata, "QUIET_SECONDS", 0)


@pytest.mark.parametrize("path", [DISCOVERY, "/token", "/keys"])
def test_a_provider_that_hangs_is_given_up(impatient: None, company: Company, path: str) -> None:
    visitor = Visitor(company)
    if path != DISCOVERY:
        until(lambda: visitor.open("/sign-in").status_code == 302, "its discovery")
    company.provider.hanging.add(path)
    answer = visitor.open("/sign-in") if path == DISCOVERY else visitor.sign_in()
    assert not company.provider.go_on.is_set()
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    visitor.leaves_nothing_behind(answer)


def test_a_provider_that_is_not_there_is_a_plain_sentence(
    company: Company, visitor: Visitor
) -> None:
    oidc = company.settings.oidc
    assert oidc is not None
    elsewhere = oidc.model_copy(update={"issuer": "http://localhost:1"})
    client = create_app(
        company.settings.model_copy(update={"oidc": elsewhere})
    ).server.test_client()
    answer = client.get("/sign-in")
    assert answer.status_code == 503
    assert "can&#39;t be reached" in answer.text


def test_no_secret_code_or_token_is_in_the_log_or_the_pages(
    company: Company, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    pages = [visitor.sign_in().text]
    company.provider.forge = FORGERIES["another nonce"](company)
    other = Visitor(company)
    pages.append(other.sign_in().text)
    callback = other.go_to_provider()
    company.provider.broken["/token"] = 500
    pages.append(other.open(callback).text)
    own = [
        record for record in caplog.records if record.name.startswith(("dashapp", "authlib.integ"))
    ]
    said = "\n".join([*pages, *(record.getMessage() for record in own)])
    said += "".join(str(record.exc_info) for record in own if record.exc_info)
    assert [record.name for record in own if record.levelno == logging.WARNING] == [LOGGER] * 2
    secrets = [CLIENT_SECRET, SECRET, visitor.token, *company.provider.given]
    # Three codes, the verifiers and tokens of the two that were redeemed.
    assert len(secrets) == 3 + 3 + 2 * 3
    assert [secret for secret in secrets if secret in said] == []
