"""What people see: one page a file, and the shell around them."""

from dashapp.pages.index import Index, index_html
from dashapp.pages.inspector import Inspector
from dashapp.pages.routing import Pages, opened_path
from dashapp.pages.shell import shell
from dashapp.pages.usage import Readers, UsagePage

__all__ = [
    "Index",
    "Inspector",
    "Pages",
    "Readers",
    "UsagePage",
    "index_html",
    "opened_path",
    "shell",
]
