"""`python -m desktop.cli`: the command line without the window."""

from desktop.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
