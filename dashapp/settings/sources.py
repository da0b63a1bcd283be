"""The two places that settings come from, each as nested values that are not validated yet."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import EnvSettingsSource, TomlConfigSettingsSource

from dashapp.settings.errors import ConfigurationError, Mistake
from dashapp.settings.models import Settings
from dashapp.settings.variables import SECRETS, file_variable


def read_environment() -> dict[str, Any]:
    """Return what environment variables set; an empty variable counts as absent."""
    return _Environment(Settings)()


class _Environment(EnvSettingsSource):
    """Environment variables, with lists as commas too and values that keep their mistakes."""

    def __call__(self) -> dict[str, Any]:
        # Those are of secret_files.py; here they would be unknown keys of their sections.
        files = {file_variable(location).lower() for location in SECRETS}
        self.env_vars = {name: text for name, text in self.env_vars.items() if name not in files}
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
        raise ConfigurationError([Mistake(str(file), "", "", allowed)])
    try:
        return _beside(file, TomlConfigSettingsSource(Settings, file).toml_data)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError([Mistake(name, "", "", f"not valid TOML: {error}")]) from None
    except UnicodeDecodeError as error:
        allowed = f"not valid TOML: byte {error.start} is not UTF-8"
        raise ConfigurationError([Mistake(name, "", "", allowed)]) from None
    except OSError as error:
        raise ConfigurationError(
            [Mistake(name, "", "", f"can't be read: {error.strerror}")]
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
