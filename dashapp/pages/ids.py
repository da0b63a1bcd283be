"""The Dash ids that more than one page uses.

The shell's ids have an underscore, which no app's name can have: an embed's id is its app's name.
"""

URL = "host_url"
PAGE = "host_page"
CARRIED = "host_carried"


def toggle(app: str, key: object) -> dict[str, object]:
    """Return the id of a switch; ``key`` may be ``dash.ALL``."""
    return {"type": "host_toggle", "app": app, "key": key}


def defaults(app: str) -> dict[str, object]:
    """Return the id of the store with what an app's data object starts from."""
    return {"type": "host_defaults", "app": app}
