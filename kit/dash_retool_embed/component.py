"""RetoolEmbed: a Dash component; its script is assets/kit/component.js."""

import json
import typing
from collections.abc import Callable, Mapping
from functools import wraps

from dash.development.base_component import Component
from typing_extensions import Unpack

from dash_retool_embed.dash_internals import explicit_args
from dash_retool_embed.prop_types import (
    Event,
    Failure,
    NumberType,
    State,
    Wildcards,
    check_props,
    kinds_of,
)
from dash_retool_embed.request_context import current_request
from dash_retool_embed.safe_integers import check_safe_integers


class RetoolEmbed(Component):
    """A RetoolEmbed component.
    It shows a Retool app on a Dash page.

    Keyword arguments:

    - id (string | dict; optional):
        The ID of this component, used to identify it in callbacks. A
        frame whose component leaves the page is kept alive and comes
        back with this ID; without one it ends with the component.

    - app (string; required):
        The name of the configured Retool app, one of those that
        `register_embeds` was given. The server decides whether this
        person may open it.

    - data (dict; optional):
        The data object, whose keys Retool's Parent Window Queries ask
        for. The browser may see and change it: it steers the screen, it
        authorizes nothing. A whole number beyond 2**53 would arrive
        changed, and is refused: send it as text.

    - title (string; default the name of the app):
        The frame's accessible name.

    - height (string | number; optional):
        The height, a number being px. By default it is what `style` or
        `className` say, or "100%"; of a box without a height of its own
        that is 20rem. With "auto" the app says how high it is, in
        `{"type": "height", "px": ...}`.

    - width (string | number; default '100%'):
        The width, likewise.

    - style (dict; optional):
        CSS of the box around the frame.

    - className (string; optional):
        CSS classes of the box around the frame.

    - allow (string; optional):
        The frame's `allow` attribute. A feature also has to be allowed
        by the page's own Permissions-Policy.

    - sandbox (boolean | string; optional):
        The frame's `sandbox` attribute. By default the app may run
        scripts, keep its own origin, submit forms, download files, show
        modal dialogs, and open popups, which are not sandboxed; it can't
        navigate the window. As in react-retool, True means
        "allow-scripts allow-same-origin", a text is added to these two,
        and False sets no attribute: then the app may navigate the window
        when somebody clicks in it. With a token that begins with
        "allow-top-navigation" it may too, away from your page.

    - queriesOnLoad (boolean; default False):
        The Retool app has Parent Window Queries that run when its page
        loads, so silence means that it did not start. Retool itself says
        nothing when it fails.

    - eager (boolean; default False):
        Open the app at once. By default it is opened when somebody first
        sees it: in a closed tab, accordion or `<details>`, or far below,
        it costs no link.

    - nestedFrames (boolean; default False):
        Frames inside the Retool app may ask and send too, from the app's
        own origin. Who asks last under a query's ID is answered.

    - eventLimit (number; default 10000):
        How many events may wait for `on_event`. Past it, or past 20
        million characters, events are lost, and the error is "overflow".

    - reload (number; optional):
        Each new number, such as a button's `n_clicks`, opens the app
        anew.

    - event (dict; optional):
        Read-only. The latest event. It is the browser's word, as every
        Dash input is: anybody who may use the page can make it up. For
        every event, in order and with a verified sender, see `on_event`.
        `seq` counts from 1; `data` is what Retool has posted.

        `event` is a dict with keys:

        - seq (number; required)

        - data (boolean | number | string | dict | list; required)

    - state (a value equal to: 'minting', 'loading', 'ready', 'renewing', 'error', 'closed'; optional):
        Read-only. What the embed is doing.

    - error (dict; optional):
        Read-only. What has gone wrong while the state is "error",
        otherwise None.

        `error` is a dict with keys:

        - code (string; required)

        - message (string; required)

    - key (string; optional):
        Tells React which component of a list this is. See
        https://react.dev/learn/rendering-lists#why-does-react-need-keys

    - data-* (string; optional):
        A wildcard data attribute of the box around the frame.
        `data-state` is the embed's own.

    - aria-* (string; optional):
        A wildcard aria attribute of the box around the frame.

    - events (dict; optional):
        Belongs to `on_event`.

    - ack (dict; optional):
        Belongs to `on_event`.
    """  # noqa: D205, D405, D412, E501 - as Dash's generator writes them

    _children_props: list[str] = []
    _base_nodes = ["children"]
    _namespace = "dash_retool_embed"
    _type = "RetoolEmbed"

    def __init__(
        self,
        id: str | Mapping[str, str | int | float | bool] | None = None,  # noqa: A002 - Dash's own name
        *,
        app: str,
        data: Mapping[str, object] | None = None,
        title: str | None = None,
        height: str | NumberType | None = None,
        width: str | NumberType | None = None,
        style: Mapping[str, object] | None = None,
        className: str | None = None,  # noqa: N803 - as the other names of its kind
        allow: str | None = None,
        sandbox: bool | str | None = None,
        queriesOnLoad: bool | None = None,  # noqa: N803
        eager: bool | None = None,
        nestedFrames: bool | None = None,  # noqa: N803
        eventLimit: NumberType | None = None,  # noqa: N803
        reload: NumberType | None = None,
        event: Event | None = None,
        state: State | None = None,
        error: Failure | None = None,
        key: str | None = None,
        events: Mapping[str, object] | None = None,
        ack: Mapping[str, object] | None = None,
        **wildcards: Unpack[Wildcards],
    ) -> None:
        values = {**locals(), **wildcards}
        # As in every component of Dash: None that is given travels, and what is left out does not.
        given = {name: values[name] for name in values["_explicit_args"]}
        check_props("RetoolEmbed", self._kinds, given)
        if not app:
            raise _app_is_missing()
        check_safe_integers(data)
        self._checked = data
        if given.get("id", "") is None:
            del given["id"]
        elif isinstance(id, Mapping):
            given["id"] = dict(id)
        super().__init__(**given)  # type: ignore[no-untyped-call]  # Dash has no types here

    def to_plotly_json(self) -> dict[str, typing.Any]:
        """Return what travels to the page.

        Raises:
            ValueError: as from the constructor, if `data` is another object by now. One that has
                been changed is looked at in the answer (`unsafe_integer_guard`).
        """
        data = getattr(self, "data", None)
        if data is not self._checked:
            check_safe_integers(data)
            self._checked = data
        if (request := current_request()) is not None:
            request.embeds.append(self)
        made: dict[str, typing.Any] = super().to_plotly_json()  # type: ignore[no-untyped-call]
        if request is not None and request.site is not None:
            made["props"] = {**request.site.access.props_of(vars(self)["app"]), **made["props"]}
        return made

    _kinds = kinds_of(__init__)
    _valid_wildcard_attributes: list[str] = ["data-", "aria-"]
    _prop_names: list[str] = [*_kinds, *(f"{each}*" for each in _valid_wildcard_attributes)]
    available_properties = _prop_names
    available_wildcard_properties = _valid_wildcard_attributes


def _app_is_missing() -> TypeError:
    return TypeError(
        "RetoolEmbed needs the name of the Retool app that it shows, one of those that "
        'register_embeds is given: RetoolEmbed(app="sales")'
    )


def _as_dash_makes_them(init: Callable[..., None]) -> Callable[..., None]:
    """Return the constructor as it runs: it learns which arguments were given, and needs `app`.

    Type checkers see the one above.
    """
    explicit = explicit_args(init)

    @wraps(explicit)
    def wrapper(*arguments: object, **props: object) -> None:
        if "app" not in props:
            raise _app_is_missing()
        explicit(*arguments, **props)

    return wrapper


setattr(RetoolEmbed, "__init__", _as_dash_makes_them(RetoolEmbed.__init__))  # noqa: B010 - mypy


def text_of(id_: str | Mapping[str, str | int | float | bool]) -> str:
    """Return what Dash calls a component in an answer to a callback."""
    if isinstance(id_, str):
        return id_
    return json.dumps(dict(id_), sort_keys=True, separators=(",", ":"))
