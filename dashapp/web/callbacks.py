"""Callback requests are compared with the app's callbacks before Dash reads them.

Dash trusts its own renderer: what that would never send ends in a failure of the server.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from dash import Dash, Output
from flask import Response, request
from pydantic import BaseModel, ConfigDict, ValidationError

from dashapp.embed import problem

log = logging.getLogger(__name__)

PATH = "_dash-update-component"

Id = str | dict[str, str | int | float | bool]


class _Property(BaseModel):
    model_config = ConfigDict(strict=True)

    id: Id
    property: str


Given = _Property | list[_Property]


class _CallbackRequest(BaseModel):
    model_config = ConfigDict(strict=True)

    output: str
    outputs: _Property | list[Given] = []
    inputs: list[Given] = []
    state: list[Given] = []
    changedPropIds: list[str] = []  # noqa: N815


class _Misfit(Exception):
    """The request is none that the pages of this app send; the text has none of its values."""


def check_callbacks(dash: Dash) -> None:
    """Answer callback requests that fit none of this app's callbacks with 400."""
    path = f"{dash.config.routes_pathname_prefix}{PATH}"

    def check() -> Response | None:
        if request.method != "POST" or request.endpoint != path:
            return None
        try:
            _compare(request.get_json(), dash.callback_map)
        except RecursionError:
            reason = "it is nested too deeply"
        except ValidationError as error:
            reason = f"{error.error_count()} of its parts have the wrong form"
        except _Misfit as error:
            reason = str(error)
        else:
            return None
        log.info("a callback request was refused: %s", reason)
        return problem(400, "bad_request", "This is no request of this host's pages.", reason)

    dash.server.before_request(check)


def _compare(body: object, callbacks: Mapping[str, Any]) -> None:
    given = _CallbackRequest.model_validate(body)
    callback = callbacks.get(given.output)
    # What runs in the browser is known here too, but there is nothing to call.
    if callback is None or "callback" not in callback:
        raise _Misfit("it names no callback")
    matched: dict[str, object] = {}
    _fit(_of_outputs(callback["output"]), _listed(given.outputs, callback["output"]), matched)
    _fit(_of_inputs(callback["inputs"]), given.inputs, matched)
    _fit(_of_inputs(callback["state"]), given.state, matched)


def _of_outputs(outputs: Output | Sequence[Output]) -> list[tuple[str, str]]:
    flat = [outputs] if isinstance(outputs, Output) else outputs
    return [(output.component_id_str(), output.component_property) for output in flat]


def _listed(
    given: _Property | list[Given], outputs: Output | Sequence[Output]
) -> Sequence[_Property | list[Any]]:
    return given if isinstance(given, list) and not isinstance(outputs, Output) else [given]


def _of_inputs(inputs: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    return [(declared["id"], declared["property"]) for declared in inputs]


def _fit(
    declared: Sequence[tuple[str, str]],
    given: Sequence[_Property | list[Any]],
    matched: dict[str, object],
) -> None:
    if len(declared) != len(given):
        raise _Misfit("it has more or fewer parts than its callback")
    for (identity, name), part in zip(declared, given, strict=True):
        pattern = json.loads(identity) if identity.startswith("{") else identity
        several = isinstance(pattern, dict) and any(_is_several(v) for v in pattern.values())
        if several != isinstance(part, list):
            raise _Misfit("it has one where its callback has several, or several for one")
        for one in part if isinstance(part, list) else [part]:
            # Of several callbacks for one output, Dash tells which after an @.
            if not isinstance(one, _Property) or one.property.partition("@")[0] != name:
                raise _Misfit("it names a property that its callback does not")
            _fit_id(pattern, one.id, matched)


def _fit_id(pattern: str | dict[str, object], given: Id, matched: dict[str, object]) -> None:
    if isinstance(pattern, str) or isinstance(given, str):
        fits = pattern == given
    else:
        fits = pattern.keys() == given.keys() and all(
            _is_several(wanted)
            # Whatever stands for MATCH, it is the same everywhere.
            or (matched.setdefault(key, given[key]) if wanted == ["MATCH"] else wanted)
            == given[key]
            for key, wanted in pattern.items()
        )
    if not fits:
        raise _Misfit("it names a component that its callback does not")


def _is_several(wanted: object) -> bool:
    return wanted in (["ALL"], ["ALLSMALLER"])
