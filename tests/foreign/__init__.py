"""The kit in Dash apps of other people, in environments that are theirs."""
