"""`/misbehave`: the page where the sandbox is told to misbehave. Retool has no such page."""

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from dash_retool_embed.testing.sandbox.extension import sandbox_of
from dash_retool_embed.testing.sandbox.misbehaviour import read_flag, read_switches
from dash_retool_embed.testing.sandbox.state import Sandbox

SANDBOX_FLAGS = ("reset", "embedding_enabled")

blueprint = Blueprint("switches", __name__)


@blueprint.get("/misbehave")
def show_switches() -> BaseResponse:
    """Set the switches of the query, if any, and show all of them."""
    sandbox = sandbox_of(current_app)
    problem = _set_switches(sandbox)
    return _page(sandbox, problem)


@blueprint.post("/misbehave")
def set_switches() -> BaseResponse:
    """Set the switches of the form or the query, and go back to the page."""
    sandbox = sandbox_of(current_app)
    problem = _set_switches(sandbox)
    if problem is not None:
        return _page(sandbox, problem)
    return redirect(url_for("switches.show_switches"), 303)


def _set_switches(sandbox: Sandbox) -> str | None:
    # The last value counts: the form sends a 0 before the 1 of a ticked box.
    parameters = {name: values[-1] for name, values in request.values.lists()}
    of_sandbox = {name: parameters.pop(name) for name in SANDBOX_FLAGS if name in parameters}
    try:
        flags = {name: read_flag(name, text) for name, text in of_sandbox.items()}
        changes = read_switches(parameters)
    except ValueError as error:
        return str(error)
    if flags.get("reset"):
        sandbox.reset()
    sandbox.embedding_enabled = flags.get("embedding_enabled", sandbox.embedding_enabled)
    sandbox.misbehave.change(changes)
    return None


def _page(sandbox: Sandbox, problem: str | None) -> Response:
    page = render_template("misbehave.html", sandbox=sandbox, problem=problem)
    return Response(page, 400 if problem else 200, mimetype="text/html")
