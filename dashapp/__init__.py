"""Retool apps inside a Dash app: the kit's public names."""

__version__ = "0.1.0"
