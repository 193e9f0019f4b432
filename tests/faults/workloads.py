"""What does the program do while it is killed? Ten pieces of real work, each step told when it is done.

A workload runs in a folder of its own that holds everything the program writes: `share` is the drive with
the plan, `home` the user's own folder. After each step it says "op N", after each save "saved N" - only then
would a user be told "Gemt". `states` says how the plan looks after each step when nothing harms it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from unittest import mock

from desktop.domain.assessment import Subject
from desktop.domain.duplicates import PairVerdict
from desktop.domain.errors import PlannerError
from desktop.domain.imports import Field
from desktop.domain.letter_outputs import PACKAGES, LetterWishes, PdfTool
from desktop.domain.merging import Choices, Side
from desktop.domain.rollout_plan import TAKEN_OUT
from desktop.domain.suppliers import SupplierId
from desktop.letters.pdf import Alive, PdfOutcome, Take
from desktop.letters.pdf_tools import Converter
from desktop.paths import HOME_VARIABLE
from desktop.storage.schema import metadata
from desktop.workspace import backups, letter_outputs, letter_run, merging, privacy, rollout
from desktop.workspace.operations import (
    ChooseEan,
    CorrectValue,
    Decide,
    DecidePair,
    ImportInvoices,
    ImportSuppliers,
)
from desktop.workspace.operations.rollout import MoveSuppliers
from desktop.workspace.operations.tasks import AddTask
from desktop.workspace.session import Session, Who
from tests.building import MUNICIPALITY, invoice, invoice_file, podiatrist, supplier_list

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ME = Who("mkh", "PC-1142")
OLD_PLAN = Path(__file__).resolve().parent.parent / "data" / "plan-format-1.eanplan"
GOOD_EAN = "5790000000043"

Tell = Callable[[str], None]
Step = Callable[[Session], object]


@dataclass(frozen=True)
class Workload:
    """A piece of work.

    Attributes:
        prepare: makes the plan file in a folder that nothing is watching.
        steps: each is one operation; None is a save.
        exact: whether the plan after each step is always the same; how many letters a run writes is not.
        unfiled: how many plans that have no file yet may be open when it is killed; the user is offered them.
    """

    name: str
    prepare: Callable[[Path], None]
    steps: tuple[Step | None, ...]
    exact: bool = True
    unfiled: int = 0


def plan_in(folder: Path) -> Path:
    return folder / "share" / "plan.eanplan"


def letters_in(folder: Path) -> Path:
    return folder / "share" / "breve"


def settle(folder: Path) -> None:
    """Make the folder's own home, and use it."""
    (folder / "share").mkdir(parents=True, exist_ok=True)
    (folder / "home").mkdir(exist_ok=True)
    os.environ[HOME_VARIABLE] = str(folder / "home")


def opened(folder: Path) -> Session:
    return Session.open(plan_in(folder), who=ME, clock=lambda: NOON)


def run(workload: Workload, folder: Path, tell: Tell, *, patience: int = 0) -> None:
    """Do the work.

    Args:
        patience: how often a step that failed in a way the user is told of is tried again; without any, or
            when it is used up, the error goes on.
    """
    settle(folder)
    session = _tried(lambda: opened(folder), patience)
    done = saved = 0
    for step in workload.steps:
        if step is None:
            _tried(session.save, patience)
            saved = done
            tell(f"saved {saved}")
            if session.backup_trouble is not None:
                tell("unkept")
            continue
        before = _entries(session)
        _tried(partial(_once, session, step, before), patience)
        done += 1
        tell(f"op {done}")
    session.close()


def _once(session: Session, step: Step, before: tuple[object, ...]) -> None:
    """An operation whose error came after it had gone through is not done twice."""
    if _entries(session) == before:
        step(session)


def _entries(session: Session) -> tuple[object, ...]:
    return tuple((entry.number, entry.state) for entry in session.history())


def _tried(work: Callable[[], object], patience: int) -> Session:
    for _ in range(patience):
        try:
            return work()  # type: ignore[return-value]  # only `opened` gives something that is used
        except PlannerError:
            continue
    return work()  # type: ignore[return-value]  # as above


def look(session: Session) -> str:
    """SHA-256 over every row of every table."""
    digest = hashlib.sha256()
    with session._copy.database.reading() as reader:
        for table in metadata.sorted_tables:
            for row in reader._all(f"SELECT * FROM {table.name} ORDER BY id"):  # noqa: S608 - our own names
                digest.update(repr((table.name, row)).encode())
    return digest.hexdigest()


def states(workload: Workload, folder: Path) -> list[str]:
    """How the plan looks after 0, 1, 2, ... operations."""
    workload.prepare(folder)
    settle(folder)
    session = opened(folder)
    found = [look(session)]
    for step in workload.steps:
        if step is not None:
            step(session)
            found.append(look(session))
    session.close()
    return found


# ------------------------------------------------------------------------------------------ the work


def _note(text: str) -> Step:
    return lambda session: session.run(Decide((SupplierId(1),), Subject.NOTE, text))


def _suppliers(first: int, last: int) -> Step:
    reading = supplier_list(*map(podiatrist, range(first, last)))
    return lambda session: session.run(ImportSuppliers(reading))


def _invoices(count: int) -> Step:
    rows = [invoice(podiatrist(1 + number % 9), str(number), citizens=number % 4) for number in range(count)]
    return lambda session: session.run(ImportInvoices(invoice_file(rows)))


