"""What keeps a flood of requests from filling the log."""

from dash_retool_embed.log_throttling.lines import BoundedLog, LeftOut, Quota
from dash_retool_embed.log_throttling.outages import Outage, Outages

__all__ = ["BoundedLog", "LeftOut", "Outage", "Outages", "Quota"]
