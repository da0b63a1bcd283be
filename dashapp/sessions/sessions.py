"""The host's own sessions: begun by a sign-in, known by every process, ended for all of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from pydantic import SecretStr

from dashapp.database import storage_key
from dashapp.sessions import records
from dashapp.sessions.errors import SessionsUnavailable
from dashapp.sessions.keys import SessionKeys
from dashapp.sessions.provider_logout import ended_at_provider
from dashapp.sessions.registry import SessionRegistry
from dashapp.sessions.session import End, Session, SignedIn
from dashapp.sessions.tables import sessions

BEGIN_SECONDS = 5.0
"""A sign-in waits so long for its turn at the database: its code is used up."""


class Sessions:
    """Begins, finds and ends sessions. Threads may share it, and processes the database.

    What a process has seen it keeps, so that a request asks no database, and so that people go on
    while the database is away. Each process asks every two seconds what has ended elsewhere.
    """

    def __init__(
        self, registry: SessionRegistry, deployment_secrets: Sequence[SecretStr], host: str
    ) -> None:
        """Describe the sessions; the database is not asked before somebody comes.

        Args:
            registry: what this process knows of the database's sessions.
            deployment_secrets: the one in use, then those from before a rollover.
            host: which host they are for; those of another one with this database don't count.
        """
        self._keys = SessionKeys(deployment_secrets, host)
        self._registry = registry

    def begin(self, signed_in: SignedIn, lifetime: timedelta) -> str:
        """Begin a session; return its id, which only the browser is to keep.

        Raises:
            SessionsUnavailable: the database does not take it.
        """
        id_ = self._keys.new_id()
        now = self._registry.now()
        row = {
            "digest": self._keys.digest(id_),
            "person": storage_key(signed_in.person),
            "issuer": signed_in.issuer,
            "subject": storage_key(signed_in.subject),
            "provider_session": signed_in.provider_session
            and storage_key(signed_in.provider_session),
            "claims": json.dumps(dict(signed_in.claims)),
            "refresh_token": self._keys.encrypt(signed_in.refresh_token),
            "id_token": self._keys.encrypt(signed_in.id_token),
            "began_at": now,
            "expires_at": now + int(lifetime.total_seconds() * 1000),
            "checked_at": now,
            "checking_until": 0,
        }
        self._registry.lookups.run(
            lambda: records.add(self._registry.store, row), patience=BEGIN_SECONDS
        )
        return id_

    def get(self, id_: str) -> Session | None:
        """Return the session with this id; None: it has ended, or never began.

        Raises:
            SessionsUnavailable: this process does not know it, and the database does not answer.
        """
        digest = self._keys.digest(id_)
        if digest is None or self._registry.lookups.is_unwritten(digest):
            return None
        self._registry.watch()
        session = self._registry.cache.get(digest)
        if session is None:
            session = self._registry.lookups.run(lambda: records.load(self._registry.store, digest))
            if session is None:
                return None
            self._registry.cache.keep(session)
        return session if self._registry.now() < session.expires_at else None

    def end(self, id_: str, by: End) -> None:
        """End the session with this id, if there is one.

        Here at once, elsewhere within seconds, or when the database is back.
        """
        digest = self._keys.digest(id_)
        if digest is None:
            return
        at, which = self._registry.now(), sessions.c.digest == digest
        self._registry.cache.drop(digest)
        self._registry.lookups.write(
            digest, lambda: records.end(self._registry.store, which, by, at)
        )
        self._registry.watch()

    def end_at_provider(self, issuer: str, subject: str | None, session: str | None) -> int:
        """End what a provider has ended; return how many sessions that were.

        Args:
            issuer: the provider.
            subject: its sub; None: its session says enough.
            session: its sid; None: every session of the subject.

        Raises:
            SessionsUnavailable: the database does not take it.
            ValueError: neither is said.
        """
        which, at = ended_at_provider(issuer, subject, session), self._registry.now()

        def end() -> int:
            ended = records.end(self._registry.store, which, "provider", at)
            for digest in ended:
                self._registry.cache.drop(digest)
            return len(ended)

        try:
            return self._registry.lookups.run(end)
        except SessionsUnavailable:
            # Not every provider says it again.
            self._registry.lookups.keep(f"logout {issuer} {subject} {session}", end)
            self._registry.watch()
            raise

    def take_check(self, session: Session, seconds: float) -> bool:
        """Return whether the caller is to ask the provider about a session, alone for so long."""
        now, store = self._registry.now(), self._registry.store
        until = now + int(seconds * 1000)

        def take() -> bool:
            if records.take_check(store, session, now, until):
                return True
            # Somebody else asks, or has asked.
            if (newer := records.load(store, session.digest)) is not None:
                self._registry.cache.keep(newer)
            return False

        try:
            return self._registry.lookups.run(take)
        except SessionsUnavailable:
            return False

    def renew(
        self,
        session: Session,
        claims: Mapping[str, Any] | None,
        *,
        refresh_token: str | None,
        id_token: str | None,
    ) -> Session | None:
        """Keep what the provider says now; return the session with it, or None if it has ended.

        Args:
            session: about which the provider was asked.
            claims: what is to be kept of its answer; None: it could not be checked.
            refresh_token: the next one; None: the same.
            id_token: likewise.
        """
        tokens = {"refresh_token": refresh_token, "id_token": id_token}
        changed: dict[str, Any] = {
            name: self._keys.encrypt(token) for name, token in tokens.items() if token is not None
        }
        row = dict(changed)
        if claims is not None:
            changed |= {"claims": claims, "checked_at": self._registry.now()}
            row = {**changed, "claims": json.dumps(dict(claims)), "checking_until": 0}
        if not row:
            return session
        digest, store = session.digest, self._registry.store
        try:
            renewed = self._registry.lookups.run(lambda: records.change(store, digest, row))
        except SessionsUnavailable:
            # The token before may be used up: this one must not be lost.
            self._registry.lookups.write(
                f"{digest} renewed", lambda: records.change(store, digest, row)
            )
            renewed = replace(session, **changed)
        if renewed is None:
            self._registry.cache.drop(digest)
        else:
            self._registry.cache.keep(renewed)
        return renewed

    def refresh_token(self, session: Session) -> str | None:
        """Return the provider's refresh token."""
        return self._keys.decrypt(session.refresh_token)

    def id_token(self, session: Session) -> str | None:
        """Return the provider's ID token, the hint for signing out there."""
        return self._keys.decrypt(session.id_token)
