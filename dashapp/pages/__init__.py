"""What people see: one page a file, and the shell around them."""

from dashapp.pages.routing import register_pages
from dashapp.pages.shell import shell

__all__ = ["register_pages", "shell"]
