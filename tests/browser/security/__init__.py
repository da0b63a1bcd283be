"""What leaks out of a browser, and what its console says."""
