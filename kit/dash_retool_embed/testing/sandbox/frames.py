"""What the frame loads: the link that is redeemed, and the app's page behind it."""

import json
import math
from collections.abc import Mapping

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from dash_retool_embed.testing.sandbox.catalogue import App, app_with_uuid, may_open
from dash_retool_embed.testing.sandbox.extension import sandbox_of
from dash_retool_embed.testing.sandbox.orders import STORES, customers_of, orders_of, store_of
from dash_retool_embed.testing.sandbox.session import Session
from dash_retool_embed.testing.sandbox.state import Sandbox

COOKIE = "retool_sandbox_session"

blueprint = Blueprint("frames", __name__)


@blueprint.get("/embed/authenticate/<nonce>")
def redeem(nonce: str) -> BaseResponse:
    """Spend the link, set the session cookie and go on to the app's page."""
    sandbox = sandbox_of(current_app)
    session = sandbox.redeem(nonce)
    if session is None:
        return _page("used.html", 400)
    response = redirect(url_for("frames.show_app", uuid=session.app.uuid))
    if not sandbox.misbehave.lose_cookie:
        response.set_cookie(
            COOKIE,
            session.key,
            max_age=math.ceil(session.lifetime_seconds),
            httponly=True,
            samesite="Lax",
        )
    return response


@blueprint.get("/apps/<uuid>")
def show_app(uuid: str) -> BaseResponse:
    """Serve an app's page to a session whose groups open the app, and a page that says why not."""
    sandbox = sandbox_of(current_app)
    if not sandbox.wait_to_show():
        return _page("hung.html", 504)
    app = app_with_uuid(uuid)
    if app is None:
        return _page("missing.html", 404)
    session = visitor(sandbox, app)
    if session is None:
        return _page("sign_in.html", 401)
    if not may_open(session.groups, app):
        return _page("denied.html", 403, app=app)
    sandbox.count_frame_load(session, app)
    return _page(
        f"apps/{app.slug}.html",
        200,
        app=app,
        user=session,
        metadata_json=json.dumps(dict(session.metadata), ensure_ascii=False),
        **_data_of(app, session),
    )


def visitor(sandbox: Sandbox, app: App) -> Session | None:
    """Return the session of this request's cookie for the app, or None."""
    return sandbox.session_for(request.cookies.get(COOKIE), app)


def _data_of(app: App, session: Session) -> Mapping[str, object]:
    store = store_of(session.metadata)
    data: dict[str, object] = {"store": store, "store_name": STORES.get(store or "")}
    if app.slug == "sales":
        data["orders"] = orders_of(store)
        data["may_download"] = session.metadata.get("canExportData") is True
    if app.slug == "customers":
        data["customers"] = customers_of(store)
    return data


def _page(template: str, status: int, **context: object) -> Response:
    return Response(render_template(template, **context), status, mimetype="text/html")
