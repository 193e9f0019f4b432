"""What does dev.py do? `environment`, `machine` and `steps` run on bare Python, the rest inside `.venv`."""
