"""What did a fault leave? A fresh look at the plan, as a user would have after the next start."""

from __future__ import annotations

import hashlib
import os
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.errors import PlannerError
from desktop.storage.working_folders import base_folder
from desktop.workspace import backups, recovery
from desktop.workspace.session import Opening, Session
from tests.faults.workloads import ME, NOON, OLD_PLAN, Workload, letters_in, look, plan_in, settle

FINE = "ok"


@dataclass(frozen=True)
class Told:
    """What the program had said was done before the fault.

    Attributes:
        ops: operations it said were done.
        saved: operations in the plan file when it last said "saved".
        unkept: it said once that the version before could not be kept.
    """

    ops: int
    saved: int
    unkept: bool


def told(lines: list[str]) -> Told:
    """Out of "op 3", "saved 2" and "unkept"."""
    ops = [int(line[3:]) for line in lines if line.startswith("op ")]
    saved = [int(line[6:]) for line in lines if line.startswith("saved ")]
    return Told(max(ops, default=0), max(saved, default=0), "unkept" in lines)


def judge(workload: Workload, states: list[str], folder: Path, lines: list[str]) -> str:
    """`ok`, or what is wrong: UNREADABLE, LOST (something acknowledged), TORN, HALF-LETTER, LEFT-BEHIND."""
    settle(folder)
    said = told(lines)
    half = _half_letters(letters_in(folder))
    if half:
        return f"HALF-LETTER {half}"
    try:
        file = _places_of(workload, states, _opened(folder))
        if workload.exact and not any(said.saved <= place <= said.ops + 1 for place in file):
            return f"LOST {said.saved} saved, {file} in the file"
        return _after_recovery(workload, states, folder, said)
    except PlannerError as error:
        return f"UNREADABLE {type(error).__name__} {error}"
    except _NotAState as error:
        return f"TORN {error}"


class _NotAState(Exception):
    """The plan looks as it does after no operation."""


def _opened(folder: Path) -> Session:
    return Session.open(plan_in(folder), opening=Opening.READ, who=ME, clock=lambda: NOON)


def _places_of(workload: Workload, states: list[str], session: Session) -> list[int]:
    """After how many operations the plan looks like this: several, where undo and redo lead back."""
    try:
        if not workload.exact:
            return []
        found = look(session)
    finally:
        session.close()
    places = [place for place, state in enumerate(states) if state == found]
    if not places:
        raise _NotAState("as after no operation")
    return places


def _after_recovery(workload: Workload, states: list[str], folder: Path, said: Told) -> str:
    """Go on with what was left, as the next start offers; then nothing acknowledged may be missing."""
    plan = plan_in(folder)
    before = hashlib.sha256(plan.read_bytes()).hexdigest()
    _next_day(plan.parent)
    found = recovery.found()
    left = [one for one in found if one.path is not None]
    if len(left) > 1 or len(found) - len(left) > workload.unfiled:
        return f"LEFT-BEHIND {len(found)} working copies"
    if hashlib.sha256(plan.read_bytes()).hexdigest() != before:
        return "TOUCHED looking for lost work changed the plan"
    for one in left:
        session = Session.recover(one.folder, who=ME, clock=lambda: NOON)
        session.save()
        session.close()
    for one in found:
        recovery.discard(one)
    reached = _places_of(workload, states, _opened(folder))
    if workload.exact and not {said.ops, said.ops + 1} & set(reached):
        return f"LOST {said.ops} done, {reached} found"
    if base_folder().exists() and any(base_folder().iterdir()):
        return "LEFT-BEHIND a working folder"
    if strays := [path.name for path in plan.parent.glob("~*")] if left else []:
        return f"LEFT-BEHIND {strays}"
    return _kept_versions(workload, folder, said)


def _next_day(share: Path) -> None:
    """What died half made is cleared away by its age; the plan itself is as young as it was."""
    working = tuple(base_folder().iterdir()) if base_folder().exists() else ()
    for path in (*working, *share.glob("*.lock"), *share.glob("~*")):
        os.utime(path, (time.time() - 86_400,) * 2)


def _kept_versions(workload: Workload, folder: Path, said: Told) -> str:
    """The version before each acknowledged save can be had back, and opens."""
    plan = plan_in(folder)
    for other in plan.parent.glob("*.eanplan"):
        Session.open(other, opening=Opening.READ, who=ME).close()
    versions = backups.earlier_versions(plan)
    for one in versions:
        backups.open_earlier(plan, one, who=ME).close()
    if said.saved and not versions and not said.unkept:
        return "NO-BACKUP"
    if workload.name == "migration" and said.saved:
        kept = plan.with_name("plan.v1.bak")
        if not kept.exists() or kept.read_bytes() != OLD_PLAN.read_bytes():
            return "LOST the plan of the earlier format"
    return FINE


def _half_letters(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and not _is_whole(path)]


_BEGIN_AND_END = {
    ".pdf": (b"%PDF-", b"%%EOF\n"),
    ".csv": (b"\xef\xbb\xbf", b"\r\n"),
    ".eml": (b"X-Unsent: 1\r\n", b"--\r\n"),
}
_MUST_HOLD = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".zip": "Modtagere.csv"}


def _is_whole(path: Path) -> bool:
    """What has the name of a letter, a list, a package or a draft is one from its first byte to its last."""
    if path.suffix in _BEGIN_AND_END:
        begin, end = _BEGIN_AND_END[path.suffix]
        data = path.read_bytes()
        return data.startswith(begin) and data.endswith(end)
    if path.suffix not in _MUST_HOLD:
        return True
    try:
        with zipfile.ZipFile(path) as package:
            return package.testzip() is None and _MUST_HOLD[path.suffix] in package.namelist()
    except (zipfile.BadZipFile, OSError):
        return False
