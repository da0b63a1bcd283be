"""Where Retool is and how it is asked."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from dash_retool_embed.apps import Section, not_boolean
from dash_retool_embed.retool import parse_retool_origin, rules
from dash_retool_embed.validation_errors import FieldError, errors_at


class RetoolSettings(Section):
    """Where Retool is and how its sessions are asked for."""

    # Before the addresses, whose rule it decides.
    allow_insecure_http: bool = Field(
        default=False,
        description="true: the access token and links may travel over http, which anyone on the "
        "way can read, or false",
    )
    url: str = Field(
        description="the address of Retool, such as https://retool.example.com, without a path"
    )
    session_duration_minutes: Annotated[int, BeforeValidator(not_boolean)] = Field(
        default=60,
        ge=rules.MIN_SESSION_MINUTES,
        le=rules.MAX_SESSION_MINUTES,
        description=rules.SESSION_ALLOWED,
    )
    user_info_keys: Literal["snake_case", "camelCase"] = Field(
        default="snake_case", description='"snake_case" or "camelCase"'
    )
    max_in_flight: Annotated[int, BeforeValidator(not_boolean)] = Field(
        default=8, ge=1, le=1000, description="how many calls at a time, 1 to 1000"
    )
    embed_origins: list[str] = Field(
        default_factory=list,
        description="a list of origins such as https://apps.example.com, without a path",
    )

    @field_validator("url")
    @classmethod
    def _url_is_private(cls, url: str, info: ValidationInfo) -> str:
        return parse_retool_origin(url, allow_insecure_http=_insecure(info))

    @field_validator("embed_origins")
    @classmethod
    def _links_are_private(cls, urls: list[str], info: ValidationInfo) -> list[str]:
        origins: list[str] = []
        wrong: list[FieldError] = []
        for i, url in enumerate(urls):
            try:
                origins.append(parse_retool_origin(url, allow_insecure_http=_insecure(info)))
            except ValueError as error:
                wrong.append(((i,), url, str(error)))
        if wrong:
            raise errors_at(cls, wrong)
        return origins


def _insecure(info: ValidationInfo) -> bool:
    # A value that isn't true or false is a mistake of its own.
    return bool(info.data.get("allow_insecure_http", True))
