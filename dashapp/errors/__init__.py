"""The host's own errors: JSON files as `dash_retool_embed.errors` describes it.

What error pages say is here too, by their status.
"""

from dashapp.errors.catalogue import CATALOGUE, REMEDIES, remedy_of
from dashapp.errors.pages import ErrorPage, page_for, page_in_tab

__all__ = ["CATALOGUE", "REMEDIES", "ErrorPage", "page_for", "page_in_tab", "remedy_of"]
