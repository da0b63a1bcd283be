"""RetoolEmbed: a Dash component; its script is assets/kit/component.js."""

import json
from collections.abc import Mapping
from typing import Any

from dash.development.base_component import Component

from dash_retool_embed.current import current
from dash_retool_embed.exact_numbers import check_exact


class RetoolEmbed(Component):
    """A Retool app on a Dash page.

    What the caller sets:

    - ``id`` (str or dict): the Dash id. A frame whose component leaves the page is kept alive and
      comes back with this id; without an id it ends with the component.
    - ``app`` (str): which configured app; the server decides whether this person may open it.
    - ``data`` (dict): the data object. Retool's Parent Window Queries ask for its keys. It is what
      the browser may see and change: it steers the screen, it authorises nothing. A whole number
      beyond 2**53 would arrive changed, and is refused: send it as text.
    - ``title`` (str): the frame's accessible name; default the app's name.
    - ``height``, ``width`` (str or number of px): default what ``style`` or ``className`` say, or
      "100%"; of a box without a height of its own that is 20rem. With ``height="auto"`` the app
      says how high it is, in ``{"type": "height", "px": …}``.
    - ``style`` (dict), ``className`` (str): of the box around the frame.
    - ``allow`` (str): the frame's ``allow`` attribute. A feature also has to be allowed by the
      page's own Permissions-Policy.
    - ``queriesOnLoad`` (bool): the Retool app has Parent Window Queries that run when its page
      loads, so silence means that it did not start. Retool itself says nothing when it fails.
    - ``eager`` (bool): open the app at once. By default it is opened when somebody first sees it:
      in a closed tab, accordion or ``<details>``, or far below, it costs no link.
    - ``nestedFrames`` (bool): frames inside the Retool app may ask and send too, from the app's own
      origin; default False. Who asks last under a query's id is answered.
    - ``reload`` (int): each new number, such as a button's ``n_clicks``, opens the app anew.
    - ``eventLimit`` (int): how many events may wait for ``on_event``; default 10000. Past it, or
      past 20 million characters, events are lost, and the error is "overflow".
    - ``sandbox`` (bool or str): the frame's ``sandbox`` attribute. By default the app may run
      scripts, keep its own origin, submit forms, download files, show modal dialogs, and open
      popups, which are not sandboxed; it can't navigate the window. As in react-retool, True means
      "allow-scripts allow-same-origin", a string is added to these two, and False sets no
      attribute: then the app may navigate the window when somebody clicks in it.

    What callbacks read:

    - ``event``: the latest event, ``{"seq": int, "data": any}``; seq counts from 1. It is the
      browser's word, as every Dash input is: anybody who may use the page can make it up. For every
      event, in order and with a verified sender, see ``on_event``.
    - ``state``: "minting", "loading", "ready", "renewing", "error" or "closed".
    - ``error``: ``{"code": str, "message": str}`` while the state is "error", otherwise None.

    ``events`` and ``ack`` belong to ``on_event``.
    """

    _namespace = "dash_retool_embed"
    _type = "RetoolEmbed"
    _prop_names: list[str] = [
        "id",
        "app",
        "data",
        "event",
        "events",
        "ack",
        "state",
        "error",
        "title",
        "height",
        "width",
        "style",
        "className",
        "allow",
        "sandbox",
        "queriesOnLoad",
        "eager",
        "nestedFrames",
        "eventLimit",
        "reload",
    ]
    _valid_wildcard_attributes: list[str] = []
    available_properties = _prop_names
    available_wildcard_properties: list[str] = []

    def __init__(
        self,
        id: str | Mapping[str, str | int] | None = None,  # noqa: A002 - Dash's own name
        *,
        app: str,
        data: Mapping[str, Any] | None = None,
        **props: Any,
    ) -> None:
        """Describe one embed; nothing is asked of Retool before the browser shows it.

        Raises:
            TypeError: an unknown property, by Dash, naming those that exist.
            ValueError: a whole number in `data` is beyond 2**53, naming its key.
        """
        check_exact(data)
        self._checked = data
        given = {"id": id, "app": app, "data": data, **props}
        set_ = {name: value for name, value in given.items() if value is not None}
        super().__init__(**set_)  # type: ignore[no-untyped-call]  # Dash has no types here

    def to_plotly_json(self) -> dict[str, Any]:
        """Return what travels to the page.

        Raises:
            ValueError: as from the constructor, if `data` is another object by now. One that has
                been changed is looked at in the answer (`exact_data`).
        """
        data = getattr(self, "data", None)
        if data is not self._checked:
            check_exact(data)
            self._checked = data
        if (request := current()) is not None:
            request.sent.append(self)
        made: dict[str, Any] = super().to_plotly_json()  # type: ignore[no-untyped-call]
        return made


def text_of(id_: str | Mapping[str, str | int]) -> str:
    """Return what Dash calls a component in an answer to a callback."""
    if isinstance(id_, str):
        return id_
    return json.dumps(dict(id_), sort_keys=True, separators=(",", ":"))
