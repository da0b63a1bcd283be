"""From a verified token's claims to a `User`, by the names that are configured."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from dash_retool_embed.people import TokenInvalid, User, claim_at, parse_claim_path
from dashapp.settings import ClaimNames

EMAIL, VERIFIED = "email", "email_verified"


class ClaimReader:
    """Makes a `User` of claims."""

    def __init__(self, names: ClaimNames, *, trusts_email: bool = False) -> None:
        """Take the names apart once, since every request needs them.

        Args:
            names: which claims make a `User`.
            trusts_email: who signs the claims gives out no address that is not verified, and so
                doesn't say so.
        """
        self._trusts_email = trusts_email
        self._id = names.id, parse_claim_path(names.id)
        self._paths = {
            field: [(path, parse_claim_path(path)) for path in getattr(names, field)]
            for field in ("email", "first_name", "last_name", "roles")
        }

    def user(self, claims: Mapping[str, Any]) -> User:
        """Return whom the claims describe.

        Raises:
            TokenInvalid: one that is needed isn't there, or has another type.
        """
        path, names = self._id
        # sub is needed even if people are told apart by another claim.
        sub = check_identifier("sub", claims.get("sub"))
        if path == EMAIL and not self._trusts_email and not _is_true(claims.get(VERIFIED)):
            # Anybody can enter the address of somebody else (OpenID Connect Core 1.0, 5.7).
            raise TokenInvalid(f"people are told apart by {EMAIL}, and its {VERIFIED} is not true")
        return User(
            id=sub if path == "sub" else check_identifier(path, claim_at(claims, names)),
            email=self._text(claims, "email"),
            first_name=self._text(claims, "first_name"),
            last_name=self._text(claims, "last_name"),
            roles=self._roles(claims),
            claims=MappingProxyType(dict(claims)),
        )

    def _first(
        self, claims: Mapping[str, Any], field: str, nothing: tuple[object, ...] = (None,)
    ) -> tuple[str, object]:
        for path, names in self._paths[field]:
            if (found := claim_at(claims, names)) not in nothing:
                return path, found
        return field, None

    def _text(self, claims: Mapping[str, Any], field: str) -> str | None:
        path, value = self._first(claims, field, (None, ""))
        if value is not None and not isinstance(value, str):
            raise TokenInvalid(f"its {path} must be text")
        return value

    def _roles(self, claims: Mapping[str, Any]) -> frozenset[str]:
        path, roles = self._first(claims, "roles")
        if roles is None:
            return frozenset()
        # A lone string is refused: taken for a list, "admin" would be five roles of one letter.
        if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
            raise TokenInvalid(f"its {path} must be a list of texts")
        return frozenset(roles)


def _is_true(said: object) -> bool:
    # As text, Amazon Cognito says it.
    return said is True or said == "true"


def check_identifier(name: str, value: object) -> str:
    """Return the identifier as text.

    Raises:
        TokenInvalid: it is none.
    """
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise TokenInvalid(f"its {name} must be text that is not empty, or a whole number")
