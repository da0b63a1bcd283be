"""The host's own errors: a `catalogue.json` as `dash_retool_embed.errors` describes it.

What error pages say is here too, by their status.
"""

from dashapp.errors.catalogue import CATALOGUE, REMEDIES, remedy_of
from dashapp.errors.pages import ErrorPage, page_for

__all__ = ["CATALOGUE", "REMEDIES", "ErrorPage", "page_for", "remedy_of"]
