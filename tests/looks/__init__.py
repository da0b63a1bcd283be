"""Every page and state of the host: one catalogue, looked at by axe-core and in pictures."""
