"""An app of pages that people sign in to: python app.py."""

import os

import dash
import dash_bootstrap_components as dbc
from dash import Dash, dcc, html
from flask import Flask, redirect, request
from flask_login import LoginManager, UserMixin, current_user, login_user

from dash_retool_embed import EmbedApp, IdentityError, RetoolClient, User, register_embeds

server = Flask(__name__)
server.config.update(SECRET_KEY="a key of the example")

login_manager = LoginManager(server)
login_manager.login_view = "login"


class Member(UserMixin):
    def __init__(self, username):
        self.id = username


@login_manager.user_loader
def load_user(username):
    return Member(username)


@server.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "POST":
        login_user(Member(request.form["username"]))
        return redirect("/")
    return '<form method="post"><input name="username"><button>Sign in</button></form>'


@server.before_request
def require_login():
    if not current_user.is_authenticated and request.endpoint != "login":
        return login_manager.unauthorized()
    return None


app = Dash(__name__, server=server, use_pages=True, suppress_callback_exceptions=True)
app.layout = dbc.Container(
    [
        dbc.Nav(
            [dcc.Link(page["name"], href=page["path"]) for page in dash.page_registry.values()]
        ),
        html.Hr(),
        dash.page_container,
    ]
)


def who():
    if not current_user.is_authenticated:
        raise IdentityError
    return User(id=current_user.id)


register_embeds(
    app,
    client=RetoolClient(os.environ["RETOOL_URL"], os.environ["RETOOL_API_KEY"]),
    apps=[EmbedApp(name="playground", uuid="8d2e3f4a-2f4e-11ee-b072-0c3d8e5f6a71", groups=[14])],
    user=who,
)

if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
