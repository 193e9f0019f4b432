"""How does an import go, step by step? Files, columns, what would change, done: without a window.

The window shows what the flow says and hands it what the user does. Work that takes time (`look`,
`look_again`, `read`) changes nothing here, so that it can run on another thread; what comes of it is handed
back by `add`, `replace` and `take`. The plan is touched once per kind of file, by what `operation` gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum

from desktop.domain import cpr
from desktop.domain.errors import PlannerError
from desktop.domain.imports import (
    TEXT_FIELDS,
    Field,
    ImportSummary,
    InvoiceImport,
    Question,
    SourceKind,
    SupplierImport,
    TableChoices,
    TablePreview,
    TableSource,
)
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.profiles import Memory, Profile, Remembered, of_file, profile_of, remember
from desktop.domain.progress import Progress, silent
from desktop.workspace import importing
from desktop.workspace.operations import ImportInvoices, ImportSuppliers
from desktop.workspace.session import Session

Reading = SupplierImport | InvoiceImport


_AS_FOUND = TableChoices()


class ImportStep(StrEnum):
    """Where the user is."""

    FILES = "files"
    COLUMNS = "columns"
    CHECK = "check"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ImportItem:
    """One table or one source of e-invoices that may be imported.

    Attributes:
        name: the file's own name.
        kind: what it is taken for; a table's can be changed.
        preview: the table as it was understood; None for e-invoices.
        choices: what the user decided about the table, this time or last.
        remembered: how a table of this name was read last time.
        wanted: False leaves it out of the import.
        trouble: why it cannot be read; such an item is never imported.
    """

    path: TableSource
    name: str
    kind: SourceKind
    preview: TablePreview | None = None
    choices: TableChoices = _AS_FOUND
    wanted: bool = True
    trouble: PlannerError | None = None
    remembered: Remembered | None = None

    @property
    def is_table(self) -> bool:
        return self.preview is not None

    @property
    def is_used(self) -> bool:
        return self.wanted and self.trouble is None

    @property
    def is_as_last_time(self) -> bool:
        """Whether the table has last time's headings and is taken for the same, so that all is known."""
        last = self.remembered
        return last is not None and last.exact and last.profile.kind is self.kind

    @property
    def questions(self) -> tuple[Question, ...]:
        """The columns that can be read in two ways, answered or not; suppliers are not asked for dates."""
        if self.preview is None:
            return ()
        invoices = self.kind is SourceKind.INVOICES
        return tuple(one for one in self.preview.questions if invoices or one.field is not Field.ISSUE_DATE)

    @property
    def has_open_questions(self) -> bool:
        return not all(self.choices.answers(question) for question in self.questions)


