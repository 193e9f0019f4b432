"""The page about collective invoices: the headline, who sends them, and the evidence for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.assessment import Subject, SupplierAssessment
from desktop.domain.collective import ToldApart
from desktop.domain.plan import Changes
from desktop.domain.suppliers import SupplierId
from desktop.texts import citizens, numbers
from desktop.texts.translate import N_, _, ngettext_
from desktop.ui import icons, theme
from desktop.ui.pages.collective import views
from desktop.ui.pages.collective.columns import supplier_columns
from desktop.ui.pages.collective.drawer import CollectiveDrawer
from desktop.ui.pages.deciding import decide
from desktop.ui.pages.empty import no_plan, nothing_imported
from desktop.ui.pages.page import PageContext
from desktop.ui.pages.page_memory import FilterState
from desktop.ui.pages.saved_filters import SavedFilters
from desktop.ui.pages.supplier_details import SupplierDetails, supplier_details
from desktop.ui.pages.table_card import TableCard, remark
from desktop.ui.pages.table_page import TablePage
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.view import RowView
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.figures import BigNumber
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.search_box import SearchBox
from desktop.ui.widgets.segments import Segments

_ICON = 16


class Promise(QWidget):
    """How to begin, how the counting is done, and that no CPR number is kept: calm words with a padlock."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = PlainLabel(
            _(
                "Drop a folder or a ZIP with e-invoices here. CPR numbers are counted while a file is read, "
                "and forgotten at once. Only how many, where, and how sure is kept."
            ),
            muted=True,
            size=TextSize.CAPTION,
        )
        self.more = LinkButton(_("Import…"), icon="import")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.more)
        self.follow_text_size()

    def follow_text_size(self) -> None:
        """Keep room for the padlock, which is as large as the text."""
        self._icon = theme.icon_size(self.font(), share=1.0, least=_ICON)
        self._row.setContentsMargins(self._icon + Space.SMALL, 0, 0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = self.text.fontMetrics().height()
        lines = self.text.heightForWidth(self.text.width())
        top = self.text.y() + max(0, self.text.height() - lines) / 2
        spot = QRectF(0, top + (line - self._icon) / 2, self._icon, self._icon)
        icons.paint(QPainter(self), "lock", spot, theme.colours(self.palette()).muted)


class HeadlineCard(Card):
    """The figures: who sends, what waits, who cannot split, and how much was looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Overview"))
        self.sending = BigNumber()
        self.settle = BigNumber()
        self.cannot = BigNumber()
        self.checked = BigNumber()
        row = Columns(20, gap=Space.EDGE)
        for number in (self.sending, self.settle, self.cannot, self.checked):
            row.add(number)
        self.body.addWidget(row)

    def show_headline(self, found: views.Headline) -> None:
        self.sending.set(
            numbers.whole(found.sending),
            ngettext_(
                "supplier sends collective invoices", "suppliers send collective invoices", found.sending
            ),
        )
        self.settle.set(
            numbers.whole(found.settle),
            ngettext_("must be settled by you", "must be settled by you", found.settle),
            tone=Tone.ATTENTION if found.settle else None,
        )
        self.cannot.set(
            numbers.whole(found.cannot_split),
            ngettext_(
                "cannot split and stays in the ERP", "cannot split and stay in the ERP", found.cannot_split
            ),
        )
        self.checked.set(
            numbers.whole(found.checked),
            _("of {all} invoices could be checked for citizens").format(all=numbers.whole(found.documents)),
        )


class CollectivePage(TablePage):
    """Who sends invoices about several citizens, and how do we know?"""

    name = "collective"
    title = N_("Collective invoices")
    question = N_("Who sends invoices about several citizens? KP takes only one citizen per invoice.")

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._details_asked = 0
        self._wanted: SupplierId | None = None
        self.promise = Promise()
        self.headline = HeadlineCard()
        self.drawer = CollectiveDrawer()
        self._build_table()
        row = QHBoxLayout()
        row.setSpacing(Space.LARGE)
        row.addWidget(self._table_card(), 1)
        row.addWidget(self.drawer)
        self.body.setSpacing(Space.MEDIUM)
        self.body.addWidget(self.promise)
        self.body.addWidget(self.headline)
        self.body.addLayout(row, 1)
        self._connect()
        self.recall_filter()

    def _build_table(self) -> None:
        self.model: RowModel[SupplierAssessment] = RowModel(
            supplier_columns(), lambda row: row.supplier.id, self
        )
        self.view = RowView(self.model, _("Suppliers with collective invoices"))
        self.memory = self.add_table(self.view, "collective")
        self.search = SearchBox(_("Search in name and number …"))
        self.saved_filters = SavedFilters(self.remembered, self)
        self.none_found = remark(_("No supplier fits. Search for less, or choose another view."))
        self._views: dict[str, list[SupplierAssessment]] = {}
        self.segments = Segments(
            _("Show"),
            (
                (views.ALL, _("Collective invoices")),
                (views.SETTLE, _("Must be settled")),
                (views.CAN_SPLIT, _("Can split")),
                (views.CANNOT_SPLIT, _("Cannot split")),
                (views.REJECTED, _("No or rejected")),
                *((kind.value, citizens.told_apart(kind)) for kind in ToldApart),
            ),
        )

    def _table_card(self) -> TableCard:
        card = TableCard()
        card.add_tools(self.saved_filters, (self.search, 1), first=True)
        card.add_tools((self.segments, 1))
        card.add(self.none_found)
        card.add(self.view, share=1)
        return card

    def _connect(self) -> None:
        for kind in ToldApart:
            self.segments.buttons[kind.value].setToolTip(citizens.told_apart_help(kind))
        self.promise.more.clicked.connect(lambda _checked=False: self.context.import_files(()))
        self.segments.picked.connect(self._filter)
        self.use_search(self.search, self.view)
        self.use_drawer(self.drawer, self.drawer.collective.bar.take_focus)
        self.view.opened.connect(self.open_drawer)
        self.saved_filters.taken.connect(self.use_filter)
        self.drawer.decided.connect(self._decide)
        self.drawer.supplier_asked.connect(self._show_supplier)

    # ------------------------------------------------------------------------------- what the window tells

    def refresh(self, changes: Changes | None) -> None:
        del changes  # whatever changed, the rows are worked out again
        if self.session is None:
            text = _(
                "Here you see who sends invoices about several citizens, with the invoices that show it."
            )
            self.model.set_rows([])
            self.set_empty(no_plan(self.context, "collective", text))
            return
        self.ask(lambda session: session.assessments(), self._show_rows)

    def _show_rows(self, rows: Sequence[SupplierAssessment]) -> None:
        found = views.headline(rows)
        ordered = views.in_order(rows)
        self.headline.show_headline(found)
        self._views = {kind.value: views.told_apart_rows(rows, kind) for kind in ToldApart}
        anything = bool(ordered) or any(self._views.values())
        self._views[views.ALL] = ordered
        for view in (views.SETTLE, views.CAN_SPLIT, views.CANNOT_SPLIT, views.REJECTED):
            self._views[view] = [row for row in ordered if views.view_of(row) == view]
        self.segments.show_counts({view: len(found_rows) for view, found_rows in self._views.items()})
        if not self._views[self.segments.current]:
            self.segments.pick(views.ALL)
        self._filter(self.segments.current)
        self.set_empty(None if anything else self._empty_state(found))
        self._take_wanted()

    def _empty_state(self, found: views.Headline) -> EmptyState:
        if not found.documents:
            return nothing_imported(
                self.context,
                "collective",
                _("Here the collective invoices will stand"),
                _(
                    "Import e-invoices or an extract with a CPR column. The program counts the citizens on "
                    "each invoice, shows which suppliers send collective invoices, and keeps no CPR number."
                ),
            )
        return EmptyState(
            "collective",
            _("No supplier sends collective invoices"),
            _("{checked} of {all} invoices were checked, and none names more than one citizen.").format(
                checked=numbers.whole(found.checked), all=numbers.whole(found.documents)
            ),
        )

    def apply_filters(self, **filters: str) -> None:
        """Show a supplier by its id (`supplier`), or one of the views (`view`)."""
        view = filters.get("view", "")
        self.segments.pick(view if view in self.segments.buttons else views.ALL)
        self._filter(self.segments.current)
        if filters.get("supplier", "").isdecimal():
            self._wanted = SupplierId(int(filters["supplier"]))
            self._take_wanted()

    def _take_wanted(self) -> None:
        if self._wanted is not None and self.model.total:
            self.view.choose([self._wanted])
            self._wanted = None
            self.want_drawer(wanted=True)

    # ------------------------------------------------------------------------------- what the user does

    def _filter(self, view: str) -> None:
        self.model.set_rows(self._views.get(view, []))
        self.filter_changed()

    def filter_changed(self) -> None:
        self.saved_filters.show_state(self.filter_state(), self.filter_words())
        super().filter_changed()

    def filter_state(self) -> FilterState:
        return {} if self.segments.current == views.ALL else {"view": (self.segments.current,)}

    def use_filter(self, state: FilterState) -> None:
        self.apply_filters(view=next(iter(state.get("view", ())), views.ALL))

    def filter_words(self) -> str:
        return "" if self.segments.current == views.ALL else self.segments.current_label

    def counted(self) -> tuple[int, int]:
        apart = self.segments.current in set(ToldApart)
        total = self.model.total if apart else len(self._views.get(views.ALL, ()))
        return self.model.shown, total

    def tell_status(self) -> None:
        super().tell_status()
        self.none_found.setVisible(self.model.total > 0 and self.model.shown == 0)

    def choice_changed(self) -> None:
        super().choice_changed()
        self._details_asked += 1
        row = self.view.current_row()
        session, asked = self.session, self._details_asked
        if row is None or session is None:
            return

        def show(details: SupplierDetails | None) -> None:
            if asked == self._details_asked and details is not None:
                self.drawer.show_details(details)

        self.context.tasks.run(
            lambda _progress: supplier_details(session, row.supplier.id), on_done=show, owner=self
        )

    def _decide(self, subject: Subject, value: str) -> None:
        self.view.go_on_when_left()
        decide(self.context, [row.supplier.id for row in self.view.chosen_rows()], subject, value)

    def _show_supplier(self) -> None:
        row = self.view.current_row()
        if row is not None:
            self.context.go_to("suppliers", supplier=str(row.supplier.id))
