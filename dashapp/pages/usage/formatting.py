"""Moments and durations, as a person reads them."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo


def zone_of(name: object) -> tzinfo:
    """Return the time zone that a browser names; UTC if there is none of this name here."""
    try:
        return ZoneInfo(name) if isinstance(name, str) else UTC
    # What is no name may be a folder's, or none that a file can have.
    except (LookupError, ValueError, OSError):
        return UTC


def moment(ms: int, zone: tzinfo) -> str:
    """Write a moment, in ms since the epoch, as of this zone."""
    return datetime.fromtimestamp(ms / 1000, zone).strftime("%-d %b %Y, %H:%M:%S %Z")


def clock(ms: int, zone: tzinfo) -> str:
    """Write the time of day of a moment that is not long ago."""
    return datetime.fromtimestamp(ms / 1000, zone).strftime("%H:%M")


def duration(ms: float | None) -> str:
    """Write how long something took."""
    if ms is None:
        return "unknown"
    return f"{ms:,.0f} ms" if ms < 10_000 else f"{ms / 1000:,.1f} s"
