"""What does a plan keep, in words for whoever answers for it? Kinds of data, where, and what never."""

from __future__ import annotations

from datetime import date

from desktop.domain.privacy import Deletion, Inventory, PlaceKind, StoredPlace
from desktop.domain.sheets import Cell, CellKind, Sheet, SheetColumn
from desktop.texts import dates, numbers
from desktop.texts.phrases import listed as joined
from desktop.texts.translate import N_, _, ngettext_

_ROWS = {
    "supplier": N_("Suppliers: number, name, CVR, address, e-mail, phone, contact person"),
    "invoice": N_("Invoices: number, date, EAN, amount, and how many citizens; no citizen's name or number"),
    "decision": N_("Decisions and notes about suppliers, with who and when"),
    "correction": N_("Values that were put right by hand"),
    "problem": N_("Problems found in the data"),
    "acceptance": N_("Problems that somebody let stand"),
    "source": N_("Files that were imported: name and figures, not the files"),
    "profile": N_("How files are read: the headings of their columns"),
    "pair_decision": N_("Decisions about pairs of suppliers"),
    "supplier_alias": N_("Suppliers that were put together"),
    "choice": N_("The choice of EAN number"),
    "scenario": N_("Scenarios"),
    "letter": N_("Letters that were written: whom to, when and the file's name; not the letters"),
    "wave": N_("Waves"),
    "placement": N_("Suppliers' places in waves"),
    "task": N_("Tasks: owner, dates and notes"),
    "setting": N_("The municipality's details and other settings"),
}
_PLACES = {
    PlaceKind.PLAN: N_("The plan's file"),
    PlaceKind.BACKUPS: N_("Earlier versions beside the plan"),
    PlaceKind.OLD_FORMAT: N_("The plan as an earlier version of the program left it"),
    PlaceKind.LOCK_NOTE: N_("Note of who has the plan open: user, computer, time"),
    PlaceKind.WORKING_COPY: N_("Working copy on this computer; gone when the plan is closed"),
    PlaceKind.SETTINGS: N_("The program's settings: names of recent plans"),
    PlaceKind.LOG: N_("The program's log: what happened, how much and how long, never values"),
}
_NEVER = (
    N_("CPR numbers: they are counted while a file is read, and forgotten"),
    N_("Names of citizens, texts and notes of invoices"),
    N_("Attachments and the invoices themselves"),
    N_("The files you import"),
    N_("Passwords"),
)
_DELETION = {
    Deletion.NOT_SET: N_("No deletion date has been set."),
    Deletion.FAR: N_("The plan is to be deleted on {day}."),
    Deletion.NEAR: N_("The plan is to be deleted on {day}. Finish what needs it, and delete it then."),
    Deletion.PASSED: N_(
        "The plan was to be deleted on {day}. Delete its file and backups, or set a new date."
    ),
}


def row_kind(table: str) -> str:
    """What the rows of a table hold."""
    return _(_ROWS[table])


def place_kind(kind: PlaceKind) -> str:
    """What lies in a place."""
    return _(_PLACES[kind])


def never() -> list[str]:
    """What is never stored."""
    return [_(one) for one in _NEVER]


def deletion(how_near: Deletion, day: date | None = None) -> str:
    """How near the deletion date is, and what to do."""
    return _(_DELETION[how_near]).format(day=dates.long(day))


def size(place: StoredPlace) -> str:
    """How much lies there now."""
    if not place.files:
        return _("nothing now")
    files = ngettext_("{n} file", "{n} files", place.files).format(n=numbers.whole(place.files))
    return _("{files}, {kb} kB").format(files=files, kb=numbers.whole(max(1, place.size // 1000)))


def people(found: Inventory) -> str:
    """Whose names stand in the plan."""
    return ngettext_(
        "{n} supplier has a contact person, an e-mail or a phone number. Users: {users}.",
        "{n} suppliers have a contact person, an e-mail or a phone number. Users: {users}.",
        found.contacts,
    ).format(n=numbers.whole(found.contacts), users=joined(found.users))


def history(found: Inventory) -> str:
    """What the history keeps."""
    told = ngettext_(
        "{n} entry since {day}, with what {rows} rows were before and after. Values that were changed or "
        "deleted still stand there.",
        "{n} entries since {day}, with what {rows} rows were before and after. Values that were changed or "
        "deleted still stand there.",
        found.entries,
    )
    rows = numbers.whole(found.remembered)
    return told.format(n=numbers.whole(found.entries), day=dates.short(found.first_day), rows=rows)


def cleaned(count: int) -> str:
    """What is said after the history was cleaned."""
    if not count:
        return _("There was nothing to delete in the history.")
    return ngettext_(
        "{n} entry was deleted from the history. Save the plan, so that its file is cleaned too.",
        "{n} entries were deleted from the history. Save the plan, so that its file is cleaned too.",
        count,
    ).format(n=numbers.whole(count))


def cleaned_and_saved(count: int) -> str:
    """The same where the plan has been saved already."""
    if not count:
        return _("There was nothing to delete in the history.")
    return ngettext_(
        "{n} entry was deleted from the history.", "{n} entries were deleted from the history.", count
    ).format(n=numbers.whole(count))


def backups_left(count: int) -> str:
    """That earlier versions still have what was deleted."""
    return ngettext_(
        "{n} earlier version beside the plan still has it.",
        "{n} earlier versions beside the plan still have it.",
        count,
    ).format(n=numbers.whole(count))


def backups_there(count: int) -> str:
    """That earlier versions are kept, and what they still hold."""
    return ngettext_(
        "{n} earlier version is kept beside the plan. It still holds what you delete here.",
        "{n} earlier versions are kept beside the plan. They still hold what you delete here.",
        count,
    ).format(n=numbers.whole(count))


def backups_removed(count: int) -> str:
    """What is said after the backups were removed."""
    return ngettext_("{n} earlier version was deleted.", "{n} earlier versions were deleted.", count).format(
        n=numbers.whole(count)
    )


def listed(found: Inventory, near: Deletion) -> Sheet:
    """The whole account, as it is exported."""
    what, where, never_kept = _("What is stored"), _("Where it lies"), _("What is never stored")
    rows: list[tuple[Cell, ...]] = [
        (what, row_kind(table), count, "") for table, count in found.rows.items() if count
    ]
    rows += [
        (what, _("History"), found.entries, history(found)),
        (what, _("People"), len(found.users), people(found)),
    ]
    rows += [(where, place_kind(one.kind), one.files, one.where) for one in found.places]
    rows += [(never_kept, one, None, "") for one in never()]
    rows.append((_("Deletion date"), dates.short(found.delete_on), None, deletion(near, found.delete_on)))
    return Sheet(
        name=_("What the plan stores"),
        columns=(
            SheetColumn(_("Part")),
            SheetColumn(_("What")),
            SheetColumn(_("Number"), CellKind.NUMBER),
            SheetColumn(_("More")),
        ),
        rows=tuple(rows),
    )


def lines(found: Inventory, near: Deletion) -> list[str]:
    """The account for a terminal."""
    told = [_("What is stored:")]
    told += [
        f"  {numbers.whole(count):>9}  {row_kind(table)}" for table, count in found.rows.items() if count
    ]
    told += [f"  {history(found)}", f"  {people(found)}", _("Where it lies:")]
    told += [f"  {place_kind(one.kind)}: {one.where} ({size(one)})" for one in found.places]
    told += [_("What is never stored:"), *(f"  {one}" for one in never())]
    return [*told, deletion(near, found.delete_on)]
