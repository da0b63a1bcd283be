"""Flask around the Dash app: the guard, security headers, and errors as programs read them."""

from dashapp.web.errors import answer_errors
from dashapp.web.guard import Guard
from dashapp.web.headers import send_security_headers
from dashapp.web.scrubbing import SecretsFilter

__all__ = ["Guard", "SecretsFilter", "answer_errors", "send_security_headers"]
