"""From a file, the environment and a caller's overrides to one `Settings`, or to every mistake."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dash_retool_embed.apps import duplicate_names
from dash_retool_embed.validation_errors import Location, allowed_text, format_path, redacted
from dashapp.settings.errors import ConfigurationError, Mistake
from dashapp.settings.models import Settings
from dashapp.settings.secret_files import read_secret_files
from dashapp.settings.sources import merged, read_environment, read_file
from dashapp.settings.variables import SECRETS, file_variable, unknown_variables, variable

DEFAULT_FILE = Path("dashapp.toml")
_IN_FILES = "secrets in files"
_SECRET_KEYS: dict[Location, str] = {
    **{location: variable(location) for location in SECRETS},
    ("retool", "api_key"): "RETOOL_API_KEY",
    ("retool", "retool_api_key"): "RETOOL_API_KEY",
    ("auth", "jwt_secret"): "DASHAPP_JWT_SECRET",
    ("auth", "secret"): "DASHAPP_JWT_SECRET",
    ("limits", "store"): "DASHAPP_LIMITS_STORE_URL",
    ("usage", "database"): "DASHAPP_DATABASE_URL",
    ("usage", "database_url"): "DASHAPP_DATABASE_URL",
}
"""Where secrets are, and where people put them by mistake; each has one variable."""


def load_settings(
    path: Path | None = None, *, overrides: Mapping[str, Any] | None = None
) -> Settings:
    """Read the settings: the file, then environment variables over it, then `overrides` over both.

    RETOOL_URL, RETOOL_API_KEY and DASHAPP_JWT_SECRET have their names from the quickstart and from
    before; every other setting is DASHAPP_<SECTION>_<KEY>, such as DASHAPP_AUTH_AUDIENCE, and lists
    are separated by commas or written as JSON. Empty variables count as absent. The list of apps is
    set in the file only. A secret is in its variable, or in the file that a variable such as
    RETOOL_API_KEY_FILE names.

    Args:
        path: of the file; None: the one that DASHAPP_CONFIG names, or ./dashapp.toml.
        overrides: nested like the file; may also hold `retool_api_key` and `jwt_secret`.

    Raises:
        ConfigurationError: with every mistake that can be seen at once.
    """
    file = path or Path(os.environ.get("DASHAPP_CONFIG") or DEFAULT_FILE)
    try:
        return _load(file, overrides or {})
    except (RecursionError, ValueError):
        # Python reads neither; the text of its error is of no use to whoever wrote the file.
        allowed = "not nested so deep, and without a number of thousands of digits"
        raise ConfigurationError([Mistake(file.name, "", "", allowed)]) from None


def _load(file: Path, overrides: Mapping[str, Any]) -> Settings:
    in_file, in_environment = read_file(file), read_environment()
    mistakes = _misplaced(in_file, file.name) + _misplaced_variables(in_environment)
    in_secret_files, useless = read_secret_files(in_environment, overrides)
    mistakes += unknown_variables() + useless
    layers = {
        "overrides": dict(overrides),
        "environment": in_environment,
        _IN_FILES: in_secret_files,
        file.name: in_file,
    }
    values: dict[str, Any] = {"retool": {}, "auth": {}}
    for layer in reversed(layers.values()):
        values = merged(values, layer)
    try:
        settings = Settings(**values)
    except ValidationError as error:
        # That what was to be in a useless file is missing goes without saying.
        said = {mistake.key for mistake in useless}
        found = _problems(error, values, layers)
        mistakes += [mistake for mistake in found if mistake.key not in said]
    if mistakes:
        raise ConfigurationError(mistakes)
    return settings


def _misplaced(in_file: dict[str, Any], source: str) -> list[Mistake]:
    """Take secrets out of what the file says, with a mistake for each."""
    return [
        Mistake(
            source, format_path(location), "", f"a secret: set {name} in the environment instead"
        )
        for location, name in _SECRET_KEYS.items()
        if _removed(in_file, location)
    ]


def _misplaced_variables(in_environment: dict[str, Any]) -> list[Mistake]:
    """Take what a variable can't set out of what the environment says, with a mistake for each."""
    mistakes = []
    if _removed(in_environment, ("apps",)):
        mistakes.append(Mistake("DASHAPP_APPS", "apps", "", "apps are set in the file only"))
    for key, end in (("api_key", ""), ("api_key_file", "_FILE")):
        if _removed(in_environment, ("retool", key)):
            allowed = f"a secret with a name of its own: RETOOL_API_KEY{end}"
            name = f"DASHAPP_RETOOL_API_KEY{end}"
            mistakes.append(Mistake(name, "retool_api_key", "", allowed))
    return mistakes


def _problems(
    error: ValidationError, values: dict[str, Any], layers: dict[str, dict[str, Any]]
) -> list[Mistake]:
    # Without its URL and input pydantic would build neither; the input is shown by `redacted` only.
    details = error.errors(include_url=False)
    mistakes = [
        _mistake(detail, layers)
        for detail in details
        if detail["type"] != "default_factory_not_called"
    ]
    # The check of names across apps did not run if one of the apps has a mistake of its own.
    apps = values.get("apps")
    if isinstance(apps, list) and any(d["loc"][:1] == ("apps",) for d in details):
        names = [app.get("name") if isinstance(app, dict) else None for app in apps]
        seen = {mistake.key for mistake in mistakes}
        mistakes += [
            Mistake(_source(("apps",), layers), format_path(("apps", *at)), redacted(name), allowed)
            for at, name, allowed in duplicate_names(names)
            if format_path(("apps", *at)) not in seen
        ]
    return list(dict.fromkeys(mistakes))


def _mistake(detail: ErrorDetails, layers: dict[str, dict[str, Any]]) -> Mistake:
    location = detail["loc"]
    missing, unknown = detail["type"] == "missing", detail["type"] == "extra_forbidden"
    # An unknown key may be a misspelt secret, so its value is not shown either.
    # So is a table that may hold a secret.
    holds_secret = any(secret[: len(location)] == location for secret in _SECRET_KEYS)
    silent = missing or unknown or holds_secret
    source = _source(location, layers)
    if missing and location in _SECRET_KEYS:
        source = _SECRET_KEYS[location]
    return Mistake(
        source=source,
        key=format_path(location),
        value="" if silent else redacted(detail["input"]),
        allowed=allowed_text(Settings, detail),
    )


def _source(location: Location, layers: dict[str, dict[str, Any]]) -> str:
    """Return who said what is at `location`: a variable, the overrides or, by default, the file."""
    for name, layer in layers.items():
        if _has(layer, location):
            names = {"environment": variable, _IN_FILES: file_variable}
            return names[name](location) if name in names else name
    return list(layers)[-1]


def _has(layer: object, location: Location) -> bool:
    for part in location[:2]:
        if not isinstance(layer, Mapping) or part not in layer:
            return isinstance(part, int)
        layer = layer[part]
    return True


def _removed(values: dict[str, Any], location: Location) -> bool:
    *sections, key = location
    inner: Any = values
    for section in sections:
        inner = inner.get(section) if isinstance(inner, dict) else None
    return isinstance(inner, dict) and inner.pop(key, None) is not None
