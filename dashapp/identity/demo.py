"""The demo's people and its sign-in page. Only `dashapp demo` registers it."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from dashapp.identity.own_path import own_path
from dashapp.identity.tokens import issue_token
from dashapp.settings import AuthSettings

NAME = "demo_sign_in"
WORKING_DAY = timedelta(hours=8)


@dataclass(frozen=True)
class Person:
    """Somebody to try the demo as; ``store_id`` and ``can_export`` become claims."""

    id: str
    role: str
    first_name: str
    last_name: str
    store_id: int
    can_export: bool
    describes: str


PEOPLE = (
    Person("vera", "viewer", "Vera", "Lind", 1, False, "Reads the sales report."),
    Person("anton", "analyst", "Anton", "Reyes", 1, True, "Exports, and opens Customers."),
    Person("ada", "admin", "Ada", "Okafor", 2, True, "Everything, for another store."),
)


def demo_secret() -> str:
    """Return a signing secret for one run of the demo."""
    return secrets.token_urlsafe(48)


def demo_sign_in(secret: str, auth: AuthSettings) -> Blueprint:
    """Serve a page where one of the demo's people is chosen, and a sign-out.

    Args:
        secret: signs the tokens; the host verifies with the same.
        auth: the audience, issuer and cookie that the host expects.
    """
    blueprint = Blueprint(NAME, __name__, template_folder="templates")
    people = {person.id: person for person in PEOPLE}

    @blueprint.get("/sign-in")
    def choose() -> str:
        return render_template("sign_in.html", people=PEOPLE, next=request.args.get("next", "/"))

    @blueprint.post("/sign-in")
    def sign_in() -> Response:
        person = people.get(request.form.get("person", ""))
        if person is None:
            abort(400, "There is nobody of this name in the demo.")
        response = redirect(own_path(request.form.get("next")))
        response.set_cookie(
            auth.cookie,
            _token(person, secret, auth),
            max_age=WORKING_DAY,
            httponly=True,
            secure=request.is_secure,
            samesite="Lax",
        )
        return response

    @blueprint.post("/sign-out")
    def sign_out() -> Response:
        response = redirect("/sign-in")
        response.delete_cookie(auth.cookie, httponly=True, secure=request.is_secure, samesite="Lax")
        return response

    return blueprint


def _token(person: Person, secret: str, auth: AuthSettings) -> str:
    return issue_token(
        secret,
        sub=f"demo-{person.id}",
        roles=[person.role],
        lifetime=WORKING_DAY,
        audience=auth.audience,
        issuer=auth.issuer,
        email=f"{person.id}@example.com",
        first_name=person.first_name,
        last_name=person.last_name,
        store_id=person.store_id,
        can_export=person.can_export,
    )
