"""What pages ask over HTTP: links, whose frames these are, and what they report."""
