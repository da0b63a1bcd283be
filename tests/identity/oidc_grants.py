"""What the provider of the tests gives out for what, by the rules of Authlib's server."""

import json
import threading
from base64 import urlsafe_b64decode
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from authlib.oauth2.rfc6749 import ClientMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oidc.core import AuthorizationCodeMixin, OpenIDCode
from authlib.oidc.rpinitiated import EndSessionEndpoint
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from joserfc.jwk import KeySet, RSAKey

CLIENT_ID, CLIENT_SECRET = "the-host", "secret-of-the-client-that-nobody-may-see"


@dataclass(frozen=True)
class Client(ClientMixin):  # type: ignore[misc]
    """The host, as the provider has it registered."""

    host_url: str

    @property
    def client_metadata(self) -> dict[str, list[str]]:
        return {"post_logout_redirect_uris": [f"{self.host_url}/sign-out"]}

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == f"{self.host_url}/sign-in/callback"

    def check_client_secret(self, secret: str) -> bool:
        return secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass(frozen=True)
class Code(AuthorizationCodeMixin):  # type: ignore[misc]
    """What a code is good for."""

    code: str
    sub: str
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str
    code_challenge_method: str

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> None:
        return None

    get_acr = get_amr = get_auth_time


@cache
def first_key() -> RSAPrivateKey:
    """The key that every provider begins with: making one takes a while."""
    return generate_private_key(65537, 2048)


@dataclass
class Provider:
    """What the provider knows and has given out, and how a test makes it misbehave."""

    origin: str
    host_url: str
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)
    """Every code, token and verifier that nobody may find anywhere."""
    discovery: dict[str, Any] = field(default_factory=dict)
    """What its discovery says otherwise than it should."""
    forge: Callable[[dict[str, Any], str], str] | None = None
    """From the claims and the good ID token to another one."""
    user_info: Any = field(default_factory=dict)
    """What its userinfo endpoint says: an object, or a text as it is."""
    without_id_token: bool = False
    broken: dict[str, int] = field(default_factory=dict)
    """Paths that answer with a status only."""
    moved: set[str] = field(default_factory=set)
    """Paths that say that they are elsewhere, where the same is to be had."""
    hanging: set[str] = field(default_factory=set)
    """Paths that do not answer before `go_on` is set."""
    asked: Counter[str] = field(default_factory=Counter)
    """How often each path was asked for."""
    go_on: threading.Event = field(default_factory=threading.Event)
    key: RSAPrivateKey = field(default_factory=first_key)
    key_id: str = "one"

    @property
    def client(self) -> Client:
        return Client(self.host_url)

    def keys(self) -> Any:
        pem = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return KeySet([RSAKey.import_key(pem, {"kid": self.key_id})])

    def public_pem(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def grant_of(provider: Provider) -> Any:
    class Grant(AuthorizationCodeGrant):  # type: ignore[misc]
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

        def save_authorization_code(self, code: str, asked: Any) -> None:
            data = asked.payload.data
            provider.given.append(code)
            provider.codes[code] = Code(
                code,
                asked.user,
                data["redirect_uri"],
                asked.scope,
                data.get("nonce"),
                data["code_challenge"],
                data["code_challenge_method"],
            )

        def query_authorization_code(self, code: str, _client: Client) -> Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, code: Code) -> None:
            del provider.codes[code.code]

        def authenticate_user(self, code: Code) -> str:
            return code.sub

    return Grant


def openid_of(provider: Provider) -> Any:
    class OpenId(OpenIDCode):  # type: ignore[misc]
        def exists_nonce(self, nonce: str, _asked: Any) -> bool:
            return any(code.nonce == nonce for code in provider.codes.values())

        def resolve_client_private_key(self, _client: Client) -> Any:
            return provider.keys()

        def get_encode_header(self, _client: Client) -> dict[str, str]:
            return {"alg": "RS256", "kid": provider.key_id}

        def get_client_claims(self, _client: Client) -> dict[str, str]:
            return {"iss": provider.origin, "aud": CLIENT_ID}

        def generate_user_info(self, sub: str, _scope: str) -> dict[str, Any]:
            return {**provider.people[sub], "sub": sub}

        def process_token(self, grant: Any, response: Any) -> Any:
            return (
                response[1] if provider.without_id_token else super().process_token(grant, response)
            )

        def encode_id_token(self, token: dict[str, Any], asked: Any) -> str:
            good = str(super().encode_id_token(token, asked))
            claims = json.loads(decoded(good.split(".")[1]))
            said = provider.forge(claims, good) if provider.forge else good
            provider.given.extend([token["access_token"], said])
            return said

    return OpenId(require_nonce=True)


def end_session_of(provider: Provider) -> Any:
    class EndSession(EndSessionEndpoint):  # type: ignore[misc]
        def get_server_jwks(self) -> Any:
            return provider.keys()

        def end_session(self, asked: Any) -> None:
            """The answer takes the cookie back."""

    return EndSession


def decoded(part: str) -> bytes:
    """Return what a part of a token says."""
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))
