"""What keeps a flood of requests from filling the log."""

from dash_retool_embed.flood.addresses import network_of
from dash_retool_embed.flood.lines import BoundedLog, LeftOut, Quota
from dash_retool_embed.flood.outages import Outage, Outages

__all__ = ["BoundedLog", "LeftOut", "Outage", "Outages", "Quota", "network_of"]
