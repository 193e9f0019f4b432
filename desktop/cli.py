"""The same work from a terminal or a robot: every command of the program without a display."""
