"""Commands of `dashapp` that have a group of their own."""
