"""The access tokens that the pretended Retool knows."""

from collections.abc import Mapping

EMBED_SCOPE = "App: Embed"
DEMO_API_KEY = "retool-sandbox-demo-key-not-a-secret"
SCOPELESS_API_KEY = "retool-sandbox-key-without-embed-scope"


def tokens_of(api_key: str) -> Mapping[str, frozenset[str]]:
    """Return the scopes of each token: of this one, and of one that may not make links."""
    return {SCOPELESS_API_KEY: frozenset({"Apps: Read"}), api_key: frozenset({EMBED_SCOPE})}
