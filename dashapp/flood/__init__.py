"""What keeps a flood of requests from filling the memory or the disk."""

from dashapp.flood.addresses import network_of
from dashapp.flood.lines import BoundedLog, LeftOut, Quota
from dashapp.flood.memory import BoundedMemory
from dashapp.flood.outages import Outage, Outages

__all__ = [
    "BoundedLog",
    "BoundedMemory",
    "LeftOut",
    "Outage",
    "Outages",
    "Quota",
    "network_of",
]
