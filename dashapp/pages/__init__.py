"""What people see: one page a file, and the shell around them."""

from dashapp.pages.host_dash import HostDash, host_dash, layout
from dashapp.pages.index import Index
from dashapp.pages.inspector import Inspector
from dashapp.pages.routing import Pages
from dashapp.pages.usage import Readers, UsagePage

__all__ = [
    "HostDash",
    "Index",
    "Inspector",
    "Pages",
    "Readers",
    "UsagePage",
    "host_dash",
    "layout",
]
