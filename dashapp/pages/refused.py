"""Pages that say why there is nothing to see, with a link to the host's start."""

from dash import dcc, html
from dash.development.base_component import Component

from dash_retool_embed.errors import MayNotOpen
from dashapp.errors import ErrorPage, page_in_tab
from dashapp.pages.icon import icon
from dashapp.pages.usage.readers import MAY_NOT_SEE


def may_not_open(title: str, start: str) -> Component:
    """Say that this person's roles do not open the app; no link is asked for."""
    return _page(page_in_tab(MayNotOpen.entry.code, MayNotOpen.entry, title=title), start)


def may_not_see_usage(start: str) -> Component:
    """Say that this person's roles do not open the usage page."""
    return _page(page_in_tab(MAY_NOT_SEE.code, MAY_NOT_SEE), start)


def not_found(start: str) -> Component:
    """Say that there is no tab at this address."""
    return _page(page_in_tab("not_found"), start)


def _page(page: ErrorPage, start: str) -> Component:
    home = dcc.Link("Go to Home", href=start, className="btn btn-primary")
    content = [icon(page.icon), html.H1(page.heading), html.P(page.sentence), home]
    return html.Div(content, className="host-card-centred")
