"""Flask around the Dash app: the guard."""

from dashapp.web.guard import Guard

__all__ = ["Guard"]
