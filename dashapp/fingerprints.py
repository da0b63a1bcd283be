"""Addresses of files that say what is in them, so that browsers may keep the files for good."""

from functools import lru_cache
from pathlib import Path

from dash_retool_embed.fingerprints import fingerprint

PARAMETER = "v"


def address_with(url: str, content: bytes) -> str:
    """Return the address of what is served at `url`."""
    return f"{url}?{PARAMETER}={fingerprint(content)}"


def address_of(url: str, file: Path) -> str:
    """Return the address of a file that is served at `url`, as it is now."""
    return f"{url}?{PARAMETER}={_of_file(file, file.stat().st_mtime_ns)}"


@lru_cache(maxsize=100)
def _of_file(file: Path, _written_at: int) -> str:
    return fingerprint(file.read_bytes())
