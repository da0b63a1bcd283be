"""Tokens that must never count: the attack table, each with the reason that comes back.

`SAID` are well signed, and say what no good login says; both kinds of signature are tried.
`FORGED` are made by somebody who has a good token of his own, all public keys, and no secret.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from dashapp.identity.tokens import MAX_TOKEN_CHARACTERS
from tests.identity.login import (
    AUDIENCE,
    ISSUER,
    Pair,
    encoded,
    good_claims,
    now,
    pair,
    segment,
)

SECRET = "the secret of these tests, longer than thirty-two bytes"
SHARED = Pair("first", "HS256", SECRET.encode())
FIRST, SECOND, MALLORY = pair("first"), pair("second"), pair("mallory")

UNREADABLE = "it can't be read"
WRONG_ALGORITHM = "its algorithm is not the configured one"
WRONG_SIGNATURE = "its signature is wrong"
NO_SUCH_KEY = "its key is none of the login's"
EXTENSION = "its header asks for an extension"
NO_TIME = "can't be read as a time"


def text(**changes: object) -> str:
    return json.dumps(good_claims(**changes))


def also(member: str) -> str:
    """Good claims with one more member, as JSON that no library would write."""
    return f"{text()[:-1]}, {member}}}"


def without(name: str, member: str) -> str:
    return f"{text(**{name: None})[:-1]}, {member}}}"


CLAIMS: Mapping[str, tuple[Callable[[], object], str]] = {
    "expired": (lambda: good_claims(exp=now() - 31), "has expired"),
    "expired at the beginning": (lambda: good_claims(exp=0), "has expired"),
    "expired before it": (lambda: good_claims(exp=-(10**15)), "has expired"),
    "not yet valid": (lambda: good_claims(nbf=now() + 40), "from the future"),
    "issued in the future": (lambda: good_claims(iat=now() + 40), "from the future"),
    "another audience": (lambda: good_claims(aud="other"), "another audience"),
    "an audience in capitals": (lambda: good_claims(aud=AUDIENCE.upper()), "another audience"),
    "part of the audience": (lambda: good_claims(aud=AUDIENCE[:-1]), "another audience"),
    "other audiences": (lambda: good_claims(aud=["a", "b"]), "another audience"),
    "an audience and a number": (lambda: good_claims(aud=[AUDIENCE, 1]), "another audience"),
    "an audience that is an object": (lambda: good_claims(aud={AUDIENCE: 1}), "another audience"),
    "no audiences": (lambda: good_claims(aud=[]), "it has no aud"),
    "another issuer": (lambda: good_claims(iss="https://evil.example"), "another issuer"),
    "an issuer with a slash": (lambda: good_claims(iss=f"{ISSUER}/"), "another issuer"),
    "a list of issuers": (lambda: good_claims(iss=[ISSUER]), "another issuer"),
    "no exp": (lambda: good_claims(exp=None), "it has no exp"),
    "no aud": (lambda: good_claims(aud=None), "it has no aud"),
    "no sub": (lambda: good_claims(sub=None), "it has no sub"),
    "no iss": (lambda: good_claims(iss=None), "it has no iss"),
    "a sub of null": (lambda: without("sub", '"sub": null'), "it has no sub"),
    "an empty sub": (lambda: good_claims(sub=""), "its sub must be"),
    "a sub of spaces": (lambda: good_claims(sub=" \u00a0"), "its sub must be"),
    "a list as sub": (lambda: good_claims(sub=["ada"]), "its sub must be"),
    "an object as sub": (lambda: good_claims(sub={"id": "ada"}), "its sub must be"),
    "true as sub": (lambda: good_claims(sub=True), "its sub must be"),
    "a fraction as sub": (lambda: good_claims(sub=1.5), "its sub must be"),
    "half a character in sub": (lambda: without("sub", r'"sub": "\ud800"'), UNREADABLE),
    "exp as text": (lambda: good_claims(exp=str(now() + 99)), NO_TIME),
    "exp as words": (lambda: good_claims(exp="tomorrow"), UNREADABLE),
    "true as exp": (lambda: good_claims(exp=True), "has expired"),
    "a list as exp": (lambda: good_claims(exp=[now() + 99]), UNREADABLE),
    "NaN as exp": (lambda: without("exp", '"exp": NaN'), UNREADABLE),
    "Infinity as exp": (lambda: without("exp", '"exp": Infinity'), UNREADABLE),
    "1e400 as exp": (lambda: without("exp", '"exp": 1e400'), UNREADABLE),
    "5000 digits as exp": (lambda: without("exp", f'"exp": {"9" * 5000}'), UNREADABLE),
    "400 digits as exp": (lambda: good_claims(exp=10**400), NO_TIME),
    "400 digits as iat": (lambda: good_claims(iat=-(10**400)), NO_TIME),
    "true as nbf": (lambda: good_claims(nbf=True), NO_TIME),
    "nbf as text": (lambda: good_claims(nbf="0"), NO_TIME),
    "true as iat": (lambda: good_claims(iat=True), NO_TIME),
    "NaN in a claim": (lambda: also('"store_id": NaN'), UNREADABLE),
    "1e400 in a claim": (lambda: also('"store_id": 1e400'), UNREADABLE),
    "text as roles": (lambda: good_claims(roles="admin"), "its roles must be a list"),
    "empty text as roles": (lambda: good_claims(roles=""), "its roles must be a list"),
    "an object as roles": (lambda: good_claims(roles={"admin": 1}), "its roles must be a list"),
    "a list in roles": (lambda: good_claims(roles=[["admin"]]), "its roles must be a list"),
    "a number as email": (lambda: good_claims(email=1), "its email must be text"),
    "two subs": (lambda: also('"sub": "admin"'), UNREADABLE),
    "two exps": (lambda: also('"exp": 9999999999'), UNREADABLE),
    "two auds, one spelt otherwise": (lambda: also(r'"\u0061ud": "dashapp"'), UNREADABLE),
    "two roles inside": (lambda: also('"x": {"roles": [], "roles": ["admin"]}'), UNREADABLE),
    "a list": (lambda: [good_claims()], UNREADABLE),
    "text": (lambda: '"ada"', UNREADABLE),
    "null": (lambda: "null", UNREADABLE),
    "nothing but a space": (lambda: " ", UNREADABLE),
    "deep nesting": (lambda: '{"a":' * 700 + "1" + "}" * 700, "it has no exp"),
    "another encoding": (lambda: text().encode("utf-16"), UNREADABLE),
    "a byte order mark": (lambda: b"\xef\xbb\xbf" + text().encode(), UNREADABLE),
    "bytes that are no text": (lambda: text().encode()[:-2] + b'\xff"}', UNREADABLE),
}

HEADERS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "crit": (lambda alg: {"alg": alg, "crit": ["exp"], "exp": 1}, EXTENSION),
    "crit without content": (lambda alg: {"alg": alg, "crit": []}, EXTENSION),
    "crit for b64": (lambda alg: {"alg": alg, "crit": ["b64"], "b64": True}, EXTENSION),
    "b64": (lambda alg: {"alg": alg, "b64": False}, EXTENSION),
    "two algs": (lambda alg: f'{{"alg": "none", "alg": "{alg}", "kid": "first"}}', UNREADABLE),
    "two kids": (lambda alg: f'{{"alg": "{alg}", "kid": "x", "kid": "first"}}', UNREADABLE),
    "no alg": (lambda _: {"typ": "JWT"}, WRONG_ALGORITHM),
    "null as alg": (lambda _: {"alg": None}, WRONG_ALGORITHM),
    "a list as alg": (lambda alg: {"alg": [alg]}, WRONG_ALGORITHM),
    "an object as alg": (lambda alg: {"alg": {alg: 1}}, WRONG_ALGORITHM),
    "alg in small letters": (lambda alg: {"alg": alg.lower()}, WRONG_ALGORITHM),
    "alg with a space": (lambda alg: {"alg": f"{alg} "}, WRONG_ALGORITHM),
    "a list": (lambda alg: [{"alg": alg}], UNREADABLE),
    "text": (lambda alg: f'"{alg}"', UNREADABLE),
    "deep nesting": (lambda _: "[" * 2000, UNREADABLE),
}


def said() -> dict[str, tuple[Callable[[Pair], str], str]]:
    """By name: makes a token with the pair that signs, and the reason."""

    def claims(make: Callable[[], object]) -> Callable[[Pair], str]:
        return lambda by: by.sign_text({"alg": by.algorithm, "kid": by.kid}, make())

    def header(make: Callable[[str], Any]) -> Callable[[Pair], str]:
        def token(by: Pair) -> str:
            made = make(by.algorithm)
            named = {"kid": by.kid, **made} if isinstance(made, dict) else made
            return by.sign_text(named, good_claims())

        return token

    table = {f"claims: {name}": (claims(make), why) for name, (make, why) in CLAIMS.items()}
    table |= {f"header: {name}": (header(make), why) for name, (make, why) in HEADERS.items()}
    return table


SAID = said()


def unsigned(alg: str, signature: str = "") -> str:
    return f"{segment({'alg': alg, 'kid': 'first'})}.{segment(good_claims())}.{signature}"


def with_public_key(encoding: Encoding, style: PublicFormat) -> str:
    public = FIRST.private.public_key().public_bytes(encoding, style)
    return hmac_with(public)


def hmac_with(key: bytes) -> str:
    return Pair("first", "HS256", key).sign_text({"alg": "HS256", "kid": "first"}, good_claims())


def by_mallory(**header: object) -> str:
    return MALLORY.sign_text({"alg": "RS256", "kid": "first", **header}, good_claims())


def spliced() -> str:
    """What somebody's own token becomes with another payload."""
    head, _, signature = FIRST.sign(good_claims(sub="mallory")).split(".")
    return f"{head}.{segment(good_claims(roles=['admin']))}.{signature}"


