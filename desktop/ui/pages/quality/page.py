"""The page about data quality: the headline, the problems by kind, and the panel where they are settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.imports import Field
from desktop.domain.plan import Changes
from desktop.domain.problems import ProblemKind
from desktop.domain.quality import JudgedProblem, Quality
from desktop.domain.spoilt import SpoiltSuppliers, spoilt_suppliers
from desktop.paths import user_documents_dir
from desktop.texts import numbers, quality
from desktop.texts.translate import N_, _, ngettext_
from desktop.ui.messages import FileKind
from desktop.ui.pages.empty import no_plan, nothing_imported
from desktop.ui.pages.page import PageContext
from desktop.ui.pages.page_memory import FilterState
from desktop.ui.pages.quality import views
from desktop.ui.pages.quality.columns import problem_columns
from desktop.ui.pages.quality.drawer import ProblemDrawer
from desktop.ui.pages.quality.headline import HeadlineCard
from desktop.ui.pages.quality.kinds import KindList
from desktop.ui.pages.table_card import TableCard, remark
from desktop.ui.pages.table_page import TablePage
from desktop.ui.tables.model import RenewedRows, RowModel
from desktop.ui.tables.view import RowView
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.search_box import SearchBox
from desktop.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from desktop.workspace.operations import Operation
    from desktop.workspace.session import Session

_SUFFIX = ".xlsx"
_MANY = 1_000
"""From so many problems on an acceptance runs off the GUI thread."""


@dataclass(frozen=True, slots=True)
class QualityAnswers:
    """What the page shows, worked out: the figures, the kinds of each view, and the rows of the table."""

    quality: Quality
    sources: int
    counts: Mapping[str, int]
    kinds: Mapping[str, tuple[views.KindCount, ...]]
    spoilt: SpoiltSuppliers
    table: RenewedRows[JudgedProblem]


class QualityPage(TablePage):
    """What is wrong with the data, and what holds letters up?"""

    name = "quality"
    title = N_("Data quality")
    question = N_("What is wrong in the lists and invoices you imported, and does it hold any letter up?")
    room_for_both = 164

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.answers: QualityAnswers | None = None
        self._go_on_with: int | None = None
        self._wanted_view = ""
        self.export_button = Button(
            _("Export to Excel…"), icon="export", hint=_("Writes every problem, for whoever keeps the lists.")
        )
        self.header.add_action(self.export_button)
        self.headline = HeadlineCard()
        self.kinds = KindList()
        self.drawer = ProblemDrawer()
        self._build_table()
        row = QHBoxLayout()
        row.setSpacing(Space.LARGE)
        row.addWidget(self.kinds)
        row.addWidget(self._table_card(), 1)
        row.addWidget(self.drawer)
        self.body.setSpacing(Space.MEDIUM)
        self.body.addWidget(self.headline)
        self.body.addLayout(row, 1)
        self._connect()
        self.recall_filter()

    # ------------------------------------------------------------------------------------------- parts

    def _build_table(self) -> None:
        self.model: RowModel[JudgedProblem] = RowModel(problem_columns(), lambda row: row.id, self)
        self.view = RowView(self.model, _("Problems"))
        self.memory = self.add_table(self.view, "quality")
        self.search = SearchBox(_("Search in value, supplier, file …"))
        self.kinds_button = Button(look=Look.QUIET, icon="filter", hint=_("Show or hide the kinds"))
        self.segments = Segments(
            _("Show"),
            (
                (views.LOOK, _("To look at")),
                (views.NOTES, _("For your information")),
                (views.SETTLED, _("Settled")),
                (views.ALL, _("All")),
            ),
        )
        self.none_found = remark()

    def _table_card(self) -> TableCard:
        card = TableCard()
        card.add_tools(self.kinds_button, (self.search, 1), first=True)
        card.add_tools((self.segments, 1))
        card.add(self.none_found)
        card.add(self.view, share=1)
        return card

    def _connect(self) -> None:
        self.export_button.clicked.connect(self._export)
        self.use_search(self.search, self.view)
        self.use_side(self.kinds, self.kinds_button)
        self.use_drawer(self.drawer, self.drawer.take_focus)
        self.segments.picked.connect(lambda _view: self._filter())
        self.kinds.picked.connect(lambda _kind: self._filter())
        self.view.opened.connect(self.open_drawer)
        self.drawer.corrected.connect(self._correct)
        self.drawer.accepted.connect(self._accept)
        self.drawer.repair_asked.connect(self._repair)
        self.drawer.taken_back.connect(self._take_back)
        self.drawer.supplier_asked.connect(self._show_supplier)

    # ------------------------------------------------------------------------------- what the window tells

    def refresh(self, changes: Changes | None) -> None:
        del changes  # whatever changed, the problems are judged again
        self.export_button.setEnabled(False)
        if self.session is None:
            self.answers = None
            self.model.set_rows([])
            text = _("Here you see what is wrong in the lists you import, and put it right.")
            self.set_empty(no_plan(self.context, "flag", text))
            return
        self.ask(self._work_out, self._show)

    def _work_out(self, session: Session) -> QualityAnswers:
        """Off the GUI thread: a long list may have a hundred thousand problems."""
        found = session.quality()
        return QualityAnswers(
            quality=found,
            sources=len(session.sources()),
            counts=views.counts(found.problems),
            kinds=views.kinds(found.problems),
            spoilt=_spoilt(session, found),
            table=self.model.renewed(found.problems),
        )

    def _show(self, answers: QualityAnswers) -> None:
        self.answers = answers
        self.export_button.setEnabled(bool(answers.quality.problems))
        self.headline.show_quality(answers.quality)
        self.model.adopt(answers.table)
        if self._wanted_view:
            self.segments.pick(self._wanted_view)
            self._wanted_view = ""
        self.segments.show_counts(dict(answers.counts))
        self._filter()
        self.set_empty(self._empty_state(answers))
        if self._go_on_with is not None:
            self.view.choose([self._go_on_with])
            self._go_on_with = None
        self.choice_changed()

    def _empty_state(self, answers: QualityAnswers) -> EmptyState | None:
        if answers.quality.problems:
            return None
        if not answers.sources:
            return nothing_imported(
                self.context,
                "flag",
                _("Here the problems in your data will stand"),
                _(
                    "Import a list from your ERP. The program checks EAN numbers, CVR numbers, postal codes, "
                    "amounts and dates, says which row something is wrong in, and lets you put it right "
                    "here. Your own list stays as it is."
                ),
            )
        return EmptyState(
            "check-circle",
            _("Nothing is wrong"),
            _("The program found nothing to remark on in what you have imported. No letter is held up."),
        )

    def apply_filters(self, **filters: str) -> None:
        """Show a view (`view`), a kind (`kind`), or search (`search`)."""
        self.search.setText(filters.get("search", ""))
        view = filters.get("view", "")
        if view in self.segments.buttons:
            self.segments.pick(view)
            self._wanted_view = "" if self.answers is not None else view
        self._filter()
        self.kinds.pick(filters.get("kind", views.EVERY_KIND))
        self._filter()

    # ------------------------------------------------------------------------------------ what is shown

    def _filter(self) -> None:
        """Show the rows of the view and kind that are picked, and the kinds that view has."""
        view = self.segments.current
        self.kinds.show_kinds(self.answers.kinds[view] if self.answers else ())
        self.model.keep(views.predicate(view, self.kinds.current))
        self.filter_changed()

    def filter_state(self) -> FilterState:
        return {} if self.segments.current == views.LOOK else {"view": (self.segments.current,)}

    def filter_words(self) -> str:
        return "" if self.segments.current == views.ALL else self.segments.current_label

    def use_filter(self, state: FilterState) -> None:
        view = next(iter(state.get("view", ())), "")
        self.segments.pick(view if view in self.segments.buttons else views.LOOK)
        self._filter()

    def choice_changed(self) -> None:
        rows = self.view.chosen_rows()
        if rows:
            self.drawer.show_rows(rows, self.answers.spoilt if self.answers else SpoiltSuppliers())
        super().choice_changed()

    def tell_status(self) -> None:
        super().tell_status()
        self.none_found.setVisible(self.model.total > 0 and self.model.shown == 0)
        searched = bool(self.search.text().strip())
        self.none_found.setText(
            _("No problem fits. Search for less, or choose another kind.")
            if searched or self.segments.current != views.LOOK
            else _("There is nothing left to look at.")
        )

    # ------------------------------------------------------------------------------- what the user does

    def _correct(self, field: Field, value: str) -> None:
        from desktop.workspace.operations import CorrectValue

        row = self.view.current_row()
        if row is None or row.supplier is None:
            return
        self._run([row], CorrectValue(row.supplier.id, field, value))

    def _accept(self, note: str) -> None:
        from desktop.workspace.operations import AcceptProblems

        rows = [row for row in self.view.chosen_rows() if row.is_open]
        if rows:
            self._run(rows, AcceptProblems(tuple(row.id for row in rows), note))

    def _repair(self) -> None:
        from desktop.workspace.operations import RepairLetters

        told = [row for row in self.model.shown_rows() if row.problem.kind is ProblemKind.MOJIBAKE]
        operation = RepairLetters()
        self._run(
            told,
            operation,
            lambda: self.context.tell_done(quality.repaired(operation.changed, operation.settled)),
        )

    def _take_back(self) -> None:
        from desktop.workspace.operations import AcceptProblems, CorrectValue

        row = self.view.current_row()
        if row is None:
            return
        back: Operation = AcceptProblems((row.id,), accept=False)
        if row.correction is not None:
            back = CorrectValue(row.correction.supplier_id, row.correction.field, "")
        self._run([row], back)

    def _run(
        self, rows: list[JudgedProblem], operation: Operation, then: Callable[[], None] | None = None
    ) -> None:
        """Settle problems, and go on with the next one when they leave the view that is shown."""

        def done() -> None:
            self.view.setFocus()
            if then is not None:
                then()

        if self.segments.current != views.ALL:
            self._go_on_with = views.following(self.model.shown_rows(), [row.id for row in rows])
        if len(rows) >= _MANY:
            self.context.run_in_background(operation, done)
        elif self.context.run(operation):
            done()
        else:
            self._go_on_with = None

    def _show_supplier(self) -> None:
        row = self.view.current_row()
        if row is not None and row.supplier is not None:
            self.context.go_to("suppliers", supplier=str(row.supplier.id))

    # ------------------------------------------------------------------------------------------- export

    def _export(self) -> None:
        """Ask where, and write every problem as a spreadsheet."""
        if self.answers is None:
            return
        proposal = user_documents_dir() / (_("Problems") + _SUFFIX)
        kind = FileKind(_("Excel workbooks"), (f"*{_SUFFIX}",))
        path = self.context.messages.save_file(_("Where shall the list lie?"), kind, proposal)
        if path is not None:
            self._write(self.answers.quality, _with_suffix(path))

    def _write(self, found: Quality, path: Path) -> None:
        def work(_progress: object) -> None:
            from desktop.workspace.exporting import export_sheet

            export_sheet(quality.listed(found), path)

        def done(_nothing: object) -> None:
            count = len(found.problems)
            self.context.messages.info(
                ngettext_(
                    "{n} problem was written to {name}.", "{n} problems were written to {name}.", count
                ).format(n=numbers.whole(count), name=path.name)
            )

        self.context.tasks.run(work, on_done=done, on_error=self.context.messages.error, owner=self)


def _spoilt(session: Session, found: Quality) -> SpoiltSuppliers:
    """Looked for only where a file told of garbled letters."""
    if not any(one.problem.kind is ProblemKind.MOJIBAKE for one in found.problems):
        return SpoiltSuppliers()
    return spoilt_suppliers(one.supplier for one in session.assessments())


def _with_suffix(path: Path) -> Path:
    return path if path.suffix.casefold() == _SUFFIX else path.with_name(path.name + _SUFFIX)
