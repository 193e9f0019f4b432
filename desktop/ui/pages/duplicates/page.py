"""The page about duplicates: the pairs, what speaks for each, and the two side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.duplicates import PairKey, PairVerdict
from desktop.domain.plan import Changes
from desktop.texts import duplicates as texts
from desktop.texts import numbers
from desktop.texts.translate import N_, _
from desktop.ui.pages.deciding import MANY
from desktop.ui.pages.duplicates import views
from desktop.ui.pages.duplicates.columns import called, pair_columns
from desktop.ui.pages.duplicates.dialog import MergeDialog
from desktop.ui.pages.duplicates.panel import PairDrawer
from desktop.ui.pages.duplicates.views import DuplicatesAnswer, PairRow
from desktop.ui.pages.empty import no_plan, nothing_imported
from desktop.ui.pages.page import PageContext
from desktop.ui.pages.page_memory import FilterState
from desktop.ui.pages.table_card import TableCard
from desktop.ui.pages.table_page import TablePage
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.view import RowView
from desktop.ui.tasks import Task
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import PrimaryButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.progress import ProgressPanel
from desktop.ui.widgets.search_box import SearchBox
from desktop.ui.widgets.segments import Segments


class DuplicatesPage(TablePage):
    """Which suppliers may be one and the same, and what do you say?"""

    name = "duplicates"
    title = N_("Duplicates")
    question = N_(
        "Does the same supplier stand in the list twice? Decide pair by pair; nothing is merged unasked."
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._task: Task | None = None
        self._asked = 0
        self._go_on: tuple[PairKey, ...] | None = None  # after a decision: the pairs to go on with
        self._build_table()
        self.drawer = PairDrawer()
        self.progress = ProgressPanel()
        self.left_out = PlainLabel("", muted=True)
        self.left_out.hide()
        row = QHBoxLayout()
        row.setSpacing(Space.LARGE)
        row.addWidget(self._table_card(), 1)
        row.addWidget(self.drawer)
        self.body.setSpacing(Space.MEDIUM)
        self.body.addWidget(self.progress)
        self.body.addLayout(row, 1)
        self.body.addWidget(self.left_out)
        self._connect()
        self._add_keys()
        self.recall_filter()

    def _build_table(self) -> None:
        self.model: RowModel[PairRow] = RowModel(pair_columns(), lambda row: row.key, self)
        self.view = RowView(self.model, _("Pairs of suppliers that may be one"))
        self.memory = self.add_table(self.view, "duplicates")
        self.search = SearchBox(_("Search in name and number …"))
        self.segments = Segments(
            _("Show"),
            (
                (views.WAITING, _("Must be decided")),
                (views.WEAK, _("Perhaps")),
                (views.DECIDED, _("Decided")),
                (views.ALL, _("All")),
            ),
        )
        self.none_here = PlainLabel("", muted=True)
        self.none_here.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        self.none_here.hide()

    def _table_card(self) -> TableCard:
        card = TableCard()
        card.add_tools((self.search, 1), first=True)
        card.add_tools((self.segments, 1), first=True)
        card.add(self.none_here)
        card.add(self.view, share=1)
        return card

    def _connect(self) -> None:
        self.segments.picked.connect(self._filter)
        self.use_search(self.search, self.view)
        self.use_drawer(self.drawer)
        self.view.opened.connect(self.open_drawer)
        self.drawer.decided.connect(self.decide)
        self.drawer.merge_asked.connect(self.merge)
        self.drawer.next_asked.connect(self.show_next)
        self.progress.cancelled.connect(self._stop)

    def _add_keys(self) -> None:
        for keys, act in (
            ("Ctrl+Down", self.show_next),
            ("Ctrl+D", lambda: self.decide(PairVerdict.DIFFERENT.value)),
            ("Ctrl+M", self.merge),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)

    # ------------------------------------------------------------------------------- what the window tells

    def refresh(self, changes: Changes | None) -> None:
        del changes  # suppliers, decisions and invoices all show here
        self._stop()
        session = self.session
        if session is None:
            self.model.set_rows([])
            text = _("Here you see which suppliers may stand in the list twice, and decide what is true.")
            self.set_empty(no_plan(self.context, "duplicates", text))
            return
        self._asked += 1
        asked = self._asked
        self.set_empty(None)
        self.progress.start(_("Looking for duplicates…"))

        def show(found: DuplicatesAnswer) -> None:
            if asked == self._asked and session is self.session:
                self._show(found)

        self._task = self.context.tasks.run(
            lambda progress: views.duplicates_answer(session, progress),
            on_done=show,
            on_progress=self.progress.report,
            on_cancelled=lambda: self._stopped(asked),
            owner=self,
        )

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _stopped(self, asked: int) -> None:
        """The search was stopped: by the user, or because a newer one began."""
        if asked != self._asked:
            return
        self.progress.stop()
        self.model.set_rows([])
        again = PrimaryButton(_("Look again"))
        again.clicked.connect(lambda _checked=False: self.refresh(None))
        text = _("Not all suppliers have been compared, so no pairs are shown.")
        self.set_empty(EmptyState("duplicates", _("The search was stopped"), text, primary=again))

    def _show(self, found: DuplicatesAnswer) -> None:
        self.progress.stop()
        self._task = None
        self.model.set_rows(found.rows)
        counts = views.counts(found.rows)
        if self._go_on is None and not counts[self.segments.current]:
            order = (views.WAITING, views.WEAK, views.DECIDED, views.ALL)
            self.segments.pick(next((view for view in order if counts[view]), views.WAITING))
        self.segments.show_counts(counts)
        self._filter(self.segments.current)
        self.left_out.setText(texts.left_out(found.left_out) if found.left_out else "")
        self.left_out.setVisible(bool(found.left_out))
        self.set_empty(self._empty_state(found))
        if self._go_on is not None:
            self._choose_first(self._go_on)
            self._go_on = None
        elif self.drawer_wanted and not self.view.chosen_count():
            self._choose_first([row.key for row in self.model.shown_rows() if row.pair.waits])

    def _empty_state(self, found: DuplicatesAnswer) -> EmptyState | None:
        if found.rows:
            return None
        if not found.suppliers:
            return nothing_imported(
                self.context,
                "duplicates",
                _("Here suppliers that stand in the list twice will be shown"),
                _(
                    "Import a supplier list. The program compares CVR numbers, e-mail, phone, address and "
                    "name, so that nobody gets two letters. You decide; nothing is merged unasked."
                ),
            )
        return EmptyState(
            "duplicates",
            _("No duplicates were found"),
            _("All {n} suppliers differ in CVR number, e-mail, phone, address and name.").format(
                n=numbers.whole(found.suppliers)
            ),
        )

    def apply_filters(self, **filters: str) -> None:
        """Show one of the views (`view`)."""
        view = filters.get("view", "")
        if view in self.segments.buttons:
            self.segments.pick(view)
            self._filter(view)

    # ------------------------------------------------------------------------------- what the user does

    def decide(self, verdict: str) -> None:
        """Say of the pair that is shown that it is the same or different; "" takes the decision back."""
        from desktop.workspace.operations import DecidePair

        row = self.view.current_row()
        said = row.pair.decision.verdict.value if row is not None and row.pair.decision else ""
        if row is None or said == verdict:
            return
        operation = DecidePair(*row.key, PairVerdict(verdict) if verdict else None)
        self._go_on = views.undecided_after(self.model.shown_rows(), row.key) if verdict else None
        if not self.context.run(operation):
            self._go_on = None

    def merge(self) -> None:
        """Ask which of the two stays, and put them together."""
        from desktop.workspace.operations import MergeSuppliers

        row = self.view.current_row()
        if row is None:
            return
        dialog = MergeDialog(row, self.window())
        accepted = dialog.exec() == MergeDialog.DialogCode.Accepted
        keep, drop = dialog.keep, dialog.drop
        dialog.deleteLater()
        if not accepted:
            return
        self._go_on = views.undecided_after(self.model.shown_rows(), row.key)
        operation = MergeSuppliers(keep, drop)
        first, second = row.pair.first, row.pair.second
        kept, gone = (first, second) if first.id == keep else (second, first)

        def done() -> None:
            self.context.tell_done(texts.merged(called(kept), called(gone)))

        if row.first_invoices + row.second_invoices >= MANY:
            self.context.run_in_background(operation, done)
        elif self.context.run(operation):
            done()
        else:
            self._go_on = None

    def show_next(self) -> None:
        """Go on to the next pair that waits."""
        row = self.view.current_row()
        self._choose_first(views.undecided_after(self.model.shown_rows(), row.key if row else None))

    def _choose_first(self, wanted: Sequence[PairKey]) -> None:
        """Choose the first of these pairs that is still there."""
        there = {row.key for row in self.model.shown_rows()}
        following = next((key for key in wanted if key in there), None)
        if following is not None:
            self.drawer_wanted = True
            self.view.choose([following])

    def _filter(self, view: str) -> None:
        self.model.keep(None if view == views.ALL else lambda row: views.view_of(row) == view)
        self._tell_none(view)
        self.filter_changed()

    def filter_state(self) -> FilterState:
        return {} if self.segments.current == views.WAITING else {"view": (self.segments.current,)}

    def filter_words(self) -> str:
        return "" if self.segments.current == views.ALL else self.segments.current_label

    def use_filter(self, state: FilterState) -> None:
        view = next(iter(state.get("view", ())), "")
        self.apply_filters(view=view if view in self.segments.buttons else views.WAITING)

    def _tell_none(self, view: str) -> None:
        nothing = view == views.WAITING and not self.model.shown and self.model.total > 0
        if nothing and not self.search.text():
            self.none_here.setText(_("Every sure or probable pair has been decided."))
        self.none_here.setVisible(nothing and not self.search.text())

    def choice_changed(self) -> None:
        row = self.view.current_row()
        if row is not None:
            self.drawer.show_row(row)
        super().choice_changed()

    def drawer_has_content(self) -> bool:
        return self.view.current_row() is not None
