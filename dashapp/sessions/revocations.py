"""What is no longer good although it can't be taken back: tokens of another login, say."""

from dashapp.sessions import records
from dashapp.sessions.registry import SessionRegistry


class Revocations:
    """Digests that every process refuses until their time is over."""

    def __init__(self, registry: SessionRegistry) -> None:
        """Describe them; nothing is asked of the database yet."""
        self._registry = registry

    def add(self, digest: str, expires_at: float) -> None:
        """Refuse something until a time in seconds since the epoch.

        Here at once, elsewhere within seconds, or when the database is back.
        """
        until = int(expires_at * 1000)
        self._registry.cache.revoke({digest: until}, self._registry.now())
        self._registry.lookups.write(
            digest, lambda: records.revoke(self._registry.store, digest, until)
        )
        self._registry.watch()

    def __contains__(self, digest: str) -> bool:
        """Tell whether something is refused, as far as this process knows.

        One that began while the database was away knows of nothing until it is back.
        """
        self._registry.watch()
        self._registry.know_revocations()
        return self._registry.cache.is_revoked(digest)

    def until(self, digest: str) -> float | None:
        """Return until when something is refused, as the database knows it now; None: it is not.

        Raises:
            SessionsUnavailable: the database does not say.
        """
        until = self._registry.lookups.run(
            lambda: records.revoked_until(self._registry.store, digest)
        )
        return None if until is None else until / 1000
