"""Dash components beside this one: one that only posts its data, and one around react-retool."""

from typing import Any

from dash.development.base_component import Component

LEAST_SCRIPT = """
window.benchmarks = {
  Least({ id, data }) {
    React.useLayoutEffect(() => window.postLeast?.(data), [data]);
    return React.createElement("div", { id });
  },
};
"""


class Least(Component):
    """Calls `window.postLeast` with its data; see LEAST_SCRIPT."""

    _namespace = "benchmarks"
    _type = "Least"
    _prop_names: list[str] = ["id", "data"]  # noqa: RUF012 - as Dash makes its components
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_properties = _prop_names
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(self, **props: Any) -> None:
        super().__init__(**props)  # type: ignore[no-untyped-call]  # Dash has no types here


class ReactRetool(Component):
    """Shows an embed URL with react-retool; see `dash_component` in tests/interop/building.py."""

    _namespace = "reactRetool"
    _type = "ReactRetool"
    _prop_names: list[str] = ["id", "url", "data"]  # noqa: RUF012
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_properties = _prop_names
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(self, **props: Any) -> None:
        super().__init__(**props)  # type: ignore[no-untyped-call]  # Dash has no types here
