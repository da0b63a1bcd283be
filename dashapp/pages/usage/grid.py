"""The table of links: what it shows, and the rows that it asks for."""

from collections.abc import Mapping
from typing import Any

from dash_ag_grid import AgGrid

from dashapp.pages.usage import names
from dashapp.usage import MOST_AT_ONCE, MOST_ROWS, SORTABLE, Sort

BLOCK = 100

TIME = {"function": "usageTime(params.value)"}
MS = {"function": "usageMs(params.value)"}

COLUMNS: list[dict[str, Any]] = [
    {
        "field": "asked_at",
        "headerName": "When",
        "valueFormatter": TIME,
        "sort": "desc",
        "width": 215,
    },
    {"field": "person", "headerName": "Person", "width": 190},
    {"field": "name", "headerName": "Name", "width": 190},
    {"field": "app", "headerName": "App", "width": 150},
    {"field": "outcome", "headerName": "Outcome", "width": 190},
    {"field": "retool_ms", "headerName": "Retool's time", "valueFormatter": MS, "width": 150},
    {"field": "reason", "headerName": "Why", "width": 140},
    {"field": "attempt", "headerName": "Try", "width": 90},
]


def grid() -> AgGrid:
    """Return the table; it asks for the rows that are scrolled to."""
    columns = [column | {"sortable": column["field"] in SORTABLE} for column in COLUMNS]
    return AgGrid(
        id=names.GRID,
        columnDefs=columns,
        # With `flex` AG Grid hides all rows until it has measured, and at times for ever.
        defaultColDef={"suppressMovable": True, "resizable": True},
        rowModelType="infinite",
        # A row that is the same after a refresh stays the same element.
        getRowId="params.data.link_id",
        dashGridOptions={
            "cacheBlockSize": BLOCK,
            # All that is kept is asked for again with each refresh.
            "maxBlocksInCache": 5,
            # Dash drops the answer to all but the newest request.
            "maxConcurrentDatasourceRequests": 1,
            "infiniteInitialRowCount": 1,
            "rowSelection": {
                "mode": "singleRow",
                "checkboxes": False,
                "enableClickSelection": True,
            },
            # It would stay over the first rows that come; the sentence below the table says it.
            "suppressNoRowsOverlay": True,
        },
        className="usage-grid",
    )


def wanted(asked: object) -> tuple[Sort, int, int]:
    """Read what the table asks for; what makes no sense is the beginning, newest first."""
    given: Mapping[str, Any] = asked if isinstance(asked, dict) else {}
    start, end = _index(given.get("startRow"), 0), _index(given.get("endRow"), BLOCK)
    return _sort(given.get("sortModel")), start, min(end, start + MOST_AT_ONCE)


def _index(value: object, otherwise: int) -> int:
    return value if type(value) is int and 0 <= value <= MOST_ROWS + BLOCK else otherwise


def _sort(model: object) -> Sort:
    first = model[0] if isinstance(model, list) and model else {}
    column = first.get("colId") if isinstance(first, dict) else None
    if not isinstance(column, str) or column not in SORTABLE:
        return Sort()
    return Sort(column, first.get("sort") == "desc")  # type: ignore[arg-type]
