"""A company's OpenID Connect provider on loopback: Authlib's server, with a login of its own."""

from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc7636 import CodeChallenge
from flask import Flask, Response, redirect, render_template_string, request
from werkzeug.wrappers import Response as WerkzeugResponse

from tests.identity.oidc_grants import (
    CLIENT_ID,
    Provider,
    end_session_of,
    grant_of,
    openid_of,
)
from tests.patience import PATIENCE_SECONDS

SESSION = "provider_session"
LOG_IN = """<!doctype html><title>Log in</title><link rel="icon" href="data:,">
<form method="post" action="/log-in?{{ request.query_string.decode() }}">
{% for sub in people %}<button name="sub" value="{{ sub }}">{{ sub }}</button>{% endfor %}
</form>"""


def create_provider(provider: Provider) -> Flask:
    """Serve what OpenID Connect asks of a provider."""
    app = Flask("provider")
    tokens = AuthorizationServer(
        app, query_client=lambda name: provider.client if name == CLIENT_ID else None
    )
    tokens.save_token = lambda *_given: None
    tokens.register_grant(grant_of(provider), [openid_of(provider), CodeChallenge(required=True)])
    tokens.register_endpoint(end_session_of(provider))

    @app.before_request
    def misbehave() -> Response | WerkzeugResponse | None:
        provider.asked[request.path] += 1
        if request.path in provider.moved and "moved" not in request.args:
            return redirect(f"{request.path}?moved", 307)
        if request.path in provider.hanging:
            provider.go_on.wait(PATIENCE_SECONDS)
        status = provider.broken.get(request.path)
        return Response("out of order", status) if status else None

    describe(app, provider)
    show_log_in(app, provider, tokens)

    @app.post("/token")
    def token() -> Response:
        provider.given.append(request.form["code_verifier"])
        answer: Response = tokens.create_token_response()
        return answer

    @app.get("/userinfo")
    def user_info() -> Any:
        assert request.headers["Authorization"].startswith("Bearer ")
        said = provider.user_info
        return said if isinstance(said, dict) else Response(said, mimetype="application/json")

    @app.get("/end-session")
    def end_session() -> Response | str:
        answer: Response | str = tokens.create_endpoint_response("end_session") or "Logged out."
        if isinstance(answer, Response) and answer.status_code == 302:
            answer.delete_cookie(SESSION)
        return answer

    return app


def describe(app: Flask, provider: Provider) -> None:
    """Serve what the provider says of itself."""

    @app.get("/.well-known/openid-configuration")
    def discovery() -> dict[str, Any]:
        return {
            "issuer": provider.origin,
            "authorization_endpoint": f"{provider.origin}/authorize",
            "token_endpoint": f"{provider.origin}/token",
            "jwks_uri": f"{provider.origin}/keys",
            "end_session_endpoint": f"{provider.origin}/end-session",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            **provider.discovery,
        }

    @app.get("/keys")
    def keys() -> dict[str, Any]:
        said: dict[str, Any] = provider.keys().as_dict(private=False)
        return said


def show_log_in(app: Flask, provider: Provider, tokens: Any) -> None:
    """Serve the login, which is remembered in a cookie, and what comes after it."""

    @app.get("/authorize")
    def authorize() -> Response | str:
        try:
            grant = tokens.get_consent_grant()
        except OAuth2Error as error:
            answer: Response = tokens.handle_error_response(
                tokens.create_oauth2_request(None), error
            )
            return answer
        sub = request.cookies.get(SESSION)
        if sub in provider.people:
            granted: Response = tokens.create_authorization_response(grant=grant, grant_user=sub)
            return granted
        return render_template_string(LOG_IN, people=provider.people)

    @app.post("/log-in")
    def log_in() -> WerkzeugResponse:
        response = redirect(f"/authorize?{request.query_string.decode()}", 303)
        response.set_cookie(SESSION, request.form["sub"], httponly=True)
        return response
