"""Two apps of one name: a page could not say which."""

from collections.abc import Sequence

from dash_retool_embed.validation_errors import FieldError, duplicates


def duplicate_names(names: Sequence[object]) -> list[FieldError]:
    """Return an error, located under apps, for each name used before."""
    return duplicates(names, "name", "apps")
