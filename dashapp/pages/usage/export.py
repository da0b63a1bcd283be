"""What the table shows, as a file."""

from collections.abc import Callable, Iterator
from itertools import chain

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from dashapp.database import Store, StoreError
from dashapp.errors import CATALOGUE
from dashapp.pages.usage.filters import selection
from dashapp.pages.usage.readers import Readers
from dashapp.usage import Selection, csv_lines, jsonl_lines
from dashapp.web import problem

NAME = "usage_export"

# Excel takes a file without it for one of its own country's encoding.
BYTE_ORDER_MARK = "\ufeff"

Lines = Callable[[Store, Selection], Iterator[str]]

FORMATS: dict[str, tuple[str, Lines, str]] = {
    "csv": ("text/csv", csv_lines, BYTE_ORDER_MARK),
    "jsonl": ("application/jsonl", jsonl_lines, ""),
}


def export_blueprint(store: Store, readers: Readers, address: str) -> Blueprint:
    """Answer with what the page's fields select, at `address` with ``.csv`` and ``.jsonl``."""
    blueprint = Blueprint(NAME, __name__)

    @blueprint.get(f"{address}.<kind>")
    def export(kind: str) -> Response:
        readers.check()
        if kind not in FORMATS:
            raise NotFound
        mimetype, lines, mark = FORMATS[kind]
        given = request.args
        period, person, app, outcome = map(given.get, ("period", "person", "app", "outcome"))
        wanted = selection(period, person, app, outcome, given.get("failed") == "1")
        try:
            text = _begun(lines(store, wanted))
        except StoreError as error:
            return problem(CATALOGUE["usage_unavailable"], str(error))
        file = Response(chain([mark], text), content_type=f"{mimetype}; charset=utf-8")
        file.headers["Content-Disposition"] = f"attachment; filename=usage.{kind}"
        return file

    return blueprint


def _begun(lines: Iterator[str]) -> Iterator[str]:
    """Read what comes first now, while an error can still be told."""
    first = [line for _, line in zip(range(2), lines, strict=False)]
    return chain(first, lines)
