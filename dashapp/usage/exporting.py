"""Records out of the usage log, line after line, for spreadsheets and for programs.

A record is a link that was asked for, with what became of it. Its columns are, in this order:

- those of the table, see `columns.COLUMNS`
- `ready_after_ms`: how long after the link was asked for its frame was ready
- `last_seen_at`: when the page last said that it shows it
- `link_events`: what the page said of its frame, in order: ready, failed, renewed, signed out,
  closed
- `events`: how often which event came out of Retool, by name

Times are ISO 8601, UTC. What is not known is an empty cell of CSV, and null in JSON.
"""

import json
from collections.abc import Iterator

from dashapp.database import Store
from dashapp.usage import columns
from dashapp.usage.records import Record, records
from dashapp.usage.selection import Selection
from dashapp.usage.spreadsheets import csv_line

OF_ITS_FRAME = ("ready_after_ms", "last_seen_at", "link_events", "events")

COLUMNS = (*(each.name for each in columns.COLUMNS), *OF_ITS_FRAME)


def csv_lines(store: Store, selection: Selection) -> Iterator[str]:
    """Yield a header and a row for each record, oldest first, as RFC 4180 has it.

    Each has its line end, and each cell quotation marks. Lists and tables are JSON, link events are
    words with commas. Where a spreadsheet would find a formula, it finds an apostrophe first, or an
    escape inside JSON. There is no byte order mark; Excel guesses another encoding than UTF-8
    unless one comes first.

    Raises:
        StoreUnavailable: the database can't be read (any more).
    """
    yield csv_line(COLUMNS)
    for record in records(store, selection):
        cells = record | {"link_events": ", ".join(map(_words, record["link_events"]))}
        yield csv_line(cells[name] for name in COLUMNS)


def jsonl_lines(store: Store, selection: Selection) -> Iterator[str]:
    """Yield a JSON object for each record, oldest first, each on a line with its end.

    A link event is an object with `at`, `what`, `code` (why it failed) and `after_ms` (since the
    link was asked for). All is ASCII, so that nothing takes a character for the end of a line.

    Raises:
        StoreUnavailable: the database can't be read (any more).
    """
    for record in records(store, selection):
        yield json.dumps(record) + "\n"


def _words(link_event: Record) -> str:
    code = link_event["code"]
    return f"{link_event['what']} ({code})" if code else str(link_event["what"])
