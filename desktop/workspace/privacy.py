"""What does the open plan keep, and how is it cleaned? Counted from the plan and the files beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from desktop.domain.past import day_of
from desktop.domain.privacy import Deletion, Inventory, PlaceKind, StoredPlace, deletion, first_kept
from desktop.paths import user_data_dir
from desktop.workspace.operations.privacy import DELETE_ON
from desktop.workspace.session import Session


def inventory(session: Session) -> Inventory:
    """Everything the plan keeps, counted.

    Raises:
        FileTrouble: the folder of backups cannot be read.
    """
    with session.reading() as reader:
        settings = {one.key: one.value for one in reader.settings()}
        entries, counts = reader.history(), reader.past().counts()
        contacts = sum(1 for one in reader.each_supplier() if _names_a_person(one.facts))
    return Inventory(
        rows={name: count for name, count in counts.items() if name != "history_row"},
        contacts=contacts,
        users=tuple(sorted({one.by for one in entries}, key=str.casefold)),
        entries=len(entries),
        remembered=counts["history_row"],
        first_day=day_of(entries[-1].at) if entries else None,
        delete_on=_day(settings.get(DELETE_ON, "")),
        places=tuple(_places(session)),
    )


def deletion_state(session: Session) -> tuple[Deletion, date | None]:
    """How near the plan's deletion date is."""
    with session.reading() as reader:
        told = next((one.value for one in reader.settings() if one.key == DELETE_ON), "")
    day = _day(told)
    return deletion(day, session.today), day


def clean_history(session: Session, *, before: date | None = None, keep: int | None = None) -> int:
    """Delete earlier entries of the history for good, and return how many. It cannot be undone.

    The working copy is written anew, so that nothing of them remains in free pages; the plan's file follows
    with the next save. Backups still have them (`backups.forget_all`).

    Args:
        before: entries of earlier days go.
        keep: all but the last so many go.

    Raises:
        PlanTrouble: the plan is read-only here.
        FileTrouble: there is no room on the disk for it.
    """
    return session.forget_history(first_kept(session.history(), before=before, keep=keep))


def _names_a_person(facts: object) -> bool:
    return any(getattr(facts, name) for name in ("contact", "email", "phone"))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _places(session: Session) -> Iterable[StoredPlace]:
    from desktop.storage.backups import folder_of, old_formats_of
    from desktop.storage.lock_note import note_of
    from desktop.storage.publishing import file_trouble

    plan = session.path
    if plan is not None:
        with file_trouble(folder_of(plan)):
            yield _place(PlaceKind.PLAN, plan, [plan])
            yield _place(PlaceKind.BACKUPS, folder_of(plan), _files(folder_of(plan)))
            yield _place(PlaceKind.OLD_FORMAT, plan.parent, old_formats_of(plan))
            yield _place(PlaceKind.LOCK_NOTE, note_of(plan), [note_of(plan)])
    home = session.working_folder
    yield _place(PlaceKind.WORKING_COPY, home, _files(home))
    settings = user_data_dir() / "settings.json"
    # How tables and pages were left lies beside it; none of it is anybody's data.
    views = [one for name in ("tables", "pages") for one in _files(user_data_dir() / name)]
    yield _place(PlaceKind.SETTINGS, settings, [settings, *views])
    yield _place(PlaceKind.LOG, user_data_dir() / "logs", _files(user_data_dir() / "logs"))


def _place(kind: PlaceKind, where: Path, files: Iterable[Path]) -> StoredPlace:
    there = [one for one in files if one.is_file()]
    return StoredPlace(kind, str(where), len(there), sum(one.stat().st_size for one in there))


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []
