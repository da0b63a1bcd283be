"""What leaves the sales report: a CSV file, and a pretended copy in S3."""

from flask import Blueprint, Response, abort, current_app, jsonify, request

from dash_retool_embed.testing.sandbox.catalogue import SALES, may_open
from dash_retool_embed.testing.sandbox.extension import sandbox_of
from dash_retool_embed.testing.sandbox.frames import visitor
from dash_retool_embed.testing.sandbox.orders import Order, as_csv, orders_of, store_of
from dash_retool_embed.testing.sandbox.session import Session

blueprint = Blueprint("exports", __name__, url_prefix=f"/apps/{SALES.uuid}")


@blueprint.get("/orders.csv")
def download_csv() -> Response:
    """Answer the store's orders as a CSV file; 403 without `metadata.canExportData`."""
    session = _sales_session()
    if session.metadata.get("canExportData") is not True:
        abort(403)
    response = Response(as_csv(_orders(session)), mimetype="text/csv")
    filename = f"orders-store-{store_of(session.metadata) or 'none'}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response


@blueprint.post("/export")
def export_to_s3() -> Response:
    """Answer `{"message": …}` as if the orders had been copied.

    `isAdmin` is not asked for: it comes from the host's page, so it steers the button and can't
    authorise anything here.
    """
    session = _sales_session()
    store = store_of(session.metadata)
    if store is None:
        return jsonify(message="There is nothing to export: no store was given")
    count = len(_orders(session))
    return jsonify(
        message=f"Exported {count} order{'' if count == 1 else 's'} of store {store} to "
        f"s3://sandbox-exports/store-{store}/orders.csv"
    )


def _sales_session() -> Session:
    session = visitor(sandbox_of(current_app), SALES)
    if session is None:
        abort(401)
    if not may_open(session.groups, SALES):
        abort(403)
    return session


def _orders(session: Session) -> list[Order]:
    return orders_of(store_of(session.metadata), request.args.get("customer", ""))
