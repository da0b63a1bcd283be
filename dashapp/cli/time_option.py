"""Moments, as somebody types them."""

import re
import time
from datetime import UTC, datetime

import click

AGO = re.compile(r"([0-9]{1,6})([dh])")
MS = {"d": 24 * 60 * 60 * 1000, "h": 60 * 60 * 1000}

ALLOWED = (
    "is no date such as 2026-01-31, no time such as 2026-01-31T08:00Z, and nothing so long ago as "
    "30d (days) or 12h (hours)."
)


def parse_time(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> int | None:
    """Read a date, a time or how long ago, in ms since the epoch. What names no zone is UTC."""
    if value is None:
        return None
    if ago := AGO.fullmatch(value):
        return int(time.time() * 1000) - int(ago[1]) * MS[ago[2]]
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} {ALLOWED}") from None
    return round((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() * 1000)
