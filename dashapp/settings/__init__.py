"""Typed settings: dashapp.toml, then environment variables."""

from dashapp.settings.algorithms import ASYMMETRIC, KEY_KINDS, SHARED_SECRET
from dashapp.settings.apps import RESERVED_NAMES, AppSettings, Toggle
from dashapp.settings.auth import AuthSettings, ClaimNames
from dashapp.settings.brand import LOGO_TYPES, BrandSettings
from dashapp.settings.errors import ConfigurationError, Mistake
from dashapp.settings.inspector import InspectorSettings
from dashapp.settings.jwt_secret import check_jwt_secret
from dashapp.settings.limits import FAILED_SIGN_INS, LimitsSettings, open_store
from dashapp.settings.loading import load_settings
from dashapp.settings.logs import LogsSettings
from dashapp.settings.models import Settings
from dashapp.settings.oidc import OidcSettings
from dashapp.settings.proxies import PRESETS
from dashapp.settings.retool import RetoolSettings
from dashapp.settings.usage import UsageSettings, parse_database_url

__all__ = [
    "ASYMMETRIC",
    "FAILED_SIGN_INS",
    "KEY_KINDS",
    "LOGO_TYPES",
    "PRESETS",
    "RESERVED_NAMES",
    "SHARED_SECRET",
    "AppSettings",
    "AuthSettings",
    "BrandSettings",
    "ClaimNames",
    "ConfigurationError",
    "InspectorSettings",
    "LimitsSettings",
    "LogsSettings",
    "Mistake",
    "OidcSettings",
    "RetoolSettings",
    "Settings",
    "Toggle",
    "UsageSettings",
    "check_jwt_secret",
    "load_settings",
    "open_store",
    "parse_database_url",
]
