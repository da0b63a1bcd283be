"""The table of links: what it shows, and the rows that it asks for."""

from collections.abc import Mapping
from typing import Any

from dash_ag_grid import AgGrid

from dashapp.pages.usage import ids
from dashapp.usage import (
    MOST_AT_ONCE,
    MOST_ROWS,
    SORTABLE,
    InGrid,
    Sort,
    UsageColumn,
    grid_columns,
)

BLOCK = 100

# Of assets/host/usage/grid.js.
FORMATTERS = {"time": "usageTime(params.value)", "ms": "usageMs(params.value)"}


def grid() -> AgGrid:
    """Return the table; it asks for the rows that are scrolled to."""
    return AgGrid(
        id=ids.GRID,
        columnDefs=[_definition(*column) for column in grid_columns()],
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


def _definition(column: UsageColumn, shown: InGrid) -> dict[str, Any]:
    definition = {
        "field": column.name,
        "headerName": shown.heading,
        "width": shown.width,
        "sortable": column.name in SORTABLE,
    }
    if column.format in FORMATTERS:
        definition["valueFormatter"] = {"function": FORMATTERS[column.format]}
    if column.name == Sort().column:
        definition["sort"] = "desc"
    return definition


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
    return Sort(column, first.get("sort") == "desc")
