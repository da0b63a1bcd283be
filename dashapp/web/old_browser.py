"""The page for a browser that is too old for all others; the very first lines of one lead to it."""

from flask import Blueprint, render_template

NAME = "old_browser"
PATH = "/old-browser"
"""As assets/boot/too-old.js knows it."""


def old_browser_blueprint() -> Blueprint:
    """Serve the page. It needs no sign-in, and no script."""
    blueprint = Blueprint(NAME, __name__)

    @blueprint.get(PATH)
    def page() -> str:
        return render_template("old_browser.html")

    return blueprint
