"""The two places that settings come from, each as nested values that are not validated yet."""

import difflib
import json
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import EnvSettingsSource, TomlConfigSettingsSource

from dashapp.settings.auth import AuthSettings
from dashapp.settings.brand import BrandSettings
from dashapp.settings.inspector import InspectorSettings
from dashapp.settings.limits import LimitsSettings
from dashapp.settings.models import RetoolSettings, Settings
from dashapp.settings.oidc import OidcSettings
from dashapp.settings.problems import ConfigurationError, Location, Problem
from dashapp.settings.section import Section
from dashapp.settings.usage import UsageSettings

_VARIABLES: dict[Location, str] = {
    ("retool", "url"): "RETOOL_URL",
    ("retool_api_key",): "RETOOL_API_KEY",
    ("jwt_secret",): "DASHAPP_JWT_SECRET",
    ("database_url",): "DASHAPP_DATABASE_URL",
}

_EXPECTED = re.compile(
    # What is wrong behind the name of a section, such as DASHAPP_AUTH_ISUER, shows in validation.
    r"DASHAPP_(RETOOL|AUTH|OIDC|LIMITS|USAGE|BRAND|INSPECTOR|APPS)(_.*)?"
    # What Kubernetes tells every container if a service is called dashapp, or dashapp-something.
    r"|DASHAPP_(\w+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_\w+)?)?)"
)


def variable(location: Location) -> str:
    """Return the name of the environment variable that sets what is at `location`."""
    known = _VARIABLES.get(location)
    return known or "_".join(["DASHAPP", *(str(part).upper() for part in location[:2])])


def read_environment() -> dict[str, Any]:
    """Return what environment variables set; an empty variable counts as absent."""
    return _Environment(Settings)()


def unknown_variables() -> list[Problem]:
    """Return a problem for each variable that looks like ours and sets nothing."""
    sections: dict[str, type[Section]] = {
        "RETOOL": RetoolSettings,
        "AUTH": AuthSettings,
        "LIMITS": LimitsSettings,
        "OIDC": OidcSettings,
        "USAGE": UsageSettings,
        "BRAND": BrandSettings,
        "INSPECTOR": InspectorSettings,
    }
    known = ["DASHAPP_CONFIG", *_VARIABLES.values()]
    known += [
        f"DASHAPP_{at}_{key.upper()}"
        for at, model in sections.items()
        for key in model.model_fields
    ]
    # Every name is a little like every other because of the prefix.
    by_rest = {name.removeprefix("DASHAPP_"): name for name in known}
    problems = []
    for name in sorted(name for name, value in os.environ.items() if value):
        # pydantic takes small letters too.
        upper = name.upper()
        if not upper.startswith("DASHAPP_") or upper in known or _EXPECTED.fullmatch(upper):
            continue
        close = difflib.get_close_matches(upper.removeprefix("DASHAPP_"), by_rest, n=1)
        hint = f"; did you mean {by_rest[close[0]]}?" if close else ""
        problems.append(Problem(name, "", "", f"this variable sets nothing{hint}"))
    return problems


class _Environment(EnvSettingsSource):
    """Environment variables, with lists as commas too and values that keep their mistakes."""

    def __call__(self) -> dict[str, Any]:
        values = super().__call__()
        if url := self.env_vars.get("retool_url"):
            values = merged(values, {"retool": {"url": url}})
        if key := self.env_vars.get("retool_api_key"):
            values["retool_api_key"] = key
        return values

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:  # noqa: ARG002
        """Decode JSON or, for a list, commas; what is neither is left to fail in validation."""
        try:
            return json.loads(value)
        except ValueError:
            is_list = str(field.annotation).startswith("list[") and not value.startswith("[")
            return [item.strip() for item in value.split(",") if item.strip()] if is_list else value


def read_file(file: Path) -> dict[str, Any]:
    """Return what the TOML file holds.

    Raises:
        ConfigurationError: it can't be read or parsed.
    """
    name = file.name
    if not file.is_file():
        allowed = "there is no such file; DASHAPP_CONFIG or --config names another"
        raise ConfigurationError([Problem(str(file), "", "", allowed)])
    try:
        return _beside(file, TomlConfigSettingsSource(Settings, file).toml_data)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError([Problem(name, "", "", f"not valid TOML: {error}")]) from None
    except UnicodeDecodeError as error:
        allowed = f"not valid TOML: byte {error.start} is not UTF-8"
        raise ConfigurationError([Problem(name, "", "", allowed)]) from None
    except OSError as error:
        raise ConfigurationError(
            [Problem(name, "", "", f"can't be read: {error.strerror}")]
        ) from None


def _beside(file: Path, values: dict[str, Any]) -> dict[str, Any]:
    """Let the path of the logo begin at the folder of the file that names it."""
    brand = values.get("brand")
    if isinstance(brand, dict) and isinstance(brand.get("logo"), str):
        brand["logo"] = str(file.parent / brand["logo"])
    return values


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of both, tables key by key, where those of `above` win."""
    result = dict(below)
    for key, value in above.items():
        both = isinstance(value, Mapping) and isinstance(result.get(key), Mapping)
        result[key] = merged(result[key], value) if both else value
    return result
