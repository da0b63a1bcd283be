"""The Retool apps that the host shows. A field's description is what an error says is allowed."""

import json
from collections.abc import Collection, Sequence
from itertools import chain
from typing import Annotated, Literal, TypeGuard

from pydantic import (
    AfterValidator,
    Field,
    JsonValue,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from dashapp.settings import embed_rules as rules
from dashapp.settings import frame_rules
from dashapp.settings.claim_path import CLAIM_PATH_ALLOWED, parse_claim_path
from dashapp.settings.exact_numbers import EXACT_ALLOWED, inexact
from dashapp.settings.icons import ICON_ALLOWED, check_icon
from dashapp.settings.problems import Fault, faults
from dashapp.settings.section import Section

RESERVED_NAMES = frozenset(
    {
        "api",
        "assets",
        "backchannel-logout",
        "embedurl",
        "health",
        "home",
        "sign-in",
        "sign-out",
        "static",
        "usage",
    }
)
"""Words that are addresses or events of the host itself, so no app may be called so."""

HostMessage = Literal["navigate", "notify"]
"""What an app may say to the host itself, in an event: change the tab, mark my own."""

CLAIM_PREFIX = "claim:"
"""Marks a metadata value that is taken from the signed-in person's token."""


class Toggle(Section):
    """A switch above the frame that turns one boolean of the data object on and off."""

    key: rules.NonEmptyText = Field(description="a key of the app's data")
    label: rules.NonEmptyText = Field(
        default_factory=lambda fields: str(fields.get("key", "")), description="text, not empty"
    )
    roles: list[rules.NonEmptyText] = Field(
        default_factory=list, description="a list of role names; none: everyone who sees the app"
    )

    def may_use(self, roles: Collection[str]) -> bool:
        """Return whether somebody with these roles sees the switch."""
        return not self.roles or not set(self.roles).isdisjoint(roles)


class AppSettings(Section):
    """One Retool app: its tab, who may open it, and what it is told about them."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")] = Field(
        description="small letters, digits and hyphens, unique, and not one of: "
        + ", ".join(sorted(RESERVED_NAMES))
    )
    title: rules.NonEmptyText = Field(
        default_factory=lambda fields: str(fields.get("name", "")), description="text, not empty"
    )
    uuid: rules.AppUuid = Field(description=rules.APP_UUID_ALLOWED)
    # Before `groups`, whose rules compare it with these.
    roles: list[rules.NonEmptyText] = Field(
        default_factory=list, description="a list of role names; none: everyone who is signed in"
    )
    groups_by_role: dict[
        rules.NonEmptyText, Annotated[list[rules.GroupId], Field(min_length=1)]
    ] = Field(
        default_factory=dict, description=f"roles, each with {rules.GROUPS_ALLOWED}; without groups"
    )
    groups: list[rules.GroupId] = Field(
        default_factory=list,
        validate_default=True,
        description=f"{rules.GROUPS_ALLOWED}; or groups_by_role instead",
    )
    data: dict[str, JsonValue] = Field(
        default_factory=dict, description="names with values that JSON can hold"
    )
    metadata: dict[str, rules.MetadataValue] = Field(
        default_factory=dict,
        description=f'{rules.METADATA_ALLOWED}; "claim:store_id" takes the value of a claim',
    )
    toggles: list[Toggle] = Field(
        default_factory=list, description="a list of { key, label, roles } for booleans in data"
    )
    environment: rules.NonEmptyText | None = Field(
        default=None, description=rules.ENVIRONMENT_ALLOWED
    )
    branch: rules.NonEmptyText | None = Field(default=None, description=rules.BRANCH_ALLOWED)
    release_version: rules.ReleaseVersion | None = Field(
        default=None, description=rules.RELEASE_ALLOWED
    )
    icon: Annotated[str, AfterValidator(check_icon)] | None = Field(
        default=None, description=ICON_ALLOWED
    )
    # Not `group`: that is a word of Retool's, for who may open what.
    tab_group: rules.NonEmptyText | None = Field(
        default=None, description="text, not empty: tabs of one group share a menu"
    )
    queries_on_load: bool = Field(
        default=False,
        description="true if the app's Parent Window Queries run when its page loads, or false",
    )
    nested_frames: bool = Field(
        default=False,
        description="true if frames inside the app may speak as the app does, or false",
    )
    messages: list[HostMessage] = Field(
        default=["navigate", "notify"],
        description='a list of messages that the host acts on: "navigate", "notify"',
    )
    sandbox: list[frame_rules.SandboxToken] | None = Field(
        default=None, description=frame_rules.SANDBOX_ALLOWED
    )
    allow: list[frame_rules.Feature] = Field(
        default_factory=list, description=frame_rules.ALLOW_ALLOWED
    )

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
            raise faults(cls, [((role,), groups[role], allowed) for role in shut_out])
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

    @field_validator("data")
    @classmethod
    def _data_is_json(cls, data: dict[str, JsonValue]) -> dict[str, JsonValue]:
        try:
            json.dumps(data, allow_nan=False)
        except ValueError:
            raise ValueError("values that JSON can hold: no nan and no inf") from None
        if wrong := [(at, number, EXACT_ALLOWED) for at, number in inexact(data)]:
            raise faults(cls, wrong)
        return data

    @field_validator("metadata")
    @classmethod
    def _metadata_fits(cls, metadata: dict[str, str | int | bool]) -> dict[str, str | int | bool]:
        allowed = f'after "claim:", {CLAIM_PATH_ALLOWED}'
        claims = [((key,), value) for key, value in metadata.items() if _names_claim(value)]
        if wrong := [(*claim, allowed) for claim in claims if not _is_path(claim[1])]:
            raise faults(cls, wrong)
        # How long the claims are is known only once somebody has them.
        rules.check_metadata({k: v for k, v in metadata.items() if not _names_claim(v)})
        return metadata

    @field_validator("toggles")
    @classmethod
    def _toggles_switch_booleans(cls, toggles: list[Toggle], info: ValidationInfo) -> list[Toggle]:
        # The key is also the switch's identity on the page.
        wrong = repeated([toggle.key for toggle in toggles], "key", "toggles")
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
            raise faults(cls, wrong)
        return toggles


def _names_claim(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and value.startswith(CLAIM_PREFIX)


def _is_path(value: str) -> bool:
    try:
        return bool(parse_claim_path(value.removeprefix(CLAIM_PREFIX)))
    except ValueError:
        return False


def repeated(values: Sequence[object], key: str, table: str) -> list[Fault]:
    """Return a fault for each of `values`, the `key` of one `table` after the other, used before.

    A value of None is a mistake of another kind, and is passed over.
    """
    return [
        ((i, key), value, f"a {key} of its own: {table}[{values.index(value)}] has it already")
        for i, value in enumerate(values)
        if value is not None and values.index(value) < i
    ]


def repeated_names(names: Sequence[object]) -> list[Fault]:
    """Return a fault, located under apps, for each name used before."""
    return repeated(names, "name", "apps")
