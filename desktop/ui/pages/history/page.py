"""The page about the history: every operation, and for the one that is chosen each row from what to what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from desktop.domain.past import HistoryFilter, PastRow
from desktop.domain.plan import Changes, EntryState, HistoryEntry
from desktop.domain.restoring import Restorable
from desktop.domain.sheets import Sheet
from desktop.domain.suppliers import SupplierId
from desktop.paths import user_documents_dir
from desktop.texts import history, numbers
from desktop.texts import past as past_texts
from desktop.texts.translate import N_, _, ngettext_
from desktop.ui.messages import FileKind
from desktop.ui.pages.empty import no_plan
from desktop.ui.pages.history.columns import entry_columns, row_columns
from desktop.ui.pages.history.drawer import RowDrawer
from desktop.ui.pages.history.filters import HistoryFilters, Period
from desktop.ui.pages.history.restore_dialog import RestoreDialog
from desktop.ui.pages.page import PageContext
from desktop.ui.pages.page_memory import FilterState
from desktop.ui.pages.table_card import TableCard, remark
from desktop.ui.pages.table_page import TablePage
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.paged import PagedModel
from desktop.ui.tables.view import RowView
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.labels import PlainLabel
from desktop.workspace import past
from desktop.workspace.operations.restoring import RestoreSupplier
from desktop.workspace.operations.restoring_rows import RestoreRow
from desktop.workspace.restoring import what_can_be_restored
from desktop.workspace.session import Session

_SUFFIX = ".xlsx"


@dataclass(frozen=True, slots=True)
class _Found:
    """The entries that fit.

    Attributes:
        everything: all there are, to offer their people and kinds.
        suppliers: whom the typed name may mean; None when nobody is asked for.
    """

    everything: tuple[HistoryEntry, ...]
    entries: tuple[HistoryEntry, ...]
    suppliers: tuple[SupplierId, ...] | None


class HistoryPage(TablePage):
    """What has been done to the plan?"""

    name = "history"
    title = N_("History")
    question = N_("What has been done to the plan, by whom, and what did each thing say before?")

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found = _Found((), (), None)
        self._about: tuple[SupplierId, ...] | None = None
        self._row_question = 0
        self.confirm: Callable[[RestoreDialog], bool] = lambda dialog: bool(dialog.exec())
        self.export_button = Button(
            _("Export to Excel…"), icon="export", hint=_("Writes the entries that are shown.")
        )
        self.header.add_action(self.export_button)
        self._build_tables()
        self.drawer = RowDrawer()
        tables = QSplitter(Qt.Orientation.Vertical)
        tables.setChildrenCollapsible(False)
        tables.setHandleWidth(Space.MEDIUM)
        tables.addWidget(self._entry_card())
        tables.addWidget(self._row_card())
        tables.setStretchFactor(0, 3)
        tables.setStretchFactor(1, 2)
        row = QHBoxLayout()
        row.setSpacing(Space.LARGE)
        row.addWidget(tables, 1)
        row.addWidget(self.drawer)
        self.body.addLayout(row, 1)
        self._connect()
        self.use_splitter(tables)
        self.recall_filter()

    # ------------------------------------------------------------------------------------------- parts

    def _build_tables(self) -> None:
        self.entries: RowModel[HistoryEntry] = RowModel(entry_columns(), lambda one: one.number, self)
        self.entry_view = RowView(self.entries, _("What has been done"))
        self.entry_memory = self.add_table(self.entry_view, "history")
        self.rows: PagedModel[PastRow] = PagedModel(row_columns(), lambda row: row.id, self)
        self.row_view = RowView(self.rows, _("What the chosen entry changed"))
        self.row_view.setSortingEnabled(False)
        self.row_memory = self.add_table(self.row_view, "history-rows")
        self.filters = HistoryFilters()
        self.none_found = remark(_("Nothing fits. Search for less, or choose another period."))
        self.sentence = PlainLabel("", size=TextSize.STRONG)
        self.export_rows = Button(
            look=Look.QUIET, icon="export", hint=_("Writes every field that the chosen entry changed.")
        )
        self.export_rows.setAccessibleName(_("Export what the entry changed…"))

    def _entry_card(self) -> TableCard:
        card = TableCard()
        card.add(self.filters, self.make_filter_bar(), self.none_found)
        card.add(self.entry_view, share=1)
        return card

    def _row_card(self) -> TableCard:
        card = TableCard()
        head = QHBoxLayout()
        head.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.SMALL, Space.TINY)
        head.addWidget(self.sentence, 1)
        head.addWidget(self.export_rows, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(head)
        card.add(self.row_view, share=1)
        return card

    def _connect(self) -> None:
        self.export_button.clicked.connect(lambda _checked=False: self._export_entries())
        self.export_rows.clicked.connect(lambda _checked=False: self._export_rows())
        self.use_search(self.filters.search, self.entry_view, by_page=True)
        self.use_drawer(self.drawer)
        self.filters.changed.connect(self._ask)
        self.filters.changed.connect(self.filter_changed)
        self.filters.supplier.left_down.connect(self.entry_view.enter)
        self.entry_view.choice_changed.connect(self._show_entry)
        self.entry_view.opened.connect(self.row_view.setFocus)
        self.row_view.choice_changed.connect(self._show_row)
        self.row_view.opened.connect(self.open_drawer)
        self.drawer.supplier_asked.connect(self._show_supplier)
        self.drawer.restore_asked.connect(self._restore)
        self.drawer.row_asked.connect(self._put_back)

    # ------------------------------------------------------------------------------- what the window tells

    def refresh(self, changes: Changes | None) -> None:
        del changes  # every change is a new entry, or marks one
        if self.session is None:
            self.entries.set_rows([])
            self._clear_rows()
            text = _("Here you see what has been done to a plan, by whom, and can put single things back.")
            self.set_empty(no_plan(self.context, "history", text))
            return
        self.set_empty(None)
        self._ask()

    def apply_filters(self, **filters: str) -> None:
        """Show what was done about a supplier (`supplier`, its id), or one entry (`entry`)."""
        self.filters.clear()
        key = filters.get("supplier", "")
        if key.isdecimal() and self.session is not None:
            known = self.session.assessment(SupplierId(int(key)))
            self._about = (SupplierId(int(key)),)
            self.filters.supplier.blockSignals(True)
            self.filters.supplier.setText((known.supplier.number or known.supplier.name) if known else "")
            self.filters.supplier.blockSignals(False)
        self._ask()
        if filters.get("entry", "").isdecimal():
            self.entry_view.choose([int(filters["entry"])])

    def filter_state(self) -> FilterState:
        """The period and the kind; who did it is a person's name, and stays out."""
        found = {"period": self.filters.period.currentData(), "done": self.filters.kind.currentData()}
        usual = ("", None, Period.ALL)
        return {key: (str(value),) for key, value in found.items() if value not in usual}

    def use_filter(self, state: FilterState) -> None:
        self.filters.clear()
        self.filters.pick_period(next(iter(state.get("period", ())), ""))
        self.filters.pick_kind(next(iter(state.get("done", ())), ""))

    def filter_words(self) -> str:
        choices = (self.filters.person, self.filters.kind, self.filters.period)
        words = [choice.currentText() for choice in choices if choice.currentIndex() > 0]
        return ", ".join([*words, *filter(None, (self.filters.supplier.text().strip(),))])

    # ------------------------------------------------------------------------------------ what is shown

    def _ask(self) -> None:
        session = self.session
        if session is None:
            return
        wanted, typed = self.filters.wanted(session.today), self.filters.supplier.text().strip()
        about = self._about if typed else None
        self._about = None
        self.ask(lambda plan: _find(plan, wanted, typed, about), self._show)

    def _show(self, found: _Found) -> None:
        self._found = found
        self.filters.offer(found.everything)
        self.entries.set_rows(found.entries)
        self.export_button.setEnabled(bool(found.entries))
        if found.entries and not self.entry_view.chosen_count():
            self.entry_view.choose([found.entries[0].number])
        self._show_entry()

    def counted(self) -> tuple[int, int]:
        return self.entries.shown, len(self._found.everything)

    def tell_status(self) -> None:
        super().tell_status()
        self.none_found.setVisible(bool(self._found.everything) and self.entries.shown == 0)

    def _show_entry(self) -> None:
        """Ask for the rows of the chosen entry: their ids only, the rows are read as they are looked at."""
        session, entry = self.session, self.entry_view.current_row()
        if session is None or entry is None:
            self._clear_rows()
            return
        self.sentence.setText(history.entry(entry))
        self.export_rows.show()
        suppliers, number = self._found.suppliers or (), entry.number
        self._row_question += 1
        asked = self._row_question

        def answered(ids: Sequence[int]) -> None:
            if asked == self._row_question and session is self.session:
                self.rows.show_ids(ids, _reading(session))
                if len(ids):
                    self.row_view.choose([ids[0]])
                self._show_row()

        self.context.tasks.run(
            lambda _progress: past.row_ids(session, number, suppliers), on_done=answered, owner=self
        )

    def _clear_rows(self) -> None:
        self._row_question += 1
        self.sentence.setText("")
        self.export_rows.hide()
        self.rows.show_ids((), lambda _ids: {})
        self._show_row()

    def _current(self) -> PastRow | None:
        try:
            return self.row_view.current_row()
        except LookupError:  # cleaned away, and the table has not heard of it yet
            return None

    def _show_row(self) -> None:
        row = self._current()
        if row is not None:
            self.drawer.show_row(row, can_restore=self._can_restore(), in_force=self._is_in_force())
        self.show_panels()

    def drawer_has_content(self) -> bool:
        return self._current() is not None

    # ------------------------------------------------------------------------------- what the user does

    def _show_supplier(self) -> None:
        row = self._current()
        if row is not None and row.supplier_id is not None:
            self.context.go_to("suppliers", supplier=str(row.supplier_id))

    def _can_restore(self) -> bool:
        return self.session is not None and not self.session.is_read_only

    def _is_in_force(self) -> bool:
        entry = self.entry_view.current_row()
        return entry is not None and entry.state is EntryState.APPLIED

    def _put_back(self) -> None:
        """Put the panel's row back by itself."""
        entry, row = self.entry_view.current_row(), self.drawer.row
        if entry is not None and row is not None:
            self.context.run(RestoreRow(entry.number, row.id, row.table))

    def _restore(self) -> None:
        """Show what of the supplier can be put back, and put back what is chosen."""
        session, entry, row = self.session, self.entry_view.current_row(), self.drawer.row
        if session is None or entry is None or row is None or row.supplier_id is None:
            return
        supplier = row.supplier_id
        by_number = {one.number: one for one in self._found.everything}

        def differing(before: bool) -> Sequence[Restorable]:
            return what_can_be_restored(session, supplier, entry.number, before=before)

        dialog = RestoreDialog(row.supplier, entry, by_number, differing, self.window())
        if self.confirm(dialog):
            self.context.run(RestoreSupplier(supplier, entry.number, before=dialog.before, keys=dialog.keys))
        dialog.deleteLater()

    # ------------------------------------------------------------------------------------------- export

    def _export_entries(self) -> None:
        entries = tuple(self.entries.shown_rows())
        self._export(_("History"), lambda: past_texts.listed(entries))

    def _export_rows(self) -> None:
        session, entry = self.session, self.entry_view.current_row()
        if session is not None and entry is not None:
            name = _("Entry {number}").format(number=entry.number)
            rows = past.each_row
            self._export(name, lambda: past_texts.listed_rows(entry, rows(session, entry.number)))

    def _export(self, name: str, make: Callable[[], Sheet]) -> None:
        """Ask where, and write a spreadsheet off the GUI thread."""
        kind = FileKind(_("Excel workbooks"), (f"*{_SUFFIX}",))
        proposal = user_documents_dir() / (name + _SUFFIX)
        chosen = self.context.messages.save_file(_("Where shall the list lie?"), kind, proposal)
        if chosen is None:
            return
        has = chosen.suffix.casefold() == _SUFFIX
        path = chosen if has else chosen.with_name(chosen.name + _SUFFIX)

        def work(_progress: object) -> int:
            return _write(make(), path)

        def done(count: int) -> None:
            told = ngettext_("{n} row was written to {name}.", "{n} rows were written to {name}.", count)
            self.context.messages.info(told.format(n=numbers.whole(count), name=path.name))

        self.context.tasks.run(work, on_done=done, on_error=self.context.messages.error, owner=self)


def _find(
    session: Session, wanted: HistoryFilter, typed: str, about: tuple[SupplierId, ...] | None
) -> _Found:
    """Off the GUI thread: which entries fit, and whom the typed name means."""
    everything = session.history()
    if not typed:
        return _Found(everything, _fitting(everything, wanted), None)
    suppliers = about or past.meant_suppliers(session, typed)
    numbered = past.entries_about(session, suppliers)
    fitting = tuple(one for one in _fitting(everything, wanted) if one.number in numbered)
    return _Found(everything, fitting, suppliers)


def _fitting(entries: Sequence[HistoryEntry], wanted: HistoryFilter) -> tuple[HistoryEntry, ...]:
    return tuple(one for one in entries if wanted.keeps(one, history.entry))


def _reading(session: Session) -> Callable[[Sequence[int]], Mapping[int, PastRow]]:
    return lambda ids: past.rows(session, ids)


def _write(sheet: Sheet, path: Path) -> int:
    from desktop.workspace.exporting import export_sheet

    export_sheet(sheet, path)
    return len(sheet.rows)
