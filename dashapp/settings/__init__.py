"""Typed settings: dashapp.toml, then environment variables."""

from dashapp.settings.apps import RESERVED_NAMES, AppSettings, Toggle
from dashapp.settings.auth import AuthSettings, ClaimNames
from dashapp.settings.brand import BrandSettings
from dashapp.settings.inspector import InspectorSettings
from dashapp.settings.limits import LimitsSettings, open_store
from dashapp.settings.loading import load_settings
from dashapp.settings.logs import LogsSettings
from dashapp.settings.models import RetoolSettings, Settings
from dashapp.settings.oidc import OidcSettings
from dashapp.settings.problems import ConfigurationError, Problem
from dashapp.settings.usage import UsageSettings

__all__ = [
    "RESERVED_NAMES",
    "AppSettings",
    "AuthSettings",
    "BrandSettings",
    "ClaimNames",
    "ConfigurationError",
    "InspectorSettings",
    "LimitsSettings",
    "LogsSettings",
    "OidcSettings",
    "Problem",
    "RetoolSettings",
    "Settings",
    "Toggle",
    "UsageSettings",
    "load_settings",
    "open_store",
]
