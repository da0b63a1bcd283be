"""Where a sign-in ends that has a window of its own, so that the page behind it can go on."""

from flask import Blueprint, Response, render_template

from dashapp.web.headers import POLICY, nothing

NAME = "signed_in"


def signed_in_blueprint(address: str) -> Blueprint:
    """Serve, at this address, the page that tells the browser's other windows, and closes itself.

    It is behind the guard as everything else is. So it leads whoever opens it to a sign-in, be that
    the host's own, or that of a proxy in front of it.
    """
    blueprint = Blueprint(NAME, __name__)

    @blueprint.get(address)
    def done() -> Response:
        response = Response(render_template("signed_in.html"))
        # Less than the host's other pages may do: it frames nothing, and sends nothing.
        response.headers[POLICY] = (
            nothing()
            .script_src("'self'")
            .style_src("'self'")
            .img_src("'self'", "data:")
            .font_src("'self'")
            .worker_src("'self'")
            .header_value
        )
        return response

    return blueprint
