"""Where ``from dash_retool_embed import MintLimits`` ends without the extra.

The package has no such attribute then, so Python looks for a module, and would say no more.
"""

import dash_retool_embed.limits  # noqa: F401 - says what to install

raise ImportError("MintLimits is a class: from dash_retool_embed import MintLimits")
