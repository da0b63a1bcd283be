"""The settings, section by section. A field's description is what an error says is allowed."""

from typing import Annotated

from pydantic import (
    AfterValidator,
    Field,
    SecretStr,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from dash_retool_embed.apps import duplicate_names
from dash_retool_embed.retool import rules
from dash_retool_embed.validation_errors import errors_at
from dashapp.routes import Routes
from dashapp.settings.apps import AppSettings
from dashapp.settings.auth import AuthSettings
from dashapp.settings.brand import BrandSettings
from dashapp.settings.inspector import InspectorSettings
from dashapp.settings.jwt_secret import MIN_HS256_SECRET_BYTES, check_jwt_secret
from dashapp.settings.limits import LimitsSettings
from dashapp.settings.logs import LogsSettings
from dashapp.settings.oidc import OidcSettings
from dashapp.settings.retool import RetoolSettings
from dashapp.settings.usage import DATABASE_ALLOWED, DATABASE_URL, DatabaseUrl, UsageSettings
from dashapp.urls import parse_host_url


class Settings(BaseSettings):
    """What the host is told at its start. `load_settings` reads it; constructing reads nothing."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        env_prefix="DASHAPP_",
        env_nested_delimiter="_",
        env_nested_max_split=1,
        env_ignore_empty=True,
    )

    retool: RetoolSettings = Field(description="a [retool] table")
    auth: AuthSettings = Field(description="an [auth] table")
    brand: BrandSettings = Field(default_factory=BrandSettings, description="a [brand] table")
    limits: LimitsSettings = Field(default_factory=LimitsSettings, description="a [limits] table")
    logs: LogsSettings = Field(default_factory=LogsSettings, description="a [logs] table")
    oidc: OidcSettings | None = Field(default=None, description="an [oidc] table")
    host_url: Annotated[str, AfterValidator(parse_host_url)] | None = Field(
        default=None,
        validate_default=True,
        description="the address of this host in a browser, such as https://apps.example.com or "
        "https://example.com/apps",
    )
    usage: UsageSettings = Field(default_factory=UsageSettings, description="a [usage] table")
    inspector: InspectorSettings = Field(
        default_factory=InspectorSettings, description="an [inspector] table"
    )
    apps: list[AppSettings] = Field(default_factory=list, description="a list of [[apps]] tables")
    retool_api_key: SecretStr = Field(
        description='a Retool access token with the scope "App: Embed", printable, without spaces'
    )
    jwt_secret: SecretStr | None = Field(
        default=None,
        validate_default=True,
        description="the secret that sign-in tokens are signed with, "
        f"at least {MIN_HS256_SECRET_BYTES} bytes for HS256",
    )
    jwt_secret_previous: SecretStr | None = Field(
        default=None,
        description="the secret before this one, while what was signed with it still counts",
    )

    database_url: DatabaseUrl = Field(default=SecretStr(DATABASE_URL), description=DATABASE_ALLOWED)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Use the constructor's arguments only, so that what `load_settings` merged is final."""
        return (init_settings,)

    @field_validator("oidc")
    @classmethod
    def _one_sign_in(cls, oidc: OidcSettings | None, info: ValidationInfo) -> OidcSettings | None:
        auth = info.data.get("auth")
        if oidc is not None and auth is not None and auth.behind_proxy:
            raise ValueError("nothing, because auth says that a proxy signs people in")
        return oidc

    @field_validator("apps")
    @classmethod
    def _names_are_unique(cls, apps: list[AppSettings]) -> list[AppSettings]:
        if duplicates := duplicate_names([app.name for app in apps]):
            raise errors_at(cls, duplicates)
        return apps

    @field_validator("retool_api_key")
    @classmethod
    def _key_fits_a_header(cls, key: SecretStr) -> SecretStr:
        return SecretStr(rules.check_api_key(key.get_secret_value()))

    @field_validator("host_url")
    @classmethod
    def _provider_can_lead_back(cls, url: str | None, info: ValidationInfo) -> str | None:
        if url is None and info.data.get("oidc") is not None:
            raise PydanticCustomError("missing", "Field required")
        return url

    @property
    def routes(self) -> Routes:
        """Every address of this host."""
        return Routes.of(self.host_url)

    @property
    def jwt_secrets(self) -> list[SecretStr]:
        """The secret in use, then the one before it; none if tokens are signed elsewhere."""
        return [each for each in (self.jwt_secret, self.jwt_secret_previous) if each is not None]

    @field_validator("jwt_secret_previous")
    @classmethod
    def _previous_secret_fits(
        cls, secret: SecretStr | None, info: ValidationInfo
    ) -> SecretStr | None:
        if secret is None:
            return None
        if info.data.get("jwt_secret") == secret:
            raise ValueError("another secret than DASHAPP_JWT_SECRET, or none")
        return check_jwt_secret(secret)

    @field_validator("jwt_secret")
    @classmethod
    def _secret_fits(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if secret is not None:
            return check_jwt_secret(secret)
        auth = info.data.get("auth")
        # Its own sign-in has the host sign with keys that are made of the secret.
        signs = info.data.get("oidc") is not None
        if signs or (auth is not None and auth.shares_secret):
            raise PydanticCustomError("missing", "Field required")
        return None
