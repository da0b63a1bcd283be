"""A login elsewhere: its key pairs, and a real server that publishes the public halves."""

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from flask import Flask, Response, request

from tests.servers import running

AUDIENCE = "dashapp"
ISSUER = "https://login.example.com"
CURVES = {"ES256": ec.SECP256R1(), "ES384": ec.SECP384R1(), "ES512": ec.SECP521R1()}


@dataclass(frozen=True)
class Pair:
    """A key pair for one algorithm, by its kid."""

    kid: str
    algorithm: str
    private: Any

    def public(self) -> dict[str, Any]:
        """The public half as a JWK."""
        implementation = jwt.get_algorithm_by_name(self.algorithm)
        public = implementation.to_jwk(self.private.public_key(), as_dict=True)
        return {**public, "kid": self.kid, "use": "sig", "alg": self.algorithm}

    def sign(self, claims: Mapping[str, Any] | None = None, **header: object) -> str:
        """A token with these claims, and a header that names this key if it doesn't say other."""
        return jwt.encode(
            dict(claims or good_claims()),
            self.private,
            algorithm=self.algorithm,
            headers={"kid": self.kid, **header},
        )

    def sign_text(self, header: object, payload: object) -> str:
        """A token of exactly this JSON, which may be text already, with a good signature."""
        parts = ".".join(segment(part) for part in (header, payload))
        implementation = jwt.get_algorithm_by_name(self.algorithm)
        return f"{parts}.{encoded(implementation.sign(parts.encode(), self.private))}"


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


def segment(part: object) -> str:
    """One part of a token: text and bytes as they are, anything else as JSON."""
    text = part if isinstance(part, str | bytes) else json.dumps(part)
    return encoded(text if isinstance(text, bytes) else text.encode())


@cache
def pair(kid: str, algorithm: str = "RS256") -> Pair:
    """The same key pair whenever it is asked for: making one takes a while."""
    if algorithm in CURVES:
        return Pair(kid, algorithm, ec.generate_private_key(CURVES[algorithm]))
    if algorithm == "EdDSA":
        return Pair(kid, algorithm, ed25519.Ed25519PrivateKey.generate())
    return Pair(kid, algorithm, rsa.generate_private_key(public_exponent=65537, key_size=2048))


def now() -> int:
    return int(time.time())


def good_claims(**changes: object) -> dict[str, Any]:
    """What a good token says, with changes; None takes a claim away."""
    claims = {
        "sub": "ada",
        "aud": AUDIENCE,
        "iss": ISSUER,
        "exp": now() + 3_600,
        "roles": ["analyst"],
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not None}


def key_set(*pairs: Pair) -> Response:
    """The answer of a key server."""
    return Response(json.dumps({"keys": [each.public() for each in pairs]}))


@dataclass
class Login:
    """A running key server. `answer` makes its answers; `released` ends one that is endless."""

    url: str
    answer: Callable[[], Response]
    asked: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    is_endless: bool = False


@contextmanager
def running_login(*pairs: Pair) -> Iterator[Login]:
    """Publish the public halves of these pairs on loopback."""
    server = Flask("login")
    with running(server) as origin:
        login = Login(f"{origin}/keys", lambda: key_set(*pairs))

        @server.get("/<path:path>")
        def keys(path: str) -> Response:
            login.asked.append(request.path)
            return login.answer()

        try:
            yield login
        finally:
            login.released.set()
