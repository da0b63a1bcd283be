"""The host's shell: its header, tabs and bars, its look, and the ways of the keyboard."""
