"""What the kit's endpoints take and answer."""

from dash_retool_embed.web.problems import identity_problem, problem

__all__ = ["identity_problem", "problem"]
