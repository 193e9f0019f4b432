"""Does any citizen's number reach a byte that is written, also when the program dies? Run under a scanner.

`python -m tests.faults.leaking SHARED FOLDER work` imports every corpus file with planted numbers,
edits, undoes, writes letters and exports, saves, and dies; `... back` goes on with what was left, saves and
closes. Run both under `leakscan.py run TRACE -- ...`, which looks at every byte handed to the kernel.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desktop import cli
from desktop.domain.assessment import Subject
from desktop.domain.errors import PlannerError
from desktop.domain.imports import TableChoices
from desktop.workspace import recovery
from desktop.workspace.importing import read_invoices, read_suppliers
from desktop.workspace.operations import ChooseEan, Decide, ImportInvoices, ImportSuppliers
from desktop.workspace.session import Session
from tests.building import MUNICIPALITY, podiatrist, supplier_list
from tests.faults.workloads import GOOD_EAN, ME, _invoices, _letters, plan_in, settle


def work(shared: Path, folder: Path) -> int:
    """The whole job, and no end to it; gives how many files were taken in."""
    settle(folder)
    session = Session.create(MUNICIPALITY, who=ME)
    session.save_as(plan_in(folder))
    session.run(ImportSuppliers(supplier_list(*map(podiatrist, range(1, 4)))))
    _invoices(12)(session)
    taken = sum(_take(session, path) for path in _with_numbers(shared))
    one = session.assessments()[0].supplier.id
    session.run(Decide((one,), Subject.NOTE, "en note"))
    session.undo()
    session.redo()
    session.run(ChooseEan("new", new_ean=GOOD_EAN))
    _letters(session)
    session.save()
    cli.main(["problems", str(plan_in(folder)), "--out", str(folder / "share" / "fejl.xlsx")])
    cli.main(["invoices", str(plan_in(folder)), "--json"])
    session.run(Decide((one,), Subject.NOTE, "en note til"))
    return taken


def back(folder: Path) -> None:
    """The next start."""
    settle(folder)
    for one in recovery.found():
        session = Session.recover(one.folder, who=ME)
        session.save()
        session.close()
    Session.open(plan_in(folder), who=ME).close()


def _with_numbers(shared: Path) -> list[Path]:
    hostile = shared / "corpus" / "hostile"
    listed = [line.split(",", 1)[0] for line in (hostile / "INDEX.csv").read_text("utf-8").splitlines()]
    return [hostile / name for name in listed if "cpr" in name.casefold() and not name.startswith("plan/")]


def _take(session: Session, path: Path) -> int:
    try:
        session.run(ImportSuppliers(read_suppliers([path], TableChoices())))
    except PlannerError:
        try:
            session.run(ImportInvoices(read_invoices([path], TableChoices(), today=session.today)))
        except PlannerError:
            return 0
    return 1


if __name__ == "__main__":
    if sys.argv[3] == "work":
        sys.stdout.write(f"{work(Path(sys.argv[1]), Path(sys.argv[2]))} files\n")
        sys.stdout.flush()
        os._exit(9)
    back(Path(sys.argv[2]))
