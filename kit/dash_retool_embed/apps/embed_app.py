"""A Retool app that pages may name. A field's description is what an error says is allowed."""

import json
from collections.abc import Callable, Collection, Mapping
from typing import Annotated, TypeGuard
from uuid import UUID

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    ModelWrapValidatorHandler,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)
from typing_extensions import Self

from dash_retool_embed.apps import frame_rules
from dash_retool_embed.apps.section import Section
from dash_retool_embed.errors import NoGroup
from dash_retool_embed.field_types import NonEmptyText
from dash_retool_embed.people import CLAIM_PATH_ALLOWED, User, parse_claim_path
from dash_retool_embed.retool import PARAMETERS_OF_APP, EmbedRequest, UserInfo, rules
from dash_retool_embed.safe_integers import SAFE_INTEGERS_ALLOWED, find_unsafe_integers
from dash_retool_embed.validation_errors import describe, errors_at

CLAIM_PREFIX = "claim:"
"""Marks a metadata value that is taken from the signed-in person's claims."""

NAME_PATTERN = r"^[a-z0-9][a-z0-9_-]*$"
NAME_ALLOWED = "small letters, digits, hyphens and underscores, a letter or digit first, unique"


def text_of_uuid(value: object) -> object:
    """Return a UUID as text, and anything else as it is."""
    return str(value) if isinstance(value, UUID) else value


class EmbedApp(Section):
    """One Retool app: what Retool is asked for, and what its frame may do.

    An app of this class opens for everybody who is signed in. A class below it may decide
    otherwise, by `may_open` and `groups_for`. What its frame may do, and its first `data`, go for
    each embed on a page that sets no such prop of its own.
    """

    # The text of an error says it all, and what is left are pydantic's names for it.
    model_config = ConfigDict(hide_input_in_errors=True)

    name: Annotated[str, StringConstraints(pattern=NAME_PATTERN)] = Field(description=NAME_ALLOWED)
    title: NonEmptyText = Field(
        default_factory=lambda fields: str(fields.get("name", "")), description="text, not empty"
    )
    uuid: Annotated[rules.AppUuid, BeforeValidator(text_of_uuid)] = Field(
        description=rules.APP_UUID_ALLOWED
    )
    groups: list[rules.GroupId] = Field(min_length=1, description=rules.GROUPS_ALLOWED)
    data: dict[str, JsonValue] = Field(
        default_factory=dict, description="names with values that JSON can hold"
    )
    metadata: dict[str, rules.MetadataValue] = Field(
        default_factory=dict,
        description=f'{rules.METADATA_ALLOWED}; "claim:store_id" takes the value of a claim',
    )
    environment: NonEmptyText | None = Field(default=None, description=rules.ENVIRONMENT_ALLOWED)
    branch: NonEmptyText | None = Field(default=None, description=rules.BRANCH_ALLOWED)
    release_version: rules.ReleaseVersion | None = Field(
        default=None, description=rules.RELEASE_ALLOWED
    )
    queries_on_load: bool = Field(
        default=False,
        description="true if the app's Parent Window Queries run when its page loads, or false",
    )
    nested_frames: bool = Field(
        default=False,
        description="true if frames inside the app may speak as the app does, or false",
    )
    sandbox: list[frame_rules.SandboxToken] | None = Field(
        default=None, description=frame_rules.SANDBOX_ALLOWED
    )
    allow: list[frame_rules.Feature] = Field(
        default_factory=list, description=frame_rules.ALLOW_ALLOWED
    )

    def may_open(self, roles: Collection[str]) -> bool:  # noqa: ARG002 - for classes below
        """Return whether somebody who is signed in and has these roles may open the app."""
        return True

    def groups_for(self, roles: Collection[str]) -> list[int]:  # noqa: ARG002 - for classes below
        """Return the permission groups of somebody with these roles."""
        return self.groups

    def request_for(
        self,
        user: User,
        *,
        metadata: Callable[[], Mapping[str, str | int | bool]],
        session_duration_minutes: int,
    ) -> EmbedRequest:
        """Build what is asked for one person (Retool Embed quickstart, POST request parameters).

        Args:
            user: who opens the app.
            metadata: returns those of this app for this person; not called without a group.
            session_duration_minutes: of the session that the link opens.

        Raises:
            NoGroup: this person's roles have no permission group in the app.
            InvalidEmbedRequest: something breaks one of Retool's rules.
        """
        groups = self.groups_for(user.roles)
        if not groups:
            raise NoGroup(case="app", title=self.title)
        return EmbedRequest.build(
            landing_page_uuid=self.uuid,
            group_ids=groups,
            external_identifier=user.id,
            session_duration_minutes=session_duration_minutes,
            user_info=UserInfo(
                email=user.email, first_name=user.first_name, last_name=user.last_name
            ),
            metadata=dict(metadata()),
            **{name: getattr(self, name) for name in PARAMETERS_OF_APP},
        )

    def props(self) -> dict[str, object]:
        """Return the props that an embed of this app has where its page sets none of its own."""
        props: dict[str, object] = {}
        if self.data:
            props["data"] = dict(self.data)
        if self.sandbox is not None:
            props["sandbox"] = " ".join(self.sandbox)
        if self.allow:
            props["allow"] = "; ".join(self.allow)
        if self.queries_on_load:
            props["queriesOnLoad"] = True
        if self.nested_frames:
            props["nestedFrames"] = True
        return props

    @model_validator(mode="wrap")
    @classmethod
    def _describe_errors(cls, given: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(given)
        except ValidationError as error:
            wrong = describe(cls, error)
        raise wrong

    @field_validator("data")
    @classmethod
    def _data_is_json(cls, data: dict[str, JsonValue]) -> dict[str, JsonValue]:
        if wrong := [
            (at, number, SAFE_INTEGERS_ALLOWED) for at, number in find_unsafe_integers(data)
        ]:
            raise errors_at(cls, wrong)
        try:
            json.dumps(data, allow_nan=False)
        except ValueError:
            raise ValueError("values that JSON can hold: no nan and no inf") from None
        return data

    @field_validator("metadata")
    @classmethod
    def _metadata_fits(cls, metadata: dict[str, str | int | bool]) -> dict[str, str | int | bool]:
        allowed = f'after "claim:", {CLAIM_PATH_ALLOWED}'
        claims = [((key,), value) for key, value in metadata.items() if _names_claim(value)]
        if wrong := [(*claim, allowed) for claim in claims if not _is_path(claim[1])]:
            raise errors_at(cls, wrong)
        # How long the claims are is known only once somebody has them.
        rules.check_metadata({k: v for k, v in metadata.items() if not _names_claim(v)})
        return metadata


def _names_claim(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and value.startswith(CLAIM_PREFIX)


def _is_path(value: str) -> bool:
    try:
        return bool(parse_claim_path(value.removeprefix(CLAIM_PREFIX)))
    except ValueError:
        return False
