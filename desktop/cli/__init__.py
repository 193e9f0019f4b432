"""How is the same work done from a terminal, a robot or a test? The command line is a contract (docs/cli.md).

Every command uses the operations that the window uses. With `--json` one JSON object goes to standard output
and nothing else; sentences go to standard error then. Exit status: 0 done, 1 not done and the plan untouched,
2 wrong usage.
"""

from __future__ import annotations

from desktop.cli.main import COMMANDS, main

__all__ = ["COMMANDS", "main"]
