"""What a page learns of who is signed in, so that it shows nobody's frames to anybody else."""

import logging
from collections.abc import Callable

from dash import Dash
from flask import Response, g, has_request_context, request

from dashapp.audit import digest_of
from dashapp.embed.access import CALLBACKS
from dashapp.flood import Outage
from dashapp.identity import IdentityError, SessionEnded, TokenExpired, User

log = logging.getLogger(__name__)

HEADER = "Retool-Embed-Person"
"""In the answers that Dash's renderer acts on. It holds an opaque id, or one of those below."""

NOBODY = "nobody"
"""Nobody is signed in, and nobody was when the request came. The page keeps its frames, locked: the
sign-in may have ended by itself, and the same person may come back."""

SIGNED_OUT = "signed-out"
"""Whoever sent the request has signed out with it: every frame of theirs closes."""

UNKNOWN = "unknown"
"""The answer sets a cookie, and with it somebody else may be signed in: the page has to ask."""

LAYOUT = "_dash-layout"

_SIGNED_OUT = "dashapp_signed_out"
_CAME = "dashapp_person_who_asked"


def opaque_id(person: User) -> str:
    """Return 16 hexadecimal digits that stand for a person: always the same, and another's differ.

    The browser uses them only to notice that somebody else has signed in, and that the frames on
    the page are still the former person's. A digest instead of the identifier keeps the latter out
    of the page; it is no secret, since whoever can guess an identifier can compute it.
    """
    return digest_of(person.id)


def sign_out() -> None:
    """Have the page close every frame of whoever was signed in, in all windows of this app.

    Call it in the Dash callback, or the Flask view, that ends a sign-in. A page finds out without
    it, too: this is for a sign-out that the ``user`` of `register_embeds` can't see in the same
    request.

    Raises:
        RuntimeError: there is no request.
    """
    if not has_request_context():
        raise RuntimeError("sign_out() belongs in a Dash callback or a Flask view")
    setattr(g, _SIGNED_OUT, True)


def tell_person(dash: Dash, user: Callable[[], User]) -> None:
    """Say in the layout and in the answer to every callback who is signed in when it is sent.

    A callback may sign people in and out. The page reads this before it acts on the answer.
    """
    prefix = dash.config.routes_pathname_prefix
    callbacks = f"{prefix}{CALLBACKS}"
    paths = (f"{prefix}{LAYOUT}", callbacks)
    outage = Outage(log, "who is signed in")

    def remember() -> None:
        if request.path == callbacks:
            setattr(g, _CAME, _came(user))

    def tell(response: Response) -> Response:
        if g.get(_SIGNED_OUT, False):
            response.headers[HEADER] = SIGNED_OUT
        # Where a guard in front has refused the request, nobody had been asked about it.
        elif request.path in paths and (
            said := _said(response, user, g.get(_CAME, NOBODY), outage)
        ):
            response.headers[HEADER] = said
        return response

    dash.server.before_request(remember)

    # The first is the last to run: another one may set the cookie of a sign-in.
    dash.server.after_request_funcs.setdefault(None, []).insert(0, tell)


def _came(user: Callable[[], User]) -> str | None:
    """Tell who sent the request, as if nobody had asked: what `user` remembers may change in it."""
    before = set(g)
    try:
        return opaque_id(user())
    except IdentityError as error:
        return None if error.transient else NOBODY
    # What sees to people may be yet to come; if it fails for good, that is said in the end.
    except Exception:  # noqa: BLE001
        return None
    finally:
        for name in set(g) - before:
            g.pop(name)


def _said(
    response: Response, user: Callable[[], User], came: str | None, outage: Outage
) -> str | None:
    if "Set-Cookie" in response.headers:
        return UNKNOWN
    try:
        said = opaque_id(user())
    except (TokenExpired, SessionEnded):
        # While the request was answered. A sign-out tells the windows by itself.
        return NOBODY
    except IdentityError as error:
        if error.transient:
            return None
        return NOBODY if came == NOBODY else SIGNED_OUT
    # It is the caller's code, and the answer of a callback does not fail for it.
    except Exception as error:  # noqa: BLE001
        outage.failed(f"it is not known: {type(error).__name__}", exc_info=True)
        return None
    outage.over()
    return said
