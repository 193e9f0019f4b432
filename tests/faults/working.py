"""What is killed at random? One workload in one process, which says what it has done.

python -m tests.faults.working WORKLOAD FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.faults import workloads


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    workloads.run(workloads.WORKLOADS[sys.argv[1]], Path(sys.argv[2]), _tell)
