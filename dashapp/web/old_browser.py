"""The page for a browser that is too old for all others; the very first lines of one lead to it."""

from flask import Blueprint, render_template

NAME = "old_browser"


def old_browser_blueprint(address: str) -> Blueprint:
    """Serve the page at this address. It needs no sign-in, and no script."""
    blueprint = Blueprint(NAME, __name__)

    @blueprint.get(address)
    def page() -> str:
        return render_template("old_browser.html")

    return blueprint
