"""Secrets in files that environment variables name, as Docker and Kubernetes mount them.

RETOOL_API_KEY_FILE stands for RETOOL_API_KEY, and so for every secret of the settings.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dash_retool_embed.validation_errors import Location, format_path
from dashapp.settings.errors import Mistake
from dashapp.settings.variables import SECRETS, file_variable, set_variables, variable

MAX_BYTES = 64 * 1024
"""More than any secret has: whoever names another file by mistake is told."""


def read_secret_files(
    environment: Mapping[str, Any], overrides: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Mistake]]:
    """Return the secrets that are in files, and a mistake for each file that is of no use.

    Args:
        environment: what other variables set, nested; a secret has one place.
        overrides: what a caller has decided, nested; no file is opened for that.
    """
    values: dict[str, Any] = {}
    mistakes = []
    variables = set_variables()
    for location in SECRETS:
        name = file_variable(location)
        if name not in variables or _decides(overrides, location):
            continue
        if _decides(environment, location):
            secret, allowed = "", f"set {variable(location)} or {name}, not both"
        else:
            secret, allowed = _read(variables[name])
        if allowed:
            mistakes.append(Mistake(name, format_path(location), "", allowed))
        else:
            *section, key = map(str, location)
            inner = values.setdefault(section[0], {}) if section else values
            inner[key] = secret
    return values, mistakes


def _decides(values: object, location: Location) -> bool:
    for part in location:
        if not isinstance(values, Mapping):
            return True
        if part not in values:
            return False
        values = values[part]
    return True


def _read(text: str) -> tuple[str, str]:
    """Return (secret, ""), or ("", what is wrong with the file and what to do)."""
    path = Path(text)
    # Somebody may have written the secret itself where its file belongs.
    shown = text if path.is_absolute() else "the path, which isn't absolute and so isn't shown"
    try:
        if not path.is_file():
            return "", f"{shown}: no such file; write the path of a file that holds the secret"
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        return "", f"{shown}: it can't be read ({error.strerror}); let this user read it"
    if len(content) > MAX_BYTES:
        return "", f"{shown}: it has more than 64 KB; it must hold the secret and nothing else"
    secret = content.decode(errors="replace").rstrip("\r\n")
    if secret.encode() != content.rstrip(b"\r\n"):
        return "", f"{shown}: it isn't UTF-8; write the secret as text"
    if not secret.strip():
        return "", f"{shown}: it is empty; write the secret into it"
    return secret, ""
