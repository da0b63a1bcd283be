"""What is asked of Retool for one embed URL, checked before anything is sent."""

from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    StrictStr,
    ValidationError,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails
from typing_extensions import Self

from dash_retool_embed.field_types import NonEmptyText
from dash_retool_embed.retool import rules
from dash_retool_embed.retool.errors import InvalidEmbedRequest, Violation
from dash_retool_embed.validation_errors import format_path, redacted

UserInfoKeys = Literal["snake_case", "camelCase"]

PARAMETERS_OF_APP = ("environment", "branch", "release_version")
"""Optional ones that are the same for everybody: an app's settings have them by the same names."""

_CAMEL_USER_INFO = {"first_name": "firstName", "last_name": "lastName"}
_IDENTIFIER_ALLOWED = "a string that is not empty, or a whole number"


def _check_identifier(value: object) -> object:
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError(_IDENTIFIER_ALLOWED)


@dataclass(frozen=True)
class UserInfo:
    """Who the external user is, for the profile in Retool. Source: quickstart, `userInfo`.

    Checked by the EmbedRequest that it becomes part of, with everything else.
    """

    __pydantic_config__ = ConfigDict(extra="forbid", revalidate_instances="always")

    email: StrictStr | None = None
    first_name: StrictStr | None = None
    last_name: StrictStr | None = None


class EmbedRequest(BaseModel):
    """One request for an embed URL. Source: Retool Embed quickstart, "POST request parameters".

    Immutable, and always within the contract. The session's duration is in minutes.

    Raises:
        InvalidEmbedRequest: it would break the contract; with every violation.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    landing_page_uuid: rules.AppUuid = Field(description=rules.APP_UUID_ALLOWED)
    group_ids: Annotated[tuple[rules.GroupId, ...], Field(strict=False)] = Field(
        min_length=1, description=rules.GROUPS_ALLOWED
    )
    external_identifier: Annotated[str | int, BeforeValidator(_check_identifier)] = Field(
        description=_IDENTIFIER_ALLOWED
    )
    session_duration_minutes: int = Field(
        default=1440,
        ge=rules.MIN_SESSION_MINUTES,
        le=rules.MAX_SESSION_MINUTES,
        description=rules.SESSION_ALLOWED,
    )
    user_info: UserInfo = Field(
        default=UserInfo(),
        description="strings for any of email, first_name, last_name",
    )
    metadata: Annotated[dict[str, rules.MetadataValue], AfterValidator(rules.check_metadata)] = (
        Field(default_factory=dict, description=rules.METADATA_ALLOWED)
    )
    environment: NonEmptyText | None = Field(default=None, description=rules.ENVIRONMENT_ALLOWED)
    branch: NonEmptyText | None = Field(default=None, description=rules.BRANCH_ALLOWED)
    release_version: rules.ReleaseVersion | None = Field(
        default=None, description=rules.RELEASE_ALLOWED
    )

    @classmethod
    def build(cls, **fields: object) -> Self:
        """Return the request for fields whose types are not known yet, such as a token's claims.

        Raises:
            InvalidEmbedRequest: as from the constructor.
        """
        return cls.model_validate(fields)

    def to_json(self, user_info_keys: UserInfoKeys = "snake_case") -> dict[str, Any]:
        """Return the request's body as Retool takes it, with its camelCase names.

        `sessionDurationMinutes` is always there, so that both sides know when the session ends;
        what is not set is left out.

        Args:
            user_info_keys: the quickstart has snake_case keys in `userInfo`, newer samples of
                Retool have camelCase.
        """
        camel = user_info_keys == "camelCase"
        user_info = {
            _CAMEL_USER_INFO.get(key, key) if camel else key: value
            for key, value in asdict(self.user_info).items()
            if value is not None
        }
        body = {
            "landingPageUuid": self.landing_page_uuid,
            "groupIds": list(self.group_ids),
            "externalIdentifier": self.external_identifier,
            "sessionDurationMinutes": self.session_duration_minutes,
        }
        optional = {
            "userInfo": user_info,
            "metadata": dict(self.metadata),
            **{to_camel(name): getattr(self, name) for name in PARAMETERS_OF_APP},
        }
        return body | {key: value for key, value in optional.items() if value}

    @model_validator(mode="wrap")
    @classmethod
    def _raise_our_own(cls, data: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        # pydantic passes an exception on untouched if it is no ValueError, so the constructor,
        # model_validate and build() all raise the room's own error.
        try:
            return handler(data)
        except ValidationError as error:
            violations = _violations(error)
        raise InvalidEmbedRequest(violations)


def _violations(error: ValidationError) -> list[Violation]:
    details = error.errors(include_url=False)
    places = [detail["loc"] for detail in details]
    # pydantic adds that a list is too short if none of its items is valid: the items say enough.
    inner = [d for d in details if not any(p[:-1] == d["loc"] for p in places)]
    return list(dict.fromkeys(_violation(detail) for detail in inner))


def _violation(detail: ErrorDetails) -> Violation:
    location = detail["loc"]
    field = EmbedRequest.model_fields.get(str(location[0]))
    if field is None:
        allowed = f"only the fields {', '.join(EmbedRequest.model_fields)}"
    elif detail["type"] == "value_error":
        allowed = str(detail["ctx"]["error"])
    else:
        allowed = str(field.description)
    value = "" if detail["type"] == "missing" else redacted(detail["input"])
    return Violation(format_path(location), value, allowed)
