"""Which of a provider's claims the host needs, and keeps with a session."""

from collections.abc import Iterable, Mapping
from typing import Any

from dash_retool_embed.people import User, claim_at, parse_claim_path
from dashapp.identity.claims import EMAIL, VERIFIED, ClaimReader
from dashapp.settings import ClaimNames


class KeptClaims:
    """The claims that make a `User`, and those that the configuration names beside them."""

    def __init__(self, names: ClaimNames, others: Iterable[str]) -> None:
        """Describe them.

        Args:
            names: which claims make a `User`.
            others: names or dotted paths of further claims.
        """
        alternatives = [names.email, names.first_name, names.last_name, names.roles]
        wanted = [["sub"], [names.id], *alternatives, *([path] for path in others)]
        if names.id == EMAIL:
            wanted.append([VERIFIED])
        self._wanted = [[parse_claim_path(path) for path in paths] for paths in wanted]
        self._kept = {path[0] for paths in self._wanted for path in paths}
        self._reader = ClaimReader(names)

    def of(self, claims: Mapping[str, Any]) -> dict[str, Any]:
        """Return the claims that are kept."""
        return {name: value for name, value in claims.items() if name in self._kept}

    def completed(self, claims: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
        """Return claims with those of another source in place of what is missing."""
        if EMAIL not in more:
            # It would be said of an address from elsewhere.
            more = {name: value for name, value in more.items() if name != VERIFIED}
        whole = {**more, **claims}
        if VERIFIED not in claims and VERIFIED in more:
            whole[EMAIL] = more[EMAIL]
        for paths in self._missing(claims):
            for name in {path[0] for path in paths} & more.keys():
                whole[name] = more[name]
        return whole

    def missing(self, claims: Mapping[str, Any]) -> list[str]:
        """Return the configured names of claims that are not there."""
        return [" or ".join(".".join(path) for path in paths) for paths in self._missing(claims)]

    def _missing(self, claims: Mapping[str, Any]) -> list[list[tuple[str, ...]]]:
        return [
            paths for paths in self._wanted if all(claim_at(claims, path) is None for path in paths)
        ]

    def user(self, claims: Mapping[str, Any]) -> User:
        """Return whom the claims describe.

        Raises:
            TokenInvalid: one that is needed isn't there, or has another type.
        """
        return self._reader.user(claims)
