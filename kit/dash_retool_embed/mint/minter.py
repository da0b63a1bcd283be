"""From a person and an app's name to a single-use link."""

import time
from collections.abc import Callable, Mapping
from functools import partial

from dash_retool_embed.access import Access
from dash_retool_embed.mint.metadata import MetadataHook, metadata_for
from dash_retool_embed.mint.recording import LinkRequest
from dash_retool_embed.people import User
from dash_retool_embed.retool import EmbedUrl, RetoolClient


class Minter:
    """Mints embed URLs for the configured apps.

    Everything that Retool is told comes from the configuration, from verified claims and from the
    apps' hooks, nothing from the page.
    """

    def __init__(
        self,
        client: RetoolClient,
        access: Access,
        session_duration_minutes: int,
        hooks: Mapping[str, MetadataHook] | None = None,
    ) -> None:
        self._client = client
        self._access = access
        self._session_duration_minutes = session_duration_minutes
        # Not a copy: a hook that is added late is better than an app without its metadata.
        self._hooks = {} if hooks is None else hooks

    def mint(
        self,
        app_name: str,
        user: User,
        link_request: LinkRequest | None = None,
        *,
        ticket: str | None = None,
        before_call: Callable[[], object] = lambda: None,
    ) -> EmbedUrl:
        """Ask Retool for one link; it is never kept.

        Args:
            app_name: of a configured app.
            user: who asks.
            link_request: told what Retool is asked, and how long it takes.
            ticket: the turn that this person was given; see `RetoolClient.mint`.
            before_call: called when it is their turn; if it raises, Retool is not asked.

        Raises:
            EmbedError: one of its kinds, before Retool is asked.
            dash_retool_embed.retool.RetoolError: Retool's refusal, or none of its answers.
        """
        app = self._access.app(app_name, user)
        request = app.request_for(
            user,
            metadata=partial(metadata_for, app, user, self._hooks.get(app.name)),
            session_duration_minutes=self._session_duration_minutes,
        )
        link_request = link_request or LinkRequest()
        link_request.request = request
        begun: float | None = None

        def begin() -> None:
            nonlocal begun
            before_call()
            begun = time.perf_counter()

        try:
            return self._client.mint(request, ticket=ticket, before_call=begin)
        finally:
            if begun is not None:
                link_request.retool_seconds = time.perf_counter() - begun
