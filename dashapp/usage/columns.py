"""The columns of the table of links: one list, of which all that shows or keeps them is made.

A new column is an entry here and a migration (README.md says how to make one). Its name is the same
in the table, in exports and in the grid. All that is kept is exported, in the order of this list.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Float, Integer, SmallInteger

from dash_retool_embed.mint import MINTED, LinkRequest
from dash_retool_embed.people import User
from dash_retool_embed.retool import EmbedRequest
from dashapp.database import MAX_TEXT, storable
from dashapp.usage.column import InDetails, InGrid, UsageColumn
from dashapp.usage.rows import Row, person_storage_key

Value = TypeVar("Value")


def _of_person(read: Callable[[User], Value]) -> Callable[[LinkRequest], Value]:
    def value(request: LinkRequest) -> Value:
        if request.person is None:
            raise ValueError("nobody asked for this link")
        return read(request.person)

    return value


def _of_request(read: Callable[[EmbedRequest], Value]) -> Callable[[LinkRequest], Value | None]:
    """Read what Retool was told; None: it was not to be asked."""
    return lambda request: None if request.request is None else read(request.request)


def _short(text: str | None) -> str | None:
    return None if text is None else storable(text)[:MAX_TEXT]


def _retool_ms(request: LinkRequest) -> float | None:
    return None if request.retool_seconds is None else request.retool_seconds * 1000


COLUMNS = (
    # What the record is called: no part of the link itself.
    UsageColumn(
        "link_id",
        lambda request: request.link_id,
        is_required=True,
        details=InDetails(130, "Record"),
    ),
    UsageColumn(
        "asked_at",
        lambda request: int(request.at * 1000),
        BigInteger,
        is_required=True,
        format="time",
        indexed_with=("link_id",),
        grid=InGrid(10, "When", 215),
        details=InDetails(20, "Asked at"),
    ),
    # The external identifier.
    UsageColumn(
        "person",
        _of_person(person_storage_key),
        is_required=True,
        indexed_with=("asked_at",),
        grid=InGrid(20, "Person", 190),
    ),
    UsageColumn(
        "name",
        _of_person(lambda person: _short(person.name)),
        is_required=True,
        grid=InGrid(30, "Name", 190),
    ),
    UsageColumn(
        "email", _of_person(lambda person: _short(person.email)), details=InDetails(70, "Address")
    ),
    # What was asked for, which need not exist.
    UsageColumn(
        "app",
        lambda request: _short(request.app),
        is_required=True,
        format="app",
        indexed_with=("asked_at",),
        grid=InGrid(40, "App", 150),
        details=InDetails(10, "App"),
    ),
    # First shown, retry, renewal, frame lost or reload, as the page said.
    UsageColumn(
        "reason",
        lambda request: request.reason,
        grid=InGrid(70, "Why", 140),
        details=InDetails(30, "Why"),
    ),
    # Which try it was, from 1.
    UsageColumn(
        "attempt",
        lambda request: request.attempt,
        Integer,
        is_required=True,
        format="number",
        grid=InGrid(80, "Try", 90),
        details=InDetails(40, "Try"),
    ),
    # What Retool was told, from here to the minutes; null if it was not to be asked.
    UsageColumn(
        "groups",
        _of_request(lambda request: json.dumps(request.group_ids)),
        comment="JSON; null: Retool was not to be asked",
        format="list",
        details=InDetails(80, "Groups"),
    ),
    UsageColumn(
        "metadata",
        _of_request(lambda request: json.dumps(request.metadata)),
        comment="JSON",
        format="object",
    ),
    UsageColumn(
        "environment",
        _of_request(lambda request: _short(request.environment)),
        details=InDetails(90, "Environment"),
    ),
    UsageColumn(
        "branch",
        _of_request(lambda request: _short(request.branch)),
        details=InDetails(100, "Branch"),
    ),
    UsageColumn(
        "release",
        _of_request(lambda request: _short(request.release_version)),
        details=InDetails(110, "Release"),
    ),
    UsageColumn(
        "session_minutes",
        _of_request(lambda request: request.session_duration_minutes),
        Integer,
        format="minutes",
        details=InDetails(120, "Session"),
    ),
    # How long Retool took; null if it was not asked.
    UsageColumn(
        "retool_ms",
        _retool_ms,
        Float,
        format="ms",
        indexed_with=(),
        grid=InGrid(60, "Retool's time", 150),
        details=InDetails(60, "Retool's time"),
    ),
    UsageColumn(
        "code", lambda request: request.code, is_required=True, comment="minted, or why not"
    ),
    UsageColumn(
        "outcome",
        lambda request: request.code,
        is_required=True,
        comment="the code, then ready, renewed or why not",
        format="outcome",
        indexed_with=("asked_at",),
        grid=InGrid(50, "Outcome", 190),
        details=InDetails(50, "Outcome"),
    ),
    # Whether the outcome is bad.
    UsageColumn(
        "failed",
        lambda request: int(request.code != MINTED),
        SmallInteger,
        is_required=True,
        format="flag",
        indexed_with=("asked_at",),
    ),
)

SORTABLE = frozenset(each.name for each in COLUMNS if each.grid and each.indexed_with is not None)
"""What the grid can be sorted by."""


def grid_columns() -> list[tuple[UsageColumn, InGrid]]:
    """Return what the grid shows, from left to right."""
    shown = [(each, each.grid) for each in COLUMNS if each.grid]
    return sorted(shown, key=lambda it: it[1].place)


def details_columns() -> list[tuple[UsageColumn, InDetails]]:
    """Return what the details of a link show, from top to bottom."""
    shown = [(each, each.details) for each in COLUMNS if each.details]
    return sorted(shown, key=lambda it: it[1].place)


def link_row(request: LinkRequest) -> Row:
    """Return the row of a request for a link by somebody who is signed in."""
    return {each.name: each.value(request) for each in COLUMNS}


def read_row(row: Mapping[str, Any]) -> Row:
    """Return what a row keeps, as it was before."""
    return {each.name: each.read(row[each.name]) for each in COLUMNS}
