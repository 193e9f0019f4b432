"""The supplier page: search and filters, the table, and the panel about what is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.domain.assessment import Subject, SupplierAssessment
from desktop.domain.plan import Changes
from desktop.domain.relevance import TradeTable
from desktop.domain.supplier_classes import is_undecided
from desktop.domain.suppliers import SupplierId
from desktop.texts import numbers
from desktop.texts.translate import N_, _, ngettext_
from desktop.ui.pages.deciding import decide, whose
from desktop.ui.pages.empty import no_plan, nothing_imported
from desktop.ui.pages.page import PageContext
from desktop.ui.pages.page_memory import FilterState
from desktop.ui.pages.saved_filters import SavedFilters
from desktop.ui.pages.supplier_details import SupplierDetails, supplier_details
from desktop.ui.pages.suppliers.bulk import BulkActions
from desktop.ui.pages.suppliers.columns import supplier_columns
from desktop.ui.pages.suppliers.drawer import SupplierDrawer
from desktop.ui.pages.suppliers.facet_panel import FacetPanel
from desktop.ui.pages.suppliers.facets import Facet, facet_groups, from_filters, in_words, predicate
from desktop.ui.pages.table_card import TableCard, remark
from desktop.ui.pages.table_page import TablePage
from desktop.ui.tables.model import RenewedRows, RowModel
from desktop.ui.tables.view import RowView
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from desktop.workspace.session import Session

_OF_ONE_PLAN = ("ean",)
"""Groups whose keys are values of a plan: they are not remembered."""


@dataclass(frozen=True, slots=True)
class SupplierAnswers:
    """What the page shows, worked out: the properties by group, and the rows ready for the table."""

    facets: Mapping[str, tuple[Facet, ...]]
    table: RenewedRows[SupplierAssessment]


class SuppliersPage(TablePage):
    """Who sends to the municipality's EAN numbers, and what shall happen to them?"""

    name = "suppliers"
    title = N_("Suppliers")
    question = N_("Who sends to your EAN numbers, and what shall happen to them?")

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._trades = TradeTable(())
        self._details_asked = 0
        self._wanted: SupplierId | None = None
        self._build_table()
        self._build_head()
        self._lay_out()
        self._connect()
        self.recall_filter()

    # ------------------------------------------------------------------------------------------- parts

    def _build_table(self) -> None:
        self.model: RowModel[SupplierAssessment] = RowModel(
            supplier_columns(), lambda row: row.supplier.id, self
        )
        self.view = RowView(self.model, _("Suppliers"))
        self.memory = self.add_table(self.view, "suppliers")
        self.search = SearchBox(_("Search in name, number, CVR, EAN, town …"))
        self.bulk = BulkActions(self.view)
        self.none_found = remark()

    def _build_head(self) -> None:
        self.copy_button = Button(_("Copy to Excel"), icon="copy", hint=_("Copies the chosen rows, or all."))
        self.copy_button.clicked.connect(self._copy)
        self.import_button = Button(_("Import…"), icon="import")
        self.import_button.clicked.connect(lambda _checked=False: self.context.import_files(()))
        self.header.add_action(self.copy_button)
        self.header.add_action(self.import_button)

    def _lay_out(self) -> None:
        self.filter_button = Button(look=Look.QUIET, icon="filter", hint=_("Show or hide the filters"))
        self.saved_filters = SavedFilters(self.remembered, self)
        self.filters: FacetPanel = FacetPanel(facet_groups({}))
        self.drawer: SupplierDrawer = SupplierDrawer(self._trades)
        card = TableCard()
        card.add_tools(self.filter_button, self.saved_filters, (self.search, 1), first=True)
        card.add(self.make_filter_bar(), self.none_found)
        card.add(self.view, share=1)
        self._row = QHBoxLayout()
        self._row.setSpacing(Space.LARGE)
        self._row.addWidget(self.filters)
        self._row.addWidget(card, 1)
        self._row.addWidget(self.drawer)
        self.body.addLayout(self._row, 1)

    def _connect(self) -> None:
        self.use_search(self.search, self.view)
        self.view.opened.connect(self.open_drawer)
        self.bulk.decided.connect(self._decide)
        self.saved_filters.taken.connect(self.use_filter)
        self.use_side(self.filters, self.filter_button)
        self._connect_panels()

    def _connect_panels(self) -> None:
        self.filters.changed.connect(self._filter)
        self.drawer.decided.connect(self._decide)
        self.drawer.evidence_asked.connect(self._show_evidence)
        self.drawer.history_asked.connect(self._show_history)
        self.use_drawer(self.drawer, self.drawer.take_focus)

    def _use_trades(self, trades: TradeTable) -> None:
        """The trades are data of the plan's municipality: make the panels that name them anew."""
        if trades is self._trades:
            return
        self._trades = trades
        names = {trade.key: trade.title for trade in trades.trades}
        filters, drawer = FacetPanel(facet_groups(names)), SupplierDrawer(trades)
        for old, new in ((self.filters, filters), (self.drawer, drawer)):
            self._row.replaceWidget(old, new)
            old.hide()
            old.deleteLater()
        ticked = self.filters.ticked
        self.filters, self.drawer = filters, drawer
        self.bulk.use_trades(trades)
        self.use_side(filters)
        self._connect_panels()
        self.filters.choose(ticked)
        self.show_panels()

    # ------------------------------------------------------------------------------- what the window tells

    def refresh(self, changes: Changes | None) -> None:
        del changes  # whatever changed, the rows are worked out again
        if self.session is None:
            text = _("Here you see every supplier, where it belongs, and why.")
            self.model.set_rows([])
            self.set_empty(no_plan(self.context, "suppliers", text))
            return
        self._use_trades(self.session.trades)
        self.ask(self._work_out, self._show)

    def _work_out(self, session: Session) -> SupplierAnswers:
        """Off the GUI thread: with 100,000 suppliers counting and sorting take most of a second."""
        rows = session.assessments()
        groups = facet_groups({trade.key: trade.title for trade in session.trades.trades})
        facets = {group.key: group.facets(rows) for group in groups}
        return SupplierAnswers(facets, self.model.renewed(rows))

    def _show(self, answers: SupplierAnswers) -> None:
        if not answers.table.content.rows:
            self.set_empty(
                nothing_imported(
                    self.context,
                    "suppliers",
                    _("Your suppliers will stand here"),
                    _(
                        "Import a list from your ERP. The program finds the columns itself, checks EAN "
                        "and CVR numbers, and says of each supplier whether it belongs in KP, and why."
                    ),
                )
            )
        else:
            self.set_empty(None)
        self.filters.show_facets(answers.facets)
        self.model.adopt(answers.table)
        self._take_wanted()

    def apply_filters(self, **filters: str) -> None:
        """Show what another page asks for: `search`, `supplier` (an id), or groups of the filters."""
        self.search.setText(filters.pop("search", ""))
        supplier = filters.pop("supplier", "")
        self.filters.choose(from_filters(facet_groups({}), filters))
        if supplier.isdecimal():
            self._wanted = SupplierId(int(supplier))
            self._take_wanted()

    def _take_wanted(self) -> None:
        """Choose the supplier somebody asked for, as soon as the rows are there."""
        if self._wanted is not None and self.model.total:
            self.view.choose([self._wanted])
            self._wanted = None
            self.want_drawer(wanted=True)

    # ------------------------------------------------------------------------------- what the user does

    def _filter(self) -> None:
        self.model.keep(predicate(facet_groups({}), self.filters.ticked))
        self.filter_changed()

    def filter_changed(self) -> None:
        kept = {key: keys for key, keys in self.filters.ticked.items() if key not in _OF_ONE_PLAN}
        words = in_words(facet_groups(self._trade_names()), kept)
        left_out = any(self.filters.ticked.get(key) for key in _OF_ONE_PLAN)
        self.saved_filters.show_state(self.filter_state(), words, left_out=left_out)
        super().filter_changed()

    def filter_state(self) -> FilterState:
        ticked = self.filters.ticked.items()
        return {key: tuple(sorted(keys)) for key, keys in ticked if key not in _OF_ONE_PLAN}

    def use_filter(self, state: FilterState) -> None:
        self.filters.choose({key: frozenset(keys) for key, keys in state.items()})

    def filter_words(self) -> str:
        return in_words(facet_groups(self._trade_names()), self.filters.ticked)

    def choice_changed(self) -> None:
        super().choice_changed()
        self._details_asked += 1
        count = self.view.chosen_count()
        row = self.view.current_row()
        if count > 1:
            self.drawer.show_several(self.view.chosen_rows())
        elif count == 1 and row is not None:
            self._ask_details(row.supplier.id)

    def _ask_details(self, supplier_id: SupplierId) -> None:
        session, asked = self.session, self._details_asked
        if session is None:
            return

        def show(details: SupplierDetails | None) -> None:
            if asked == self._details_asked and details is not None:
                self.drawer.show_details(details)

        self.context.tasks.run(
            lambda _progress: supplier_details(session, supplier_id), on_done=show, owner=self
        )

    def _decide(self, subject: Subject, value: str) -> None:
        rows = self.view.chosen_rows()
        meant = whose(self.context, rows, subject, value)
        if not meant:
            return
        if len(meant) < len(rows):
            self.view.choose(row.supplier.id for row in meant)
        self.view.go_on_when_left()
        decide(self.context, [row.supplier.id for row in meant], subject, value)

    def _show_evidence(self) -> None:
        row = self.view.current_row()
        if row is not None:
            self.context.go_to("collective", supplier=str(row.supplier.id))

    def _show_history(self) -> None:
        row = self.view.current_row()
        if row is not None:
            self.context.go_to("history", supplier=str(row.supplier.id))

    def _copy(self) -> None:
        count = self.view.copy(or_all=True)
        self.context.messages.info(
            ngettext_(
                "{n} row is ready to be pasted into Excel, EAN numbers with all 13 digits.",
                "{n} rows are ready to be pasted into Excel, EAN numbers with all 13 digits.",
                count,
            ).format(n=numbers.whole(count))
        )

    def fill_menu(self, menu: QMenu, view: RowView[Any]) -> None:
        del view  # there is one
        self.bulk.fill(menu)

    # --------------------------------------------------------------------------------------- small things

    def rows_in_words(self, shown: int, total: int) -> str:
        if shown == total and total:
            return _("{total} suppliers").format(total=numbers.whole(total))
        return super().rows_in_words(shown, total)

    def tell_status(self) -> None:
        super().tell_status()
        nothing = self.model.total > 0 and self.model.shown == 0
        if nothing:
            self.none_found.setText(self._none_found())
        self.none_found.setVisible(nothing)

    def _none_found(self) -> str:
        """Nothing left to settle is no search gone wrong."""
        if set(self.filters.ticked) != {"undecided"} or self.search.text().strip():
            return _("No supplier fits. Clear the filters or search for less.")
        waiting = sum(1 for row in self.model.rows if not row.is_active and is_undecided(row))
        told = _("Everything is settled.")
        if not waiting:
            return told
        wait = ngettext_(
            "{n} supplier that is not settled has sent no invoices in the period and can wait.",
            "{n} suppliers that are not settled have sent no invoices in the period and can wait.",
            waiting,
        )
        return f"{told} {wait.format(n=numbers.whole(waiting))}"

    def _trade_names(self) -> dict[str, str]:
        return {trade.key: trade.title for trade in self._trades.trades}
