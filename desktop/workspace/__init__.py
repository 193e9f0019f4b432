"""The open plan: the one path by which anything in it changes, and the history of it."""
