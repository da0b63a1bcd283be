"""What set_props itself costs: a Dash component that only posts, once React has its data."""

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
