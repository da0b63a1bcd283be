"""What the pretended Retool knows: tokens, links, sessions, and how often it was asked."""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timezone

from dash_retool_embed.testing.sandbox.catalogue import APPS, App
from dash_retool_embed.testing.sandbox.contract import MintRequest
from dash_retool_embed.testing.sandbox.keys import DEMO_API_KEY, tokens_of
from dash_retool_embed.testing.sandbox.mint_record import MintRecord
from dash_retool_embed.testing.sandbox.misbehaviour import Misbehaviour
from dash_retool_embed.testing.sandbox.session import Session
from dash_retool_embed.testing.sandbox.waits import Waits


class Sandbox:
    """The state of one sandbox; safe to use from any thread.

    Attributes:
        origin: where the browser finds the sandbox. Set it once the real port is known.
        tokens: scopes by API key.
        embedding_enabled: off answers every mint with "Embedding is not enabled…".
        misbehave: the switches of `Misbehaviour`.
        clock: seconds since the epoch; a test may put its own in.

    """

    def __init__(
        self,
        api_key: str = DEMO_API_KEY,
        origin: str = "http://localhost:8051",
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.origin = origin
        self.tokens = tokens_of(api_key)
        self.embedding_enabled = True
        self.misbehave = Misbehaviour()
        self.clock = clock
        self._lock = threading.RLock()
        self._mints: list[MintRecord] = []
        self._links: dict[str, MintRequest] = {}
        self._sessions: dict[str, Session] = {}
        self._frame_loads: Counter[str] = Counter()
        self._mint_requests = 0
        self._waits = Waits()

    @property
    def links_minted(self) -> int:
        """How many links were handed out."""
        with self._lock:
            return len(self._mints)

    @property
    def mints(self) -> list[MintRecord]:
        """Every accepted mint request, oldest first; a copy."""
        with self._lock:
            return list(self._mints)

    @property
    def mint_requests(self) -> int:
        """How many requests for a link came, whatever the answer."""
        with self._lock:
            return self._mint_requests

    @property
    def links_redeemed(self) -> int:
        """How many links opened a session."""
        with self._lock:
            return len(self._sessions)

    @property
    def frame_loads(self) -> int:
        """How many app pages were served."""
        with self._lock:
            return self._frame_loads.total()

    def frame_loads_of(self, app_slug: str) -> int:
        """Return how many pages of the app were served.

        Raises:
            ValueError: for a slug that no app has: a misspelt one would always count 0.

        """
        if app_slug not in {app.slug for app in APPS}:
            raise ValueError(f"no app {app_slug!r}; there are {[app.slug for app in APPS]}")
        with self._lock:
            return self._frame_loads[app_slug]

    @property
    def waiting(self) -> int:
        """How many requests are held right now because the sandbox hangs or is slow."""
        return self._waits.count

    def reset(self) -> None:
        """Forget links, sessions and counts, and behave. API keys and the origin stay.

        Requests that wait are answered with an error: they belong to the time before.
        """
        with self._lock:
            self._waits.reset()
            self.embedding_enabled = True
            self.misbehave.reset()
            self._mints.clear()
            self._links.clear()
            self._sessions.clear()
            self._frame_loads.clear()
            self._mint_requests = 0

    def wait_to_mint(self) -> bool:
        """Count a mint request and wait as `Misbehaviour` says; False means to give up."""
        with self._lock:
            self._mint_requests += 1
        return self._waits.wait(lambda: self.misbehave.hang, self.misbehave.slow_seconds)

    def wait_to_show(self) -> bool:
        """Wait as `Misbehaviour` says for app pages; False means to give up."""
        return self._waits.wait(
            lambda: self.misbehave.hang_frames, self.misbehave.slow_frames_seconds
        )

    def mint_fails(self) -> bool:
        """Tell whether this mint request is to fail (`Misbehaviour.fail_nth`)."""
        with self._lock:
            return self.misbehave.counts_as_failure()

    def mint(self, request: MintRequest) -> str:
        """Return the nonce of a new single-use link."""
        nonce = secrets.token_urlsafe(24)
        record = MintRecord(
            body=request.body,
            user=request.user,
            app=request.app.slug,
            time=self._now(),
            unknown_fields=request.unknown_fields,
        )
        with self._lock:
            self._links[nonce] = request
            self._mints.append(record)
        return nonce

    def redeem(self, nonce: str) -> Session | None:
        """Spend a link; None when it is unknown or spent already."""
        with self._lock:
            request = self._links.pop(nonce, None)
            if request is None:
                return None
            lifetime = self.misbehave.expire_after_seconds or request.session_minutes * 60.0
            session = Session(
                key=secrets.token_urlsafe(24),
                user=request.user,
                app=request.app,
                groups=request.groups,
                user_info=request.user_info,
                metadata=request.metadata,
                redeemed=self._now(),
                lifetime_seconds=lifetime,
                expires_at=self.clock() + lifetime,
            )
            self._sessions[session.key] = session
            return session

    def session_for(self, key: str | None, app: App) -> Session | None:
        """Return the session that counts when a browser with the cookie `key` opens `app`.

        The cookie says who it is and for how long: one person's apps share it, so the link that was
        redeemed last renews all of them. What they may do is their newest session *for this app*,
        over or not, so that two apps of one person on one page don't mix up their metadata;
        without one, the cookie's own session counts. None: no session behind the cookie, or an
        expired one.
        """
        if key is None or self.misbehave.lose_cookie:
            return None
        with self._lock:
            own = self._sessions.get(key)
            if own is None or self.is_expired(own):
                return None
            theirs = [s for s in self._sessions.values() if s.user == own.user and s.app == app]
            return theirs[-1] if theirs else own

    def is_expired(self, session: Session) -> bool:
        """Tell whether the session's lifetime is over, whatever the browser kept of its cookie."""
        return self.clock() >= session.expires_at

    def count_frame_load(self, session: Session, app: App) -> None:
        """Note that a page of the app is served to the session."""
        with self._lock:
            self._frame_loads[app.slug] += 1
            session.opened.append((app, self._now()))

    def sessions(self) -> list[Session]:
        """Every redeemed session, oldest first; a copy."""
        with self._lock:
            return list(self._sessions.values())

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.clock(), timezone.utc)
