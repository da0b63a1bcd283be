"""Attacks on the page that embeds Retool, each played against this bridge and the official SDKs."""
