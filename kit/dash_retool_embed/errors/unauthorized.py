"""What a web framework has one raise for nobody."""


def http_status(error: Exception) -> int | None:
    """Return the status of an answer that a web framework has one raise, as `abort(403)` does."""
    for name in ("code", "status_code"):
        if isinstance(status := getattr(error, name, None), int):
            return status
    return None


def is_unauthorized(error: Exception) -> bool:
    """Tell whether an error is a framework's word for nobody: `abort(401)`."""
    return http_status(error) == 401