def cut(part: int) -> str:
    parts = FIRST.sign().split(".")
    parts[part] = parts[part][: len(parts[part]) // 2]
    return ".".join(parts)


# Somebody has these published at an address of his own; see `test_forgeries`.
KIDS = {
    "unknown": "third",
    "a path": "../../../../dev/null",
    "an absolute path": "/proc/sys/kernel/randomize_va_space",
    "SQL": "x' UNION SELECT 'key' --",
    "a command": "first;id",
    "a NUL": "first\x00",
    "a space": "first ",
    "another script": "fir\u0455t",
    "capitals": "FIRST",
    "six kilobytes": "k" * 4_500,
}

FORGED: Mapping[str, tuple[Callable[[], str], str]] = {
    **{
        f"alg {alg}": ((lambda alg=alg: unsigned(alg)), WRONG_ALGORITHM)  # type: ignore[misc]
        for alg in ("none", "None", "nOnE", "NONE", "", "none ", "HS512", "ES256", "PS256")
    },
    "alg none, and a signature": (lambda: unsigned("none", "AAAA"), WRONG_ALGORITHM),
    "no signature": (lambda: unsigned("RS256"), WRONG_SIGNATURE),
    "a signature of zeros": (lambda: unsigned("RS256", encoded(bytes(256))), WRONG_SIGNATURE),
    "HS256 with the public key as PEM": (
        lambda: with_public_key(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        WRONG_ALGORITHM,
    ),
    "HS256 with the public key as PKCS 1": (
        lambda: with_public_key(Encoding.PEM, PublicFormat.PKCS1),
        WRONG_ALGORITHM,
    ),
    "HS256 with the public key as DER": (
        lambda: with_public_key(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        WRONG_ALGORITHM,
    ),
    "HS256 with the public key as a JWK": (
        lambda: hmac_with(json.dumps(FIRST.public()).encode()),
        WRONG_ALGORITHM,
    ),
    "HS256 with the modulus": (lambda: hmac_with(FIRST.public()["n"].encode()), WRONG_ALGORITHM),
    "HS256 with nothing": (lambda: hmac_with(b""), WRONG_ALGORITHM),
    "another key": (by_mallory, WRONG_SIGNATURE),
    "another kid of the login's": (lambda: FIRST.sign(kid="second"), WRONG_SIGNATURE),
    **{
        f"a kid with {name}": ((lambda kid=kid: by_mallory(kid=kid)), NO_SUCH_KEY)  # type: ignore[misc]
        for name, kid in KIDS.items()
    },
    "no kid": (
        lambda: MALLORY.sign_text({"alg": "RS256"}, good_claims()),
        "a kid must be text",
    ),
    "a list as kid": (lambda: by_mallory(kid=["first"]), "a kid must be text"),
    "a number as kid": (lambda: by_mallory(kid=1), "a kid must be text"),
    "its own jwk": (lambda: by_mallory(jwk=MALLORY.public()), WRONG_SIGNATURE),
    "its own jwk and kid": (
        lambda: by_mallory(kid="mallory", jwk=MALLORY.public()),
        NO_SUCH_KEY,
    ),
    "its own x5c": (lambda: by_mallory(x5c=[encoded(b"certificate")]), WRONG_SIGNATURE),
    "another payload": (spliced, WRONG_SIGNATURE),
    "half a header": (lambda: cut(0), UNREADABLE),
    "half a payload": (lambda: cut(1), ""),
    "half a signature": (lambda: cut(2), ""),
    "no header": (lambda: "." + FIRST.sign().split(".", 1)[1], UNREADABLE),
    "no payload": (lambda: ".".join([*FIRST.sign().split(".")[::2]]), UNREADABLE),
    "a fourth part": (lambda: f"{FIRST.sign()}.AAAA", UNREADABLE),
    "five parts, as if encrypted": (lambda: f"{FIRST.sign()}.AAAA.AAAA", UNREADABLE),
    "a dot before it": (lambda: f".{FIRST.sign()}", UNREADABLE),
    "padding": (lambda: f"{FIRST.sign()}==", UNREADABLE),
    "a space before it": (lambda: f" {FIRST.sign()}", UNREADABLE),
    "a tab after it": (lambda: f"{FIRST.sign()}\t", UNREADABLE),
    "a line after it": (lambda: f"{FIRST.sign()}\n", UNREADABLE),
    "a NUL after it": (lambda: f"{FIRST.sign()}\x00", UNREADABLE),
    "a hard space after it": (lambda: f"{FIRST.sign()}\u00a0", "not text in ASCII"),
    "a full stop of another script": (
        lambda: FIRST.sign().replace(".", "\uff0e"),
        "not text in ASCII",
    ),
    "quotes around it": (lambda: f'"{FIRST.sign()}"', UNREADABLE),
    "bearer before it": (lambda: f"bearer {FIRST.sign()}", UNREADABLE),
    "two of them": (lambda: f"{FIRST.sign()},{FIRST.sign()}", UNREADABLE),
    "the JSON form": (
        lambda: json.dumps(
            dict(zip(("protected", "payload", "signature"), FIRST.sign().split("."), strict=True))
        ),
        UNREADABLE,
    ),
    "a huge one": (
        lambda: FIRST.sign(good_claims(padding="x" * MAX_TOKEN_CHARACTERS)),
        "longer than 8192 characters",
    ),
    "a huge nothing": (lambda: "." * 20_000, "longer than 8192 characters"),
    "nothing": (lambda: "", UNREADABLE),
    "two dots": (lambda: "..", UNREADABLE),
}
