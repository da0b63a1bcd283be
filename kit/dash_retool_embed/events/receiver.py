"""What a page's callback for events does: who sends them, and what is answered."""

import logging
from collections.abc import Collection, Mapping, Sequence

from dash import ctx
from dash.exceptions import PreventUpdate

from dash_retool_embed.access import Access
from dash_retool_embed.client_network import network_of
from dash_retool_embed.dash_internals import is_over_socket
from dash_retool_embed.errors import EmbedError
from dash_retool_embed.events.context import EmbedId
from dash_retool_embed.events.delivery import Batch, Delivery, read_batch
from dash_retool_embed.events.ids import has_match
from dash_retool_embed.log_throttling import BoundedLog
from dash_retool_embed.people import IdentityError
from dash_retool_embed.request_context import current_request

log = logging.getLogger(__name__)


class Receiver:
    """Takes batches of events for one handler, from those who may send them."""

    def __init__(
        self,
        embed_id: EmbedId,
        apps: Collection[str],
        deliver: Delivery,
        *,
        handler_name: str,
        states: Sequence[Mapping[str, object]],
    ) -> None:
        """Describe it.

        Args:
            embed_id: whose events they are.
            apps: names of the configured apps that the embed may show.
            deliver: hands a batch to the handler.
            handler_name: what the browser calls the callback.
            states: what the browser sends with the events, as Dash writes it.
        """
        self._embed_id = embed_id
        self._apps = apps
        self._deliver = deliver
        # With the callback's name the browser sends the rest by itself (kit/events/call.js).
        self._said = {"handler": handler_name, **({"state": [*states]} if states else {})}
        self._lines = BoundedLog(log)

    def __call__(self, received: object, values: Sequence[object]) -> dict[str, object]:
        """Return the acknowledgment of a batch.

        Args:
            received: as it came; None: the page asks whether there is a handler.
            values: those of the states.

        Raises:
            PreventUpdate: the batch is to be sent again.
        """
        access = _access()
        if received is None:
            self._check_apps(access)
            return self._answer(None, 0)
        batch = read_batch(received)
        if batch is None:
            self._write(logging.WARNING, "malformed", access)
            return self._answer(None, 0)
        try:
            return self._answer(batch.frame, self._take(batch, values, access))
        except IdentityError as error:
            # The same person may sign in again, and then their events are not lost.
            self._write(logging.INFO, f"refused: {error.code}", access)
            raise PreventUpdate from error
        except EmbedError as error:
            self._write(logging.WARNING, f"refused: {error.code}", access)
            return self._answer(batch.frame, 0, refused=error.code)

    def _take(self, batch: Batch, values: Sequence[object], access: Access | None) -> int:
        if access is None:
            raise PreventUpdate
        sender = access.sender(batch.frame, self._apps)
        sent_to = ctx.outputs_list["id"] if has_match(self._embed_id) else None
        return self._deliver(batch, sender, values, sent_to)

    def _answer(self, frame: str | None, seq: int, **more: str) -> dict[str, object]:
        return {"frame": frame, "seq": seq, **self._said, **more}

    def _write(self, level: int, what: str, access: Access | None) -> None:
        request, id_ = current_request(), self._embed_id
        kind, source = f"batches of {id_}", network_of(request.address if request else None)
        who = "person unknown" if access is None else access.who_asks()
        text = "%s: a batch of events was %s (%s)"
        self._lines.write(level, kind, source, text, id_, what, who)

    def _check_apps(self, access: Access | None) -> None:
        if access is None:
            # Over a WebSocket the app isn't known; events themselves never come there.
            if is_over_socket():
                return
            text = "%s: no event can arrive: call register_embeds for this Dash app"
            log.error(text, self._embed_id)
        elif unknown := [name for name in self._apps if name not in access.apps]:
            log.error(
                "%s: no event of %s can arrive: no app of this name is configured; "
                "name the app that the embed shows: retool_app=…",
                self._embed_id,
                ", ".join(unknown),
            )


def _access() -> Access | None:
    """Return the access of the Dash app whose callback is running; None: it has no embeds."""
    request = current_request()
    return request.site.access if request and request.site else None
