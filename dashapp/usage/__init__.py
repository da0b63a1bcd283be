"""The usage log: who opened what, where that is kept, and what can be asked of it."""

from dashapp.usage.active import Active, active_now
from dashapp.usage.audit import AuditEntry, audit_of, person_key, who
from dashapp.usage.column import InGrid, UsageColumn
from dashapp.usage.columns import SORTABLE, details_columns, grid_columns
from dashapp.usage.erasing import erase_person, overwrite_erased
from dashapp.usage.exporting import csv_lines, jsonl_lines
from dashapp.usage.figures import OTHER, AppDay, Days, MintTime, Totals, first_day
from dashapp.usage.link_records import MOST_LINK_RECORDS, LinkEvent, LinkRecord
from dashapp.usage.listing import MOST_AT_ONCE, MOST_ROWS, Sort
from dashapp.usage.log import Status, UsageLog
from dashapp.usage.outcomes import GOOD
from dashapp.usage.people import StoredRows, export_person, record_export, stored_rows
from dashapp.usage.records import count, iso_time
from dashapp.usage.rows import MS_PER_DAY, day_of
from dashapp.usage.selection import Selection
from dashapp.usage.tables import links

__all__ = [
    "GOOD",
    "MOST_AT_ONCE",
    "MOST_LINK_RECORDS",
    "MOST_ROWS",
    "MS_PER_DAY",
    "OTHER",
    "SORTABLE",
    "Active",
    "AppDay",
    "AuditEntry",
    "Days",
    "InGrid",
    "LinkEvent",
    "LinkRecord",
    "MintTime",
    "Selection",
    "Sort",
    "Status",
    "StoredRows",
    "Totals",
    "UsageColumn",
    "UsageLog",
    "active_now",
    "audit_of",
    "count",
    "csv_lines",
    "day_of",
    "details_columns",
    "erase_person",
    "export_person",
    "first_day",
    "grid_columns",
    "iso_time",
    "jsonl_lines",
    "links",
    "overwrite_erased",
    "person_key",
    "record_export",
    "stored_rows",
    "who",
]
