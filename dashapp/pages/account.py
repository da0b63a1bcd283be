"""Who is signed in, how the page looks to them, and the way out."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dash_retool_embed.people import User
from dashapp.pages.icon import icon, iconed

# As assets/boot/theme-choice.js calls them.
THEMES = (("system", "Auto", "circle-half"), ("light", "Light", "sun"), ("dark", "Dark", "moon"))
LABELLED: dict[str, Any] = {"aria-label": "Appearance"}


def account(user: User, sign_out: str) -> Component:
    """Lay out the menu of the person.

    Args:
        user: who is signed in.
        sign_out: the address that ends that.
    """
    roles = ", ".join(sorted(user.roles)) or "no role"
    parts = [
        html.P([html.Strong(user.name), html.Small(roles)], className="host-who"),
        html.Div([_theme(*t) for t in THEMES], className="host-themes", role="group", **LABELLED),
    ]
    button = html.Button(
        "Sign out",
        type="submit",
        className=f"btn btn-sm btn-outline-secondary {iconed('box-arrow-right')}",
    )
    parts.append(html.Form(button, method="POST", action=sign_out))
    name = html.Span(user.name, className="host-account-name")
    # On a narrow window the name is out of sight.
    named: dict[str, Any] = {"aria-label": f"Account of {user.name}"}
    summary = html.Summary(
        [name, icon("chevron-down")], className=f"host-tab {iconed('person-circle')}", **named
    )
    return html.Details(
        [summary, html.Div(parts, className="host-menu host-person")], className="host-account"
    )


def _theme(choice: str, label: str, picture: str) -> Component:
    chosen_by: dict[str, Any] = {"data-theme-choice": choice}
    return html.Button(label, type="button", className=f"btn btn-sm {iconed(picture)}", **chosen_by)
