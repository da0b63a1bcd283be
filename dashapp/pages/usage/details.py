"""One link in full, and a person's links. Everything that somebody else wrote is plain text."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashapp.errors import remedy_of
from dashapp.pages.usage import ids
from dashapp.pages.usage.formatting import duration, moment
from dashapp.usage import GOOD, MOST_LINK_RECORDS, LinkEvent, LinkRecord, details_columns

LONGEST = 500

KINDS = {
    "ready": "Ready",
    "failed": "Failed",
    "renewed": "Renewed",
    "signed out": "Signed out",
    "closed": "Closed",
}


def gone() -> Component:
    """Say that a link is not known any more."""
    return html.P("This link is not in the log any more.")


def link(record: LinkRecord, titles: Mapping[str, str], zone: tzinfo) -> Sequence[Component]:
    """Show one link, why it failed if it did, and the way to its person's others."""
    row = record.row
    return [
        html.P([html.Strong(row["name"]), " ", html.Small(row["person"])]),
        *_failure(record),
        _facts(record, titles, zone),
        *_metadata(record),
        html.H3("What became of it", className="h6"),
        _history(record, zone),
        html.Button(
            f"Links of {row['name']}",
            id=ids.PERSON_LINKS,
            type="button",
            className="btn btn-sm btn-outline-primary",
        ),
        html.Div(id=ids.PERSON_LINKS_BODY),
    ]


def person_links(
    of_person: Sequence[LinkRecord], titles: Mapping[str, str], zone: tzinfo
) -> Sequence[Component]:
    """List a person's links, each with its metadata."""
    shown = [
        html.Details(
            [
                html.Summary(
                    [
                        moment(each.row["asked_at"], zone),
                        " · ",
                        titles.get(each.row["app"], each.row["app"]),
                        " · ",
                        html.Span(_outcome(each.row["outcome"]), className=_colour(each)),
                    ]
                ),
                *_failure(each),
                *_metadata(each),
                _history(each, zone),
            ],
            className="usage-session",
        )
        for each in of_person
    ]
    most = [html.Small(f"The newest {MOST_LINK_RECORDS}; exports have all.")]
    return [*shown, *(most if len(of_person) == MOST_LINK_RECORDS else [])]


def _facts(record: LinkRecord, titles: Mapping[str, str], zone: tzinfo) -> Component:
    words: dict[str, Callable[[Any], str]] = {
        "app": lambda name: titles.get(name, name),
        "time": lambda ms: moment(ms, zone),
        "ms": duration,
        "minutes": lambda minutes: f"{minutes:,} minutes",
        "outcome": _outcome,
        "list": lambda items: ", ".join(map(str, items)) or "none",
    }
    facts: dict[str, str | None] = {}
    for column, shown in details_columns():
        value = record.row[column.name]
        # A duration says itself that it is unknown.
        is_told = value is not None or column.format == "ms"
        facts[shown.label] = words.get(column.format, str)(value) if is_told else None
    return _list(facts)


def _failure(record: LinkRecord) -> list[Component]:
    if not record.row["failed"]:
        return []
    code = record.row["outcome"]
    entry = remedy_of(code)
    return [
        html.Div(
            [html.P([html.Code(code), " ", entry.operator]), html.P(entry.remedy)],
            className="usage-failure",
        )
    ]


def _metadata(record: LinkRecord) -> list[Component]:
    heading = html.H3("Metadata", className="h6")
    if record.row["metadata"] is None:
        return [heading, html.P("Retool was not asked.", className="usage-empty")]
    if not record.row["metadata"]:
        return [heading, html.P("None.", className="usage-empty")]
    return [heading, _list({key: _value(value) for key, value in record.row["metadata"].items()})]


def _history(record: LinkRecord, zone: tzinfo) -> Component:
    if not record.history:
        sentence = "The page has told nothing yet." if not record.row["failed"] else "Nothing."
        return html.P(sentence, className="usage-empty")
    return html.Ul([html.Li(_told(each, zone)) for each in record.history], className="usage-told")


def _told(each: LinkEvent, zone: tzinfo) -> str:
    times = f"{each.count:,} times" if each.count != 1 else "once"
    if each.kind == "events":
        return f"Event {each.name!r}, {times}, first at {moment(each.at, zone)}"
    what = KINDS.get(each.kind, each.kind)
    after = f" after {duration(each.after_ms)}" if each.after_ms is not None else ""
    code = f" ({each.code})" if each.code else ""
    again = f", {times}" if each.count != 1 else ""
    return f"{what}{code}{after}{again}, {moment(each.at, zone)}"


def _list(facts: Mapping[str, str | None]) -> Component:
    parts: list[Component] = []
    for name, value in facts.items():
        if value is not None:
            parts += [html.Dt(_short(name)), html.Dd(_short(value))]
    return html.Dl(parts, className="usage-facts")


def _value(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _outcome(code: str) -> str:
    return GOOD.get(code, code)


def _colour(record: LinkRecord) -> str:
    return "usage-bad" if record.row["failed"] else ""
