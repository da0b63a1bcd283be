"""What a page learns of who is signed in, so that it shows nobody's frames to anybody else."""

import logging
from collections.abc import Callable

from dash_retool_embed.audit import person_digest
from dash_retool_embed.errors import is_unauthorized
from dash_retool_embed.log_throttling import Outage
from dash_retool_embed.people import IdentityError, SessionEnded, TokenExpired, User
from dash_retool_embed.request_context import RequestContext, current_request

log = logging.getLogger(__name__)

HEADER = "Retool-Embed-Person"
"""In the answers that Dash's renderer acts on. It holds an opaque id, or one of those below."""

NOBODY = "nobody"
"""Nobody is signed in, and nobody was when the request came. The page keeps its frames, locked: the
sign-in may have ended by itself, and the same person may come back."""

SIGNED_OUT = "signed-out"
"""Whoever sent the request has signed out with it: every frame of theirs closes."""

UNKNOWN = "unknown"
"""The answer sets a cookie, and with it somebody else may be signed in; or nobody can tell who is.
The page has to ask."""


def opaque_id(person: User) -> str:
    """Return 16 hexadecimal digits that stand for a person: always the same, and another's differ.

    The browser uses them only to notice that somebody else has signed in, and that the frames on
    the page are still the former person's. A digest instead of the identifier keeps the latter out
    of the page; it is no secret, since whoever can guess an identifier can compute it.
    """
    return person_digest(person.id)


def sign_out() -> None:
    """Have the page close every frame of whoever was signed in, in all windows of this app.

    Call it in the Dash callback, or the view, that ends a sign-in. A page finds out without it,
    too: this is for a sign-out that the ``user`` of `register_embeds` can't see in the same
    request.

    Raises:
        RuntimeError: there is no request, or not of an app with embeds.
    """
    request = current_request()
    if request is None:
        raise RuntimeError(
            "sign_out() belongs in a Dash callback that doesn't come over a WebSocket, or in a "
            "view beside the Dash app"
        )
    request.has_signed_out = True


class PersonHeader:
    """Says in an answer who is signed in when it is sent.

    A callback may sign people in and out. The page reads this before it acts on the answer.
    """

    def __init__(self, user: Callable[[], User]) -> None:
        """Describe it; `user` returns the person of the current request."""
        self._user = user
        self._outage = Outage(log, "who is signed in")

    def sent_by(self) -> str | None:
        """Return who sent the current request; None: it can't be told yet."""
        try:
            return person_digest(self._user().id)
        except IdentityError as error:
            return None if error.transient else NOBODY
        # What sees to people may be yet to come; if it fails for good, that is said in the end.
        except Exception as error:  # noqa: BLE001
            return NOBODY if is_unauthorized(error) else None

    def value_for(self, request: RequestContext, *, sets_cookie: bool) -> str | None:
        """Return what the answer to this request says; None: nothing.

        Args:
            request: the current one.
            sets_cookie: whether the answer does.
        """
        if sets_cookie:
            return UNKNOWN
        try:
            value = person_digest(self._user().id)
        except (TokenExpired, SessionEnded):
            # While the request was answered. A sign-out tells the windows by itself.
            return NOBODY
        except IdentityError as error:
            if error.transient:
                return None
            return NOBODY if request.sent_by == NOBODY else SIGNED_OUT
        # It is the caller's code, and the answer of a callback does not fail for it. Whoever it was
        # may be gone, so the page has to ask.
        except Exception as error:  # noqa: BLE001
            if is_unauthorized(error):
                return NOBODY if request.sent_by == NOBODY else SIGNED_OUT
            self._outage.failed(f"it is not known: {type(error).__name__}", exc_info=True)
            return UNKNOWN
        self._outage.resolved()
        return value
