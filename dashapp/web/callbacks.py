"""Callback requests are compared with the app's callbacks before Dash reads them.

Dash trusts its own renderer: what that would never send ends in a failure of the server. The
renderer says first which callback it means, so that is compared before the rest is read.
"""

import json
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from dash import Dash
from flask import Response, g, request

from dash_retool_embed.audit import Audit, Event, no_audit
from dash_retool_embed.errors import BadRequest
from dashapp.dash_internals import (
    NAMED_FIRST,
    Part,
    answer_to,
    callbacks_endpoint,
    is_several,
    parts_of,
    property_of,
    server_callback,
)
from dashapp.web.problems import problem

# What is larger has to begin with its callback's name, as the renderer's requests do.
MAX_SMALL_BYTES = 64 * 1024

Id = str | dict[str, str | int | float | bool]


class _InvalidBody(Exception):
    """The request is none that the pages of this app send; the text has none of its values."""


def check_callbacks(dash: Dash, audit: Audit = no_audit) -> None:
    """Answer callback requests that fit none of this app's callbacks with 400."""
    endpoint = callbacks_endpoint(dash)

    def check() -> Response | None:
        if request.method != "POST" or request.endpoint != endpoint:
            return None
        try:
            _check(dash)
        except RecursionError:
            reason = "it is nested too deeply"
        except _InvalidBody as error:
            reason = str(error)
        else:
            return None
        who = g.user.id if "user" in g else None
        audit(Event.CALLBACK_REFUSED, who=who, code=BadRequest.code, detail=reason)
        return problem(BadRequest.entry, detail=reason)

    dash.server.before_request(check)


def _check(dash: Dash) -> None:
    head = _read_small()
    name = _name_in(head)
    if name is not None:
        _named(name, dash)
    elif len(head) > MAX_SMALL_BYTES:
        raise _InvalidBody("it is large, and does not begin with its callback's name")
    request.stream = BytesIO(head + request.stream.read())
    body = request.get_json()
    answered = answer_to(body) if isinstance(body, dict) else None
    if not isinstance(answered, str):
        raise _InvalidBody("it names no callback")
    # The last of two names would be Dash's.
    if name not in (None, answered):
        raise _InvalidBody("it names two callbacks")
    _compare(body, _named(answered, dash))


def _read_small() -> bytes:
    """Read a small body, or of another so much that it is known to be none."""
    head = b""
    while (wanted := MAX_SMALL_BYTES + 1 - len(head)) and (part := request.stream.read(wanted)):
        head += part
    return head


def _name_in(head: bytes) -> str | None:
    """Return the name that a body begins with, which may be followed by another."""
    found = NAMED_FIRST.match(head)
    try:
        return None if found is None else str(json.loads(found[1]))
    except ValueError:
        raise _InvalidBody("its callback's name is no JSON") from None


def _named(name: str, dash: Dash) -> Mapping[str, Any]:
    callback = server_callback(dash, name)
    if callback is None:
        raise _InvalidBody("it names no callback")
    return callback


def _compare(body: Mapping[str, Any], callback: Mapping[str, Any]) -> None:
    # Only until something does not fit: a body may be made of a million parts that don't.
    matched: dict[str, object] = {}
    for declared, given in parts_of(callback, body):
        _fit(declared, given, matched)
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(each, str) for each in changed):
        raise _InvalidBody("what has changed is no list of texts")


def _fit(declared: Sequence[Part], given: object, matched: dict[str, object]) -> None:
    if not isinstance(given, list) or len(declared) != len(given):
        raise _InvalidBody("it has more or fewer parts than its callback")
    for (identity, name), part in zip(declared, given, strict=True):
        pattern = json.loads(identity) if identity.startswith("{") else identity
        several = isinstance(pattern, dict) and any(is_several(v) for v in pattern.values())
        if several != isinstance(part, list):
            raise _InvalidBody("it has one where its callback has several, or several for one")
        for one in part if isinstance(part, list) else [part]:
            if property_of(_property(one)) != name:
                raise _InvalidBody("it names a property that its callback does not")
            _fit_id(pattern, _id(one), matched)


def _property(part: object) -> str:
    name = part.get("property") if isinstance(part, dict) else None
    if not isinstance(name, str):
        raise _InvalidBody("one of its parts has no property")
    return name


def _id(part: Mapping[str, object]) -> Id:
    identity = part.get("id")
    scalars = isinstance(identity, dict) and all(
        isinstance(value, str | int | float) for value in identity.values()
    )
    if not scalars and not isinstance(identity, str):
        raise _InvalidBody("one of its parts has no id")
    return identity  # type: ignore[return-value]


def _fit_id(pattern: str | dict[str, object], given: Id, matched: dict[str, object]) -> None:
    if isinstance(pattern, str) or isinstance(given, str):
        fits = pattern == given
    else:
        fits = pattern.keys() == given.keys() and all(
            is_several(wanted)
            # Whatever stands for MATCH, it is the same everywhere.
            or (matched.setdefault(key, given[key]) if wanted == ["MATCH"] else wanted)
            == given[key]
            for key, wanted in pattern.items()
        )
    if not fits:
        raise _InvalidBody("it names a component that its callback does not")
