"""EAN Planner: which suppliers change EAN number, when, and by which letter."""

__version__ = "0.1.0"
