"""The host's catalogue, and what it knows of all codes."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from dash_retool_embed import errors as kit
from dash_retool_embed.errors import Catalogue, Entry, read_catalogue

CATALOGUE = read_catalogue(Path(__file__).parent)


def _remedies(*catalogues: Catalogue) -> Mapping[str, Entry]:
    entries = [entry for catalogue in catalogues for entry in catalogue.values()]
    return MappingProxyType({each.code: each for each in entries if each.remedy})


REMEDIES = _remedies(kit.CATALOGUE, CATALOGUE)
"""What a link can end with, by code: each has an operator's sentence and a remedy."""


def remedy_of(code: str) -> Entry:
    """Return what is known of a failure's code; of one in no catalogue: that."""
    return REMEDIES.get(code, REMEDIES["other"])
