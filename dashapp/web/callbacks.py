"""Callback requests are compared with the app's callbacks before Dash reads them.

Dash trusts its own renderer: what that would never send ends in a failure of the server. The
renderer says first which callback it means, so that is compared before the rest is read.
"""

import json
import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from dash import Dash, Output
from flask import Response, g, request

from dash_retool_embed.audit import Audit, Event, unaudited
from dashapp.web.problems import problem

PATH = "_dash-update-component"

CODE = "bad_request"

# What is larger has to begin with its callback's name, as the renderer's requests do.
MAX_SMALL_BYTES = 64 * 1024

_NAMED_FIRST = re.compile(rb'\s*\{\s*"output"\s*:\s*("(?:[^"\\]|\\.)*")')

Callback = Mapping[str, Any]

Id = str | dict[str, str | int | float | bool]


class _Misfit(Exception):
    """The request is none that the pages of this app send; the text has none of its values."""


def check_callbacks(dash: Dash, audit: Audit = unaudited) -> None:
    """Answer callback requests that fit none of this app's callbacks with 400."""
    path = f"{dash.config.routes_pathname_prefix}{PATH}"

    def check() -> Response | None:
        if request.method != "POST" or request.endpoint != path:
            return None
        try:
            _check(dash.callback_map)
        except RecursionError:
            reason = "it is nested too deeply"
        except _Misfit as error:
            reason = str(error)
        else:
            return None
        who = g.user.id if "user" in g else None
        audit(Event.CALLBACK_REFUSED, who=who, code=CODE, detail=reason)
        return problem(400, CODE, "This is no request of this host's pages.", reason)

    dash.server.before_request(check)


def _check(callbacks: Mapping[str, Callback]) -> None:
    head = _read_small()
    name = _name_in(head)
    if name is not None:
        _named(name, callbacks)
    elif len(head) > MAX_SMALL_BYTES:
        raise _Misfit("it is large, and does not begin with its callback's name")
    request.stream = BytesIO(head + request.stream.read())
    body = request.get_json()
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        raise _Misfit("it names no callback")
    # The last of two names would be Dash's.
    if name not in (None, body["output"]):
        raise _Misfit("it names two callbacks")
    _compare(body, _named(body["output"], callbacks))


def _read_small() -> bytes:
    """Read a small body, or of another so much that it is known to be none."""
    head = b""
    while (wanted := MAX_SMALL_BYTES + 1 - len(head)) and (part := request.stream.read(wanted)):
        head += part
    return head


def _name_in(head: bytes) -> str | None:
    """Return the name that a body begins with, which may be followed by another."""
    found = _NAMED_FIRST.match(head)
    try:
        return None if found is None else str(json.loads(found[1]))
    except ValueError:
        raise _Misfit("its callback's name is no JSON") from None


def _named(name: str, callbacks: Mapping[str, Callback]) -> Callback:
    callback = callbacks.get(name)
    # What runs in the browser is known here too, but there is nothing to call.
    if callback is None or "callback" not in callback:
        raise _Misfit("it names no callback")
    return callback


def _compare(body: Mapping[str, Any], callback: Callback) -> None:
    # Only until something does not fit: a body may be made of a million parts that don't.
    outputs = callback["output"]
    given = body.get("outputs", [])
    matched: dict[str, object] = {}
    _fit(_of_outputs(outputs), [given] if isinstance(outputs, Output) else given, matched)
    _fit(_of_inputs(callback["inputs"]), body.get("inputs", []), matched)
    _fit(_of_inputs(callback["state"]), body.get("state", []), matched)
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(each, str) for each in changed):
        raise _Misfit("what has changed is no list of texts")


def _of_outputs(outputs: Output | Sequence[Output]) -> list[tuple[str, str]]:
    flat = [outputs] if isinstance(outputs, Output) else outputs
    return [(output.component_id_str(), output.component_property) for output in flat]


def _of_inputs(inputs: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    return [(declared["id"], declared["property"]) for declared in inputs]


def _fit(declared: Sequence[tuple[str, str]], given: object, matched: dict[str, object]) -> None:
    if not isinstance(given, list) or len(declared) != len(given):
        raise _Misfit("it has more or fewer parts than its callback")
    for (identity, name), part in zip(declared, given, strict=True):
        pattern = json.loads(identity) if identity.startswith("{") else identity
        several = isinstance(pattern, dict) and any(_is_several(v) for v in pattern.values())
        if several != isinstance(part, list):
            raise _Misfit("it has one where its callback has several, or several for one")
        for one in part if isinstance(part, list) else [part]:
            # Of several callbacks for one output, Dash tells which after an @.
            if _property(one).partition("@")[0] != name:
                raise _Misfit("it names a property that its callback does not")
            _fit_id(pattern, _id(one), matched)


def _property(part: object) -> str:
    name = part.get("property") if isinstance(part, dict) else None
    if not isinstance(name, str):
        raise _Misfit("one of its parts has no property")
    return name


def _id(part: Mapping[str, object]) -> Id:
    identity = part.get("id")
    scalars = isinstance(identity, dict) and all(
        isinstance(value, str | int | float) for value in identity.values()
    )
    if not scalars and not isinstance(identity, str):
        raise _Misfit("one of its parts has no id")
    return identity  # type: ignore[return-value]


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
