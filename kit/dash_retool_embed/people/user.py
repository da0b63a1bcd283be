"""A person who is signed in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID


@dataclass(frozen=True, init=False)
class User:
    """Who is asking, as far as the app around the embeds has verified it.

    `id` is Retool's external identifier, as text. `claims` is everything that a sign-in says, for
    configured metadata; it is in no repr because it may hold anything.
    """

    id: str
    email: str | None
    first_name: str | None
    last_name: str | None
    roles: frozenset[str]
    claims: Mapping[str, Any]

    def __init__(
        self,
        id: str | int | UUID,  # noqa: A002 - as the attribute
        email: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        roles: Collection[str] = frozenset(),
        claims: Mapping[str, Any] | None = None,
    ) -> None:
        """Describe a person.

        Args:
            id: what tells them apart, such as a table's primary key; always the same for a person.
            email: their address.
            first_name: for their profile in Retool, as the other names.
            last_name: likewise.
            roles: names that apps may ask for.
            claims: None: nothing.

        Raises:
            TypeError: the id is no text, no whole number and no UUID, such as the None of somebody
                who is not signed in; the roles are one text, or not all of them are text; a name
                is no text; or the claims are no mapping.
            ValueError: the id is empty.
        """
        values = {
            "id": _identifier(id),
            "email": _text("email", email),
            "first_name": _text("first_name", first_name),
            "last_name": _text("last_name", last_name),
            "roles": _roles(roles),
            "claims": MappingProxyType({}) if claims is None else _claims(claims),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        shown = (
            f"{name}={getattr(self, name)!r}"
            for name in ("id", "email", "first_name", "last_name", "roles")
        )
        return f"User({', '.join(shown)})"

    def __reduce__(self) -> tuple[type["User"], tuple[object, ...]]:
        # Claims that nobody may change can't be pickled, and copies of them can.
        kept = (self.id, self.email, self.first_name, self.last_name, self.roles)
        return User, (*kept, dict(self.claims))

    def __hash__(self) -> int:
        return hash((self.id, self.email, self.first_name, self.last_name, self.roles))

    @property
    def name(self) -> str:
        """What to call the person: their name, or else their address, or else their id."""
        full_name = " ".join(part for part in (self.first_name, self.last_name) if part)
        return full_name or self.email or self.id


def _identifier(value: object) -> str:
    if value is None:
        raise TypeError("User(id=None): for nobody, raise IdentityError instead of making a User")
    if isinstance(value, bool) or not isinstance(value, str | int | UUID):
        raise TypeError(
            f"User(id={value!r}): an id is text, a whole number or a UUID, "
            f"not {type(value).__qualname__}"
        )
    # As it is, without what the class of an enumeration would make of it.
    text = str.__str__(value) if isinstance(value, str) else str(value)
    if isinstance(value, int):
        text = str(int(value))
    if not text.strip():
        raise ValueError(f"User(id={value!r}): an id must not be empty")
    return text


def _text(name: str, value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise TypeError(f"User({name}=…): text or None is needed, not {type(value).__qualname__}")


def _roles(roles: object) -> frozenset[str]:
    if isinstance(roles, str):
        raise TypeError(f"User(roles={roles!r}): a set of roles is needed, such as {{{roles!r}}}")
    if not isinstance(roles, Collection) or not all(isinstance(role, str) for role in roles):
        raise TypeError(f"User(roles={roles!r}): a set of roles is needed, each a text")
    return frozenset(roles)


def _claims(claims: object) -> Mapping[str, Any]:
    # They may hold anything, and so are not shown.
    if not isinstance(claims, Mapping):
        raise TypeError(f"User(claims=…): a dict is needed, not {type(claims).__qualname__}")
    return claims
