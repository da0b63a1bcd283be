"""Pages that say why there is nothing to see, with a link to the host's start."""

from dash import dcc, html
from dash.development.base_component import Component

from dashapp.pages.icon import icon
from dashapp.pages.usage.readers import MAY_NOT_SEE


def may_not_open(title: str, start: str) -> Component:
    """Say that this person's roles do not open the app; no link is asked for."""
    return _page(
        "lock",
        f"You may not open {title}",
        "Your account has none of the roles that open this app. "
        "Ask the person who manages your account.",
        start,
    )


def may_not_see_usage(start: str) -> Component:
    """Say that this person's roles do not open the usage page."""
    return _page(
        "lock",
        "You may not see the usage of this host",
        f"{MAY_NOT_SEE.person} Whoever runs this host names them in its configuration.",
        start,
    )


def not_found(start: str) -> Component:
    """Say that there is no tab at this address."""
    return _page(
        "signpost",
        "There is no such page",
        "The address names no tab of this host. It may have been renamed, or mistyped.",
        start,
    )


def _page(picture: str, title: str, sentence: str, start: str) -> Component:
    home = dcc.Link("Go to Home", href=start, className="btn btn-primary")
    return html.Div(
        [icon(picture), html.H1(title), html.P(sentence), home], className="host-card-centred"
    )