def _undo(session: Session) -> None:
    session.undo()


def _redo(session: Session) -> None:
    session.redo()


def _new_plan(*steps: Step) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        settle(folder)
        session = Session.create(MUNICIPALITY, who=ME, clock=lambda: NOON)
        for step in steps:
            step(session)
        session.save_as(plan_in(folder))
        session.close()

    return prepare


def _old_plan(folder: Path) -> None:
    settle(folder)
    shutil.copyfile(OLD_PLAN, plan_in(folder))


def _choose(session: Session) -> None:
    session.run(ChooseEan("new", new_ean=GOOD_EAN))


def _letters(session: Session) -> None:
    folder = letters_in(session.path.parent.parent) if session.path else Path()
    folder.mkdir(exist_ok=True)
    letter_run.write(session, folder)


def other_copy_in(folder: Path) -> Path:
    """A colleague's copy of the plan, beside it."""
    return folder / "share" / "kopi.eanplan"


def _changed_by_two(folder: Path) -> None:
    """A plan and a copy of it; since they were one, each has got a supplier list and a note of its own."""
    _new_plan(_suppliers(1, 10))(folder)
    plan, other = plan_in(folder), other_copy_in(folder)
    shutil.copyfile(plan, other)
    for path, steps in ((plan, (_note("min"),)), (other, (_note("deres"), _suppliers(1, 14)))):
        session = Session.open(path, who=ME, clock=lambda: NOON)
        for step in steps:
            step(session)
        session.save()
        session.close()


def _merge(session: Session) -> None:
    other = merging.open_copy(other_copy_in(session.path.parent.parent) if session.path else Path())
    try:
        merging.take_in(session, other, Choices(prefer=Side.THEIRS))
    finally:
        other.close()


def _many_versions(folder: Path) -> None:
    """A plan with as many earlier versions as are kept, so that each save lets go of one."""
    _new_plan(_suppliers(1, 10))(folder)
    session = opened(folder)
    for number in range(12):
        _note(f"før {number}")(session)
        session.save()
        os.utime(plan_in(folder), (NOON.timestamp() + number,) * 2)
    session.close()


def _restore(session: Session) -> None:
    """Put the oldest version out as a plan beside this one."""
    if session.path is not None:
        version = backups.earlier_versions(session.path)[-1]
        earlier = backups.open_earlier(session.path, version, who=ME, clock=lambda: NOON)
        try:
            earlier.save_as(session.path.with_name("tidligere.eanplan"))
        finally:
            earlier.close()


def _propose(session: Session) -> None:
    rollout.propose(session)


def _move(session: Session) -> None:
    session.run(MoveSuppliers((SupplierId(2),), TAKEN_OUT))


def _task(session: Session) -> None:
    session.run(AddTask("Ring til KOMBIT"))


def _clean(session: Session) -> None:
    privacy.clean_history(session, keep=1)


def _correct(session: Session) -> None:
    session.run(CorrectValue(SupplierId(1), Field.EMAIL, "ny@eksempel.example"))


def _pair(session: Session) -> None:
    session.run(DecidePair(SupplierId(1), SupplierId(2), PairVerdict.DIFFERENT, "to ejere"))


def _instant_pdf(
    _tool: Converter, files: Mapping[int, Path], take: Take, _alive: Alive, **_patience: object
) -> PdfOutcome:
    """Stands in for Word and LibreOffice: what is swept is how their work reaches the folder."""
    for number in files:
        take(number, b"%PDF-1.6\n" + b"x" * 20_000 + b"\n%%EOF\n")
    return PdfOutcome(calls=1)


def _everything(session: Session) -> None:
    folder = letters_in(session.path.parent.parent) if session.path else Path()
    folder.mkdir(exist_ok=True)
    tool = Converter(PdfTool.LIBREOFFICE, Path("soffice"))
    with (
        mock.patch("desktop.letters.pdf.convert", _instant_pdf),
        mock.patch("desktop.letters.pdf_tools.converters", return_value=(tool,)),
    ):
        letter_outputs.write_everything(session, folder, LetterWishes(True, True, PACKAGES, True))


WORKLOADS = {
    one.name: one
    for one in (
        Workload(
            "save",
            _new_plan(_suppliers(1, 10)),
            (_note("en"), None, _note("to"), _note("tre"), None, _undo, None),
        ),
        Workload(
            "import",
            _new_plan(),
            (_suppliers(1, 60), _invoices(80), None, _undo, _redo, _suppliers(1, 80), None),
        ),
        Workload(
            "letters", _new_plan(_suppliers(1, 4), _invoices(12), _choose), (_letters, None), exact=False
        ),
        Workload(
            "packages", _new_plan(_suppliers(1, 4), _invoices(12), _choose), (_everything, None), exact=False
        ),
        Workload("merge", _changed_by_two, (_merge, None, _undo, _redo, None)),
        Workload("restore", _many_versions, (_note("en"), _restore, None, _note("to"), None), unfiled=1),
        Workload(
            "rollout",
            _new_plan(_suppliers(1, 10), _invoices(30), _choose),
            (_propose, None, _move, _task, None, _undo, None),
        ),
        Workload(
            "clean", _new_plan(_suppliers(1, 10), _note("en"), _note("to")), (_note("tre"), _clean, None)
        ),
        Workload("correct", _new_plan(_suppliers(1, 10)), (_correct, None, _pair, None, _undo, None)),
        Workload("migration", _old_plan, (_note("en"), None, _note("to"), None)),
    )
}
