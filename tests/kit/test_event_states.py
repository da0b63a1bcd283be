"""What a handler gets of the page beside its event."""

from typing import Any

import pytest
from dash import ALL, ALLSMALLER, MATCH, Input, State
from dash.dependencies import DashDependency

from dash_retool_embed.events import EventContext, on_event
from dash_retool_embed.events.context import EmbedId
from tests.kit.test_events import batch, dash_app, frame_of

ROW: EmbedId = {"type": "embed", "row": MATCH}
NOTE = State({"type": "note", "row": MATCH}, "value")


def send(app: Any, embed: Any, output: str, states: list[Any] | None, *posted: object) -> Any:
    """Post what the browser posts; return the acknowledgment."""
    value = batch(frame_of(app), *posted) if posted else None
    call = {
        "output": output,
        "outputs": {"id": embed, "property": "ack"},
        "inputs": [{"id": embed, "property": "events", "value": value}],
        "changedPropIds": ["x.events"],
        **({} if states is None else {"state": states}),
    }
    answer = app.server.test_client().post("/_dash-update-component", json=call)
    [changed] = answer.get_json()["response"].values()
    return changed["ack"]


def a_state(id_: Any, value: object) -> dict[str, Any]:
    return {"id": id_, "property": "value", "value": value}


def test_a_handler_gets_the_states_values_after_its_event_in_their_order() -> None:
    seen: list[tuple[object, ...]] = []
    app = dash_app()

    @on_event("sales", State("a", "value"), State("b", "value"), app=app)
    def react(event: object, first: object, second: object) -> None:
        seen.append((event, first, second))

    states = [a_state("a", [1]), a_state("b", None)]
    assert send(app, "sales", "sales.ack", states, "x", "y")["seq"] == 2
    assert seen == [("x", [1], None), ("y", [1], None)]


@pytest.mark.parametrize("is_annotated", [True, False])
def test_the_context_comes_before_them(is_annotated: bool) -> None:
    seen: list[tuple[object, ...]] = []
    app = dash_app()

    def annotated(event: object, context: EventContext, value: object = None) -> None:
        seen.append((event, context.app, value))

    def bare(event, context, value):  # type: ignore[no-untyped-def]
        seen.append((event, context.app, value))

    on_event("sales", State("a", "value"), app=app)(annotated if is_annotated else bare)
    send(app, "sales", "sales.ack", [a_state("a", 1)], "x")
    assert seen == [("x", "sales", 1)]


def test_an_event_has_its_type_beside_states() -> None:
    seen: list[object] = []
    app = dash_app()

    @on_event("sales", State("a", "value"), app=app)
    def react(event: int, value: object) -> None:
        seen.append((event, value))

    assert send(app, "sales", "sales.ack", [a_state("a", 1)], "no number", 2)["seq"] == 2
    assert seen == [(2, 1)]


def test_a_function_that_takes_anything_gets_no_context() -> None:
    seen: list[object] = []
    app = dash_app()
    on_event("sales", State("a", "value"), app=app)(lambda *given: seen.append(given))
    send(app, "sales", "sales.ack", [a_state("a", 1)], "x")
    assert seen == [("x", 1)]


def test_the_browser_is_told_which_states_to_send() -> None:
    app = dash_app()
    on_event("sales", State("a", "value"), State({"b": ALL}, "data"), app=app)(
        lambda _event, _a, _b: None
    )
    assert send(app, "sales", "sales.ack", [a_state("a", 1), []])["state"] == [
        {"id": "a", "property": "value"},
        {"id": '{"b":["ALL"]}', "property": "data"},
    ]


def test_of_several_embeds_the_context_says_which_it_was() -> None:
    seen: list[object] = []
    app = dash_app()

    @on_event(ROW, NOTE, retool_app="sales", app=app)
    def react(event: object, context: EventContext, note: str) -> None:
        seen.append((context.embed_id, event, note))

    for row in (1, 2):
        embed, note = {"type": "embed", "row": row}, {"type": "note", "row": row}
        output = '{"row":["MATCH"],"type":"embed"}.ack'
        send(app, embed, output, [a_state(note, f"note {row}")], f"event {row}")
    assert seen == [
        ({"type": "embed", "row": 1}, "event 1", "note 1"),
        ({"type": "embed", "row": 2}, "event 2", "note 2"),
    ]


@pytest.mark.parametrize(
    ("embed", "given", "words"),
    [
        ("sales", Input("a", "value"), r"State\(…\)s alone"),
        ("sales", "a", r"State\(…\)s alone"),
        ("sales", NOTE, "MATCH needs a MATCH of the same name in the embed's id: row"),
        ({"type": "embed", "n": MATCH}, NOTE, "same name in the embed's id: row"),
        ("sales", State({"n": ALLSMALLER}, "value"), "use ALL instead of ALLSMALLER"),
    ],
)
def test_what_the_browser_could_not_send_is_refused_at_once(
    embed: Any, given: DashDependency | str, words: str
) -> None:
    with pytest.raises((TypeError, ValueError), match=words):
        on_event(embed, given, retool_app="sales")  # type: ignore[call-overload]


def test_a_handler_that_does_not_take_the_states_is_refused() -> None:
    app = dash_app()
    with pytest.raises(TypeError, match="with the value of each State"):
        on_event("sales", State("a", "value"), app=app)(lambda _event: None)  # type: ignore[type-var]
    assert app.callback_map == {}


def test_a_context_that_the_states_leave_no_room_for_is_refused() -> None:
    def react(event: object, context: EventContext) -> None: ...

    with pytest.raises(TypeError, match="it needs 3 parameters"):
        on_event("sales", State("note", "value"))(react)
