"""Flask around the Dash app: the guard, and errors as programs read them."""

from dashapp.web.callbacks import check_callbacks
from dashapp.web.errors import answer_errors
from dashapp.web.guard import Guard
from dashapp.web.openapi import openapi_blueprint
from dashapp.web.sizes import limit_heads

__all__ = ["Guard", "answer_errors", "check_callbacks", "limit_heads", "openapi_blueprint"]
