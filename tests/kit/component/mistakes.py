"""What one may write wrong in a layout or above a handler, and what mypy says of it."""

RIGHT = """
from collections.abc import Mapping
from typing import Any

from dash import MATCH, Dash, State
from dash_retool_embed import EventContext, RetoolEmbed, on_event
from dash_retool_embed.prop_types import Wildcards

app = Dash()
names: Wildcards = {"data-testid": "report", "aria-label": "Report"}
row: dict[str, int] = {"row": 1}
RetoolEmbed(app="sales")
RetoolEmbed("sales", app="sales", data={"isAdmin": False}, height=600, width="50%")
RetoolEmbed(id=row, app="sales", style={"height": "auto"}, sandbox="allow-forms", eager=True)
RetoolEmbed(id={"type": "embed", "row": 1}, app="sales", title=None, reload=0, eventLimit=10)
RetoolEmbed(app="sales", event={"seq": 1, "data": None}, state="ready", key="k", **names)
RetoolEmbed(app="sales", error={"code": "c", "message": "m"})


@on_event("sales")
def every(event: object) -> None: ...


@on_event("sales", retool_app=["a", "b"], app=app)
def with_context(event: dict[str, Any], context: EventContext) -> None: ...


@on_event({"type": "embed", "row": MATCH}, State("store", "data"), retool_app="sales")
def with_state(event: object, data: Mapping[str, int]) -> None: ...


@on_event("sales", State("store", "data"), State("note", "value"))
def with_both(event: object, context: EventContext, data: object, note: str) -> None: ...


@on_event("sales", State("a", "b"), State("a", "c"), State("a", "d"), State("a", "e"))
def with_many(event: object, b: int, c: int, d: int, e: int) -> None: ...


with_state(1, {"a": 1})
"""
"""Nothing of it is a mistake."""

MISTAKES: dict[str, tuple[str, str]] = {
    "a name that is misspelt": ('RetoolEmbed(app="sales", heigth=3)', "call-arg"),
    "no app": ('RetoolEmbed(id="sales")', "call-arg"),
    "an app that is a number": ("RetoolEmbed(app=3)", "arg-type"),
    "an app that is None": ("RetoolEmbed(app=None)", "arg-type"),
    "a second value without a name": ('RetoolEmbed("sales", "sales")', "call-arg"),
    "an id that is a number": ('RetoolEmbed(id=3, app="sales")', "arg-type"),
    "children": ('RetoolEmbed(app="sales", children=[])', "call-arg"),
    "data that are text": ('RetoolEmbed(app="sales", data="text")', "arg-type"),
    "data that are a list": ('RetoolEmbed(app="sales", data=[1])', "arg-type"),
    "a height that is a list": ('RetoolEmbed(app="sales", height=[])', "arg-type"),
    "a width that is a dict": ('RetoolEmbed(app="sales", width={})', "arg-type"),
    "a style that is text": ('RetoolEmbed(app="sales", style="height: 1px")', "arg-type"),
    "a class that is a list": ('RetoolEmbed(app="sales", className=["a"])', "arg-type"),
    "a title that is a number": ('RetoolEmbed(app="sales", title=1)', "arg-type"),
    "what a frame may, as a list": ('RetoolEmbed(app="sales", allow=["camera"])', "arg-type"),
    "a sandbox that is a list": ('RetoolEmbed(app="sales", sandbox=["a"])', "arg-type"),
    "a switch that is text": ('RetoolEmbed(app="sales", eager="yes")', "arg-type"),
    "queries that are counted": ('RetoolEmbed(app="sales", queriesOnLoad=1)', "arg-type"),
    "frames that are counted": ('RetoolEmbed(app="sales", nestedFrames=1)', "arg-type"),
    "a limit that is text": ('RetoolEmbed(app="sales", eventLimit="10")', "arg-type"),
    "a reload that is text": ('RetoolEmbed(app="sales", reload="now")', "arg-type"),
    "a state that there is none of": ('RetoolEmbed(app="sales", state="open")', "arg-type"),
    "an event without its number": ('RetoolEmbed(app="sales", event={"data": 1})', "arg-type"),
    "an error without words": ('RetoolEmbed(app="sales", error={"code": "c"})', "arg-type"),
    "a key that is a number": ('RetoolEmbed(app="sales", key=1)', "arg-type"),
    "no parentheses": ("on_event(every)", "call-overload"),
    "a state that is none": ('on_event("sales", "store")', "call-overload"),
    "an input": ('on_event("sales", Input("a", "b"))', "call-overload"),
    "a handler that takes nothing": ('on_event("sales")(lambda: None)', "type-var"),
    "a handler without the state": (
        'on_event("sales", State("a", "b"))(every)',
        "type-var",
    ),
    "a handler of another state": ('on_event("sales")(with_both)', "type-var"),
}
"""By what they are: a line, and the code of mypy's error."""
