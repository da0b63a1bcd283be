"""The demo's people and its sign-in page. Only `dashapp demo` registers it."""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, Request, abort, redirect, render_template, request
from pydantic import SecretStr
from werkzeug.wrappers import Response

from dash_retool_embed.audit import Audit, Event
from dash_retool_embed.people import IdentityError, User
from dashapp.errors import CATALOGUE
from dashapp.identity.cookies import Cookie
from dashapp.identity.issuing import issue_token
from dashapp.identity.request_user import Verifier, user_from_request
from dashapp.identity.safe_redirect import safe_redirect
from dashapp.identity.token_authenticator import TokenAuthenticator
from dashapp.identity.tokens import TokenVerifier
from dashapp.sessions import Revocations, SessionRegistry
from dashapp.settings import AuthSettings, Settings

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


class DemoSignIn:
    """Signs in whichever of the demo's people is chosen on a page, and out again.

    `blueprint` has the pages.
    """

    begin: str | None = f"{NAME}.choose"

    def __init__(self, settings: Settings, registry: SessionRegistry, audit: Audit) -> None:
        """Describe the sign-in.

        Args:
            settings: the secret that signs the tokens, what they say, and the name of the cookie.
            registry: what this process knows of tokens that are no longer good.
            audit: told who signs in and out.

        Raises:
            ValueError: there is no secret.
        """
        if settings.jwt_secret is None:
            raise ValueError("The demo signs its tokens with a secret")
        self._secret = settings.jwt_secret
        self._auth = settings.auth
        routes = self._routes = settings.routes
        self._audit = audit
        self._tokens = TokenAuthenticator(
            settings.auth, settings.jwt_secrets, Revocations(registry)
        )
        self._people = {person.id: person for person in PEOPLE}
        self.blueprint = Blueprint(NAME, __name__, template_folder="templates")
        self.blueprint.add_url_rule(routes.sign_in, "choose", self._choose)
        self.blueprint.add_url_rule(routes.sign_in, "sign_in", self._sign_in, methods=["POST"])
        self.blueprint.add_url_rule(routes.sign_out, "sign_out", self._sign_out, methods=["POST"])

    def cookie_name(self, asked: Request) -> str:
        """Return the name of the cookie that a browser is known by: its own over HTTPS."""
        return self._cookie(asked).name

    def user(self, asked: Request, bearer: Verifier) -> User:
        """Return who sent a request.

        Args:
            asked: the request.
            bearer: verifies bearer tokens, and those of the cookie.

        Raises:
            IdentityError: nobody, or nobody can tell.
        """
        return user_from_request(asked, bearer, self.cookie_name(asked))

    def _cookie(self, asked: Request) -> Cookie:
        return Cookie(self._auth.cookie, asked.is_secure, self._routes.prefix)

    def _who(self) -> str | None:
        verifier = TokenVerifier(
            self._secret, self._auth.algorithms, self._auth.audience, self._auth.issuer
        )
        try:
            return self.user(request, verifier).id
        except IdentityError:
            return None

    def _choose(self) -> str:
        wanted = request.args.get("next", self._routes.start)
        return render_template("sign_in.html", people=PEOPLE, next=wanted)

    def _sign_in(self) -> Response:
        person = self._people.get(request.form.get("person", ""))
        if person is None:
            nobody = CATALOGUE["nobody_of_this_name"]
            self._audit(Event.SIGN_IN_REFUSED, code=nobody.code)
            abort(nobody.status, nobody.person)
        response = redirect(safe_redirect(request.form.get("next"), self._routes))
        token = _token(person, self._secret, self._auth)
        self._cookie(request).put(response, token, WORKING_DAY.total_seconds())
        self._audit(Event.SIGN_IN, who=_sub(person))
        return response

    def _sign_out(self) -> Response:
        response = redirect(self._routes.sign_in)
        self._audit(Event.SIGN_OUT, who=self._who())
        cookie = self._cookie(request)
        # Whoever has signed out already is good for nothing here.
        with suppress(IdentityError):
            self._tokens.revoke(cookie.sent_in(request) or "")
        cookie.remove(response)
        return response


def _sub(person: Person) -> str:
    return f"demo-{person.id}"


def _token(person: Person, secret: SecretStr, auth: AuthSettings) -> str:
    return issue_token(
        secret,
        sub=_sub(person),
        roles=[person.role],
        lifetime=WORKING_DAY,
        audience=auth.audience,
        issuer=auth.issuer,
        email=f"{person.id}@example.com",
        first_name=person.first_name,
        last_name=person.last_name,
        store_id=person.store_id,
        can_export=person.can_export,
        # Two sign-ins within a second are two tokens: the first may be signed out by then.
        jti=secrets.token_hex(16),
    )
