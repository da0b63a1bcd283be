"""The names of environment variables: what sets which setting, and what sets none."""

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from typing import get_args, get_origin

from dash_retool_embed.apps import Section
from dash_retool_embed.validation_errors import Location, is_secret
from dashapp.settings.errors import Mistake
from dashapp.settings.models import Settings

_VARIABLES: dict[Location, str] = {
    ("retool", "url"): "RETOOL_URL",
    ("host_url",): "DASHAPP_HOST_URL",
    ("retool_api_key",): "RETOOL_API_KEY",
    ("jwt_secret",): "DASHAPP_JWT_SECRET",
    ("jwt_secret_previous",): "DASHAPP_JWT_SECRET_PREVIOUS",
    ("database_url",): "DASHAPP_DATABASE_URL",
}


def variable(location: Location) -> str:
    """Return the name of the environment variable that sets what is at `location`."""
    known = _VARIABLES.get(location)
    return known or "_".join(["DASHAPP", *(str(part).upper() for part in location[:2])])


def file_variable(location: Location) -> str:
    """Return the name of the variable that says in which file the secret at `location` is."""
    return f"{variable(location)}_FILE"


def _sections() -> Iterator[tuple[str, type[Section]]]:
    for name, field in Settings.model_fields.items():
        kinds = () if get_origin(field.annotation) is list else get_args(field.annotation)
        for kind in (field.annotation, *kinds):
            if isinstance(kind, type) and issubclass(kind, Section):
                yield name, kind


SECRETS: tuple[Location, ...] = (
    *((name,) for name, field in Settings.model_fields.items() if is_secret(field)),
    *(
        (section, name)
        for section, model in _sections()
        for name, field in model.model_fields.items()
        if is_secret(field)
    ),
)
"""Where the settings have secrets, which come from the environment only."""

_EXPECTED = re.compile(
    # What is wrong behind the name of a section, such as DASHAPP_AUTH_ISUER, shows in validation.
    rf"DASHAPP_(APPS|{'|'.join(name.upper() for name, _ in _sections())})(_.*)?"
    # What Kubernetes tells every container if a service is called dashapp, or dashapp-something.
    r"|DASHAPP_(\w+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_\w+)?)?)"
)


def set_variables() -> Mapping[str, str]:
    """Return the variables that aren't empty, by their names in capitals: any spelling counts."""
    return {name.upper(): value for name, value in os.environ.items() if value}


def unknown_variables() -> list[Mistake]:
    """Return a mistake for each variable that looks like ours and sets nothing."""
    known = ["DASHAPP_CONFIG", *_VARIABLES.values(), *map(file_variable, SECRETS)]
    known += [
        f"DASHAPP_{section.upper()}_{key.upper()}"
        for section, model in _sections()
        for key in model.model_fields
    ]
    # Every name is a little like every other because of the prefix.
    by_rest = {name.removeprefix("DASHAPP_"): name for name in known}
    mistakes = []
    for name in sorted(name for name, value in os.environ.items() if value):
        upper = name.upper()
        if not upper.startswith("DASHAPP_") or upper in known or _EXPECTED.fullmatch(upper):
            continue
        close = difflib.get_close_matches(upper.removeprefix("DASHAPP_"), by_rest, n=1)
        hint = f"; did you mean {by_rest[close[0]]}?" if close else ""
        mistakes.append(Mistake(name, "", "", f"this variable sets nothing{hint}"))
    return mistakes
