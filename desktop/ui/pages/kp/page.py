"""The page about KP: what share it can handle, by trade, EAN number and supplier, and each document."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.domain.invoices import InvoiceKind
from desktop.domain.kp_list import JudgedInvoice, KpOrder
from desktop.domain.kp_rules import Judgement
from desktop.domain.plan import Changes
from desktop.domain.relevance import Relevance
from desktop.texts import kp, labels, numbers
from desktop.texts.phrases import listed, sentences
from desktop.texts.translate import N_, _, ngettext_
from desktop.ui.charts.shares import Bar, Part, ShareBars
from desktop.ui.pages.empty import no_plan, nothing_imported
from desktop.ui.pages.kp import remembered
from desktop.ui.pages.kp.answers import MOST_BARS, Group, Grouping, KpAnswers, Question, answer
from desktop.ui.pages.kp.columns import TONES, document_columns, group_columns, why
from desktop.ui.pages.kp.rules_dialog import RulesDialog
from desktop.ui.pages.page import PageContext
from desktop.ui.pages.page_memory import FilterState
from desktop.ui.pages.saved_filters import SavedFilters
from desktop.ui.pages.table_card import TableCard, remark
from desktop.ui.pages.table_page import TablePage
from desktop.ui.tables.columns import plain_number
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.paged import PagedModel
from desktop.ui.tables.view import RowView
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.fields import Choice
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.search_box import SearchBox
from desktop.ui.widgets.segments import Segments
from desktop.workspace.reference_data import kp_rule_table

_ANY = remembered.ANY
_SCOPES = (Relevance.KP, Relevance.UNKNOWN, Relevance.OUTSIDE)
_TYPING_MS = 250
"""A search goes to the plan when the typing rests; the ids of a million rows take a second or two."""


class _Tables(QStackedWidget):
    """The two tables; asks for no more height than they need at least.

    A layout takes what a part prefers at its width for the least it needs, and would cut the chart instead.
    """

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


class KpPage(TablePage):
    """What would KP do with the invoices you get today?"""

    name = "kp"
    title = N_("What KP can handle")
    question = N_("What would KP do with the invoices, credit notes and reminders you get today, and why?")

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.asked = Question()
        self.answers: KpAnswers | None = None
        self._bar_groups: tuple[Group | None, ...] = ()
        self._build_head()
        self._build_tables()
        self.body.setSpacing(Space.MEDIUM)
        self.body.addWidget(self._scope_row())
        self.body.addWidget(self._chart_card())
        self.body.addWidget(self._table_card(), 1)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._connect()
        self.recall_filter()

    # ------------------------------------------------------------------------------------------- parts

    def _build_head(self) -> None:
        self.scopes = Segments(
            _("Suppliers"),
            (
                *((one.value, remembered.scope_name(one)) for one in _SCOPES),
                (_ANY, remembered.scope_name(None)),
            ),
        )
        self.scopes.pick(self.asked.relevance.value if self.asked.relevance else _ANY)
        self.everything = Button(
            _("Older ones too"), look=Look.QUIET, hint=_("Counts everything, not only the last twelve months")
        )
        self.everything.setCheckable(True)
        self.kind = Choice()
        self.kind.setAccessibleName(_("Type"))
        self.kind.addItem(_("All types"), None)
        for kind in InvoiceKind:
            self.kind.addItem(labels.invoice_kind(kind), kind.value)
        self.headline = PlainLabel("", size=TextSize.CARD_TITLE)
        self.reading = PlainLabel("", size=TextSize.CAPTION, muted=True)
        self.rules_button = Button(
            _("The rules…"), icon="list", hint=_("The published rules, and the way to tables of your own")
        )
        self.header.add_action(self.rules_button)
        self.chart = ShareBars(_("What KP would do"))

    def _scope_row(self) -> QWidget:
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.scopes, 1)
        row.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.everything, 0, Qt.AlignmentFlag.AlignTop)
        return frame

    def _chart_card(self) -> Card:
        card = Card()
        card.setAccessibleName(_("What KP would do"))
        for widget in (self.headline, self.chart, self.reading):
            card.body.addWidget(widget)
        return card

    def _build_tables(self) -> None:
        self.groups: RowModel[Group] = RowModel(group_columns(), lambda row: row.key, self)
        self.group_view = RowView(self.groups, _("What KP would do, by group"))
        self.group_memory = self.add_table(self.group_view, "kp-groups")
        self.documents: PagedModel[JudgedInvoice] = PagedModel(
            document_columns(), lambda row: row.invoice.id, self
        )
        self.document_view = RowView(self.documents, _("Documents and what KP would do with them"))
        self.document_memory = self.add_table(self.document_view, "kp-documents")
        self.stack = _Tables()
        self.stack.addWidget(self.group_view)
        self.stack.addWidget(self.document_view)
        self.search = SearchBox(_("Search in number, supplier …"))
        self.groupings = Segments(
            _("Show by"),
            (
                (Grouping.TRADE.value, kp.grouped_by("trade")),
                (Grouping.EAN.value, kp.grouped_by("ean")),
                (Grouping.SUPPLIER.value, kp.grouped_by("supplier")),
                (Grouping.DOCUMENTS.value, _("Documents")),
            ),
        )
        self.judgements = Segments(
            _("Show documents"),
            ((_ANY, _("All")), *((one.value, labels.judgement(one)) for one in Judgement)),
        )
        self.within = Button(look=Look.QUIET, icon="close", hint=_("Show all again"))
        self.detail = remark()
        self.none_found = remark(_("Nothing fits. Search for less, or choose another view."))

    def _table_card(self) -> TableCard:
        card = TableCard()
        self.saved_filters = SavedFilters(self.remembered, self)
        tools = ((self.groupings, 3), self.within, self.saved_filters, (self.search, 2))
        card.add_tools(*tools, first=True)
        card.add_tools((self.judgements, 1))
        card.add(self.make_filter_bar(), self.none_found)
        card.add(self.stack, share=1)
        card.add(self.detail)
        return card

    def _connect(self) -> None:
        self.rules_button.clicked.connect(lambda _checked=False: self.rules_dialog().exec())
        self.scopes.picked.connect(self._pick_scope)
        self.kind.currentIndexChanged.connect(lambda _index: self._pick_kind())
        self.everything.clicked.connect(
            lambda _checked=False: self._ask(everything=self.everything.isChecked())
        )
        self.groupings.picked.connect(lambda key: self.show_groups(Grouping(key)))
        self.judgements.picked.connect(self._pick_judgement)
        self.within.clicked.connect(lambda _checked=False: self._ask(group=None))
        self.search.searched.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(lambda: self._ask(search=self.search.text()))
        self.use_search(self.search, self.group_view, self.document_view, by_page=True)
        self.saved_filters.taken.connect(self.use_filter)
        self.group_view.opened.connect(self._open_group)
        self.documents.order_asked.connect(self._order)
        self.document_view.opened.connect(self._show_supplier)
        self.chart.opened.connect(self._open_part)

    # ------------------------------------------------------------------------------- what the window tells

    def refresh(self, changes: Changes | None) -> None:
        if self.session is None:
            self.answers = None
            self._clear()
            text = _("Here you see what KP would do with each invoice, and by which rule.")
            self.set_empty(no_plan(self.context, "receipt", text))
            return
        if changes is None or {"invoice", "supplier"} & changes.tables:
            # Rows may be gone: none of them is read again before the answer is here.
            self.documents.show_ids((), lambda _ids: {})
        self._ask()

    def _clear(self) -> None:
        self.groups.set_rows([])
        self.documents.show_ids((), lambda _ids: {})

    def _ask(self, **changed: object) -> None:
        """Ask for what the page is to show now, changed in some of its parts."""
        self.asked = replace(self.asked, **changed)  # type: ignore[arg-type]  # fields of `Question` by name
        question = self.asked
        self.ask(lambda session: answer(session, question), partial(self._show, question))

    def _show(self, question: Question, found: KpAnswers) -> None:
        self.answers = found
        listing = question.grouping is Grouping.DOCUMENTS
        self.headline.setText(kp.headline(found.total))
        self.reading.setText(self._read(found))
        self.scopes.show_counts({key.value if key else _ANY: n for key, n in found.scopes.items()})
        self.judgements.show_counts({key.value if key else _ANY: n for key, n in found.counts.items()})
        self.judgements.pick(question.judgement.value if question.judgement else _ANY)
        self.groupings.pick(question.grouping.value)
        self.within.setVisible(listing and question.group is not None)
        self.within.setText(question.group.name if question.group else "")
        self.judgements.setVisible(listing)
        self.stack.setCurrentWidget(self.document_view if listing else self.group_view)
        self._show_chart(found)
        if listing:
            self.documents.show_ids(found.ids, found.fetch)
        else:
            self.groups.set_rows(found.groups)
        self.choice_changed()
        self.filter_changed()
        self.set_empty(self._empty_state(found))

    def _read(self, found: KpAnswers) -> str:
        older = ngettext_(
            "{n} older document is left out.", "{n} older documents are left out.", found.older
        ).format(n=numbers.whole(found.older))
        return sentences(kp.bars(found.total), older if found.older else "", found.reading)

    def _empty_state(self, found: KpAnswers) -> EmptyState | None:
        if found.documents:
            return None
        return nothing_imported(
            self.context,
            "receipt",
            _("Here you will see what KP can handle"),
            _(
                "Import e-invoices, credit notes and reminders. The program judges each of them by KP's "
                "published rules, tells which rule decided, and what is not known yet."
            ),
        )

    def _show_chart(self, found: KpAnswers) -> None:
        parts = tuple(Part(labels.judgement(one), _part_tone(one)) for one in Judgement)
        total = found.total
        bars = [
            Bar(
                _("All, by number"),
                tuple(total.documents.values()),
                kp.documents,
                numbers.whole(total.all_documents),
            ),
            Bar(
                _("All, by amount"),
                tuple(total.amount_ore.values()),
                numbers.whole_kroner,
                numbers.whole_kroner(total.all_ore),
                lambda ore: plain_number(ore / 100),
            ),
        ]
        bars += [
            Bar(
                one.name,
                tuple(one.total.documents.values()),
                kp.documents,
                numbers.whole(one.total.all_documents),
            )
            for one in found.groups[:MOST_BARS]
        ]
        self.chart.set_bars(parts, tuple(bars))
        self._bar_groups = (None, None, *found.groups[:MOST_BARS])

    # ------------------------------------------------------------------------------- what the user does

    def apply_filters(self, **filters: str) -> None:
        """Show one judgement (`judgement`), a supplier's documents (`supplier`), or a grouping (`by`)."""
        if filters.get("by") in set(Grouping):
            self.show_groups(Grouping(filters["by"]))
        if filters.get("judgement") in set(Judgement):
            self.show_documents(Judgement(filters["judgement"]))
        if filters.get("supplier", "").isdecimal() and self.session is not None:
            self._open_supplier(filters["supplier"])

    def _open_supplier(self, key: str) -> None:
        from desktop.domain.suppliers import SupplierId

        known = self.session.assessment(SupplierId(int(key))) if self.session else None
        if known is not None:
            self.scopes.pick(_ANY)
            self._ask(relevance=None)
            self.show_documents(None, Group(Grouping.SUPPLIER, key, known.supplier.name))

    def show_groups(self, grouping: Grouping) -> None:
        """List trades, EAN numbers, suppliers or documents."""
        self._ask(grouping=grouping, group=None, judgement=None)

    def show_documents(self, judgement: Judgement | None, group: Group | None = None) -> None:
        """List the documents of a judgement, of a group, or of both."""
        self.search.blockSignals(True)
        self.search.setText("")
        self.search.blockSignals(False)
        self._ask(grouping=Grouping.DOCUMENTS, judgement=judgement, group=group, search="")

    def _pick_scope(self, key: str) -> None:
        self._ask(relevance=None if key == _ANY else Relevance(key))

    def _pick_kind(self) -> None:
        key = self.kind.currentData()
        self._ask(kind=InvoiceKind(key) if key else None)

    def _pick_judgement(self, key: str) -> None:
        self._ask(judgement=None if key == _ANY else Judgement(key))

    def _open_part(self, bar: int, part: int) -> None:
        self.show_documents(tuple(Judgement)[part], self._bar_groups[bar] or self.asked.group)

    def _open_group(self) -> None:
        """The number the user stands on opens its list; elsewhere in the row all of the group's."""
        row = self.group_view.current_row()
        if row is None:
            return
        key = self.groups.columns[self.group_view.currentIndex().column()].key
        self.show_documents(Judgement(key) if key in set(Judgement) else None, row)

    def _order(self, key: str, descending: bool) -> None:
        if key in set(KpOrder):
            self._ask(order=KpOrder(key), descending=descending)

    def _show_supplier(self) -> None:
        row = self.document_view.current_row()
        if row is not None:
            self.context.go_to("suppliers", supplier=str(row.sender.supplier.id))

    def rules_dialog(self) -> RulesDialog:
        """The rules that the judgements follow."""
        rules = self.session.kp_rules if self.session is not None else kp_rule_table()
        return RulesDialog(rules, self.context.messages.error, self)

    # ---------------------------------------------------------------------------------------- filter

    def filter_state(self) -> FilterState:
        return remembered.state_of(self.asked)

    def use_filter(self, state: FilterState) -> None:
        self.asked = remembered.asked_by(state, self.asked)
        self.scopes.pick(self.asked.relevance.value if self.asked.relevance else _ANY)
        self.everything.setChecked(self.asked.everything)
        self.kind.blockSignals(True)
        self.kind.setCurrentIndex(max(0, self.kind.findData(self.asked.kind and self.asked.kind.value)))
        self.kind.blockSignals(False)
        self._ask()

    def filter_words(self) -> str:
        return remembered.in_words(self.asked)

    def narrowed_words(self) -> str:
        words = self.filter_words()
        usual = remembered.scope_name(self.asked.relevance)
        return words if words.startswith(usual) else ", ".join(word for word in (usual, words) if word)

    def filter_changed(self) -> None:
        words = remembered.in_words(replace(self.asked, group=None))
        self.saved_filters.show_state(self.filter_state(), words, left_out=self.asked.group is not None)
        super().filter_changed()

    # ------------------------------------------------------------------------------------ what is told

    @property
    def _is_listing(self) -> bool:
        return self.asked.grouping is Grouping.DOCUMENTS

    def current_table(self) -> RowView[Any]:
        return self.document_view if self._is_listing else self.group_view

    def choice_changed(self) -> None:
        """Below the table stands the whole reason for the row that is chosen."""
        row = self.document_view.current_row() if self._is_listing and self.documents.shown else None
        facts = row.invoice.facts if row else None
        self.detail.setVisible(row is not None)
        if row is not None and facts is not None:
            said = f"{row.sender.supplier.name}, {facts.invoice_no}: {why(row)}"
            about = _("It is about {numbers}.").format(numbers=listed(facts.matches)) if facts.matches else ""
            self.detail.setText(sentences(said, about))
        super().choice_changed()

    def counted(self) -> tuple[int, int]:
        if not self._is_listing:
            return self.groups.shown, self.groups.shown
        return self.documents.shown, self.answers.counts.get(None, 0) if self.answers else 0

    def tell_status(self) -> None:
        super().tell_status()
        self.none_found.setVisible(self.answers is not None and self.current_table().rows.shown == 0)


def _part_tone(judgement: Judgement) -> Tone | None:
    """In the chart what cannot be told yet is as quiet as the ground allows."""
    return None if judgement is Judgement.UNKNOWN else TONES[judgement]
