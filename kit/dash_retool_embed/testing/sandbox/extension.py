"""Where a sandbox's state is, in the Flask app that `create_sandbox` made."""

from flask import Flask

from dash_retool_embed.testing.sandbox.state import Sandbox

EXTENSION = "retool_sandbox"


def sandbox_of(app: Flask) -> Sandbox:
    """Return the state of an app that `create_sandbox` made.

    Raises:
        LookupError: when the app is no sandbox.

    """
    sandbox = app.extensions.get(EXTENSION)
    if not isinstance(sandbox, Sandbox):
        raise LookupError("this Flask app was not made by create_sandbox")
    return sandbox
