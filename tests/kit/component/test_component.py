"""RetoolEmbed as Dash's own components are: what it takes, says of itself, and sends."""

import copy
import inspect
import re
import subprocess
import sys
from fractions import Fraction
from typing import Any, get_args

import pytest
from dash import html
from dash.development.base_component import Component
from dash.mcp.primitives.tools.input_schemas.input_descriptions.description_docstrings import (
    DocstringPropDescription,
)
from dash.mcp.primitives.tools.input_schemas.schema_component_proptypes import ComponentPropSchema

from dash_retool_embed import RetoolEmbed
from dash_retool_embed.prop_types import State

SIGNATURE = inspect.signature(RetoolEmbed.__init__).parameters
PROPS = [name for name in SIGNATURE if name not in {"self", "wildcards"}]
WILDCARDS = ["data-*", "aria-*"]


def sent(**props: Any) -> dict[str, Any]:
    made: dict[str, Any] = RetoolEmbed(app="sales", **props).to_plotly_json()["props"]
    return made


def test_every_property_is_in_the_signature_with_its_type() -> None:
    assert set(PROPS) | set(WILDCARDS) == set(RetoolEmbed._prop_names)
    for name in PROPS:
        assert SIGNATURE[name].annotation is not inspect.Parameter.empty, name
        assert Any not in (SIGNATURE[name].annotation, *get_args(SIGNATURE[name].annotation)), name


def test_every_property_is_in_the_docstring_in_dashs_form() -> None:
    documented = re.findall(r"^    - (\S+) \(.+\):$", RetoolEmbed.__doc__ or "", re.MULTILINE)
    assert sorted(documented) == sorted(RetoolEmbed._prop_names)


@pytest.mark.parametrize("name", PROPS)
def test_a_tool_that_reads_dashs_components_learns_what_a_property_is(name: str) -> None:
    param: Any = {"component": RetoolEmbed("sales", app="sales"), "property": name}
    assert ComponentPropSchema.get_schema(param)
    [said] = DocstringPropDescription.describe(param)
    assert said in re.sub(r"\s+", " ", RetoolEmbed.__doc__ or "")


def test_the_descriptions_are_of_the_properties_themselves() -> None:
    param: Any = {"component": RetoolEmbed("sales", app="sales"), "property": "data"}
    [said] = DocstringPropDescription.describe(param)
    assert said.startswith("The data object")


def test_the_states_are_those_of_the_docstring() -> None:
    said = ", ".join(repr(state) for state in get_args(State))
    assert f"- state (a value equal to: {said}; optional):" in (RetoolEmbed.__doc__ or "")


def test_what_is_left_out_does_not_travel_and_none_that_is_given_does() -> None:
    assert sent() == {"app": "sales"}
    assert sent(data=None, height=None) == {"app": "sales", "data": None, "height": None}


def test_an_id_that_a_helper_leaves_out_is_none() -> None:
    assert sent(id=None) == {"app": "sales"}


@pytest.mark.parametrize("id_", ["sales", {"type": "embed", "row": 1}])
def test_an_id_is_text_or_has_parts(id_: Any) -> None:
    assert sent(id=id_)["id"] == id_


def test_attributes_of_the_box_travel() -> None:
    attributes = {"data-testid": "report", "data-row": 1, "aria-label": "Report"}
    assert sent(**attributes) == {"app": "sales", **attributes}


# numpy's numbers are Real too, as a fraction is.
@pytest.mark.parametrize("number", [3, 0.5, Fraction(1, 2)])
def test_a_number_is_any_that_is_real(number: Any) -> None:
    assert sent(height=number, eventLimit=number)["height"] == number


def test_a_component_can_be_copied_and_made_less_of() -> None:
    class Sales(RetoolEmbed):
        def __init__(self, id: str) -> None:  # noqa: A002
            super().__init__(id, app="sales", height=600)

    page = html.Div([Sales("one")])
    copied = copy.deepcopy(page)
    assert copied["one"].to_plotly_json()["props"] == {"id": "one", "app": "sales", "height": 600}
    assert isinstance(page["one"], Component)


def test_a_misspelt_property_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(TypeError, match=r"unexpected keyword argument: `heigth`") as refused:
        sent(heigth=3)
    for name in [*PROPS, *WILDCARDS]:
        assert name in str(refused.value).partition("Allowed arguments: ")[2].split(", ")


WRONG: dict[str, Any] = {
    "app": 3,
    "data": "text",
    "title": 1,
    "height": [],
    "width": {},
    "style": "height: 1px",
    "className": ["a"],
    "allow": ["camera"],
    "sandbox": ["allow-forms"],
    "queriesOnLoad": 1,
    "eager": "yes",
    "nestedFrames": 0,
    "eventLimit": "10",
    "reload": True,
    "event": "x",
    "state": 1,
    "error": "x",
    "key": 1,
    "events": [],
    "ack": 1,
    "id": 3,
}


def test_every_property_has_a_wrong_value_below() -> None:
    assert sorted(WRONG) == sorted(PROPS)


@pytest.mark.parametrize("name", WRONG)
def test_a_value_of_a_wrong_type_is_refused_in_words(name: str) -> None:
    kind = type(WRONG[name]).__name__
    words = rf"RetoolEmbed\({name}=…\): .* is needed, not {kind}$"
    with pytest.raises(TypeError, match=words) as refused:
        RetoolEmbed(**{"app": "sales", name: WRONG[name]})
    assert "text'" not in str(refused.value)


@pytest.mark.parametrize("props", [{}, {"app": None}, {"app": ""}, {"id": "sales", "height": 1}])
def test_an_embed_of_no_app_is_refused_in_words(props: Any) -> None:
    with pytest.raises(TypeError, match=r'RetoolEmbed needs .* RetoolEmbed\(app="sales"\)'):
        RetoolEmbed(**props)


def test_the_component_s_module_loads_no_pydantic_by_itself() -> None:
    # Dash has types of its own that do.
    script = (
        "import sys, dash, dash.types; before = set(sys.modules); "
        "import dash_retool_embed.component; print(*set(sys.modules) - before)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "dash_retool_embed.component" in ran.stdout.split()
    new = {name.partition(".")[0] for name in ran.stdout.split()}
    assert new <= {"dash_retool_embed", "typing_extensions"}
