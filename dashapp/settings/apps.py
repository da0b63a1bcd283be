"""The Retool apps that the host shows. A field's description is what an error says is allowed."""

import re
from collections.abc import Collection
from itertools import chain
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, field_validator

from dash_retool_embed.apps import NAME_ALLOWED, NAME_PATTERN, EmbedApp, Section
from dash_retool_embed.field_types import NonEmptyText
from dash_retool_embed.retool import rules
from dash_retool_embed.validation_errors import duplicates, errors_at
from dashapp.routes import WORDS
from dashapp.settings.icons import ICON_ALLOWED, check_icon

RESERVED_NAMES = frozenset(word for word in WORDS if re.match(NAME_PATTERN, word))
"""Words of the host's own addresses, so no app may be called so."""

HostMessage = Literal["navigate", "notify"]
"""What an app may say to the host itself, in an event: change the tab, mark my own."""


class Toggle(Section):
    """A switch above the frame that turns one boolean of the data object on and off."""

    key: NonEmptyText = Field(description="a key of the app's data")
    label: NonEmptyText = Field(
        default_factory=lambda fields: str(fields.get("key", "")), description="text, not empty"
    )
    roles: list[NonEmptyText] = Field(
        default_factory=list, description="a list of role names; none: everyone who sees the app"
    )

    def may_use(self, roles: Collection[str]) -> bool:
        """Return whether somebody with these roles sees the switch."""
        return not self.roles or not set(self.roles).isdisjoint(roles)


class _Roles(Section):
    # A class of its own because the rules of `groups` compare it with these, and pydantic reads the
    # fields of the last base first.

    roles: list[NonEmptyText] = Field(
        default_factory=list, description="a list of role names; none: everyone who is signed in"
    )
    groups_by_role: dict[NonEmptyText, Annotated[list[rules.GroupId], Field(min_length=1)]] = Field(
        default_factory=dict, description=f"roles, each with {rules.GROUPS_ALLOWED}; without groups"
    )


class AppSettings(EmbedApp, _Roles):
    """One Retool app: its tab, who may open it, and what it is told about them."""

    name: Annotated[str, StringConstraints(pattern=NAME_PATTERN)] = Field(
        description=f"{NAME_ALLOWED}, and not one of: {', '.join(sorted(RESERVED_NAMES))}"
    )
    groups: list[rules.GroupId] = Field(
        default_factory=list,
        validate_default=True,
        description=f"{rules.GROUPS_ALLOWED}; or groups_by_role instead",
    )
    toggles: list[Toggle] = Field(
        default_factory=list, description="a list of { key, label, roles } for booleans in data"
    )
    icon: Annotated[str, AfterValidator(check_icon)] | None = Field(
        default=None, description=ICON_ALLOWED
    )
    # Not `group`: that is a word of Retool's, for who may open what.
    tab_group: NonEmptyText | None = Field(
        default=None, description="text, not empty: tabs of one group share a menu"
    )
    messages: list[HostMessage] = Field(
        default=["navigate", "notify"],
        description='a list of messages that the host acts on: "navigate", "notify"',
    )

    def props(self) -> dict[str, object]:
        """Return the props of the app's tab, whose `data` its page sets."""
        return {name: value for name, value in super().props().items() if name != "data"}

    def may_open(self, roles: Collection[str]) -> bool:
        """Return whether somebody who is signed in and has these roles may open the app."""
        return not self.roles or not set(self.roles).isdisjoint(roles)

    def groups_for(self, roles: Collection[str]) -> list[int]:
        """Return the permission groups of somebody with these roles: of all of them together."""
        if not self.groups_by_role:
            return self.groups
        theirs = (self.groups_by_role[role] for role in self.groups_by_role if role in roles)
        return list(dict.fromkeys(chain.from_iterable(theirs)))

    @field_validator("groups_by_role")
    @classmethod
    def _roles_open_the_app(
        cls, groups: dict[str, list[int]], info: ValidationInfo
    ) -> dict[str, list[int]]:
        opening = info.data.get("roles")
        if opening and (shut_out := [role for role in groups if role not in opening]):
            allowed = f"a role that opens the app: {', '.join(opening)}"
            raise errors_at(cls, [((role,), groups[role], allowed) for role in shut_out])
        return groups

    @field_validator("groups")
    @classmethod
    def _groups_are_said_once(cls, groups: list[int], info: ValidationInfo) -> list[int]:
        by_role = info.data.get("groups_by_role")
        if by_role and groups:
            # Together they could mean "as well" or "instead", and both readings open doors.
            raise ValueError("nothing, because groups_by_role is set too: name all groups there")
        if by_role == {} and not groups:
            raise ValueError(f"{rules.GROUPS_ALLOWED}; or groups_by_role instead")
        return groups

    @field_validator("name")
    @classmethod
    def _name_is_free(cls, name: str) -> str:
        if name in RESERVED_NAMES:
            raise ValueError("this word is reserved: choose another name for the app")
        return name

    @field_validator("toggles")
    @classmethod
    def _toggles_switch_booleans(cls, toggles: list[Toggle], info: ValidationInfo) -> list[Toggle]:
        # The key is also the switch's identity on the page.
        wrong = duplicates([toggle.key for toggle in toggles], "key", "toggles")
        if (data := info.data.get("data")) is not None:
            booleans = [key for key, value in data.items() if isinstance(value, bool)]
            allowed = "a key that is true or false in data: "
            allowed += ", ".join(booleans) or "there is none"
            wrong += [
                ((i, "key"), toggle.key, allowed)
                for i, toggle in enumerate(toggles)
                if toggle.key not in booleans
            ]
        if wrong:
            raise errors_at(cls, wrong)
        return toggles
