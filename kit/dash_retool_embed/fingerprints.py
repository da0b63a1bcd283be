"""What stands for the content of a file, in addresses that change with it."""

import hashlib


def fingerprint(content: bytes) -> str:
    """Return 12 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()[:12]
