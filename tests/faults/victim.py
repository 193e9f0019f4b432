"""Who is harmed? A process that does one workload at a time, each in a child of its own.

Started with the injector in front of the C library, which counts the operations below one folder and strikes
at number AT. Starting Python and importing the program for every point would take most of the time, so the
children are forked from a process that has imported everything; each first syncs an empty file as often as
it takes for its operation N to be number AT.

    python -m tests.faults.victim WORKLOAD WATCHED AT PATIENCE      then lines "N FOLDER" on stdin
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from desktop.domain.errors import PlannerError
from tests.faults import workloads

DONE, TOLD, BUG, STRUCK = 0, 3, 4, 137
"""Exit codes: went through; stopped with a sentence for the user; stopped without one; killed."""


def main() -> None:
    """Answer each line with "N CODE|what was told|..."; the last part is the trace of a bug."""
    name, watched, at, patience = sys.argv[1:5]
    workload = workloads.WORKLOADS[name]
    idle = os.open(Path(watched) / "idle", os.O_WRONLY)
    for line in sys.stdin:
        number, folder = line.rstrip("\n").split(" ", 1)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            _suffer(workload, Path(folder), int(at) - int(number), idle, writer, int(patience))
        os.close(writer)
        with os.fdopen(reader, encoding="utf-8", errors="replace") as pipe:
            said = pipe.read().replace("\n", "|")
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{number} {os.waitstatus_to_exitcode(status)}|{said}\n")
        sys.stdout.flush()


def _suffer(
    workload: workloads.Workload, folder: Path, idling: int, idle: int, writer: int, patience: int
) -> None:
    def tell(text: str) -> None:
        os.write(writer, f"{text}\n".encode())

    code = DONE
    try:
        for _ in range(idling):
            os.fsync(idle)
        workloads.run(workload, folder, tell, patience=patience)
    except PlannerError as error:
        tell(f"told {type(error).__name__} {error}")
        code = TOLD
    except BaseException:  # noqa: BLE001 - whatever it is, it is what we are looking for
        tell("bug " + traceback.format_exc().replace("\n", " / ")[-1500:])
        code = BUG
    os._exit(code)


if __name__ == "__main__":
    main()