@dataclass(frozen=True, slots=True)
class Checked:
    """Files of one kind, read, with what they would do to the plan."""

    kind: SourceKind
    reading: Reading
    summary: ImportSummary


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Problems of one kind and weight.

    Attributes:
        problems: in the order they were met.
    """

    kind: ProblemKind
    severity: Severity
    problems: tuple[Problem, ...]


_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_ORDER = (SourceKind.SUPPLIERS, SourceKind.INVOICES)


class ImportFlow:
    """An import under way.

    Attributes:
        step: where the user is.
        items: everything that was chosen, in the order it came.
        checked: what waits for the user's word in the CHECK step.
        done: what the plan has taken in, one entry per kind.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.step = ImportStep.FILES
        self.items: tuple[ImportItem, ...] = ()
        self.checked: Checked | None = None
        self.done: tuple[Checked, ...] = ()

    # ------------------------------------------------------------------------------------------- files

    def look(self, paths: Sequence[TableSource], progress: Progress = silent) -> tuple[ImportItem, ...]:
        """See what files hold: one item per table, one per source of e-invoices. Changes nothing.

        Raises:
            Cancelled: the user stopped it.
        """
        profiles = self._session.profiles()
        found: list[ImportItem] = []
        for place, path in enumerate(paths):
            progress(place, len(paths))
            found += _items_of(path, profiles, progress)
        return tuple(found)

    def add(self, items: Iterable[ImportItem]) -> None:
        """Take what `look` found; a file that is there already is replaced by its new look."""
        fresh = tuple(items)
        paths = {item.path for item in fresh}
        self.items = (*(item for item in self.items if item.path not in paths), *fresh)

    def remove(self, place: int) -> None:
        """Leave a file out altogether, with all of its tables."""
        path = self.items[place].path
        self.items = tuple(item for item in self.items if item.path != path)

    def set_wanted(self, place: int, wanted: bool) -> None:
        """Import this item, or leave it out."""
        self.replace(place, replace(self.items[place], wanted=wanted))

    def set_kind(self, place: int, kind: SourceKind) -> None:
        """Take a table for suppliers or for invoices; e-invoices stay what they are."""
        if self.items[place].is_table:
            self.replace(place, replace(self.items[place], kind=kind))

    # ----------------------------------------------------------------------------------------- columns

    @property
    def tables(self) -> tuple[int, ...]:
        """Places of the items whose columns can be looked at."""
        return tuple(place for place, item in enumerate(self.items) if item.is_table and item.is_used)

    def look_again(self, item: ImportItem, choices: TableChoices, progress: Progress = silent) -> ImportItem:
        """See a table with other choices: encoding, header row, columns. Changes nothing.

        Raises:
            FileTrouble, MappingTrouble: the choices do not fit the file.
            Cancelled: the user stopped it.
        """
        previews = importing.preview_tables(item.path, choices, progress)
        sheet = item.preview.sheet if item.preview is not None else ""
        preview = next((one for one in previews if one.sheet == sheet), previews[0])
        # Other headings are another table: last time says nothing about it.
        known = item.preview is not None and _headings(item.preview) == _headings(preview)
        return replace(
            item,
            preview=preview,
            choices=replace(choices, sheet=preview.sheet),
            trouble=None,
            remembered=item.remembered if known else None,
        )

    def replace(self, place: int, item: ImportItem) -> None:
        """Put another look in an item's place."""
        self.items = (*self.items[:place], item, *self.items[place + 1 :])

    # ------------------------------------------------------------------------------------------- check

    @property
    def waiting(self) -> tuple[SourceKind, ...]:
        """Kinds of files still to be taken in: suppliers before invoices, which are sent by them."""
        taken = {checked.kind for checked in self.done}
        return tuple(
            kind
            for kind in _ORDER
            if kind not in taken and any(item.is_used and item.kind is kind for item in self.items)
        )

    def read(self, progress: Progress = silent) -> Checked:
        """Read the files of the kind whose turn it is, and see what they would change. Changes nothing.

        Raises:
            FileTrouble, MappingTrouble: a table cannot be read.
            Cancelled: the user stopped it.
        """
        kind = self.waiting[0]
        items = [item for item in self.items if item.is_used and item.kind is kind]
        if kind is SourceKind.SUPPLIERS:
            suppliers = _suppliers(items, progress)
            told = importing.summarise_suppliers(self._session, suppliers, progress=progress)
            return Checked(kind, suppliers, told)
        invoices = _invoices(items, progress, self._session)
        told = importing.summarise_invoices(self._session, invoices, progress=progress)
        return Checked(kind, invoices, told)

    def take(self, checked: Checked) -> None:
        """Show what was read, and wait for the user's word."""
        self.checked = checked
        self.step = ImportStep.CHECK

    def operation(self, progress: Progress = silent) -> ImportSuppliers | ImportInvoices:
        """What to run on the plan once the user says yes to what is checked.

        Args:
            progress: told how far the plan is; a stop there leaves the plan as it was.

        Raises:
            LookupError: nothing waits for a word.
        """
        if self.checked is None:
            raise LookupError("nothing has been read")
        reading = self.checked.reading
        profiles = self._profiles(self.checked.kind)
        if isinstance(reading, SupplierImport):
            return ImportSuppliers(reading, profiles, progress=progress)
        return ImportInvoices(reading, profiles, progress=progress)

    def _profiles(self, kind: SourceKind) -> tuple[Profile, ...]:
        """How the tables of this import are read, for next time. The operation gives them its own moment."""
        at = datetime.combine(self._session.today, time.min)
        return tuple(
            profile_of(item.preview, item.choices, kind=kind, at=at)
            for item in self.items
            if item.preview is not None and item.is_used and item.kind is kind
        )

    def taken_in(self) -> None:
        """The plan has what was checked."""
        if self.checked is not None:
            self.done = (*self.done, self.checked)
            self.checked = None
        if not self.waiting:
            self.step = ImportStep.DONE

    # ------------------------------------------------------------------------------------------- moving

    @property
    def can_go_on(self) -> bool:
        """Whether there is something to go on with."""
        if self.step is ImportStep.CHECK:
            return self.checked is not None
        return self.step is not ImportStep.DONE and bool(self.waiting)

    @property
    def can_go_back(self) -> bool:
        """Whether an earlier step can still be changed: what the plan has taken in cannot."""
        return self.step in {ImportStep.COLUMNS, ImportStep.CHECK} and not self.done

    def reads_next(self) -> bool:
        """Whether going on from here means to read the files, rather than to look at columns first.

        Files that are read as last time need no look at their columns; going back from the check leads there.
        """
        if self.step is not ImportStep.FILES:
            return True
        tables = [self.items[place] for place in self.tables]
        return all(item.is_as_last_time and not item.has_open_questions for item in tables)

    def go_to_columns(self) -> None:
        """From the files to their columns."""
        self.step = ImportStep.COLUMNS

    def back(self) -> None:
        """One step back, as far as that is possible."""
        if not self.can_go_back:
            return
        self.checked = None
        to_columns = self.step is ImportStep.CHECK and bool(self.tables)
        self.step = ImportStep.COLUMNS if to_columns else ImportStep.FILES


