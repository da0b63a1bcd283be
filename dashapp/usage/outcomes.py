"""What a link ends with if nothing goes wrong."""

GOOD = {"minted": "link handed out", "ready": "ready", "renewed": "renewed"}
"""The outcomes that are no failures; those that are have a code of `dashapp.errors`."""
