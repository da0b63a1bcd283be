"""The figures of the usage page, as Plotly reads them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any, TypeVar

from dashapp.usage import MS_PER_DAY, OTHER, AppDay, Days, MintTime

Figure = dict[str, Any]

# Told apart by people who see few colours too; after Okabe and Ito.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#8c6d31", "#5b5b95")
GREY = "#8a93a6"

Each = TypeVar("Each", AppDay, MintTime)


def bars(
    rows: Iterable[AppDay],
    titles: Mapping[str, str],
    period: Days,
    value: Callable[[AppDay], int],
    unit: str,
) -> Figure:
    """Stack one bar a day, a colour for each app; an app of which nothing is there is left out.

    Args:
        rows: of any apps and days.
        titles: the apps that have a colour, by name, in its order.
        period: the days of the axis.
        value: what is drawn of a row.
        unit: what one of it is called.
    """
    traces = [
        {
            "type": "bar",
            "name": _text(title),
            "x": [_date(row.day) for row in of_app],
            "y": [value(row) for row in of_app],
            "marker": {"color": colour},
            # Of a single day Plotly would make a line.
            "width": 0.85 * MS_PER_DAY,
            "hovertemplate": f"%{{y}} {unit}<extra>%{{fullData.name}}</extra>",
        }
        for title, colour, of_app in _by_app(rows, titles)
        if any(value(row) for row in of_app)
    ]
    return _figure(traces, period, {"barmode": "stack"}, f"No {unit} in these days.")


def people(rows: Iterable[AppDay], titles: Mapping[str, str], period: Days) -> Figure:
    """Draw how many people asked for each app; who asks for two of them is in two lines."""
    traces = [
        _line(title, colour, of_app, [row.people for row in of_app], "people")
        for title, colour, of_app in _by_app(rows, titles)
        if any(row.people for row in of_app)
    ]
    return _figure(traces, period, {}, "No people in these days.")


def times(rows: Iterable[MintTime], titles: Mapping[str, str], period: Days) -> Figure:
    """Draw the median of each app as a line, and its 95th percentile as a dotted one."""
    traces = []
    for title, colour, of_app in _by_app(rows, titles):
        median = [round(row.median_ms) for row in of_app]
        p95 = [round(row.p95_ms) for row in of_app]
        traces.append(_line(f"{title}, median", colour, of_app, median, "ms"))
        traces.append(_line(f"{title}, 95 %", colour, of_app, p95, "ms", dash="dot"))
    axis = {"yaxis": {"ticksuffix": " ms"}}
    return _figure(traces, period, axis, "Retool was not asked in these days.")


def _line(
    name: str,
    colour: str,
    rows: Sequence[AppDay | MintTime],
    values: Sequence[int],
    unit: str,
    dash: str = "solid",
) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": _text(name),
        "x": [_date(row.day) for row in rows],
        "y": values,
        "line": {"color": colour, "dash": dash, "width": 2},
        "marker": {"size": 5},
        "hovertemplate": f"%{{y}} {unit}<extra>%{{fullData.name}}</extra>",
    }


def _by_app(
    rows: Iterable[Each], titles: Mapping[str, str]
) -> Iterable[tuple[str, str, list[Each]]]:
    of_apps: dict[str, list[Each]] = {}
    for row in rows:
        of_apps.setdefault(row.app, []).append(row)
    for index, (name, title) in enumerate(titles.items()):
        if name in of_apps:
            yield title, COLOURS[index % len(COLOURS)], of_apps[name]
    if OTHER in of_apps:
        yield "other apps", GREY, of_apps[OTHER]


def _figure(traces: list[Figure], period: Days, more: Figure, nothing: str) -> Figure:
    first, last = (_midnight(day) for day in (period.first, period.last + 1))
    half = MS_PER_DAY / 2
    axis = {"gridcolor": "#e6e9f0", "zeroline": False, "fixedrange": True, "rangemode": "tozero"}
    # Without a value Plotly would count to four.
    axis |= {} if traces else {"showticklabels": False}
    layout = {
        # Zoom and hidden apps stay as they are while the same days are shown.
        "uirevision": f"{period.first}",
        "autosize": True,
        "margin": {"l": 64, "r": 8, "t": 8, "b": 32},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": "#1d2433", "size": 12, "family": "system-ui, sans-serif"},
        "legend": {"orientation": "h", "y": -0.2, "traceorder": "normal"},
        "showlegend": True,
        "hovermode": "closest",
        "xaxis": {
            "type": "date",
            "range": [first - half, last - half],
            "gridcolor": "#e6e9f0",
            "tickformat": "%-d %b",
            "minallowed": first - half,
            "maxallowed": last - half,
        },
        "annotations": [] if traces else [_note(nothing)],
        **more,
        "yaxis": axis | more.get("yaxis", {}),
    }
    return {"data": traces, "layout": layout}


def _note(text: str) -> Figure:
    middle = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5}
    return {"text": text, "showarrow": False, "font": {"color": "#59627a"}, **middle}


def _text(said: str) -> str:
    # Plotly makes links and line breaks of what looks like HTML.
    return escape(said, quote=False)


def _date(day: int) -> str:
    return datetime.fromtimestamp(_midnight(day) / 1000, UTC).date().isoformat()


def _midnight(day: int) -> int:
    return day * MS_PER_DAY