def with_column(item: ImportItem, *, index: int, field: Field | None) -> TableChoices:
    """The choices that take the column at `index` for `field`, or for nothing.

    What the column was taken for before is not looked for elsewhere, and no other column keeps the field.
    """
    if item.preview is None:
        return item.choices
    before = next((column.field for column in item.preview.columns if column.index == index), None)
    told = dict(item.choices.mapping)
    if before in TEXT_FIELDS or field in TEXT_FIELDS:
        # The other texts stay where they are: one that is given up must not come back as the next one.
        shown = {column.field: f"#{column.index + 1}" for column in item.preview.columns}
        told = {text: shown.get(text, "") for text in TEXT_FIELDS} | told
    if before is not None and before is not field:
        told[before] = ""
    if field is not None:
        told[field] = f"#{index + 1}"
    return replace(item.choices, mapping=tuple(told.items()))


def grouped(problems: Iterable[Problem]) -> tuple[ProblemGroup, ...]:
    """Problems by kind, the gravest first and the most frequent first among equals."""
    groups: defaultdict[tuple[ProblemKind, Severity], list[Problem]] = defaultdict(list)
    for problem in problems:
        groups[problem.kind, problem.severity].append(problem)
    found = [ProblemGroup(kind, severity, tuple(some)) for (kind, severity), some in groups.items()]
    return tuple(sorted(found, key=lambda group: (_WEIGHT[group.severity], -len(group.problems))))


# ----------------------------------------------------------------------------------------------- reading


