"""What the host looks like: every page and state of it, for axe-core and for pictures."""
