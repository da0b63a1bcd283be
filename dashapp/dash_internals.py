"""What the host relies on in Dash beside its documented interface: here, and nowhere else.

`check_internals` asserts it when a host is made, so that another Dash gets no host rather than one
whose checks are passed over. What pages rely on in the browser: assets/kit/dash-internals.js.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dash import Dash, Output
from dash.exceptions import DependencyException

from dash_retool_embed.dash_internals import CALLBACKS, prefix_of, unsupported

__all__ = [
    "NAMED_FIRST",
    "NoSuchFile",
    "Part",
    "after_deferred",
    "answer_to",
    "callbacks_endpoint",
    "check_internals",
    "component_files",
    "default_favicon",
    "deferred",
    "grid_script",
    "is_several",
    "parts_of",
    "property_of",
    "server_callback",
    "without_grid",
    "without_unused",
]

NoSuchFile = DependencyException
"""Raised in a request for a component's file that is none: its name is part of the address."""

# A script of Dash's own begins like this; an attribute of a host's own comes before `src`.
_SCRIPT = "<script src="
_GRID = re.compile(rf'{_SCRIPT}"([^"]*/dash_ag_grid/[^"]*)"></script>')
# Dash sends them to every page: a table that no page here has, and what Internet Explorer lacks.
_UNUSED = re.compile(rf'{_SCRIPT}"[^"]*/(?:dash_table/|deps/polyfill@)[^"]*"></script>')

_RENDERER = "var renderer = new DashRenderer("

NAMED_FIRST = re.compile(rb'\s*\{\s*"output"\s*:\s*("(?:[^"\\]|\\.)*")')
"""What a callback's request begins with: the renderer names the callback before all else."""

Part = tuple[str, str]
"""An id as text (of several parts: their JSON), and a property of the component that has it."""

_SEVERAL = (["ALL"], ["ALLSMALLER"])


def check_internals(dash: Dash) -> None:
    """Assert that this Dash is as the host takes it to be.

    Args:
        dash: a whole one, with its pages, its callbacks and its renderer as Dash made it.

    Raises:
        dash_retool_embed.dash_internals.UnsupportedDash: it is another.
    """
    prefix = prefix_of(dash)
    rules = {rule.endpoint: rule.rule for rule in dash.server.url_map.iter_rules()}
    for endpoint in (callbacks_endpoint(dash), component_files(prefix), default_favicon(prefix)):
        # Flask knows each of them by its path: guard, callbacks' check and caching look for it.
        if rules.get(endpoint) != endpoint:
            raise unsupported(f"no endpoint {endpoint}")
    if dash.config.requests_pathname_prefix != prefix:
        # A variable of the environment has that power: DASH_APP_NAME.
        raise unsupported(f"pages that ask at {dash.config.requests_pathname_prefix}, not {prefix}")
    if not str(dash.renderer).startswith(_RENDERER):
        raise unsupported("another last script, which has to wait for the others")
    scripts = dash._generate_scripts_html()
    if not _GRID.search(scripts) or len(_UNUSED.findall(scripts)) < 2:
        raise unsupported("its scripts written in another way")
    for name, callback in dash.callback_map.items():
        if not _is_known(callback):
            raise unsupported(f"the callback {name} kept in another way")


def _is_known(callback: Mapping[str, Any]) -> bool:
    outputs = callback.get("output")
    flat = outputs if isinstance(outputs, list | tuple) else [outputs]
    parts = [*callback.get("inputs", [None]), *callback.get("state", [None])]
    return all(isinstance(each, Output) for each in flat) and all(
        isinstance(each, dict) and {"id", "property"} <= each.keys() for each in parts
    )


def callbacks_endpoint(dash: Dash) -> str:
    """Return what Flask calls the endpoint of an app's callbacks, which is its path."""
    return f"{dash.config.routes_pathname_prefix}{CALLBACKS}"


def component_files(prefix: str) -> str:
    """Return the endpoint of the files of components; `prefix` ends with a slash."""
    return f"{prefix}_dash-component-suites/<string:package_name>/<path:fingerprinted_path>"


def default_favicon(prefix: str) -> str:
    """Return the endpoint, and the path, of Dash's own icon; `prefix` ends with a slash."""
    return f"{prefix}_favicon.ico"


def server_callback(dash: Dash, name: str) -> Mapping[str, Any] | None:
    """Return the callback of a name that runs on the server; None: there is none.

    What runs in the browser is known to Dash too, but there is nothing to call.
    """
    callback: Mapping[str, Any] | None = dash.callback_map.get(name)
    return callback if callback is not None and "callback" in callback else None


def parts_of(
    callback: Mapping[str, Any], body: Mapping[str, Any]
) -> Iterator[tuple[list[Part], object]]:
    """Yield what a callback declares beside what a request's body has in its place.

    These are the outputs, the inputs and the states.
    """
    outputs, given = callback["output"], body.get("outputs", [])
    if isinstance(outputs, Output):
        outputs, given = [outputs], [given]
    yield [(each.component_id_str(), each.component_property) for each in outputs], given
    for declared, name in ((callback["inputs"], "inputs"), (callback["state"], "state")):
        yield [(each["id"], each["property"]) for each in declared], body.get(name, [])


def answer_to(body: Mapping[str, Any]) -> object:
    """Return the name of the callback that a request's body is for, if it has one."""
    return body.get("output")


def property_of(name: str) -> str:
    """Return a property without what tells apart several callbacks for one output."""
    return name.partition("@")[0]


def is_several(wanted: object) -> bool:
    """Tell whether a part of a pattern stands for several components."""
    return wanted in _SEVERAL


def grid_script(scripts: str) -> str | None:
    """Return the address of AG Grid's script; None: the page does not load it."""
    found = _GRID.search(scripts)
    return found[1] if found else None


def without_grid(scripts: str) -> str:
    """Return a page's scripts without AG Grid's."""
    return _GRID.sub("", scripts)


def without_unused(scripts: str) -> str:
    """Return a page's scripts without those that no page here needs."""
    return _UNUSED.sub("", scripts)


def deferred(scripts: str) -> str:
    """Return a page's scripts so that they run in their order when all of it has been read."""
    return scripts.replace(_SCRIPT, "<script defer src=")


def after_deferred(renderer: str) -> str:
    """Return Dash's own last script so that it waits for those that are deferred."""
    return f"""addEventListener("DOMContentLoaded", () => {{
  try {{
    {renderer}
  }} catch (error) {{
    // A script is missing.
    document.documentElement.toggleAttribute("data-load-failed", true);
    throw error;
  }}
}});"""