def _items_of(source: TableSource, profiles: Sequence[Profile], progress: Progress) -> list[ImportItem]:
    """What one file or folder offers; trouble becomes an item of its own."""
    if importing.is_einvoice_source(source):
        return [ImportItem(source, source.name, SourceKind.INVOICES)]
    known = of_file(profiles, cpr.scrub(source.name))
    try:
        previews = _previews(source, known, progress)
    except PlannerError as trouble:
        return [ImportItem(source, source.name, SourceKind.SUPPLIERS, trouble=trouble)]
    items = [_item_of(source, preview, known, told) for preview, told in previews]
    again = [item for item in items if item.is_as_last_time]
    wanted = again or [min(items, key=_unlikeliness)]
    return [replace(item, wanted=item in wanted) for item in items]


def _unlikeliness(item: ImportItem) -> tuple[bool, bool]:
    """Sorts the sheet that is meant first: it names suppliers, as a cover does not, and is not hidden."""
    preview = item.preview
    fields = {column.field for column in preview.columns} if preview is not None else set()
    return not fields & {Field.NAME, Field.SUPPLIER_NO, Field.CVR}, preview is not None and preview.hidden


def _item_of(
    source: TableSource, preview: TablePreview, known: Sequence[Profile], told: TableChoices
) -> ImportItem:
    last = remember(known, file=preview.file, sheet=preview.sheet, columns=preview.columns)
    if last is not None:
        kind = last.profile.kind
    else:
        kind = SourceKind.INVOICES if preview.looks_like_invoices else SourceKind.SUPPLIERS
    return ImportItem(
        path=source,
        name=preview.file,
        kind=kind,
        preview=preview,
        choices=replace(
            last.choices if last is not None else _AS_FOUND,
            sheet=preview.sheet,
            encoding=told.encoding,
            header_row=told.header_row,
            repair=told.repair,
        ),
        remembered=last,
    )


def _previews(
    source: TableSource, known: Sequence[Profile], progress: Progress
) -> list[tuple[TablePreview, TableChoices]]:
    """The tables of a file, read as last time where they are known, and what was told for that.

    An encoding or a row of headings that a person pointed out last time is tried first. It is kept only where
    it leads to last time's headings; otherwise the table is looked at as if it were new.
    """
    memory = Memory(tuple(known))
    told = memory.first_look(cpr.scrub(source.name))
    kept: dict[str, TablePreview] = {}
    if told is not None:
        with suppress(PlannerError):
            for preview in importing.preview_tables(source, told, progress, memory=memory):
                if _item_of(source, preview, known, told).is_as_last_time:
                    kept[preview.sheet] = preview
    told = told or _AS_FOUND
    if "" in kept:
        return [(kept[""], told)]
    found = importing.preview_tables(source, progress=progress, memory=memory)
    return [
        (kept[preview.sheet], told) if preview.sheet in kept else (preview, _AS_FOUND) for preview in found
    ]


def _headings(preview: TablePreview) -> tuple[str, ...]:
    return tuple(column.heading for column in preview.columns)


def _by_file(items: Sequence[ImportItem]) -> list[tuple[TableSource, list[TableChoices]]]:
    """The files in their order, each once with what was decided about its sheets."""
    found: dict[TableSource, list[TableChoices]] = {}
    for item in items:
        found.setdefault(item.path, []).append(item.choices)
    return list(found.items())


def _suppliers(items: Sequence[ImportItem], progress: Progress) -> SupplierImport:
    readings = [importing.read_suppliers([path], told, progress) for path, told in _by_file(items)]
    return SupplierImport(
        rows=tuple(row for reading in readings for row in reading.rows),
        reports=tuple(report for reading in readings for report in reading.reports),
        problems=tuple(problem for reading in readings for problem in reading.problems),
    )


def _invoices(items: Sequence[ImportItem], progress: Progress, session: Session) -> InvoiceImport:
    today = session.today
    readings = [
        importing.read_invoices([path], told, progress, today=today) for path, told in _by_file(items)
    ]
    return InvoiceImport(
        rows=tuple(row for reading in readings for row in reading.rows),
        reports=tuple(report for reading in readings for report in reading.reports),
        problems=tuple(problem for reading in readings for problem in reading.problems),
    )
