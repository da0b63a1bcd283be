"""What an app's frame may be given: tokens of its `sandbox` attribute, features of `allow`.

Sources: HTML's "The iframe element" for the tokens; for the features, the Permissions Policy
registry (github.com/w3c/webappsec-permissions-policy, features.md).
"""

import difflib
from collections.abc import Collection
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

SANDBOX_TOKENS = (
    "allow-downloads",
    "allow-forms",
    "allow-modals",
    "allow-orientation-lock",
    "allow-pointer-lock",
    "allow-popups",
    "allow-popups-to-escape-sandbox",
    "allow-presentation",
    "allow-same-origin",
    "allow-scripts",
    "allow-storage-access-by-user-activation",
)

NAVIGATES = "allow-top-navigation"
"""How all tokens begin that would let a frame take the window away from the host."""

FEATURES = (
    "accelerometer",
    "autoplay",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "compute-pressure",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "keyboard-map",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
"""What a browser gives to a page by itself, and to a frame only if its `allow` attribute says so.

Features that every frame has anyway are not here, nor those that only some platforms know: a
browser complains of a name that it doesn't know.
"""

SANDBOX_ALLOWED = (
    "a list of sandbox tokens; allow-scripts and allow-same-origin are always granted: "
    + ", ".join(SANDBOX_TOKENS)
)
ALLOW_ALLOWED = f"a list of features: {', '.join(FEATURES)}"


def check_sandbox_token(token: str) -> str:
    """Return a token that an app's frame may have.

    Raises:
        ValueError: there is no such token, or it would let the frame navigate the window.
    """
    if token.startswith(NAVIGATES):
        raise ValueError("no token that lets an app navigate the host's window: leave it out")
    return _known(token, SANDBOX_TOKENS, SANDBOX_ALLOWED)


def check_feature(feature: str) -> str:
    """Return a feature that an app's frame may be given.

    Raises:
        ValueError: there is none of this name.
    """
    return _known(feature, FEATURES, ALLOW_ALLOWED)


def _known(name: str, names: Collection[str], allowed: str) -> str:
    if name in names:
        return name
    close = difflib.get_close_matches(name, names, n=1)
    hint = f"did you mean {close[0]}? " if close else ""
    raise ValueError(f"{hint}{allowed}")


SandboxToken = Annotated[str, StringConstraints(strict=True), AfterValidator(check_sandbox_token)]
Feature = Annotated[str, StringConstraints(strict=True), AfterValidator(check_feature)]
