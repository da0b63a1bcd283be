"""A Dash app that signs people in and out in callbacks, without a reload, as most tutorials do."""

from collections.abc import Callable
from typing import Any

from dash import Dash, Input, Output, State, ctx, dcc, html
from dash.development.base_component import Component
from flask import request, session

from dash_retool_embed import RetoolEmbed, User, sign_out
from dashapp.identity.errors import TokenMissing
from tests.browser.person import Person

EMBEDS = ("one", "two", "three")

LAYOUT = html.Div(
    [
        dcc.Location(id="url", refresh="callback-nav"),
        dcc.Link("Apps", href="/apps", id="to-apps"),
        dcc.Link("Home", href="/", id="to-home"),
        dcc.Input(id="name"),
        html.Button("Sign in", id="in"),
        html.Button("Sign out", id="out"),
        html.P(id="who"),
        html.Div(id="content"),
    ]
)


def user_of(name: str | None) -> User:
    if not name:
        raise TokenMissing("nobody is signed in")
    return User(id=name, first_name=name)


def user_of_session() -> User:
    """As flask-login does it: the callback's own request knows who has just signed in."""
    return user_of(session.get("name"))


def user_of_cookie() -> User:
    """As hosts with a token in a cookie do it: only the next request knows."""
    return user_of(request.cookies.get("name"))


def by_session(name: str | None) -> None:
    session["name"] = name


def by_cookie(name: str | None) -> None:
    if name:
        ctx.response.set_cookie("name", name)
    else:
        ctx.response.set_cookie("name", "", max_age=0)
        sign_out()


def embeds(name: str) -> list[Component]:
    return [
        RetoolEmbed(id=each, app="playground", data={"whose": name}, height=300, eager=True)
        for each in EMBEDS
    ]


def wire(
    app: Dash,
    *,
    change: Callable[[str | None], None] = by_session,
    user: Callable[[], User] = user_of_session,
    content: Callable[[str], Any] = embeds,
) -> None:
    """Let the page of /apps show the embeds to whoever is signed in."""
    app.server.secret_key = "a secret of the tests"

    @app.callback(Output("content", "children"), Input("url", "pathname"))
    def route(path: str) -> Any:
        if path != "/apps":
            return "home"
        try:
            return content(user().id)
        except TokenMissing:
            return "please sign in"

    @app.callback(
        Output("who", "children"),
        Output("url", "pathname"),
        Output("name", "value"),
        Input("in", "n_clicks"),
        Input("out", "n_clicks"),
        State("name", "value"),
        prevent_initial_call=True,
    )
    def sign(_in: int | None, _out: int | None, name: str | None) -> tuple[str, str, str]:
        name = name if ctx.triggered_id == "in" else None
        change(name)
        return f"signed in: {name}" if name else "signed out", "/", ""


def sign_in(person: Person, name: str) -> None:
    person.find("#name").send_keys(name)
    person.find("#in").click()
    person.shows(f"signed in: {name}", "#who")
    person.shows("home", "#content")


def sign_out_(person: Person) -> None:
    person.find("#out").click()
    person.shows("signed out", "#who")


def open_apps(person: Person) -> None:
    person.find("#to-apps").click()
    for each in EMBEDS:
        person.reaches("ready", each)


def leave_apps(person: Person) -> None:
    person.find("#to-home").click()
    person.shows("home", "#content")
