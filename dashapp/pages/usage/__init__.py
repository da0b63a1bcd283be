"""The page that shows who opened what, to those who may see it."""

from dashapp.pages.usage.page import UsagePage
from dashapp.pages.usage.readers import Readers

__all__ = ["Readers", "UsagePage"]
