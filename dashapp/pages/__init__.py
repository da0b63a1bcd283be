"""What people see: one page a file, and the shell around them."""

from dashapp.pages.inspector import Inspector
from dashapp.pages.routing import register_pages
from dashapp.pages.shell import shell
from dashapp.pages.usage import Readers, UsagePage

__all__ = ["Inspector", "Readers", "UsagePage", "register_pages", "shell"]
