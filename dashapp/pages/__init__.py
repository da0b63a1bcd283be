"""What people see: one page a file, and the shell around them."""

from dashapp.pages.index import HTML, Index, begin_at_the_end
from dashapp.pages.inspector import Inspector
from dashapp.pages.routing import Pages, opened_path
from dashapp.pages.shell import shell
from dashapp.pages.usage import Readers, UsagePage

__all__ = [
    "HTML",
    "Index",
    "Inspector",
    "Pages",
    "Readers",
    "UsagePage",
    "begin_at_the_end",
    "opened_path",
    "shell",
]
