"""`POST /api/embed-url/external-user`: an embed URL for a host that has the token."""

from flask import Blueprint, Response, current_app, jsonify, request

from dash_retool_embed.testing.sandbox.contract import ContractViolationError, read_mint_request
from dash_retool_embed.testing.sandbox.extension import sandbox_of
from dash_retool_embed.testing.sandbox.keys import EMBED_SCOPE
from dash_retool_embed.testing.sandbox.state import Sandbox

RETRY_AFTER_SECONDS = 1

blueprint = Blueprint("mint", __name__)


@blueprint.post("/api/embed-url/external-user")
def mint_embed_url() -> tuple[Response, int]:
    """Answer `{"embedUrl": …}`, or `{"success": false, "message": …}` with a 4xx or 5xx status."""
    sandbox = sandbox_of(current_app)
    if not sandbox.wait_to_mint():
        return _failure("The sandbox hung", 504)
    if sandbox.mint_fails():
        return _failure("The sandbox was told to fail", sandbox.misbehave.fail_status)
    refusal = _refusal_of_token(sandbox)
    if refusal is not None:
        return _failure(refusal, 401)
    if not sandbox.embedding_enabled:
        return _failure("Embedding is not enabled for this organization", 400)
    if request.mimetype != "application/json":
        return _failure("Content-Type must be application/json", 400)
    try:
        nonce = sandbox.mint(read_mint_request(request.get_data()))
    except ContractViolationError as violation:
        return _failure(violation.message, violation.status)
    return jsonify(embedUrl=f"{sandbox.origin}/embed/authenticate/{nonce}"), 200


def _refusal_of_token(sandbox: Sandbox) -> str | None:
    authorization = request.authorization
    if authorization is None or authorization.type != "bearer" or not authorization.token:
        return "Access token is missing"
    scopes = sandbox.tokens.get(authorization.token)
    if scopes is None:
        return "Access token is not valid for this instance"
    if EMBED_SCOPE not in scopes:
        # No source tells the status of a missing scope; 403 already means another thing here.
        return f"Access token does not have the scope {EMBED_SCOPE}"
    return None


def _failure(message: str, status: int) -> tuple[Response, int]:
    response = jsonify(success=False, message=message)
    if status == 429:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response, status
