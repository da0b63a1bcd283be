"""The Dash ids that more than one page uses.

The shell's ids have an underscore, which no app's name can have: an embed's id is its app's name.
"""

URL = "host_url"
PAGE = "host_page"
CARRIED = "host_carried"
THEME = "host_theme"
OFFLINE = "host_offline"
LIVE = "host_live"
SIGNED_OUT = "host_signed_out"
SIGNED_OUT_SENTENCE = "host_signed_out_sentence"

HOME = "home"
USAGE = "usage"
ELSEWHERE = "elsewhere_"
"""The view of every address that is no tab; no app can be called so."""


def view(tab: object) -> dict[str, object]:
    """Return the id of a tab's place in the page; ``tab`` may be ``dash.ALL`` or ``dash.MATCH``."""
    return {"type": "host_view", "tab": tab}


def visited(tab: object) -> dict[str, object]:
    """Return the id of the store with the path under which a view was visited."""
    return {"type": "host_visited", "tab": tab}


def toggle(app: str, key: object) -> dict[str, object]:
    """Return the id of a switch; ``key`` may be ``dash.ALL``."""
    return {"type": "host_toggle", "app": app, "key": key}


def defaults(app: str) -> dict[str, object]:
    """Return the id of the store with what an app's data object starts from."""
    return {"type": "host_defaults", "app": app}


def reload(app: str) -> dict[str, object]:
    """Return the id of the button that opens an app anew."""
    return {"type": "host_reload", "app": app}


def state(app: str) -> dict[str, object]:
    """Return the id of the word that says how an app is."""
    return {"type": "host_state", "app": app}
