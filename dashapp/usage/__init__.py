"""The usage log: who opened what, where that is kept, and what can be asked of it."""

from dashapp.usage.erasing import erase_person, overwrite_erased
from dashapp.usage.exporting import csv_lines, jsonl_lines
from dashapp.usage.handling import Handling, digest_of, handlings_of, person_key
from dashapp.usage.log import Status, UsageLog
from dashapp.usage.people import Kept, export_person, kept_of
from dashapp.usage.records import count, iso_time
from dashapp.usage.selection import Selection

__all__ = [
    "Handling",
    "Kept",
    "Selection",
    "Status",
    "UsageLog",
    "count",
    "csv_lines",
    "digest_of",
    "erase_person",
    "export_person",
    "handlings_of",
    "iso_time",
    "jsonl_lines",
    "kept_of",
    "overwrite_erased",
    "person_key",
]
