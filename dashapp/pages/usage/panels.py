"""The small parts of the page: who is active, the sums, and how the log itself is doing."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from dash import html
from dash.development.base_component import Component

from dashapp.pages.usage.formatting import clock
from dashapp.usage import MOST_ROWS, Active, Status, Totals


def active(now: Active, titles: Mapping[str, str], zone: tzinfo) -> Sequence[Component]:
    """Name the people who have an app open, and since when."""
    if not now.people:
        sentence = "Nobody has an app open. Who opens one appears here within a minute."
        return [html.P(sentence, className="usage-empty")]
    people = [
        html.Li(
            [
                html.Strong(person.name),
                html.Span(titles.get(person.app, person.app)),
                html.Small(f"since {clock(person.since, zone)}"),
            ],
            title=person.person,
        )
        for person in now.people
    ]
    more = now.count - len(now.people)
    rest = [html.P(f"and {more:,} more.")] if more > 0 else []
    return [html.Ul(people, className="usage-active"), *rest]


def totals(summed: Totals, lost: int) -> Sequence[Component]:
    """Show the sums of the period, and what is missing in them."""
    failures = summed.refused + summed.failed
    if not (summed.opened or summed.renewed or failures):
        sentence = (
            "Nothing was opened in this period. What people open appears here "
            "some seconds later, and is added up by day."
        )
        return [html.P(sentence, className="usage-empty"), *_losses(lost)]
    shown = {
        "opens": summed.opened,
        "people": summed.people,
        "failures": failures,
        "renewals": summed.renewed,
    }
    numbers = [
        html.Div([html.Strong(f"{value:,}"), html.Span(name)], className="usage-total")
        for name, value in shown.items()
    ]
    return [*numbers, *_losses(lost)]


def health(status: Status) -> str:
    """Say whether all records of this process are written."""
    parts = [status.trouble] if status.trouble else []
    if status.waiting:
        parts.append(f"{status.waiting:,} records of this process wait to be written.")
    if status.lost:
        parts.append(f"{status.lost:,} records of this process are lost.")
    return " ".join(parts) or "All records of this process are written."


def count(rows: int) -> str:
    """Say how many links a table has."""
    if rows > MOST_ROWS:
        return (
            f"More than {MOST_ROWS:,} links: the first {MOST_ROWS:,} are shown, exports have all."
        )
    if not rows:
        return "No link of this kind. What people open appears here within seconds."
    return "1 link" if rows == 1 else f"{rows:,} links"


def _losses(lost: int) -> list[Component]:
    if not lost:
        return []
    sentence = f"{lost:,} records of this period could not be kept, and are in no figure."
    return [html.P(sentence, className="usage-lost")]
