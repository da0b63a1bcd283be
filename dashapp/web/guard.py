"""Nobody gets past without a sign-in, and no other site can act in a person's name."""

from collections.abc import Callable, Iterable

from flask import Flask, Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from dash_retool_embed.audit import Audit, Event, no_audit
from dash_retool_embed.people import IdentityError, TokenInvalid, User
from dashapp.errors import CATALOGUE
from dashapp.identity import safe_redirect
from dashapp.urls import is_own_origin
from dashapp.web.error_answer import error_answer, wants_page
from dashapp.web.prefix import current_routes
from dashapp.web.problems import problem_of

UNAUTHORIZED = 401
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

CROSS_SITE = CATALOGUE["cross_site"]


class Guard:
    """Checks every request of one Flask app before anything else sees it."""

    def __init__(
        self,
        read_user: Callable[[], User],
        public: Iterable[str],
        sign_in: str | None,
        audit: Audit = no_audit,
    ) -> None:
        """Describe the guard.

        Args:
            read_user: the person of the current request; raises IdentityError for nobody.
            public: names of endpoints and blueprints that need no sign-in or see to it themselves.
            sign_in: the endpoint of a sign-in page, to which people without one are sent.
            audit: told of what is refused.
        """
        self._read_user = read_user
        self._public = frozenset(public)
        self._sign_in = sign_in
        self._audit = audit

    def protect(self, server: Flask) -> None:
        """Put the guard in front of every request of this server."""
        server.before_request(self.check)

    def user(self) -> User:
        """Return the person of the current request.

        Raises:
            dashapp.identity.IdentityError: nobody is signed in.
        """
        if "user" not in g:
            g.user = self._read_user()
        person: User = g.user
        return person

    def check(self) -> Response | WerkzeugResponse | None:
        """Refuse what another site sent, then what nobody who is signed in sent."""
        if request.method not in SAFE_METHODS and _from_elsewhere():
            self._audit(Event.CROSS_SITE_REFUSED, who=self._victim(), code=CROSS_SITE.code)
            return error_answer(CROSS_SITE)
        if {request.endpoint, request.blueprint} & self._public:
            return None
        try:
            self.user()
        except IdentityError as error:
            return self._refuse(error)
        return None

    def _victim(self) -> str | None:
        try:
            return self.user().id
        except IdentityError:
            return None

    def _refuse(self, error: IdentityError) -> Response | WerkzeugResponse:
        if isinstance(error, TokenInvalid):
            self._audit(Event.TOKEN_REFUSED, code=error.code, detail=str(error))
        if not wants_page():
            return problem_of(error)
        if self._sign_in is not None and error.status == UNAUTHORIZED:
            # Some servers let anything through: what is not UTF-8 is no reason to fail.
            behind = request.query_string.decode("latin-1")
            wanted = safe_redirect(f"{request.path}?{behind}", current_routes())
            return redirect(url_for(self._sign_in, next=wanted))
        page = render_template(
            "not_signed_in.html", sentence=error.person_message, transient=error.transient
        )
        response = Response(page, error.status)
        if error.retry_after is not None:
            response.headers["Retry-After"] = f"{error.retry_after:.0f}"
        return response


def _from_elsewhere() -> bool:
    """Tell whether another site may be behind this request.

    Fetch Metadata first. Browsers don't send it to plain HTTP elsewhere, but Origin with whatever
    is not GET or HEAD (Fetch, "append a request Origin header"). What has neither is a program's,
    which has no cookie to be tricked with (OWASP, Cross-Site Request Forgery Prevention).
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and not is_own_origin(origin, request.scheme, request.host)
